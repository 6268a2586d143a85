/** @file `vitrine products [get|put|delete|count]`: the catalogue looked at and changed product by product. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { readProductInput } from "../engine/product-input.js";
import type { Product } from "../data/product.js";
import { VitrineError } from "../errors.js";
import { examples, runWithEngine, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";
import { EXIT_CODES } from "./exit-codes.js";

export function addProductsCommand(program: Command, host: CliProcess): void {
  const products = program
    .command("products")
    .description("look at single products and change them")
    .addHelpText(
      "after",
      examples("vitrine products get B07XYZ", "vitrine products put changed.jsonl"),
    );
  withCommonOptions(products.command("get"))
    .description("print products; ends with 4 when one is not there")
    .argument("<id...>", "ids of products")
    .addHelpText(
      "after",
      examples("vitrine products get B07XYZ", "vitrine products get B07XYZ B08ABC --json"),
    )
    .action(async (ids: readonly string[], options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer, note, endWith }) => {
        const found = await engine.products(ids);
        const known = new Set(found.map(({ id }) => id));
        const missing = ids.filter((id) => !known.has(id));
        answer({ products: found, missing }, () => found.map(toText).join("\n\n"));
        if (missing.length === 0) return;
        note(`There is no product ${missing.join(", ")}.`);
        endWith(EXIT_CODES.PRODUCT_NOT_FOUND);
      });
    });
  withCommonOptions(products.command("put"))
    .description("add and renew products given in the engine's own shape")
    .argument("<file>", "a JSON array of products or one a line; - reads standard input")
    .addHelpText(
      "after",
      examples(
        "vitrine products put changed.jsonl",
        `echo '{"id":"d1","title":"Walnut desk","price":120,"currency":"EUR"}' | vitrine products put -`,
      ),
    )
    .action(async (file: string, options: CommonOptions) => {
      const input = readProductInput(await readInput(host, file), nameOf(file));
      await runWithEngine(host, options, async ({ engine, answer }) => {
        const { revision, ...counts } = await engine.upsertProducts(input);
        answer(
          { version: String(revision), ...counts },
          ({ version, added, updated, unchanged }) =>
            `Catalogue version ${version}: ${added} added, ${updated} changed, ${unchanged} unchanged.`,
        );
      });
    });
  withCommonOptions(products.command("delete"))
    .description("delete products; ids that are not there are passed over")
    .argument("<id...>", "ids of products")
    .addHelpText("after", examples("vitrine products delete B07XYZ B08ABC"))
    .action(async (ids: readonly string[], options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        const { revision, deleted } = await engine.deleteProducts(ids);
        answer(
          { version: String(revision), deleted },
          ({ version }) =>
            `Catalogue version ${version}: ${deleted} of ${new Set(ids).size} deleted.`,
        );
      });
    });
  withCommonOptions(products.command("count"))
    .description("how many products there are")
    .addHelpText("after", examples("vitrine products count"))
    .action(async (options: CommonOptions) => {
      await runWithEngine(host, options, async ({ engine, answer }) => {
        answer(await engine.count(), ({ products: count }) => String(count));
      });
    });
}

async function readInput(host: CliProcess, file: string): Promise<string> {
  if (file === "-") return text(host.stdin);
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const isAbsent = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new VitrineError(
      isAbsent ? "FILE_NOT_FOUND" : "FILE_UNREADABLE",
      `The file of products must be readable; ${file} is not (${(cause as Error).message}). Mend the path, or give - and pipe the products in.`,
      { path: file },
      { cause },
    );
  }
}

function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** A field a line, without the empty ones. */
function toText({ attributes, ...fields }: Product): string {
  const rows: (readonly [string, unknown])[] = [
    ...Object.entries(fields),
    ...Object.entries(attributes).map(([name, value]) => [`attributes.${name}`, value] as const),
  ];
  return rows
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([name, value]) => `${name}: ${valueToText(name, value)}`)
    .join("\n");
}

function valueToText(name: string, value: unknown): string {
  const shown = Array.isArray(value)
    ? value.join(name === "categoryPath" ? " > " : ", ")
    : String(value);
  // Control characters of the data must not act on the terminal.
  return shown.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
