/**
 * @file Which items speak for which: sparse rows of items × items, scored, saved and read back.
 *
 * O(neighbours of the history) time a history, beside the O(items) of a full answer.
 */
import { createTopKSelector } from "../indexes/top-k.js";
import type { Selection } from "../indexes/top-k.js";
import { VitrineError } from "../errors.js";
import { broken } from "../text/byte-sections.js";
import type { SectionReader, SectionValue } from "../text/byte-sections.js";
import type { SparseRows } from "../text/sparse-rows.js";
import type { History } from "./interactions.js";

/**
 * Checks what a model is asked with.
 *
 * @throws {VitrineError} `PARAM_INVALID` when an item is not below `itemCount`, or weights are of another length.
 */
export function checkHistory({ items, weights }: History, itemCount: number): void {
  checkItems("history.items", items, itemCount);
  if (weights === undefined || weights.length === items.length) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `A history must have one weight for each of its ${items.length} items; got ${weights.length}. Leave the weights out where all are 1.`,
    { param: "history.weights", got: weights.length },
  );
}

/** @throws {VitrineError} `PARAM_INVALID` when an item is not below `itemCount`. */
export function checkItems(param: string, items: Int32Array, itemCount: number): void {
  for (const item of items) {
    if (item >= 0 && item < itemCount) continue;
    throw new VitrineError(
      "PARAM_INVALID",
      `Items must be numbers from 0 to ${itemCount - 1}, those of the model; got ${item} in ${param}. Leave out what came after the training.`,
      { param, got: item },
    );
  }
}

/**
 * Σ over the history of weight × its row.
 *
 * @returns Shape [columnCount]; 0 for items that are in none of the rows.
 */
export function sumRows(table: SparseRows, { items, weights }: History): Float64Array {
  const sums = new Float64Array(table.columnCount);
  const { rowStarts, columns, values } = table;
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!;
    const weight = weights?.[at] ?? 1;
    const end = rowStarts[item + 1]!;
    for (let entry = rowStarts[item]!; entry < end; entry++) {
      sums[columns[entry]!]! += weight * values[entry]!;
    }
  }
  return sums;
}

/**
 * Prepares to sum rows at a cost that grows with their entries and not with the columns.
 *
 * @returns Lends `read` the sums by column, and the columns that are in some of the rows, each once.
 */
export function createSparseSums(
  table: SparseRows,
): <T>(history: History, read: (numbers: Float64Array, touched: Int32Array) => T) => T {
  const { rowStarts, columns, values, columnCount } = table;
  let numbers = new Float64Array(0);
  let isTouched = new Uint8Array(0);
  let touched = new Int32Array(0);
  return ({ items, weights }, read) => {
    if (numbers.length < columnCount) {
      numbers = new Float64Array(columnCount);
      isTouched = new Uint8Array(columnCount);
      touched = new Int32Array(columnCount);
    }
    let count = 0;
    for (let at = 0; at < items.length; at++) {
      const item = items[at]!;
      const weight = weights?.[at] ?? 1;
      const end = rowStarts[item + 1]!;
      for (let entry = rowStarts[item]!; entry < end; entry++) {
        const column = columns[entry]!;
        if (isTouched[column] === 0) {
          isTouched[column] = 1;
          touched[count++] = column;
        }
        numbers[column]! += weight * values[entry]!;
      }
    }
    const lent = touched.subarray(0, count);
    const result = read(numbers, lent);
    for (const column of lent) {
      numbers[column] = 0;
      isTouched[column] = 0;
    }
    return result;
  };
}

/** Sums as scores: an item that nothing speaks for is not recommended. */
export function toScores(sums: Float64Array): Float32Array {
  const scores = new Float32Array(sums.length);
  for (let item = 0; item < sums.length; item++)
    scores[item] = sums[item]! > 0 ? sums[item]! : -Infinity;
  return scores;
}

/** The greatest entries of a row, equal ones by lower item. */
export function strongestOf(table: SparseRows, item: number, count: number): Selection {
  checkItems("item", Int32Array.of(item), table.rowCount);
  const selector = createTopKSelector<number>(count, (one, other) => one < other);
  for (let entry = table.rowStarts[item]!; entry < table.rowStarts[item + 1]!; entry++) {
    selector.offer(table.columns[entry]!, table.values[entry]!);
  }
  const best = selector.take();
  return {
    indices: Int32Array.from(best, ({ item: other }) => other),
    scores: Float64Array.from(best, ({ score }) => score),
  };
}

/** Bytes of a table in memory. */
export function tableBytes({ rowStarts, columns, values }: SparseRows): number {
  return rowStarts.byteLength + columns.byteLength + values.byteLength;
}

/** A table as sections to be written. */
export function tableSections(table: SparseRows): Record<string, SectionValue> {
  return { rowStarts: table.rowStarts, columns: table.columns, values: table.values };
}

/**
 * Reads a table of items × items.
 *
 * @throws {VitrineError} `BYTES_INVALID` when it is none of that size.
 */
export function readTable(kind: string, reader: SectionReader, itemCount: number): SparseRows {
  const rowStarts = reader.uint32("rowStarts");
  const columns = reader.uint32("columns");
  const values = reader.float32("values");
  const isWhole =
    rowStarts.length === itemCount + 1 &&
    rowStarts[0] === 0 &&
    rowStarts.every((start, row) => row === 0 || start >= rowStarts[row - 1]!) &&
    rowStarts[itemCount] === columns.length &&
    values.length === columns.length &&
    columns.every((column) => column < itemCount) &&
    values.every(Number.isFinite);
  if (!isWhole)
    throw broken(kind, `got a table that is not one of ${itemCount} items`, "rowStarts");
  return { rowCount: itemCount, columnCount: itemCount, rowStarts, columns, values };
}
