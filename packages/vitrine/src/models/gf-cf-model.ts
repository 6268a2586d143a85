/**
 * @file The model of graph filters: how a history is scored, alone and among many.
 *
 * Many histories are ranked by the kernels. Items that the item-item filter says nothing of can only
 * be among the best by the low pass, so the best of that are found by a search over all vectors; of
 * the other items only those are looked at whose sum and bound (Cauchy and Schwarz) reach what has
 * been found. The answer is that of scoring every item.
 */
import { createTopKSelector } from "../indexes/top-k.js";
import type { Selection } from "../indexes/top-k.js";
import { openVectorKernels } from "../indexes/vector-kernels.js";
import { checkNotCancelled } from "../errors.js";
import { writeSections } from "../text/byte-sections.js";
import type { SparseRows } from "../text/sparse-rows.js";
import type { History } from "./interactions.js";
import type { Model, RankOptions } from "./model.js";
import {
  checkHistory,
  checkItems,
  strongestOf,
  sumRows,
  tableBytes,
  tableSections,
} from "./neighbour-table.js";

/** What was learned. */
export interface GfCfParts {
  /** X̃ᵀX̃ without its diagonal, the greatest entries of each row. */
  readonly table: SparseRows;
  /** Shape [items]: sums of the columns of X. */
  readonly degrees: Float32Array;
  readonly factors: number;
  /** Shape [items, factors]: V. */
  readonly vectors: Float32Array;
  readonly alpha: number;
}

/** Histories whose rankings are searched at once. */
const HISTORIES_AT_ONCE = 256;

/** Makes the model. */
export function createGfCf(kind: string, parts: GfCfParts): Model {
  const { table, degrees, factors, vectors, alpha } = parts;
  const itemCount = table.rowCount;

  /** Σ over the history of weight × D_I^−½·V, shape [factors]; nothing for items without interactions. */
  const queryOf = ({ items, weights }: History): Float32Array => {
    const query = new Float64Array(factors);
    for (let at = 0; at < items.length; at++) {
      const item = items[at]!;
      if (degrees[item] === 0) continue;
      const factor = (weights?.[at] ?? 1) / Math.sqrt(degrees[item]!);
      for (let axis = 0; axis < factors; axis++) {
        query[axis]! += factor * vectors[item * factors + axis]!;
      }
    }
    return Float32Array.from(query);
  };
  const smoothOf = (query: Float32Array, item: number): number => {
    let dot = 0;
    const start = item * factors;
    for (let axis = 0; axis < factors; axis++) dot += query[axis]! * vectors[start + axis]!;
    return alpha * Math.sqrt(degrees[item]!) * dot;
  };
  const scoreOf = (sums: Float64Array, query: Float32Array, item: number): number =>
    degrees[item] === 0 ? -Infinity : sums[item]! + smoothOf(query, item);

  return Object.freeze<Model>({
    kind,
    itemCount,
    bytes: tableBytes(table) + degrees.byteLength + vectors.byteLength,
    scores(history) {
      checkHistory(history, itemCount);
      if (history.items.length === 0) return new Float32Array(itemCount).fill(-Infinity);
      const sums = sumRows(table, history);
      const query = queryOf(history);
      const scores = new Float32Array(itemCount);
      for (let item = 0; item < itemCount; item++) scores[item] = scoreOf(sums, query, item);
      return scores;
    },
    scoresOf(history, candidates) {
      checkHistory(history, itemCount);
      checkItems("candidates", candidates, itemCount);
      if (history.items.length === 0) return new Float32Array(candidates.length).fill(-Infinity);
      const sums = sumRows(table, history);
      const query = queryOf(history);
      return Float32Array.from(candidates, (item) => scoreOf(sums, query, item));
    },
    rank: async (histories, options) => rankMany(parts, queryOf, histories, options),
    similar: (item, count) => strongestOf(table, item, count),
    save: () =>
      writeSections(
        kind,
        { itemCount, factors, alpha },
        { ...tableSections(table), degrees, vectors },
      ),
  });
}

