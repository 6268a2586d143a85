/** @file `vitrine explain TEXT ID`. */
import { Option } from "commander";
import type { Command } from "commander";
import type { Explanation } from "../engine/explain-product.js";
import { SEARCH_MODES } from "../engine/search-products.js";
import type { SearchMode } from "../engine/search-products.js";
import { collect, examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { explanationLines } from "./hits-text.js";
import { toReadingOptions, withReadingOptions } from "./search-command.js";
import type { ReadingOptions } from "./search-command.js";

interface ExplainCommandOptions extends CommonOptions, ReadingOptions {
  readonly filter?: readonly string[];
  readonly mode: SearchMode;
}

export function addExplainCommand(program: Command, host: CliProcess): void {
  withReadingOptions(withCommonOptions(program.command("explain")))
    .description("say why a product is found for a text, or why not")
    .argument("<text>", "what a shopper would type")
    .argument("<id>", "id of the product")
    .addOption(
      new Option("-m, --mode <mode>", "mode of the search in question")
        .choices([...SEARCH_MODES])
        .default("hybrid"),
    )
    .option("-f, --filter <filter>", "a filter of the search in question; may be repeated", collect)
    .addHelpText(
      "after",
      examples(
        'vitrine explain "walnut desk" desk-0042',
        'vitrine explain "walnut desk" desk-0042 --filter "price<150" --json',
      ),
    )
    .action(async (text: string, id: string, options: ExplainCommandOptions) => {
      await runWithEngine(
        host,
        options,
        async ({ engine, answer }) => {
          answer(
            await engine.explain(text, id, {
              ...toReadingOptions(options),
              filters: options.filter ?? [],
              mode: options.mode,
            }),
            toText,
          );
        },
        { pipedJson: true },
      );
    });
}

function toText(explanation: Explanation): string {
  return [
    explanation.reason,
    ...explanationLines(explanation),
    ...explanation.filters.map(
      ({ filter, matches, got }) =>
        `filter ${filter}: ${matches ? "holds" : "does not hold"} (${got === undefined ? "not given" : got})`,
    ),
  ].join("\n");
}
