/**
 * @file Checks products in the engine's own shape, and reads them from text: for changes by hand
 * and by programs.
 *
 * Nothing is guessed and nothing repaired, unlike in an import: a field that is unknown or of the
 * wrong kind is an error that names its place. What passes can be saved, restored, exported and
 * imported again.
 */
import { productLineKey, productLineLayout } from "../data/json-lines-rows.js";
import { productSchema } from "../data/product.js";
import type { Product } from "../data/product.js";
import { defaultMaxRowCharacters } from "../data/raw-row.js";
import { VitrineError } from "../errors.js";
import { schemaFault, showGiven, valueAt } from "./input-fault.js";

/** A product as it is sent: what it has nothing of may be left out. */
export type ProductInput = Omit<Product, EmptyPart> & Partial<Pick<Product, EmptyPart>>;
type EmptyPart = "categoryPath" | "images" | "attributes";

/** More are an import: it works in batches, can be resumed and reports. */
const MAX_PRODUCTS = 10_000;

/**
 * Checks all products before any is written; about 7 µs each.
 *
 * @param products - From a program, so nothing is sure of them.
 * @returns Copies of the products, which no one else holds.
 * @throws {VitrineError} `PARAM_INVALID` when this is no list; `ROW_INVALID`, whose line counts the
 *   products from 1, when one breaks the schema or is longer than what an import reads.
 */
export function checkProducts(products: readonly Product[]): Product[] {
  if (!Array.isArray(products)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `Products must be given as a list; got ${showGiven(products)}. Put a single product into a list of its own.`,
      { param: "products", got: showGiven(products) },
    );
  }
  return Array.from(products, (product: unknown, at) =>
    checkProduct(product, at + 1, "the given products"),
  );
}

/**
 * Reads products.
 *
 * @param text - A JSON array of products, one product, or JSON Lines (as `vitrine export` writes).
 * @param path - For messages.
 * @throws {VitrineError} `FORMAT_BROKEN` when it is no JSON or holds no product; `ROW_INVALID` when a
 * product breaks the schema; `PARAM_INVALID` when there are more than 10,000.
 */
export function readProductInput(text: string, path: string): Product[] {
  const rows = readRows(text, path);
  if (rows.length === 0) {
    throw new VitrineError(
      "FORMAT_BROKEN",
      `There must be at least one product; ${path} has none. Give a JSON array of products, or one product a line.`,
      { path },
    );
  }
  if (rows.length > MAX_PRODUCTS) {
    throw new VitrineError(
      "PARAM_INVALID",
      `At most ${MAX_PRODUCTS} products can be put at once; ${path} has ${rows.length}. Import them: vitrine import products FILE`,
      { param: "file", got: rows.length },
    );
  }
  return rows.map(({ value, line }) => checkProduct(completeProduct(value), line, path));
}

/**
 * Fills in what was left out where there is nothing, without a check of anything; lines of an export
 * say what they are in a key of their own, which goes.
 */
export function completeProduct(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).filter(([key]) => key !== productLineKey);
  return { categoryPath: [], images: [], attributes: {}, ...Object.fromEntries(fields) };
}

interface Row {
  readonly value: unknown;
  /** In which it begins, from 1; of an array the place in it. */
  readonly line: number;
}

function readRows(text: string, path: string): Row[] {
  const whole = parse(text.replace(/^\uFEFF/, ""));
  if ("value" in whole) {
    return Array.isArray(whole.value)
      ? whole.value.map((value: unknown, at) => ({ value, line: at + 1 }))
      : [{ value: whole.value, line: 1 }];
  }
  return text.split("\n").flatMap((content, at) => {
    if (content.trim() === "") return [];
    const parsed = parse(content.replace(/^\uFEFF/, ""));
    if ("value" in parsed) return [{ value: parsed.value, line: at + 1 }];
    throw new VitrineError(
      "FORMAT_BROKEN",
      `Products must be JSON, as an array or one product a line; line ${at + 1} of ${path} is not (${parsed.problem}). Mend the line; nothing was changed.`,
      { path, line: at + 1 },
    );
  });
}

function parse(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function checkProduct(value: unknown, line: number, path: string): Product {
  const parsed = productSchema.safeParse(value);
  if (!parsed.success) {
    throw schemaFault(value, parsed.error.issues[0], {
      name: "A product",
      which: named(value, line),
      path,
      line,
      consequence: "nothing was changed",
    });
  }
  const characters = lineLength(parsed.data);
  if (characters <= defaultMaxRowCharacters) return parsed.data;
  throw new VitrineError(
    "ROW_INVALID",
    `A product must be at most ${defaultMaxRowCharacters} characters long as JSON; ${named(value, line)} of ${path} has ${characters}. Shorten it; nothing was changed.`,
    { path, line, got: `${characters} characters` },
  );
}

function named(product: unknown, line: number): string {
  const id = valueAt(product, "id");
  return `product ${line}${typeof id === "string" && id !== "" ? ` (${showGiven(id)})` : ""}`;
}

/** Of the line that an export makes of it, or a number above that which is within the limit as well. */
function lineLength(product: Product): number {
  const bound = 6 * roughLength(product);
  return bound <= defaultMaxRowCharacters
    ? bound
    : JSON.stringify({ [productLineKey]: productLineLayout, ...product }).length;
}

/** At least a sixth of the characters as JSON, where one character becomes six at most. */
function roughLength(value: unknown): number {
  if (typeof value === "string") return value.length + 1;
  if (typeof value !== "object" || value === null) return 5;
  let length = 5;
  for (const [name, inner] of Object.entries(value)) length += name.length + 1 + roughLength(inner);
  return length;
}
