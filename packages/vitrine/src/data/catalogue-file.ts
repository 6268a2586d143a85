/**
 * @file Keeps a catalogue as one Parquet file: every product, nothing lost, the same bytes each time.
 *
 * One column per field; lists and attributes as JSON columns, so that any Parquet reader
 * can use the file. The footer carries the version of this layout and the fingerprint of
 * the content, and reading checks both, and each product against the schema.
 */
import { writeFile } from "node:fs/promises";
import type { ColumnSource } from "hyparquet-writer";
import { parquetWriteBuffer } from "hyparquet-writer";

import { VitrineError } from "../errors.js";
import { fingerprintProducts } from "./fingerprint.js";
import { openParquet, readParquetObjects } from "./parquet-rows.js";
import type { Product } from "./product.js";
import { productSchema } from "./product.js";

const layout = "1";
const layoutKey = "vitrine.catalogue";
const fingerprintKey = "vitrine.fingerprint";
const rowGroupSize = 20_000;

/**
 * Writes a catalogue; an existing file is replaced.
 *
 * @param path - The caller sees to it that nobody reads the file while it is written.
 * @throws {VitrineError} `DISK_FAILED` when the file can not be written.
 */
export async function writeCatalogue(path: string, products: readonly Product[]): Promise<void> {
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
  const columnData: ColumnSource[] = [
    text("id", (product) => product.id),
    text("title", (product) => product.title),
    text("description", (product) => product.description),
    text("brand", (product) => product.brand),
    json("categoryPath", (product) => product.categoryPath),
    { name: "price", type: "DOUBLE", data: products.map((product) => product.price ?? null) },
    text("currency", (product) => product.currency),
    text("availability", (product) => product.availability),
    json("images", (product) => product.images),
    json("attributes", (product) => product.attributes),
    text("updatedAt", (product) => product.updatedAt),
    text("parentId", (product) => product.parentId),
  ];
  const bytes = parquetWriteBuffer({
    columnData,
    rowGroupSize,
    createdBy: "vitrine",
    kvMetadata: [
      { key: layoutKey, value: layout },
      { key: fingerprintKey, value: fingerprintProducts(products) },
    ],
  });
  try {
    await writeFile(path, new Uint8Array(bytes));
  } catch (cause) {
    throw new VitrineError(
      "DISK_FAILED",
      `The catalogue must be written to ${path}; the system refuses (${(cause as Error).message}). Check the space and the permissions there.`,
      { path },
      { cause },
    );
  }
}

/**
 * Reads a catalogue back.
 *
 * @returns Products equal to those written, in the same order.
 * @throws {VitrineError} `FORMAT_UNKNOWN` when the file was not written by `writeCatalogue`;
 *   `FORMAT_BROKEN` when it is damaged or its content is not what was written.
 */
export async function readCatalogue(path: string): Promise<Product[]> {
  const file = await openParquet(path);
  const keys = new Map(
    file.metadata.key_value_metadata?.map(({ key, value }) => [key, value] as const),
  );
  if (keys.get(layoutKey) !== layout) {
    throw new VitrineError(
      "FORMAT_UNKNOWN",
      `A catalogue must be a Parquet file of layout ${layout}; ${path} ${keys.has(layoutKey) ? `has layout ${String(keys.get(layoutKey))}` : "is another Parquet file"}. Import the products again.`,
      { path },
    );
  }
  const products: Product[] = [];
  for await (const row of readParquetObjects(file)) {
    const present = Object.entries(row).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    const parsed = productSchema.safeParse(Object.fromEntries(present));
    if (!parsed.success) {
      throw damaged(
        path,
        `product ${products.length + 1} breaks the schema: ${parsed.error.message}`,
      );
    }
    products.push(parsed.data);
  }
  if (fingerprintProducts(products) !== keys.get(fingerprintKey)) {
    throw damaged(path, "its content does not match its fingerprint");
  }
  return products;
}

function damaged(path: string, why: string): VitrineError {
  return new VitrineError(
    "FORMAT_BROKEN",
    `A catalogue must hold what was written; in ${path} ${why}. Import the products again.`,
    { path },
  );
}
