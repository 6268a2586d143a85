/**
 * @file Reads products in the engine's own shape from text, for changes by hand and by scripts.
 *
 * Nothing is guessed and nothing repaired, unlike in an import: a field that is unknown or of the
 * wrong kind is an error that names its place.
 */
import { productLineKey } from "../data/json-lines-rows.js";
import { productSchema } from "../data/product.js";
import type { Product } from "../data/product.js";
import { VitrineError } from "../errors.js";

/** More are an import: it works in batches, can be resumed and reports. */
const MAX_PRODUCTS = 10_000;

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
  return rows.map(({ value, line }) => toProduct(value, line, path));
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

function toProduct(value: unknown, line: number, path: string): Product {
  const parsed = productSchema.safeParse(completed(value));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new VitrineError(
    "ROW_INVALID",
    `A product must have an id, a title and no field that the schema lacks; product ${line} of ${path} does not${field === "" ? "" : ` in ${field}`}: ${issue?.message ?? "it is none"}. Mend it; nothing was changed.`,
    { path, line, ...(field === "" ? {} : { column: field }) },
  );
}

/** What may be left out where there is nothing; lines of an export say what they are in a key of their own. */
function completed(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).filter(([key]) => key !== productLineKey);
  return { categoryPath: [], images: [], attributes: {}, ...Object.fromEntries(fields) };
}
