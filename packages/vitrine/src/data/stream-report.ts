/**
 * @file Gathers the report of an import row by row, in a form that a killed import can take up again.
 *
 * Lists keep their first entries and count the rest, so that memory and the saved state stay the
 * same size whatever the number of rows.
 */
import { canonicalProduct } from "./fingerprint.js";
import type { ImportChange, ImportProblem, ImportReport } from "./import-report.js";
import { mappedFields } from "./mapping-schema.js";
import type { MappedField } from "./mapping-schema.js";
import { ownText } from "./own-text.js";
import type { FieldChange } from "./parse-product.js";
import type { Product } from "./product.js";
import type { Sha256State } from "./sha256.js";
import { createSha256 } from "./sha256.js";

/** What the rows have no part in. */
export type ReportHead = Pick<
  ImportReport,
  "file" | "format" | "encoding" | "delimiter" | "mapping"
>;

/** A report under way. Survives JSON unchanged. */
export interface SavedReport {
  readonly report: ImportReport;
  readonly hash: Sha256State;
  /** As `ReportLog` counts them. */
  readonly repeatedProducts: number;
}

/** Gathers what became of each row. */
export interface ReportLog {
  blank(): void;
  /** @param missing - Of every row that could be read, accepted or repeated. */
  missing(missing: readonly MappedField[]): void;
  accepted(product: Product, changes: readonly FieldChange[], line: number): void;
  /** @param isProduct - Whether the row would be a product by itself, had it another id. */
  repeated(id: string, line: number, firstLine: number, isProduct: boolean): void;
  rejected(problems: readonly ImportProblem[]): void;
  /** All rows so far without the blank ones. */
  rowsRead(): number;
  /** How many repeated rows would be products by themselves. */
  repeatedProducts(): number;
  report(): ImportReport;
  save(): SavedReport;
}

const examplesPerChange = 5;

/**
 * Starts a report, or takes up a saved one.
 *
 * @param listLimit - How many repeated rows and how many problems are listed; the rest is counted.
 */
export function createReportLog(
  head: ReportHead,
  listLimit: number,
  saved?: SavedReport,
): ReportLog {
  const before = saved?.report;
  const hash = createSha256(saved?.hash);
  let rowsRead = before?.rowsRead ?? 0;
  let blankRows = before?.blankRows ?? 0;
  let acceptedRows = before?.accepted ?? 0;
  let skipped = before?.skipped ?? 0;
  let repeatedProducts = saved?.repeatedProducts ?? 0;
  const repeatedRows = [...(before?.repeated ?? [])];
  const problems = [...(before?.problems ?? [])];
  const leftOut = { repeated: 0, problems: 0, ...before?.leftOut };
  const missingRows = new Map<MappedField, number>();
  for (const field of mappedFields) missingRows.set(field, before?.missing[field] ?? 0);
  const changes = createChangeLog(before?.changes ?? []);

  const report = (): ImportReport => ({
    ...head,
    rowsRead,
    blankRows,
    accepted: acceptedRows,
    skipped,
    repeated: [...repeatedRows],
    missing: Object.fromEntries([...missingRows].filter(([, count]) => count > 0)),
    changes: changes.list(),
    problems: [...problems],
    ...(leftOut.repeated + leftOut.problems === 0 ? {} : { leftOut: { ...leftOut } }),
    fingerprint: hash.digest(),
  });
  return {
    blank() {
      blankRows++;
    },
    missing(fields) {
      for (const field of fields) missingRows.set(field, (missingRows.get(field) ?? 0) + 1);
    },
    accepted(product, found, line) {
      rowsRead++;
      acceptedRows++;
      hash.update(`${canonicalProduct(product)}\n`);
      for (const change of found) changes.add(change, line);
    },
    repeated(id, line, firstLine, isProduct) {
      rowsRead++;
      if (isProduct) repeatedProducts++;
      if (repeatedRows.length < listLimit) repeatedRows.push({ id: ownText(id), line, firstLine });
      else leftOut.repeated++;
    },
    rejected(found) {
      rowsRead++;
      skipped++;
      for (const problem of found) {
        if (problems.length < listLimit) problems.push({ ...problem, got: ownText(problem.got) });
        else leftOut.problems++;
      }
    },
    rowsRead: () => rowsRead,
    repeatedProducts: () => repeatedProducts,
    report,
    save: () => ({ report: report(), hash: hash.save(), repeatedProducts }),
  };
}

function createChangeLog(before: readonly ImportChange[]): {
  add(change: FieldChange, line: number): void;
  list(): ImportChange[];
} {
  const keyOf = ({ field, why }: { field: string; why: string }): string =>
    JSON.stringify([field, why]);
  const kinds = new Map(
    before.map((kind) => [keyOf(kind), { ...kind, examples: [...kind.examples] }]),
  );
  return {
    add({ field, why, column, got, became }, line) {
      const key = keyOf({ field, why });
      const kind = kinds.get(key) ?? { field, why, count: 0, examples: [] };
      kinds.set(key, kind);
      kind.count++;
      if (kind.examples.length < examplesPerChange) {
        kind.examples.push({ line, column, got: ownText(got), became: ownText(became) });
      }
    },
    list: () => [...kinds.values()].map((kind) => ({ ...kind, examples: [...kind.examples] })),
  };
}
