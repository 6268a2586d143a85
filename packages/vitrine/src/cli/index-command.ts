/** @file `vitrine index`. */
import type { Command } from "commander";
import type { IndexResult } from "../engine/build-index.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { counted } from "./counted.js";
import { followStages, formatDuration } from "./progress.js";

interface IndexCommandOptions extends CommonOptions {
  readonly encoder?: string;
  readonly index?: string;
  readonly judgements?: string;
  readonly full?: boolean;
}

export function addIndexCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("index"))
    .description("build the search index of the catalogue and publish it")
    .option(
      "-e, --encoder <encoder>",
      "static (in the package), tfidf, the name of a model on the hub, or a folder",
    )
    .option(
      "--index <kind>",
      "how vectors are compared: exact, hnsw, or a kind of your own (default: exact, hnsw from 100,000 products)",
    )
    .option(
      "--judgements <file>",
      "learn the weights of the ranking from judged queries (JSON Lines)",
    )
    .option("--full", "build everything anew, even where few products have changed")
    .addHelpText(
      "after",
      examples(
        "vitrine index",
        "vitrine index --encoder all-MiniLM-L6-v2",
        "vitrine index --encoder ./models/our-encoder --index hnsw",
        "vitrine index --judgements judgements.jsonl",
      ),
    )
    .action(async (options: IndexCommandOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, progress, signal }) => {
        const stages = followStages(progress);
        const result = await engine
          .index({
            signal,
            onProgress: stages.onProgress,
            full: options.full ?? false,
            ...(options.encoder === undefined ? {} : { encoder: options.encoder }),
            ...(options.judgements === undefined ? {} : { judgements: options.judgements }),
            ...(options.index === undefined ? {} : { index: options.index }),
          })
          .finally(stages.end);
        answer(result, toText);
      });
    });
}

function toText(result: IndexResult): string {
  const head = `Index version ${result.version}: ${counted(result.products, "product")} with ${result.encoder}`;
  if (result.built === "unchanged") return `${head}; nothing has changed.`;
  const took = formatDuration(result.tookMs);
  if (result.built === "changes") {
    return `${head}; ${counted(result.changes, "change")} since the last whole index, in ${took}.`;
  }
  return [
    `${head}, in ${took}.`,
    `${counted(result.vectors.computed, "text")} encoded, ${result.vectors.cached} taken from the cache.`,
    ...(result.learned === undefined ? [] : [learnedToText(result.learned)]),
  ].join("\n");
}

function learnedToText({ queries, gain, reason }: NonNullable<IndexResult["learned"]>): string {
  const measured =
    gain === undefined
      ? ""
      : ` Held-out gain in ndcg@10 over ${queries} queries: ${gain.value.toFixed(3)} [${gain.low.toFixed(3)}, ${gain.high.toFixed(3)}].`;
  return `${reason}${measured}`;
}
