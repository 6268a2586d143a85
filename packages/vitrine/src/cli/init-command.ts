/** @file `vitrine init FILE`. */
import type { Command } from "commander";
import type { InitResult } from "../engine/init-workspace.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { shorten } from "./shorten.js";

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
  const isAttribute = ({ field }: InitResult["mapping"][number]): boolean =>
    field.startsWith("attributes.");
  const fields = result.mapping.filter((mapped) => !isAttribute(mapped));
  const attributes = result.mapping.filter(isAttribute);
  const width = Math.max(...fields.map(({ field }) => field.length));
  return [
    `${result.file}: ${[result.format, result.encoding, `${result.columns.length} columns`].filter((fact) => fact !== undefined).join(", ")}`,
    "",
    ...fields.map(
      ({ field, column, reason, examples: values }) =>
        `  ${field.padEnd(width)}  ←  ${column}  (${reason})  ${values.map((value) => shorten(value, 30)).join(" | ")}`,
    ),
    ...(attributes.length === 0
      ? []
      : [
          "",
          `  ${attributes.length} more become attributes: ${shorten(attributes.map(({ column }) => column).join(", "), 300)}`,
        ]),
    "",
    `Wrote ${result.configFile}. Mend the mapping there where a guess is wrong, then: vitrine import products ${result.file}`,
  ].join("\n");
}
