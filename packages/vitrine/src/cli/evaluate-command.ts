/** @file `vitrine evaluate search`, `catalogue`, `interactions` and `placements`. */
import { Option } from "commander";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import { checkReportFile } from "../engine/report-file.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import { reportToText } from "../evaluation/report-terminal.js";
import { examples, runWithEngine, wholeNumber, withCommonOptions } from "./context.js";
import type { CliProcess, CommandContext, CommonOptions } from "./context.js";
import { followStages } from "./progress.js";

interface ReportOptions extends CommonOptions {
  readonly seed: number;
  readonly html?: string;
  readonly output?: string;
}

interface EvaluateOptions extends ReportOptions {
  readonly encoder?: string;
  readonly systems?: readonly string[];
}

interface EvaluateInteractionsOptions extends ReportOptions {
  readonly train: string;
  readonly test: string;
  readonly models?: readonly string[];
  readonly k: number;
}

interface EvaluatePlacementsCommandOptions extends ReportOptions {
  readonly days: number;
  readonly placements?: readonly string[];
  readonly shoppers: number;
  readonly k: number;
}

interface EvaluateSearchOptions extends EvaluateOptions {
  readonly judgements: string;
  readonly withinJudged?: boolean;
  readonly by?: string;
  readonly baseline?: readonly string[];
}

interface EvaluateCatalogueOptions extends EvaluateOptions {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly protocol: "category" | "self" | "ikarus";
  readonly file?: string;
}

export function addEvaluateCommand(program: Command, host: CliProcess): void {
  const evaluate = program
    .command("evaluate")
    .description("measure the systems side by side, with intervals")
    .addHelpText(
      "after",
      examples(
        "vitrine evaluate catalogue",
        "vitrine evaluate search --judgements judgements.jsonl",
      ),
    );
  withEvaluateOptions(evaluate.command("search"))
    .description("measure search on judged queries")
    .requiredOption(
      "--judgements <file>",
      'JSON Lines: {"query": "…", "grades": {"<product id>": 0|1|2|3, …}}',
    )
    .option("--within-judged", "rank only the judged products of each query")
    .option(
      "--by <key>",
      "also a table for each kind of query, which the judgements name under this key",
    )
    .option(
      "--baseline <names>",
      "what the hybrid is set against in that table, separated by commas (default: the best of the others)",
      separated,
    )
    .addHelpText(
      "after",
      examples(
        "vitrine evaluate search --judgements judgements.jsonl",
        "vitrine evaluate search --judgements judgements.jsonl --systems bm25,hybrid --html report.html",
        "vitrine evaluate search --judgements judgements.jsonl --by kind --baseline hybrid-plain",
      ),
    )
    .action(async (options: EvaluateSearchOptions) => {
      await runWithEngine(host, options, async (context) => {
        await evaluateAndAnswer(context, options, (common) =>
          context.engine.evaluateSearch({
            ...common,
            judgements: options.judgements,
            withinJudged: options.withinJudged ?? false,
            ...(options.by === undefined ? {} : { by: options.by }),
            ...(options.baseline === undefined ? {} : { baselines: options.baseline }),
          }),
        );
      });
    });
  withEvaluateOptions(evaluate.command("catalogue"))
    .description("measure search on the catalogue alone: a title finds products of its category")
    .option("--label <field>", "what makes two products relevant to each other", "category")
    .option("--hide-label", "keep the label out of every index")
    .addOption(
      new Option(
        "--protocol <name>",
        "category retrieval, title self-retrieval, or the old protocol with its faults",
      )
        .choices(["category", "self", "ikarus"])
        .default("category"),
    )
    .option(
      "--file <file>",
      "the raw product file of --protocol ikarus (default: the imported one)",
    )
    .addHelpText(
      "after",
      examples(
        "vitrine evaluate catalogue",
        "vitrine evaluate catalogue --hide-label --json",
        "vitrine evaluate catalogue --encoder all-MiniLM-L6-v2 --html report.html",
      ),
    )
    .action(async (options: EvaluateCatalogueOptions) => {
      await runWithEngine(host, options, async (context) => {
        await evaluateAndAnswer(context, options, (common) =>
          context.engine.evaluateCatalogue({
            ...common,
            label: options.label,
            hideLabel: options.hideLabel ?? false,
            protocol: options.protocol,
            ...(options.file === undefined ? {} : { file: options.file }),
          }),
        );
      });
    });
  withReportOptions(evaluate.command("interactions"))
    .description("measure recommenders on what users did later; needs no workspace")
    .requiredOption("--train <file>", "lines `user item item …` to learn from, gzip allowed")
    .requiredOption("--test <file>", "lines of the same kind: what is to be found")
    .option(
      "--models <names>",
      `which models, separated by commas, of random, popularity, trending, co-occurrence, itemknn, ease, gf-cf (default: itemknn,ease,gf-cf); random and popularity are always beside`,
      separated,
    )
    .option("--k <n>", "how many of the first places count", wholeNumber(1), 20)
    .addHelpText(
      "after",
      examples(
        "vitrine evaluate interactions --train train.txt --test test.txt",
        "vitrine evaluate interactions --train train.txt.gz --test test.txt.gz --models itemknn,gf-cf --k 20 --json",
      ),
    )
    .action(async (options: EvaluateInteractionsOptions) => {
      await runWithEngine(host, options, async (context) => {
        await measureAndAnswer(
          context,
          options,
          (common) =>
            context.engine.evaluateInteractions({
              ...common,
              train: options.train,
              test: options.test,
              k: options.k,
              ...(options.models === undefined ? {} : { models: options.models }),
            }),
          true,
        );
      });
    });
  addPlacementsCommand(evaluate, host);
}

