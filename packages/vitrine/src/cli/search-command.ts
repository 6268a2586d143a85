/** @file `vitrine search TEXT`. */
import { Option } from "commander";
import type { Command } from "commander";
import { VitrineError } from "../errors.js";
import { SEARCH_MODES } from "../engine/search-products.js";
import type { SearchMode } from "../engine/search-products.js";
import { collect, examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { toFindOptions, withFindOptions } from "./find-options.js";
import type { FindCommandOptions } from "./find-options.js";
import { hitsToText } from "./hits-text.js";

interface SearchCommandOptions extends CommonOptions, FindCommandOptions, ReadingOptions {
  readonly mode: SearchMode;
  readonly like?: readonly string[];
}

/** What the options of `withReadingOptions` parse to. */
export interface ReadingOptions {
  readonly literal?: readonly string[];
  readonly understand: boolean;
  readonly correct: boolean;
  readonly synonyms: boolean;
  readonly rules: boolean;
}

/** Adds the options that say how a query is read. */
export function withReadingOptions(command: Command): Command {
  return command
    .option(
      "--literal <text>",
      "take this part of the query as words alone; may be repeated",
      collect,
    )
    .option("--no-understand", "read no prices, measures and values in the query")
    .option("--no-correct", "correct no typing error")
    .option("--no-synonyms", "search no other words for the same thing")
    .option("--no-rules", "leave the shop's pins and burials aside");
}

/** The engine's options for what was parsed. */
export function toReadingOptions({
  literal = [],
  understand,
  correct,
  synonyms,
  rules,
}: ReadingOptions): Omit<ReadingOptions, "literal"> & { readonly literal: readonly string[] } {
  return { literal, understand, correct, synonyms, rules };
}

export function addSearchCommand(program: Command, host: CliProcess): void {
  withReadingOptions(withFindOptions(withCommonOptions(program.command("search"))))
    .description("find products by what they are called and what they mean")
    .argument("[text]", "what a shopper would type; may be left out beside --like")
    .addOption(
      new Option("-m, --mode <mode>", "which sources answer")
        .choices([...SEARCH_MODES])
        .default("hybrid"),
    )
    .option("--like <id>", "find what is like this product; may be repeated", collect)
    .addHelpText(
      "after",
      examples(
        'vitrine search "walnut desk"',
        'vitrine search "desk lamp" --filter "price<150" --filter "category=Lighting"',
        'vitrine search "sofa" --mode lexical --json',
        'vitrine search "cheaper, in oak" --like desk-0042',
        'vitrine search "red chair under 150" --literal red --sort price',
      ),
    )
    .action(async (text: string | undefined, options: SearchCommandOptions) => {
      const like = options.like ?? [];
      if (text === undefined && like.length === 0) {
        throw new VitrineError(
          "PARAM_INVALID",
          'A search must have a text or a product that is liked; got neither. Write vitrine search "walnut desk", or --like ID.',
          { param: "text", got: undefined },
        );
      }
      await runWithEngine(
        host,
        options,
        async ({ engine, answer, colour, width }) => {
          const found = await engine.search(text ?? "", {
            ...toFindOptions(options),
            ...toReadingOptions(options),
            mode: options.mode,
            like,
          });
          answer(found, (value) => hitsToText(value, { colour, width }));
        },
        { pipedJson: true },
      );
    });
}
