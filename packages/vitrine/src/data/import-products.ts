/**
 * @file Reads a product file into products and a report that accounts for every row.
 *
 * The rows stream; what stays in memory are the products, the ids and titles seen, and
 * the bad rows. Nothing is stored here.
 */
import { foldText } from "../text/fold-text.js";
import { checkNotCancelled, VitrineError } from "../errors.js";
import { mapColumns } from "./column-mapping.js";
import { fingerprintProducts } from "./fingerprint.js";
import type { ImportChange, ImportProblem, ImportReport } from "./import-report.js";
import { createIdMaker } from "./made-id.js";
import type { ColumnMapping, MappedField, MappingOverrides } from "./mapping-schema.js";
import { mappedFields } from "./mapping-schema.js";
import type { FieldChange } from "./parse-product.js";
import { parseProduct } from "./parse-product.js";
import { isMissing } from "./parsed.js";
import type { Product } from "./product.js";
import type { OpenRowsOptions, RawRow, RowSource } from "./raw-row.js";
import { openRows } from "./read-rows.js";

/** How far a reading is; both in bytes of the file on disk. */
export interface ReadProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rowsRead: number;
}

/** How a product file becomes products. */
export interface ReadProductsOptions extends OpenRowsOptions {
  /** What is known better than the guess; see `mapColumns`. */
  readonly mapping?: MappingOverrides;
  /** How an earlier file was read; see `mapColumns`. */
  readonly earlier?: ColumnMapping;
  /** `stop` (default) throws at the first bad row; `skip` leaves bad rows out and reports them. */
  readonly onBadRow?: "stop" | "skip";
  /** Of prices that do not name theirs; ISO 4217. */
  readonly currency?: string;
  readonly signal?: AbortSignal;
  /** Called every thousand rows and at the end. */
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** What a file held. */
export interface ProductImport {
  /** In the order of the file, each id once. */
  readonly products: readonly Product[];
  readonly report: ImportReport;
  /** The rows that were left out, as the file has them; for `writeRejects`. */
  readonly rejects: readonly RawRow[];
  readonly source: RowSource;
}

const sampledRows = 1000;
const examplesPerChange = 5;

/**
 * Looks at a file and says what it would be read as; reads its first 1,000 rows.
 *
 * @throws {VitrineError} As `openRows` and `mapColumns`.
 */
export async function inspectProducts(
  path: string,
  options: Pick<ReadProductsOptions, "mapping" | "earlier" | keyof OpenRowsOptions> = {},
): Promise<{ readonly source: RowSource; readonly mapping: ColumnMapping }> {
  const source = await openRows(path, options);
  const sample: RawRow[] = [];
  for await (const row of source.rows()) {
    if (row.broken === undefined) sample.push(row);
    if (sample.length >= sampledRows) break;
  }
  return { source, mapping: mapColumns(source.columns, sample, options.mapping, options.earlier) };
}

/**
 * Reads all products of a file.
 *
 * A repeated id keeps the first row, whatever the later rows hold (in Shopify's exports
 * the further rows of a product have no title). Equal titles are reported and kept.
 *
 * @param path - A file as `openRows` takes it.
 * @throws {VitrineError} `ROW_INVALID` at the first bad row unless bad rows are skipped;
 *   `MAPPING_INVALID`, `FORMAT_BROKEN` and others as `inspectProducts`; `CANCELLED`.
 *
 * @example
 * const { products, report } = await readProducts("products.csv", { onBadRow: "skip" });
 */
export async function readProducts(
  path: string,
  options: ReadProductsOptions = {},
): Promise<ProductImport> {
  checkNotCancelled(options.signal, "Reading products");
  const { source, mapping } = await inspectProducts(path, options);
  const onBadRow = options.onBadRow ?? "stop";
  const makeId = createIdMaker();
  const products: Product[] = [];
  const rejects: RawRow[] = [];
  const problems: ImportProblem[] = [];
  const repeated: { id: string; line: number; firstLine: number }[] = [];
  const firstLines = new Map<string, number>();
  const missing = new Map<MappedField, number>();
  const changes = createChangeLog();
  let rowsRead = 0;
  let blankRows = 0;

  const report = (): void => {
    options.onProgress?.({
      bytesRead: source.bytesRead(),
      bytesTotal: source.bytesTotal,
      rowsRead,
    });
  };
  for await (const row of source.rows()) {
    if (row.broken === undefined && Object.values(row.values).every(isMissing)) {
      blankRows++;
      continue;
    }
    rowsRead++;
    if (rowsRead % 1000 === 0) {
      checkNotCancelled(options.signal, "Reading products");
      report();
    }
    const reading = parseProduct(row, {
      mapping,
      makeId,
      ...(options.currency === undefined ? {} : { currency: options.currency }),
    });
    const id = "product" in reading ? reading.product.id : reading.id;
    const firstLine = id === undefined ? undefined : firstLines.get(id);
    if ("product" in reading) {
      for (const field of reading.missing) missing.set(field, (missing.get(field) ?? 0) + 1);
    }
    if (id !== undefined && firstLine !== undefined) {
      repeated.push({ id, line: row.line, firstLine });
    } else if ("product" in reading) {
      firstLines.set(reading.product.id, row.line);
      products.push(reading.product);
      for (const change of reading.changes) changes.add(change, row.line);
    } else {
      const found = reading.problems.map((problem) => ({ file: path, line: row.line, ...problem }));
      if (onBadRow === "stop") throw badRow(found);
      problems.push(...found);
      rejects.push(row);
    }
  }
  report();
  return {
    products,
    rejects,
    source,
    report: {
      file: path,
      format: source.format,
      ...(source.encoding === undefined ? {} : { encoding: source.encoding }),
      ...(source.delimiter === undefined ? {} : { delimiter: source.delimiter }),
      mapping,
      rowsRead,
      blankRows,
      accepted: products.length,
      skipped: rejects.length,
      repeated,
      equalTitles: findEqualTitles(products),
      missing: Object.fromEntries(
        mappedFields.flatMap((field) => {
          const count = missing.get(field);
          return count === undefined ? [] : [[field, count]];
        }),
      ),
      changes: changes.list(),
      problems,
      fingerprint: fingerprintProducts(products),
    },
  };
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

function createChangeLog(): {
  add(change: FieldChange, line: number): void;
  list(): ImportChange[];
} {
  const kinds = new Map<
    string,
    { field: string; why: string; count: number; examples: ImportChange["examples"][number][] }
  >();
  return {
    add({ field, why, column, got, became }, line) {
      const key = JSON.stringify([field, why]);
      const kind = kinds.get(key) ?? { field, why, count: 0, examples: [] };
      kinds.set(key, kind);
      kind.count++;
      if (kind.examples.length < examplesPerChange)
        kind.examples.push({ line, column, got, became });
    },
    list: () => [...kinds.values()],
  };
}

/** Groups products by what a reader would call the same title. */
function findEqualTitles(products: readonly Product[]): { title: string; ids: string[] }[] {
  const byTitle = new Map<string, { title: string; ids: string[] }>();
  for (const { id, title } of products) {
    const folded = foldText(title)
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
      .trim();
    const key = folded === "" ? title : folded;
    const group = byTitle.get(key);
    if (group === undefined) byTitle.set(key, { title, ids: [id] });
    else group.ids.push(id);
  }
  return [...byTitle.values()].filter((group) => group.ids.length > 1);
}
