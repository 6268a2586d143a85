/**
 * @file Products as rows of the table and back.
 *
 * The hash is of the product's canonical JSON: fields in one order, attributes by name. Equal
 * hashes mean an unchanged product, so that renewing a catalogue writes only what differs.
 */
import { createHash } from "node:crypto";
import { VitrineError } from "../errors.js";
import type { Product } from "../data/product.js";
import type { products } from "./schema.js";

type ProductColumns = typeof products.$inferSelect;

/** The part of a row that says what the product is. */
export type StoredProduct = Omit<ProductColumns, "position" | "revision" | "contentHash">;

/** Longer ids do not fit into the index of the table. */
const maxIdBytes = 2_000;

/** A row as the bulk statement reads it: JSON with the names of the columns. */
export interface ProductRow {
  readonly id: string;
  readonly json: string;
}

/**
 * @returns The row's JSON, in which text is what Postgres can hold.
 * @throws {VitrineError} `PARAM_INVALID` when the id is too long.
 */
export function toProductRow(product: Product): ProductRow {
  const id = toStorableText(product.id);
  if (id.length * 3 > maxIdBytes && Buffer.byteLength(id) > maxIdBytes) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The id of a product must have at most ${maxIdBytes} bytes; got one of ${Buffer.byteLength(id)} that begins "${id.slice(0, 40)}". Choose a shorter id.`,
      { param: "id", got: id.slice(0, 40) },
    );
  }
  const content = {
    id: product.id,
    title: product.title,
    description: product.description,
    brand: product.brand,
    category_path: product.categoryPath,
    price: product.price,
    currency: product.currency,
    availability: product.availability,
    images: product.images,
    attributes: sortedByName(product.attributes),
    updated_at: product.updatedAt,
    parent_id: product.parentId,
  };
  const json = toStorableJson(JSON.stringify(content));
  const hash = createHash("md5").update(json).digest("base64").slice(0, 22);
  return { id, json: `${json.slice(0, -1)},"content_hash":"${hash}"}` };
}

/** The product of a row; columns without a value become absent fields. */
export function toProduct(row: StoredProduct): Product {
  return {
    id: row.id,
    title: row.title,
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.brand === null ? {} : { brand: row.brand }),
    categoryPath: row.categoryPath,
    ...(row.price === null ? {} : { price: row.price }),
    ...(row.currency === null ? {} : { currency: row.currency }),
    ...(row.availability === null ? {} : { availability: row.availability }),
    images: row.images,
    attributes: row.attributes,
    ...(row.updatedAt === null ? {} : { updatedAt: row.updatedAt }),
    ...(row.parentId === null ? {} : { parentId: row.parentId }),
  };
}

/** Text with U+FFFD for NUL and for halves of surrogate pairs, which Postgres can not hold. */
export function toStorableText(text: string): string {
  return unstorable.test(text) ? text.replace(unstorableAll, "\uFFFD") : text;
}

// In Unicode mode a surrogate class matches lone halves only.
const unstorable = /[\0\p{Surrogate}]/u;
const unstorableAll = new RegExp(unstorable, "gu");

/** JSON with the same for the escapes that JSON.stringify writes of them; an even number of backslashes before one is text. */
export function toStorableJson(json: string): string {
  if (!json.includes("\\u")) return json;
  return json.replace(/\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|[^])/g, (escape) =>
    /^\\u(?:0000|d)/.test(escape) ? "\uFFFD" : escape,
  );
}

function sortedByName(attributes: Product["attributes"]): Product["attributes"] {
  const names = Object.keys(attributes);
  if (names.every((name, k) => k === 0 || names[k - 1]! < name)) return attributes;
  return Object.fromEntries(names.sort().map((name) => [name, attributes[name]!]));
}
