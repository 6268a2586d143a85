/** @file `vitrine report [FILE]`: what the data is like and what it is enough for. */
import type { Command } from "commander";
import { dataReportToText } from "../engine/data-report/data-report-text.js";
import { checkReportFile } from "../engine/report-file.js";
import { collectMapping } from "./collect-mapping.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { followStages } from "./progress.js";

interface ReportCommandOptions extends CommonOptions {
  readonly map?: Readonly<Record<string, string>>;
  readonly html?: string;
}

export function addReportCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("report"))
    .description("say what the data is like and what it is enough for; nothing is changed")
    .argument("[file]", "a product file, before it is imported (default: the catalogue)")
    .option(
      "--map <field=column>",
      "which column of the file a field is read from; may be repeated",
      collectMapping,
    )
    .option("--html <file>", "also write a report page")
    .addHelpText(
      "after",
      examples(
        "vitrine report products.csv",
        "vitrine report products.csv --html report.html",
        "vitrine report --json",
      ),
    )
    .action(async (file: string | undefined, options: ReportCommandOptions) => {
      await runWithEngine(
        host,
        options,
        async ({ engine, answer, progress, signal, colour, width, note }) => {
          if (options.html !== undefined) await checkReportFile(options.html);
          const stages = followStages(progress);
          const report = await engine
            .reportData({
              mapping: options.map ?? {},
              signal,
              onProgress: stages.onProgress,
              ...(file === undefined ? {} : { file }),
            })
            .finally(stages.end);
          answer(report, (value) => dataReportToText(value, { colour, width }));
          if (options.html === undefined) return;
          await engine.writeDataReport(report, options.html);
          note(`Wrote ${options.html}.`);
        },
      );
    });
}
