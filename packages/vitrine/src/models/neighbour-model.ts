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
      return sums(history, (numbers) =>
        Float32Array.from(candidates, (item) => (numbers[item]! > 0 ? numbers[item]! : -Infinity)),
      );
    },
    sparseScores(history) {
      checkHistory(history, itemCount);
      return sums(history, (numbers, touched) => {
        const indices = touched.filter((item) => numbers[item]! > 0);
        // Rounded as the scores of all items are.
        const scores = Float64Array.from(indices, (item) => Math.fround(numbers[item]!));
        return { indices, scores };
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
