/** @file `vitrine train`. */
import type { Command } from "commander";
import type { TrainResult } from "../engine/recommend/train-recommendations.js";
import { examples, runWithEngine, wholeNumber, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { counted } from "./counted.js";
import { followStages, formatDuration } from "./progress.js";

interface TrainCommandOptions extends CommonOptions {
  readonly seed: number;
}

export function addTrainCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("train"))
    .description("learn recommendations from what shoppers did and publish them")
    .option("--seed <n>", "of everything that is drawn", wholeNumber(0), 1)
    .addHelpText(
      "after",
      examples(
        "vitrine train",
        "vitrine train --json",
        "vitrine artifacts rollback recommendations",
      ),
    )
    .action(async ({ seed, ...options }: TrainCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, progress, signal }) => {
        const stages = followStages(progress);
        const result = await engine
          .train({ seed, signal, onProgress: stages.onProgress })
          .finally(stages.end);
        answer(result, toText);
      });
    });
}

function toText(result: TrainResult): string {
  const { version, events, people, products, visits, orders, models, tookMs } = result;
  return [
    `Recommendations version ${version}: ${counted(events, "event")} of ${counted(people, "shopper")} with ${counted(products, "product")}, in ${formatDuration(tookMs)}.`,
    `For you by ${models.forYou}; viewed together in ${counted(visits, "visit")}, bought together in ${counted(orders, "order")}.`,
  ].join("\n");
}
