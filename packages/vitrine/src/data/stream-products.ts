/**
 * @file Reads a product file of any size as a stream of batches that can be taken up again.
 *
 * Memory is one batch and the ids seen, of which only hashes are kept (20 to 40 bytes each), or
 * nothing at all where the caller looks ids up in its own store. Each batch carries the state after
 * it; a stream that goes on from a state gives the batches and the report that the first one would
 * have given, whatever the size of either's batches.
 */
import { checkNotCancelled, VitrineError } from "../errors.js";
import type { FileState } from "./file-bytes.js";
import { createHashTable } from "./hash-table.js";
import type { ImportProblem, ImportReport } from "./import-report.js";
import type { InspectOptions } from "./inspect-products.js";
import { inspectProducts } from "./inspect-products.js";
import { createIdMaker } from "./made-id.js";
import type { ColumnMapping } from "./mapping-schema.js";
import type { ProductReading } from "./parse-product.js";
import { parseProduct } from "./parse-product.js";
import { isMissing } from "./parsed.js";
import type { Product } from "./product.js";
import type { RawRow, RowSource } from "./raw-row.js";
import { openRows } from "./read-rows.js";
import type { SavedReport } from "./stream-report.js";
import { createReportLog } from "./stream-report.js";

/**
 * Tells which ids rows of the same file have that were handed out in earlier batches, and the line
 * of the first such row. Asked once a batch, before it is handed out; not to be asked ahead.
 */
export type FindEarlier = (
  ids: readonly string[],
) => ReadonlyMap<string, number> | Promise<ReadonlyMap<string, number>>;

/** How a product file becomes a stream of products. */
export interface StreamProductsOptions extends InspectOptions {
  /** `stop` (default) throws at the first bad row; `skip` leaves bad rows out and reports them. */
  readonly onBadRow?: "stop" | "skip";
  /** Of prices that do not name theirs; ISO 4217. */
  readonly currency?: string;
  readonly signal?: AbortSignal;
  /** Most rows of a batch; default 1,000. A batch of long rows is closed earlier. */
  readonly batchRows?: number;
  /** How many problems and repeated rows the report lists; default 1,000. The others are counted. */
  readonly listLimit?: number;
  /** The state of an earlier stream of this file, to go on behind it. Its mapping is kept. */
  readonly resume?: StreamState;
  /**
   * Default: hashes of all ids are kept, and a resumed stream reads the rows again that it passes
   * over. With this a resumed stream only counts them, unless ids are made from titles.
   */
  readonly findEarlier?: FindEarlier;
}

/** Where a stream stands. Survives JSON unchanged. */
export interface StreamState extends SavedReport {
  /** Rows of the file handed out so far, blank ones too. */
  readonly rowsConsumed: number;
  /** Of the file; another one can not be gone on with. */
  readonly file: FileState;
}

/** Some rows of a file. */
export interface ProductBatch {
  /** In the order of the file, each id once in the whole stream. */
  readonly products: readonly Product[];
  /** The line of each product; what `findEarlier` is to answer later on. */
  readonly lines: readonly number[];
  /** The rows that were left out, as the file has them. */
  readonly rejects: readonly RawRow[];
  /** Why they were. */
  readonly problems: readonly ImportProblem[];
  /** Rows of the file consumed so far, blank ones too. */
  readonly rowsConsumed: number;
  /** The same without the blank ones, as the report counts them. */
  readonly rowsRead: number;
  /** Bytes of the file on disk. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /**
   * To be kept together with the products, in one transaction. Made when it is asked for, which
   * must be before the next batch is.
   */
  readonly state: StreamState;
}

/** A file that was opened and is read batch by batch, once. */
export interface ProductStream extends AsyncIterable<ProductBatch> {
  readonly source: RowSource;
  readonly mapping: ColumnMapping;
  /** Without equal titles. Of the batches so far; of the whole file when the iteration has ended. */
  report(): ImportReport;
  /** How many rows whose id was there already would be products by themselves; further rows of a product would not. */
  repeatedProducts(): number;
}

/** What a batch may hold of the file's text, so that long rows do not fill memory. */
const batchCharacters = 8 * 1024 * 1024;

/**
 * Opens a file as a stream of products.
 *
 * A repeated id keeps the first row, whatever the later rows hold (in Shopify's exports
 * the further rows of a product have no title).
 *
 * @param path - A file as `openRows` takes it.
 * @throws {VitrineError} Here: as `openRows` and `mapColumns`; `FILE_CHANGED` when the state to go
 *   on from is of another file. In the iteration: `ROW_INVALID` at the first bad row unless bad
 *   rows are skipped; `FORMAT_BROKEN`, `FILE_CHANGED`, `FILE_UNREADABLE`, `CANCELLED`.
 *
 * @example
 * const stream = await streamProducts("products.csv", { onBadRow: "skip" });
 * for await (const { products, state } of stream) save(products, state);
 * stream.report().accepted;
 */