async function rankMany(
  { table, degrees, factors, vectors, alpha }: GfCfParts,
  queryOf: (history: History) => Float32Array,
  histories: readonly History[],
  { k, unseenOnly = true, signal, onProgress }: RankOptions,
): Promise<Selection[]> {
  for (const history of histories) checkHistory(history, table.rowCount);
  const { threaded } = await openVectorKernels();
  const matrix = threaded.createMatrix({ dimensions: factors });
  try {
    const norms = new Float64Array(table.rowCount);
    const row = new Float32Array(factors);
    for (let item = 0; item < table.rowCount; item++) {
      const scale = alpha * Math.sqrt(degrees[item]!);
      let squares = 0;
      for (let axis = 0; axis < factors; axis++) {
        row[axis] = scale * vectors[item * factors + axis]!;
        squares += row[axis]! ** 2;
      }
      norms[item] = Math.sqrt(squares);
      matrix.append(row);
    }
    // Of equal lengths together: as many items are searched for as the longest history hides.
    const order = Uint32Array.from(histories, (_, index) => index).sort(
      (one, other) => histories[one]!.items.length - histories[other]!.items.length || one - other,
    );
    const accept = Uint8Array.from(degrees, (degree) => (degree > 0 ? 1 : 0));
    const rankings = new Array<Selection>(histories.length);
    const search = (start: number): ReturnType<typeof threaded.topK> => {
      const part = order.subarray(start, start + HISTORIES_AT_ONCE);
      const queries = new Float32Array(part.length * factors);
      part.forEach((index, at) => {
        queries.set(queryOf(histories[index]!), at * factors);
      });
      const hidden = unseenOnly ? histories[part.at(-1)!]!.items.length : 0;
      const most = Math.min(table.rowCount, k + hidden);
      return threaded.topK(matrix, queries, { k: most, accept });
    };
    let pending = order.length > 0 ? search(0) : Promise.resolve([]);
    for (let start = 0; start < order.length; start += HISTORIES_AT_ONCE) {
      onProgress?.(start, histories.length);
      const smoothest = await pending;
      checkNotCancelled(signal, "The ranking");
      const next = start + HISTORIES_AT_ONCE;
      if (next < order.length) pending = search(next);
      for (const [at, { rows, scores }] of smoothest.entries()) {
        const index = order[start + at]!;
        rankings[index] = rankOne(histories[index]!, rows, scores);
      }
    }
    onProgress?.(histories.length, histories.length);
    return rankings;

    function rankOne(history: History, rows: Int32Array, smooth: Float32Array): Selection {
      const selector = createTopKSelector<number>(k, (one, other) => one < other);
      if (history.items.length > 0) {
        const sums = sumRows(table, history);
        if (unseenOnly) for (const item of history.items) sums[item] = Number.NaN;
        rows.forEach((item, place) => {
          selector.offer(item, Math.fround(sums[item]! + smooth[place]!));
          // Done; what is not a number is never offered.
          sums[item] = Number.NaN;
        });
        const query = queryOf(history);
        const length = Math.hypot(...query) * (1 + 1e-5);
        const near: number[] = [];
        for (let item = 0; item < sums.length; item++) {
          const sum = sums[item]!;
          if (sum > 0 && sum + length * norms[item]! >= selector.floor) near.push(item);
        }
        const candidates = Int32Array.from(near);
        matrix.dots(query, candidates).forEach((dot, at) => {
          const item = candidates[at]!;
          selector.offer(item, Math.fround(sums[item]! + dot));
        });
      }
      const best = selector.take();
      return {
        indices: Int32Array.from(best, ({ item }) => item),
        scores: Float64Array.from(best, ({ score }) => score),
      };
    }
  } finally {
    matrix.close();
  }
}
