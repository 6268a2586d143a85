/**
 * @file A model that is a table of items × items: the items of a history speak for their neighbours.
 */
import { readSections, writeSections } from "../text/byte-sections.js";
import type { SparseRows } from "../text/sparse-rows.js";
import { readItemCount } from "./facts.js";
import type { Model } from "./model.js";
import {
  checkHistory,
  checkItems,
  createSparseSums,
  readTable,
  strongestOf,
  sumRows,
  tableBytes,
  tableSections,
  toScores,
} from "./neighbour-table.js";

/** The model of a table. @param kind - That of its trainer. */
export function createNeighbourModel(kind: string, table: SparseRows): Model {
  const itemCount = table.rowCount;
  const sums = createSparseSums(table);
  return Object.freeze<Model>({
    kind,
    itemCount,
    bytes: tableBytes(table),
    scores(history) {
      checkHistory(history, itemCount);
      return toScores(sumRows(table, history));
    },
    scoresOf(history, candidates) {
      checkHistory(history, itemCount);
      checkItems("candidates", candidates, itemCount);
      return sums(history, (numbers) => {
        const scores = new Float32Array(candidates.length);
        for (let at = 0; at < scores.length; at++) {
          const score = numbers[candidates[at]!]!;
          scores[at] = score > 0 ? score : -Infinity;
        }
        return scores;
      });
    },
    sparseScores(history) {
      checkHistory(history, itemCount);
      return sums(history, (numbers, touched) => {
        const indices = new Int32Array(touched.length);
        const scores = new Float64Array(touched.length);
        let count = 0;
        // No closure for each: a history touches thousands of items.
        for (let at = 0; at < touched.length; at++) {
          const item = touched[at]!;
          if (!(numbers[item]! > 0)) continue;
          indices[count] = item;
          // Rounded as the scores of all items are.
          scores[count++] = Math.fround(numbers[item]!);
        }
        return { indices: indices.subarray(0, count), scores: scores.subarray(0, count) };
      });
    },
    similar: (item, count) => strongestOf(table, item, count),
    save: () => writeSections(kind, { itemCount }, tableSections(table)),
  });
}

/**
 * Reads what such a model saved.
 *
 * @throws {VitrineError} `BYTES_INVALID`.
 */
export function loadNeighbourModel(kind: string, bytes: Uint8Array): Model {
  const reader = readSections(kind, bytes);
  return createNeighbourModel(kind, readTable(kind, reader, readItemCount(kind, reader.facts)));
}
