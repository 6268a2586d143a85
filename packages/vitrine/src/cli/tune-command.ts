/** @file `vitrine tune search`. */
import type { Command } from "commander";
import type { TuningResult } from "../engine/tune-ranking.js";
import { examples, runWithEngine, wholeNumber, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { followStages } from "./progress.js";

interface TuneCommandOptions extends CommonOptions {
  readonly judgements: string;
  readonly seed: number;
  readonly force?: boolean;
}

export function addTuneCommand(program: Command, host: CliProcess): void {
  const tune = program
    .command("tune")
    .description("learn settings from the shop's own judgements")
    .addHelpText("after", examples("vitrine tune search --judgements judgements.jsonl"));
  withCommonOptions(tune.command("search"))
    .description("find the weights of the ranking; published when the gain is shown to be real")
    .requiredOption(
      "--judgements <file>",
      'JSON Lines: {"query": "…", "grades": {"<product id>": 0|1|2|3, …}}',
    )
    .option("--seed <n>", "of the folds, the draws and the interval", wholeNumber(0), 1)
    .option("--force", "publish even where no gain is shown")
    .addHelpText(
      "after",
      examples(
        "vitrine tune search --judgements judgements.jsonl",
        "vitrine artifacts rollback ranking",
      ),
    )
    .action(async ({ judgements, seed, force = false, ...options }: TuneCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, progress, signal }) => {
        const stages = followStages(progress);
        const result = await engine
          .tuneSearch({ judgements, seed, force, signal, onProgress: stages.onProgress })
          .finally(stages.end);
        answer(result, toText);
      });
    });
}

function toText(result: TuningResult): string {
  const { queries, settings, before, after, gain, optimism, freedom, ranking, version } = result;
  const { lexicalWeight, voteWeight, feedbackWeight, preferenceWeight, sourceWeights } = ranking;
  const own = Object.entries(sourceWeights).map(([name, weight]) => `${name} ${weight}`);
  return [
    `${queries} judged queries, ${settings} settings.`,
    `ndcg@10 on queries that had no say: ${before.toFixed(3)} → ${after.toFixed(3)}, gain ${signed(gain.value)} [${signed(gain.low)}, ${signed(gain.high)}]; on those learned from it would look ${signed(optimism)} better.`,
    `Chosen: ${freedom.chosen} (folds: ${freedom.folds.join(", ")}).`,
    `lexicalWeight ${lexicalWeight} · voteWeight ${voteWeight} · feedbackWeight ${feedbackWeight} · preferenceWeight ${preferenceWeight}${own.length === 0 ? "" : ` · sources: ${own.join(", ")}`}`,
    result.reason,
    ...(version === undefined
      ? []
      : [`Published as ranking ${version}. To undo: vitrine artifacts rollback ranking`]),
  ].join("\n");
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}
