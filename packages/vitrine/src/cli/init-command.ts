/** @file `vitrine init FILE`. */
import type { Command } from "commander";
import type { InitResult } from "../engine/init-workspace.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";

interface InitCommandOptions extends CommonOptions {
  readonly force?: boolean;
}

export function addInitCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("init"))
    .description("look at a product file and write vitrine.config.ts with what was guessed")
    .argument("<file>", "CSV, TSV, JSON, JSON Lines or Parquet, plain or gzipped")
    .option("--force", "replace a configuration that is there already")
    .addHelpText(
      "after",
      examples("vitrine init products.csv", "vitrine init feed.jsonl.gz -w shop"),
    )
    .action(async (file: string, options: InitCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        answer(await engine.init(file, { force: options.force ?? false }), toText);
      });
    });
}

function toText(result: InitResult): string {
  const width = Math.max(...result.mapping.map(({ field }) => field.length));
  return [
    `${result.file}: ${result.format}${result.encoding === undefined ? "" : `, ${result.encoding}`}, ${result.columns.length} columns`,
    "",
    ...result.mapping.map(
      ({ field, column, reason, examples: values }) =>
        `  ${field.padEnd(width)}  ←  ${column}  (${reason})  ${values.join(" | ")}`,
    ),
    "",
    `Wrote ${result.configFile}. Mend the mapping there where a guess is wrong, then: vitrine import products ${result.file}`,
  ].join("\n");
}
