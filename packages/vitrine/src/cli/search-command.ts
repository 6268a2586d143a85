/** @file `vitrine search TEXT`. */
import { Option } from "commander";
import type { Command } from "commander";
import { SEARCH_MODES } from "../engine/search-products.js";
import type { SearchMode } from "../engine/search-products.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { withFindOptions } from "./find-options.js";
import { hitsToText } from "./hits-text.js";

interface SearchCommandOptions extends CommonOptions {
  readonly mode: SearchMode;
  readonly filter?: readonly string[];
  readonly exclude?: readonly string[];
  readonly limit: number;
  readonly offset: number;
  readonly explain?: boolean;
  readonly facets?: boolean;
}

export function addSearchCommand(program: Command, host: CliProcess): void {
  withFindOptions(withCommonOptions(program.command("search")))
    .description("find products by what they are called and what they mean")
    .argument("<text>", "what a shopper would type")
    .addOption(
      new Option("-m, --mode <mode>", "which sources answer")
        .choices([...SEARCH_MODES])
        .default("hybrid"),
    )
    .option("--facets", "count the categories, brands and attributes of what was found")
    .addHelpText(
      "after",
      examples(
        'vitrine search "walnut desk"',
        'vitrine search "desk lamp" --filter "price<150" --filter "category=Lighting"',
        'vitrine search "sofa" --mode lexical --json',
      ),
    )
    .action(async (text: string, options: SearchCommandOptions) => {
      await runWithEngine(
        host,
        options,
        async ({ engine, answer, colour, width }) => {
          const found = await engine.search(text, {
            mode: options.mode,
            filters: options.filter ?? [],
            exclude: options.exclude ?? [],
            limit: options.limit,
            offset: options.offset,
            explain: options.explain ?? false,
            facets: options.facets ?? false,
          });
          answer(found, (value) => hitsToText(value, { colour, width }));
        },
        true,
      );
    });
}
