/** @file `vitrine similar ID`. */
import type { Command } from "commander";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { toFindOptions, withFindOptions } from "./find-options.js";
import type { FindCommandOptions } from "./find-options.js";
import { hitsToText } from "./hits-text.js";

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
    .action(async (id: string, options: CommonOptions & FindCommandOptions) => {
      await runWithEngine(
        host,
        options,
        async ({ engine, answer, colour, width }) => {
          const found = await engine.similar(id, toFindOptions(options));
          answer(found, (value) => hitsToText(value, { colour, width }));
        },
        { pipedJson: true },
      );
    });
}
