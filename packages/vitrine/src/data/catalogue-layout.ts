/**
 * @file How products stand in a Parquet file of Vitrine's own, and how such a file is told.
 *
 * One column per field; lists and attributes as JSON columns, so that any Parquet reader
 * can use the file. The footer carries the version of this layout and the fingerprint of
 * the content.
 */
import type { KeyValue } from "hyparquet";
import type { ColumnSource } from "hyparquet-writer";

import type { Product } from "./product.js";

/** Version of the layout. */
export const catalogueLayout = "1";
export const layoutKey = "vitrine.catalogue";
export const fingerprintKey = "vitrine.fingerprint";
/** Rows that a reader holds in memory at once. */
export const catalogueGroupRows = 20_000;

/** What the footer says beside the columns. */
export function catalogueMetadata(fingerprint: string): KeyValue[] {
  return [
    { key: layoutKey, value: catalogueLayout },
    { key: fingerprintKey, value: fingerprint },
  ];
}

/** The columns of some products; as many values in each as there are products. */
export function catalogueColumns(products: readonly Product[]): ColumnSource[] {
  const text = (name: string, pick: (product: Product) => string | undefined): ColumnSource => ({
    name,
    type: "STRING",
    data: products.map((product) => pick(product) ?? null),
  });
  const json = (name: string, pick: (product: Product) => unknown): ColumnSource => ({
    name,
    type: "JSON",
    data: products.map(pick),
  });
  return [
    text("id", (product) => product.id),
    text("title", (product) => product.title),
    text("description", (product) => product.description),
    text("brand", (product) => product.brand),
    json("categoryPath", (product) => product.categoryPath),
    { name: "price", type: "DOUBLE", data: products.map((product) => product.price ?? null) },
    text("currency", (product) => product.currency),
    text("availability", (product) => product.availability),
    json("images", (product) => product.images),
    // The writer copies objects by assignment, which loses a name such as __proto__; not those without a prototype.
    json("attributes", (product) => Object.setPrototypeOf({ ...product.attributes }, null)),
    text("updatedAt", (product) => product.updatedAt),
    text("parentId", (product) => product.parentId),
  ];
}

/** A row as a product would stand there: without the columns that hold nothing. */
export function withoutNulls(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && value !== undefined),
  );
}
