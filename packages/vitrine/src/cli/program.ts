/** @file All commands put together, and how an error leaves the process. */
import { Command, CommanderError } from "commander";
import { isVitrineError } from "../errors.js";
import { ENGINE_VERSION } from "../engine/version.js";
import { addArtifactsCommand } from "./artifacts-command.js";
import type { CliProcess } from "./context.js";
import { addDoctorCommand } from "./doctor-command.js";
import { addEvaluateCommand } from "./evaluate-command.js";
import { exitCodeOf } from "./exit-codes.js";
import { addExplainCommand } from "./explain-command.js";
import { addImportCommand } from "./import-command.js";
import { addIndexCommand } from "./index-command.js";
import { addInitCommand } from "./init-command.js";
import { addSearchCommand } from "./search-command.js";
import { addSimilarCommand } from "./similar-command.js";

function createProgram(host: CliProcess): Command {
  const program = new Command("vitrine")
    .description("Product search and discovery for online shops.")
    .version(ENGINE_VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("Add --help for what the command takes.");
  for (const add of [
    addInitCommand,
    addImportCommand,
    addIndexCommand,
    addSearchCommand,
    addSimilarCommand,
    addExplainCommand,
    addEvaluateCommand,
    addArtifactsCommand,
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
  try {
    await createProgram(host).parseAsync(args, { from: "user" });
    return host.exitCode;
  } catch (error) {
    // The parser has said what was wrong already; asking for help is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    host.stderr.write(args.includes("--json") ? `${toJson(error)}\n` : `${toText(error)}\n`);
    return exitCodeOf(error);
  }
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
