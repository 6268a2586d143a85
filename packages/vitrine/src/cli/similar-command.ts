/** @file `vitrine similar ID`. */
import type { Command } from "commander";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { withFindOptions } from "./find-options.js";
import { hitsToText } from "./hits-text.js";

interface SimilarCommandOptions extends CommonOptions {
  readonly filter?: readonly string[];
  readonly exclude?: readonly string[];
  readonly limit: number;
  readonly offset: number;
  readonly explain?: boolean;
}

export function addSimilarCommand(program: Command, host: CliProcess): void {
  withFindOptions(withCommonOptions(program.command("similar")))
    .description("find products like one of the catalogue")
    .argument("<id>", "id of the product")
    .addHelpText(
      "after",
      examples(
        "vitrine similar desk-0042",
        'vitrine similar desk-0042 --filter "price<=200" --json',
      ),
    )
    .action(async (id: string, options: SimilarCommandOptions) => {
      await runWithEngine(
        host,
        options,
        async ({ engine, answer, colour, width }) => {
          const found = await engine.similar(id, {
            filters: options.filter ?? [],
            exclude: options.exclude ?? [],
            limit: options.limit,
            offset: options.offset,
            explain: options.explain ?? false,
          });
          answer(found, (value) => hitsToText(value, { colour, width }));
        },
        true,
      );
    });
}
