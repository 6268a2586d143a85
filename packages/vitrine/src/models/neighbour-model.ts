/**
 * @file A model that is a table of items × items: the items of a history speak for their neighbours.
 */
import { readSections, writeSections } from "../text/byte-sections.js";
import type { SparseRows } from "../text/sparse-rows.js";
import { readItemCount } from "./facts.js";
import type { Model } from "./model.js";
import {
  checkHistory,
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
  return Object.freeze<Model>({
    kind,
    itemCount,
    bytes: tableBytes(table),
    scores(history) {
      checkHistory(history, itemCount);
      return toScores(sumRows(table, history));
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
