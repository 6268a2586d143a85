/**
 * @file Which items meet at the same users, and how much: rows of Xᵀ·D·X for a sparse X.
 *
 * Gustavson's row-wise product with one dense accumulator: O(Σ over users of the square of their
 * entries) time, one row of memory. Only rows are made, so that whoever keeps the strongest entries
 * of each never holds the whole.
 *
 * @see Gustavson, "Two Fast Algorithms for Sparse Matrices", 1978.
 */
import { checkNotCancelled } from "../errors.js";
import { transposeSparse } from "../text/sparse-rows.js";
import type { SparseRows } from "../text/sparse-rows.js";
import { breathe } from "./breathe.js";
import type { FitContext } from "./model.js";

/** One row of the product: what item `item` has with others, itself among them. */
export interface ItemRow {
  readonly item: number;
  /** Shape [n], rising; valid until the next row. */
  readonly others: Int32Array;
  /** Shape [items]: the values, by item; 0 where the two never met. Valid until the next row. */
  readonly values: Float64Array;
}

/** What to do with the product. */
export interface ItemProductOptions extends Pick<FitContext, "signal" | "onProgress"> {
  /** The diagonal D, shape [users]; default all 1. */
  readonly userWeights?: Float64Array;
  /**
   * Turns a row into the values that are kept, in place of those of the product. An entry that
   * becomes 0 or less is not kept.
   */
  readonly weigh: (row: ItemRow) => void;
  /** How many entries of a row are kept, the greatest; default all. */
  readonly limit?: number;
}

/** Rows between two looks at the clock. */
const ROWS_AT_ONCE = 256;

/**
 * Computes the rows of Xᵀ·D·X and keeps the strongest entries of each.
 *
 * @param x - Shape [users, items].
 * @returns Shape [items, items]; without the diagonal. Equal entries rank by lower item.
 */
export async function itemProducts(
  x: SparseRows,
  { userWeights, weigh, limit = Infinity, signal, onProgress }: ItemProductOptions,
): Promise<SparseRows> {
  const itemCount = x.columnCount;
  const byItem = transposeSparse(x);
  const values = new Float64Array(itemCount);
  const touched = new Int32Array(itemCount);
  const rowStarts = new Uint32Array(itemCount + 1);
  const kept = createEntries();
  for (let item = 0; item < itemCount; item++) {
    if (item % ROWS_AT_ONCE === 0) {
      onProgress?.(item, itemCount);
      await breathe();
      checkNotCancelled(signal, "The training");
    }
    let count = 0;
    for (let at = byItem.rowStarts[item]!; at < byItem.rowStarts[item + 1]!; at++) {
      const user = byItem.columns[at]!;
      const factor = byItem.values[at]! * (userWeights?.[user] ?? 1);
      const end = x.rowStarts[user + 1]!;
      for (let entry = x.rowStarts[user]!; entry < end; entry++) {
        const other = x.columns[entry]!;
        if (values[other] === 0) touched[count++] = other;
        values[other]! += factor * x.values[entry]!;
      }
    }
    const others = touched.subarray(0, count).sort();
    weigh({ item, others, values });
    values[item] = 0;
    kept.append(others, values, limit);
    rowStarts[item + 1] = kept.count;
    for (const other of others) values[other] = 0;
  }
  onProgress?.(itemCount, itemCount);
  return { rowCount: itemCount, columnCount: itemCount, rowStarts, ...kept.take() };
}

/** Entries whose number is known only at the end. */
function createEntries(): {
  readonly count: number;
  append(others: Int32Array, values: Float64Array, limit: number): void;
  take(): Pick<SparseRows, "columns" | "values">;
} {
  let columns = new Uint32Array(1 << 16);
  let kept = new Float32Array(1 << 16);
  let count = 0;
  return {
    get count() {
      return count;
    },
    append(others, values, limit) {
      while (count + others.length > columns.length) {
        const size = Math.ceil(columns.length * 1.5);
        const moreColumns = new Uint32Array(size);
        moreColumns.set(columns);
        columns = moreColumns;
        const moreKept = new Float32Array(size);
        moreKept.set(kept);
        kept = moreKept;
      }
      const { floor, ties } = floorOf(others, values, limit);
      let left = ties;
      for (const other of others) {
        const value = values[other]!;
        if (!(value > 0) || value < floor || (value === floor && left-- <= 0)) continue;
        columns[count] = other;
        kept[count++] = value;
      }
    },
    take: () => ({ columns: columns.slice(0, count), values: kept.slice(0, count) }),
  };
}

/** The least value among the `limit` greatest, and how many of those that equal it are among them. */
function floorOf(
  others: Int32Array,
  values: Float64Array,
  limit: number,
): { readonly floor: number; readonly ties: number } {
  if (others.length <= limit) return { floor: 0, ties: 0 };
  const rising = Float64Array.from(others, (other) => values[other]!).sort();
  const floor = rising[rising.length - limit]!;
  let ties = 0;
  for (let at = rising.length - limit; rising[at] === floor; at++) ties++;
  return { floor, ties };
}
