/**
 * @file Reads a whole product file into products and a report that accounts for every row.
 *
 * Gathers what `streamProducts` gives; all products and all bad rows stay in memory. Nothing is
 * stored here.
 */
import { comparableTitle } from "./comparable-title.js";
import type { ImportReport } from "./import-report.js";
import type { Product } from "./product.js";
import type { RawRow, RowSource } from "./raw-row.js";
import type { StreamProductsOptions } from "./stream-products.js";
import { streamProducts } from "./stream-products.js";

export { inspectProducts } from "./inspect-products.js";

/** How far a reading is; both in bytes of the file on disk. */
export interface ReadProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rowsRead: number;
}

/** How a product file becomes products. */
export interface ReadProductsOptions extends Pick<
  StreamProductsOptions,
  Exclude<keyof StreamProductsOptions, "batchRows" | "findEarlier" | "listLimit" | "resume">
> {
  /** Called every thousand rows and at the end. */
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** What a file held. */
export interface ProductImport {
  /** In the order of the file, each id once. */
  readonly products: readonly Product[];
  readonly report: ImportReport & Required<Pick<ImportReport, "equalTitles">>;
  /** The rows that were left out, as the file has them; for `writeRejects`. */
  readonly rejects: readonly RawRow[];
  readonly source: RowSource;
}

const batchRows = 1000;

/**
 * Reads all products of a file.
 *
 * A repeated id keeps the first row, whatever the later rows hold (in Shopify's exports
 * the further rows of a product have no title). Equal titles are reported and kept.
 *
 * @param path - A file as `openRows` takes it.
 * @throws {VitrineError} `ROW_INVALID` at the first bad row unless bad rows are skipped;
 *   `MAPPING_INVALID`, `FORMAT_BROKEN` and others as `streamProducts`; `CANCELLED`.
 *
 * @example
 * const { products, report } = await readProducts("products.csv", { onBadRow: "skip" });
 */
export async function readProducts(
  path: string,
  options: ReadProductsOptions = {},
): Promise<ProductImport> {
  const stream = await streamProducts(path, { ...options, batchRows, listLimit: Infinity });
  const products: Product[] = [];
  const rejects: RawRow[] = [];
  let rowsConsumed = 0;
  let rowsRead = 0;
  const progress = (): void => {
    const { bytesTotal } = stream.source;
    options.onProgress?.({ bytesRead: stream.source.bytesRead(), bytesTotal, rowsRead });
  };
  for await (const batch of stream) {
    for (const product of batch.products) products.push(product);
    for (const row of batch.rejects) rejects.push(row);
    rowsRead = batch.rowsRead;
    if (batch.rowsConsumed - rowsConsumed === batchRows) progress();
    rowsConsumed = batch.rowsConsumed;
  }
  progress();
  return {
    products,
    rejects,
    source: stream.source,
    report: { ...stream.report(), equalTitles: findEqualTitles(products) },
  };
}

/** Groups products by what a reader would call the same title. */
function findEqualTitles(products: readonly Product[]): { title: string; ids: string[] }[] {
  const byTitle = new Map<string, { title: string; ids: string[] }>();
  for (const { id, title } of products) {
    const key = comparableTitle(title);
    const group = byTitle.get(key);
    if (group === undefined) byTitle.set(key, { title, ids: [id] });
    else group.ids.push(id);
  }
  return [...byTitle.values()].filter((group) => group.ids.length > 1);
}