function addPlacementsCommand(evaluate: Command, host: CliProcess): void {
  withReportOptions(evaluate.command("placements"))
    .description("measure placements on what shoppers did later")
    .option("--days <n>", "how many of the last days are held out", wholeNumber(1), 14)
    .option("--placements <names>", "which, separated by commas (default: all)", separated)
    .option("--shoppers <n>", "at most so many are asked for", wholeNumber(1), 2000)
    .option("--k <n>", "how many of the first places count", wholeNumber(1), 10)
    .addHelpText(
      "after",
      examples(
        "vitrine evaluate placements",
        "vitrine evaluate placements --placements for-you,popular --days 7 --html report.html",
      ),
    )
    .action(async (options: EvaluatePlacementsCommandOptions) => {
      const { days, shoppers, k, placements } = options;
      await runWithEngine(host, options, async (context) => {
        await measureAndAnswer(context, options, (common) =>
          context.engine.evaluatePlacements({
            ...common,
            days,
            shoppers,
            k,
            ...(placements === undefined ? {} : { placements }),
          }),
        );
      });
    });
}

function withEvaluateOptions(command: Command): Command {
  return withReportOptions(
    withCommonOptions(command)
      .option("-e, --encoder <encoder>", "encoder of the hybrid (default: the index's)")
      .option("--systems <names>", "which systems, separated by commas", separated),
    false,
  );
}

function withReportOptions(command: Command, withCommon = true): Command {
  return (withCommon ? withCommonOptions(command) : command)
    .option("--seed <n>", "seed of the resampling and of the random baseline", wholeNumber(0), 1)
    .option("--html <file>", "also write a report page")
    .option("--output <file>", "also write the whole report as JSON");
}

function separated(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

interface Common {
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

async function evaluateAndAnswer(
  context: CommandContext,
  options: EvaluateOptions,
  evaluate: (
    common: Common & { readonly encoder?: string; readonly systems?: readonly string[] },
  ) => Promise<EvaluationReport>,
): Promise<void> {
  await measureAndAnswer(context, options, async (common) =>
    evaluate({
      ...common,
      ...(options.encoder === undefined ? {} : { encoder: options.encoder }),
      ...(options.systems === undefined ? {} : { systems: options.systems }),
    }),
  );
}

/** @param catalogue - Whether the table also says how the rankings use the catalogue. */
async function measureAndAnswer(
  { engine, answer, progress, signal, colour, width, note }: CommandContext,
  options: ReportOptions,
  evaluate: (common: Common) => Promise<EvaluationReport>,
  catalogue = false,
): Promise<void> {
  for (const file of [options.html, options.output]) {
    if (file !== undefined) await checkReportFile(file);
  }
  const stages = followStages(progress);
  const report = await evaluate({
    seed: options.seed,
    signal,
    onProgress: stages.onProgress,
  }).finally(stages.end);
  // A folder that is no workspace is not made one by files that were compared in it.
  if (!catalogue || existsSync(dirname(engine.workspace.evaluationsFolder))) {
    await engine.evaluations.keep(report);
  }
  answer(report, (value) => reportToText(value, { colour, width, catalogue }));
  for (const [file, format] of [
    [options.html, "html"],
    [options.output, "json"],
  ] as const) {
    if (file === undefined) continue;
    await engine.writeReport(report, file, format);
    note(`Wrote ${file}.`);
  }
}
