/** @file `vitrine recommend PLACEMENT`. */
import type { Command } from "commander";
import type { Reason } from "../engine/recommend/recommendation-source.js";
import type { RecommendationAnswer } from "../engine/recommend/recommendation-service.js";
import { collect, examples, runWithEngine, wholeNumber, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";

interface RecommendCommandOptions extends CommonOptions {
  readonly shopper?: string;
  readonly anonymous?: string;
  readonly session?: string;
  readonly product?: string;
  readonly cart?: readonly string[];
  readonly filter?: readonly string[];
  readonly exclude?: readonly string[];
  readonly limit: number;
}

export function addRecommendCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("recommend"))
    .description("what a placement shows to a shopper, and why")
    .argument("<placement>", "for-you, similar, complete-the-cart, … or one of your own")
    .option("--shopper <id>", "a shopper with an account")
    .option("--anonymous <id>", "a visitor without one")
    .option("--session <id>", "a visit")
    .option("--product <id>", "the product on show")
    .option("--cart <id>", "a product in the cart; may be given again", collect)
    .option("--filter <expression>", "FIELD OP VALUE; may be given again, all must hold", collect)
    .option("--exclude <id>", "a product that may not show; may be given again", collect)
    .option("-n, --limit <n>", "how many products", wholeNumber(1), 12)
    .addHelpText(
      "after",
      examples(
        "vitrine recommend for-you --shopper s-17",
        "vitrine recommend also-viewed --product desk-0042 --limit 5",
        "vitrine recommend complete-the-cart --cart desk-0042 --cart lamp-0007 --json",
      ),
    )
    .action(async (placement: string, options: RecommendCommandOptions) => {
      const { shopper, anonymous, session, product, cart, filter, exclude, limit } = options;
      await runWithEngine(
        host,
        options,
        async ({ engine, answer }) => {
          const recommended = await engine.recommend({
            placement,
            limit,
            details: true,
            ...(shopper === undefined ? {} : { shopper }),
            ...(anonymous === undefined ? {} : { anonymous }),
            ...(session === undefined ? {} : { session }),
            ...(product === undefined ? {} : { product }),
            ...(cart === undefined ? {} : { cart }),
            ...(filter === undefined ? {} : { filters: filter }),
            ...(exclude === undefined ? {} : { exclude }),
          });
          answer(recommended, toText);
        },
        { pipedJson: true },
      );
    });
}

function toText({ items, fallback }: RecommendationAnswer): string {
  if (items.length === 0) return "Nothing is known that could be recommended.";
  const lines = items.map(({ id, source, reasons, product }, at) => {
    const why = reasons.map(toWords).join(", ");
    return `${String(at + 1).padStart(2)}. ${product?.title ?? id}\n    ${id}  ${source}${why === "" ? "" : `: ${why}`}`;
  });
  return [
    ...lines,
    ...(fallback === null ? [] : [`Its own sources proposed too few: filled from ${fallback}.`]),
  ].join("\n");
}

function toWords({ kind, product }: Reason): string {
  return [kind.replaceAll("_", " "), ...(product === undefined ? [] : [product])].join(" ");
}
