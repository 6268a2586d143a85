/**
 * @file Keeps a catalogue as one Parquet file: every product, nothing lost, the same bytes each time.
 *
 * Reading checks the layout, the fingerprint of the content, and each product against the schema.
 */
import { writeFile } from "node:fs/promises";
import { parquetWriteBuffer } from "hyparquet-writer";

import { VitrineError } from "../errors.js";
import {
  catalogueColumns,
  catalogueGroupRows,
  catalogueLayout,
  catalogueMetadata,
  fingerprintKey,
  layoutKey,
  withoutNulls,
} from "./catalogue-layout.js";
import { fingerprintProducts } from "./fingerprint.js";
import { openParquet, readParquetObjects } from "./parquet-rows.js";
import type { Product } from "./product.js";
import { productSchema } from "./product.js";

/**
 * Writes a catalogue; an existing file is replaced.
 *
 * @param path - The caller sees to it that nobody reads the file while it is written.
 * @throws {VitrineError} `DISK_FAILED` when the file can not be written.
 */
export async function writeCatalogue(path: string, products: readonly Product[]): Promise<void> {
  const bytes = parquetWriteBuffer({
    columnData: catalogueColumns(products),
    rowGroupSize: catalogueGroupRows,
    createdBy: "vitrine",
    kvMetadata: catalogueMetadata(fingerprintProducts(products)),
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
  if (keys.get(layoutKey) !== catalogueLayout) {
    throw new VitrineError(
      "FORMAT_UNKNOWN",
      `A catalogue must be a Parquet file of layout ${catalogueLayout}; ${path} ${keys.has(layoutKey) ? `has layout ${String(keys.get(layoutKey))}` : "is another Parquet file"}. Import the products again.`,
      { path },
    );
  }
  const products: Product[] = [];
  for await (const row of readParquetObjects(file)) {
    const parsed = productSchema.safeParse(withoutNulls(row));
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
