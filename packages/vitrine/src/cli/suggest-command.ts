/** @file `vitrine suggest PREFIX`. */
import type { Command } from "commander";
import type { Suggestions } from "../engine/suggestions/index.js";
import { examples, runWithEngine, withCommonOptions, wholeNumber } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";

interface SuggestCommandOptions extends CommonOptions {
  readonly limit: number;
}

type Suggested = Suggestions["brands"][number];

export function addSuggestCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("suggest"))
    .description("what a search box suggests for what has been typed so far")
    .argument("<prefix>", "what has been typed so far")
    .option("-n, --limit <n>", "how many of each kind, at most 12", wholeNumber(1), 5)
    .addHelpText("after", examples("vitrine suggest wal", 'vitrine suggest "desk l" --limit 8'))
    .action(async (prefix: string, { limit, ...options }: SuggestCommandOptions) => {
      await runWithEngine(
        host,
        options,
        async ({ engine, answer, colour }) => {
          answer(await engine.suggest(prefix, { limit }), (value) => toText(value, colour));
        },
        { pipedJson: true },
      );
    });
}

function toText(suggestions: Suggestions, colour: boolean): string {
  const { queries, categories, brands, products } = suggestions;
  const lines = [
    ...queries.map((one) => `search    ${marked(one, colour)}`),
    ...categories.map(
      (one) => `category  ${marked(one, colour)}  (${one.path.join(" > ")}, ${one.count})`,
    ),
    ...brands.map((one) => `brand     ${marked(one, colour)}  (${one.count})`),
    ...products.map((one) => `product   ${marked(one, colour)}  ${one.id}`),
  ];
  return lines.length === 0 ? "Nothing begins so." : lines.join("\n");
}

/** The text with what was typed in bold. */
function marked({ text, matched }: Pick<Suggested, "text" | "matched">, colour: boolean): string {
  if (!colour) return text;
  return matched.reduceRight(
    (shown, { start, end }) =>
      `${shown.slice(0, start)}\u001b[1m${shown.slice(start, end)}\u001b[22m${shown.slice(end)}`,
    text,
  );
}
