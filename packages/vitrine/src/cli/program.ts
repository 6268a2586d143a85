/** @file All commands put together, and how an error leaves the process. */
import { Command, CommanderError } from "commander";
import { isVitrineError, VitrineError } from "../errors.js";
import { ENGINE_VERSION } from "../engine/version.js";
import { addArtifactsCommand } from "./artifacts-command.js";
import { addBackupCommand, addRestoreCommand } from "./backup-command.js";
import { examples } from "./context.js";
import type { CliProcess } from "./context.js";
import { addEventsCommand } from "./events-command.js";
import { addDoctorCommand } from "./doctor-command.js";
import { addEvaluateCommand } from "./evaluate-command.js";
import { EXIT_CODES, exitCodeOf } from "./exit-codes.js";
import { addExportCommand } from "./export-command.js";
import { addExplainCommand } from "./explain-command.js";
import { addImportCommand } from "./import-command.js";
import { addIndexCommand } from "./index-command.js";
import { addInitCommand } from "./init-command.js";
import { addKeysCommand } from "./keys-command.js";
import { addProductsCommand } from "./products-command.js";
import { addRecommendCommand } from "./recommend-command.js";
import { addRulesCommand } from "./rules-command.js";
import { addReportCommand } from "./report-command.js";
import { addSearchCommand } from "./search-command.js";
import { addServeCommand } from "./serve-command.js";
import { addShoppersCommand } from "./shoppers-command.js";
import { addSimilarCommand } from "./similar-command.js";
import { addSuggestCommand } from "./suggest-command.js";
import { addSynonymsCommand } from "./synonyms-command.js";
import { addTrainCommand } from "./train-command.js";
import { addTuneCommand } from "./tune-command.js";

function createProgram(host: CliProcess, json: boolean): Command {
  const program = new Command("vitrine")
    .description("Product search and discovery for online shops.")
    .version(ENGINE_VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      // What the parser says of a wrong call becomes JSON below, where JSON was asked for.
      writeErr: (text) => {
        if (!json) host.stderr.write(text);
      },
    })
    .addHelpText(
      "after",
      examples(
        "vitrine init products.csv",
        "vitrine import products products.csv",
        "vitrine index",
        'vitrine search "walnut desk" --filter "price<150"',
      ),
    )
    .showSuggestionAfterError()
    .showHelpAfterError("Add --help for what the command takes.");
  for (const add of [
    addInitCommand,
    addReportCommand,
    addImportCommand,
    addProductsCommand,
    addEventsCommand,
    addShoppersCommand,
    addExportCommand,
    addBackupCommand,
    addRestoreCommand,
    addIndexCommand,
    addSearchCommand,
    addSimilarCommand,
    addSuggestCommand,
    addExplainCommand,
    addTrainCommand,
    addRecommendCommand,
    addRulesCommand,
    addSynonymsCommand,
    addTuneCommand,
    addEvaluateCommand,
    addArtifactsCommand,
    addServeCommand,
    addKeysCommand,
    addDoctorCommand,
  ]) {
    add(program, host);
  }
  return program;
}

/**
 * Runs one call.
 *
 * @param args - Without the program's own name.
 * @returns The exit code (see exit-codes.ts).
 */
export async function runProgram(host: CliProcess, args: readonly string[]): Promise<number> {
  const json = args.includes("--json");
  try {
    await createProgram(host, json).parseAsync(args, { from: "user" });
    return host.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Asking for help is no error; of a wrong call the parser has said in text what is wrong.
      if (error.exitCode === 0) return 0;
      if (json) host.stderr.write(`${toJson(wrongCall(error, args))}\n`);
      return EXIT_CODES.PARAM_INVALID;
    }
    host.stderr.write(json ? `${toJson(error)}\n` : `${toText(error)}\n`);
    return exitCodeOf(error);
  }
}

/** What the parser found, as an error of the engine is told. */
function wrongCall(error: CommanderError, args: readonly string[]): VitrineError {
  const message =
    error.code === "commander.help"
      ? "A command must be named; none was. See vitrine --help."
      : error.message.replace(/^error: /, "");
  return new VitrineError("PARAM_INVALID", message, { param: "args", got: args });
}

function toText(error: unknown): string {
  if (isVitrineError(error)) return `${error.code}: ${error.message}`;
  if (error instanceof Error) return `internal: ${error.stack ?? error.message}`;
  return `internal: ${String(error)}`;
}

function toJson(error: unknown): string {
  const known = isVitrineError(error)
    ? { code: error.code, message: error.message, details: error.details }
    : { code: "INTERNAL", message: error instanceof Error ? error.message : String(error) };
  return JSON.stringify({ error: known });
}
