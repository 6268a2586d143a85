/** @file `vitrine import products FILE`, and `vitrine import events FILE` beside it. */
import { Option } from "commander";
import type { Command } from "commander";
import type { ImportResult } from "../engine/import-catalogue.js";
import { collectMapping } from "./collect-mapping.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { counted } from "./counted.js";
import { followStages } from "./progress.js";
import { addImportEventsCommand } from "./import-events-command.js";
import { shorten } from "./shorten.js";

interface ImportCommandOptions extends CommonOptions {
  readonly map?: Readonly<Record<string, string>>;
  readonly onBadRow?: "stop" | "skip";
  readonly replace?: boolean;
  readonly rejects?: string;
}

export function addImportCommand(program: Command, host: CliProcess): void {
  const importCommand = program.command("import").description("bring data into the workspace");
  withCommonOptions(importCommand.command("products"))
    .description("add and renew the products of a file (upsert)")
    .argument("<file>", "CSV, TSV, JSON, JSON Lines or Parquet, plain or gzipped")
    .option(
      "--map <field=column>",
      "which column a field is read from; may be repeated",
      collectMapping,
    )
    .addOption(
      new Option(
        "--on-bad-row <what>",
        "a row that can not be read ends the import, or goes to the rejects file",
      ).choices(["stop", "skip"]),
    )
    .option("--replace", "also delete the products that the file lacks")
    .option("--rejects <file>", "where skipped rows go, a new file (default: beside FILE)")
    .addHelpText(
      "after",
      examples(
        "vitrine import products products.csv",
        "vitrine import products feed.csv --map id=uniq_id --map attributes.colour=color",
        "vitrine import products products.jsonl.gz --on-bad-row skip --replace",
      ),
    )
    .action(async (file: string, options: ImportCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, progress, signal }) => {
        const stages = followStages(progress);
        try {
          const result = await engine.importProducts(file, {
            signal,
            replace: options.replace ?? false,
            mapping: options.map ?? {},
            onProgress: stages.onProgress,
            ...(options.onBadRow === undefined ? {} : { onBadRow: options.onBadRow }),
            ...(options.rejects === undefined ? {} : { rejectsFile: options.rejects }),
          });
          stages.end();
          answer(result, toText);
        } finally {
          stages.end();
        }
      });
    });
  addImportEventsCommand(importCommand, host);
}

const shownProblems = 10;
const shownRepeats = 3;

function toText(result: ImportResult): string {
  const { report } = result;
  const missing = Object.entries(report.missing).filter(([, count]) => count > 0);
  const repeats = report.repeated.slice(0, shownRepeats);
  const equalTitles = report.equalTitles?.length ?? 0;
  const repeated = report.repeated.length + (report.leftOut?.repeated ?? 0);
  const problems = report.problems.length + (report.leftOut?.problems ?? 0);
  const hasReasons = report.problems.length + report.repeated.length > 0;
  return [
    `Catalogue version ${result.version}: ${counted(result.products, "product")} (${result.added} added, ${result.updated} changed, ${result.unchanged} unchanged, ${result.deleted} deleted).`,
    ...(result.resumedRows > 0
      ? [
          `Went on behind ${counted(result.resumedRows, "row")} that an interrupted import had read.`,
        ]
      : []),
    `${counted(report.rowsRead, "row")} read, ${report.accepted} accepted, ${report.skipped} skipped, ${repeated} with an id that was there already (the first row holds).`,
    ...report.problems
      .slice(0, shownProblems)
      .map(
        ({ line, column, got, why }) =>
          `  line ${line}${column === "" ? "" : `, column ${column}`}: got ${JSON.stringify(shorten(got, 60))}: ${why}`,
      ),
    ...andMore(problems - shownProblems, "problem"),
    ...repeats.map(
      ({ id, line, firstLine }) =>
        `  line ${line}: the id ${shorten(id, 60)} is in line ${firstLine} already`,
    ),
    ...andMore(repeated - shownRepeats, "repeated id"),
    ...(missing.length > 0
      ? [`Missing: ${missing.map(([field, count]) => `${field} ${count}`).join(", ")}.`]
      : []),
    ...(equalTitles > 0
      ? [`${counted(equalTitles, "title")} shared by several products; all were kept.`]
      : []),
    ...(result.rejectsFile === undefined
      ? []
      : [`The skipped rows are in ${result.rejectsFile}: mend them there and import that file.`]),
    ...(hasReasons && result.reportFile !== undefined
      ? [`The whole report is in ${result.reportFile}.`]
      : []),
  ].join("\n");
}

function andMore(count: number, noun: string): string[] {
  return count > 0 ? [`  and ${counted(count, `more ${noun}`)}`] : [];
}