export async function streamProducts(
  path: string,
  options: StreamProductsOptions = {},
): Promise<ProductStream> {
  checkNotCancelled(options.signal, "Reading products");
  const { source, mapping } = await openStream(path, options);
  const log = createReportLog(
    {
      file: path,
      format: source.format,
      ...(source.encoding === undefined ? {} : { encoding: source.encoding }),
      ...(source.delimiter === undefined ? {} : { delimiter: source.delimiter }),
      mapping,
    },
    options.listLimit ?? 1000,
    options.resume,
  );
  const makeId = createIdMaker();
  const seen = createSeenIds();
  const findEarlier = options.findEarlier ?? seen.find;
  const read = (row: RawRow): ProductReading =>
    parseProduct(row, {
      mapping,
      makeId,
      ...(options.currency === undefined ? {} : { currency: options.currency }),
    });
  const toPass = options.resume?.rowsConsumed ?? 0;
  // Only the rows themselves tell which ids are taken when the caller does not.
  const rereads = options.findEarlier === undefined || mapping.fields.id === undefined;
  let rowsConsumed = rereads ? 0 : toPass;

  const passOver = (row: RawRow): void => {
    const reading = isBlank(row) ? undefined : read(row);
    if (reading !== undefined && "product" in reading) seen.add(reading.product.id, row.line);
  };
  const settle = async (rows: readonly RawRow[]): Promise<ProductBatch> => {
    checkNotCancelled(options.signal, "Reading products");
    const products: Product[] = [];
    const lines: number[] = [];
    const rejects: RawRow[] = [];
    const problems: ImportProblem[] = [];
    const readings = rows.map((row) => (isBlank(row) ? undefined : read(row)));
    const ids = readings.map(idOf).filter((id) => id !== undefined);
    const firstLines = new Map(await findEarlier([...new Set(ids)]));
    for (const [index, reading] of readings.entries()) {
      const row = rows[index]!;
      if (reading === undefined) {
        log.blank();
        continue;
      }
      const id = idOf(reading);
      const firstLine = id === undefined ? undefined : firstLines.get(id);
      if ("product" in reading) log.missing(reading.missing);
      if (id !== undefined && firstLine !== undefined) {
        log.repeated(id, row.line, firstLine, "product" in reading);
      } else if ("product" in reading) {
        firstLines.set(reading.product.id, row.line);
        if (options.findEarlier === undefined) seen.add(reading.product.id, row.line);
        products.push(reading.product);
        lines.push(row.line);
        log.accepted(reading.product, reading.changes, row.line);
      } else {
        const found = reading.problems.map((fault) => ({ file: path, line: row.line, ...fault }));
        if (options.onBadRow !== "skip") throw badRow(found);
        problems.push(...found);
        rejects.push(row);
        log.rejected(found);
      }
    }
    rowsConsumed += rows.length;
    const consumed = rowsConsumed;
    return {
      products,
      lines,
      rejects,
      problems,
      rowsConsumed: consumed,
      rowsRead: log.rowsRead(),
      bytesRead: source.bytesRead(),
      bytesTotal: source.bytesTotal,
      get state() {
        if (rowsConsumed !== consumed) throw new Error("internal: the stream has gone on");
        return { ...log.save(), rowsConsumed, file: source.state };
      },
    };
  };
  async function* batches(): AsyncGenerator<ProductBatch> {
    const batchRows = options.batchRows ?? 1000;
    let rows: RawRow[] = [];
    let characters = 0;
    for await (const row of source.rows(rowsConsumed)) {
      if (rowsConsumed < toPass) {
        passOver(row);
        rowsConsumed++;
        if (rowsConsumed % batchRows === 0) checkNotCancelled(options.signal, "Reading products");
        continue;
      }
      rows.push(row);
      characters += row.text?.length ?? 0;
      if (rows.length < batchRows && characters < batchCharacters) continue;
      yield await settle(rows);
      rows = [];
      characters = 0;
    }
    if (rows.length > 0) yield await settle(rows);
  }
  return {
    source,
    mapping,
    report: log.report,
    repeatedProducts: log.repeatedProducts,
    [Symbol.asyncIterator]: batches,
  };
}

/** Opens the file anew, or as it was opened when the state was saved. */
async function openStream(
  path: string,
  options: StreamProductsOptions,
): Promise<{ readonly source: RowSource; readonly mapping: ColumnMapping }> {
  const { resume } = options;
  if (resume === undefined) return inspectProducts(path, options);
  const { format, encoding, delimiter, mapping } = resume.report;
  const source = await openRows(path, {
    ...options,
    format,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
  });
  const { size, modifiedMs } = resume.file;
  if (source.state.size !== size || source.state.modifiedMs !== modifiedMs) {
    throw new VitrineError(
      "FILE_CHANGED",
      `An import can only go on with the file that it began with; ${path} has changed since (${size} bytes then, ${source.state.size} now). Import the file from its start.`,
      { path },
    );
  }
  return { source, mapping };
}

/** The ids of accepted products and their lines. */
function createSeenIds(): { add(id: string, line: number): void; find: FindEarlier } {
  const lines = createHashTable();
  return {
    add(id, line) {
      if (lines.get(id) === undefined) lines.set(id, line);
    },
    find: (ids) =>
      new Map(
        ids.flatMap((id) => {
          const line = lines.get(id);
          return line === undefined ? [] : [[id, line] as const];
        }),
      ),
  };
}

function isBlank(row: RawRow): boolean {
  if (row.broken !== undefined) return false;
  for (const column in row.values) if (!isMissing(row.values[column])) return false;
  return true;
}

function idOf(reading: ProductReading | undefined): string | undefined {
  if (reading === undefined) return undefined;
  return "product" in reading ? reading.product.id : reading.id;
}

function badRow(found: readonly ImportProblem[]): VitrineError {
  const [first] = found;
  if (first === undefined) throw new Error("internal: a bad row without a problem");
  const { file, line, column, got, why } = first;
  const where = `${file}, line ${line}${column === "" ? "" : `, column ${column}`}`;
  const subject = column === "" ? "the row" : `the ${first.field}`;
  const more = found.length > 1 ? ` The row has ${found.length - 1} more problem(s).` : "";
  return new VitrineError(
    "ROW_INVALID",
    `${where}: ${subject} ${why}; got ${JSON.stringify(got)}.${more} Mend the row, map another column, or skip bad rows (--on-bad-row skip).`,
    { path: file, line, got, ...(column === "" ? {} : { column }) },
  );
}
