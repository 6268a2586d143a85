/**
 * @file Turns the counts of terms into rows of weights: tf · idf, each row then of length 1.
 *
 * O(terms of a text · log) time. Columns rise within a row, and lengths are summed in their order,
 * so that a text's weights do not depend on how its counts came about.
 */
import type { TermCounts } from "./count-terms.js";
import type { SparseRows } from "./sparse-rows.js";
import { grown } from "./term-table.js";

export interface TermWeightOptions {
  readonly sublinearTf: boolean;
  readonly normalise: boolean;
}

/** Collects rows of weights. */
export interface TermWeigher {
  /** Adds the row of a text. @param rank - The column of each term, −1 for none; absent when terms are columns. */
  readonly add: (counts: TermCounts, rank?: Int32Array) => void;
  /** The rows so far. The weigher is of no use afterwards. */
  readonly finish: () => SparseRows;
}

/**
 * Starts without a row.
 *
 * @param idf - Shape [columns].
 * @param rowCount - How many rows will be added.
 * @param entryCount - How many entries they will have; more are taken too.
 */
export function createTermWeigher(
  idf: Readonly<Float64Array>,
  options: TermWeightOptions,
  rowCount: number,
  entryCount = 1024,
): TermWeigher {
  const rowStarts = new Uint32Array(rowCount + 1);
  let columns = new Uint32Array(entryCount);
  let values = new Float32Array(entryCount);
  /** Entries of the row, column and count in one number, so that both are sorted at once. */
  let row = new Float64Array(64);
  let rows = 0;
  let entries = 0;

  return {
    add({ terms, counts, count }, rank) {
      if (count > row.length) row = new Float64Array(2 * count);
      let kept = 0;
      for (let index = 0; index < count; index++) {
        const column = rank === undefined ? terms[index]! : rank[terms[index]!]!;
        if (column >= 0) row[kept++] = column * countLimit + counts[index]!;
      }
      sortFirst(row, kept);
      if (entries + kept > columns.length) {
        columns = grown(columns, 2 * (entries + kept), Uint32Array);
        values = grown(values, 2 * (entries + kept), Float32Array);
      }
      let squares = 0;
      for (let index = 0; index < kept; index++) {
        const column = Math.floor(row[index]! / countLimit);
        const frequency = row[index]! - column * countLimit;
        const weight = (options.sublinearTf ? 1 + Math.log(frequency) : frequency) * idf[column]!;
        columns[entries + index] = column;
        row[index] = weight;
        squares += weight * weight;
      }
      const length = options.normalise ? Math.sqrt(squares) : 1;
      for (let index = 0; index < kept; index++) values[entries++] = row[index]! / length;
      rowStarts[++rows] = entries;
    },
    finish: () => ({
      rowCount,
      columnCount: idf.length,
      rowStarts,
      columns: columns.slice(0, entries),
      values: values.slice(0, entries),
    }),
  };
}

/** No text has so many n-grams: strings are shorter than 2²⁹. With 2²⁴ columns all stays exact. */
const countLimit = 2 ** 29;
/** Fewer are sorted faster by insertion. */
const fewEntries = 24;

function sortFirst(values: Float64Array, count: number): void {
  if (count > fewEntries) {
    values.subarray(0, count).sort();
    return;
  }
  for (let next = 1; next < count; next++) {
    const value = values[next]!;
    let at = next - 1;
    for (; at >= 0 && values[at]! > value; at--) values[at + 1] = values[at]!;
    values[at + 1] = value;
  }
}
