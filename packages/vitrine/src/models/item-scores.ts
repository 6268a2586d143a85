/** @file A model that is one score an item, the same for every history. */
import { broken, readSections, writeSections } from "../text/byte-sections.js";
import { readItemCount } from "./facts.js";
import type { Model } from "./model.js";
import { checkHistory, checkItems, toScores } from "./neighbour-table.js";

/**
 * Makes the model.
 *
 * @param sums - Shape [items]; an item at 0 or below is not recommended.
 */
export function createItemScores(kind: string, sums: Float64Array): Model {
  return fromScores(kind, toScores(sums));
}

/** Reads what such a model saved. @throws {VitrineError} `BYTES_INVALID`. */
export function loadItemScores(kind: string, bytes: Uint8Array): Model {
  const reader = readSections(kind, bytes);
  const itemCount = readItemCount(kind, reader.facts);
  const scores = reader.float32("scores");
  if (scores.length !== itemCount || scores.some(Number.isNaN)) {
    throw broken(kind, `got scores that are not those of ${itemCount} items`, "scores");
  }
  return fromScores(kind, scores);
}

function fromScores(kind: string, all: Float32Array): Model {
  const itemCount = all.length;
  return Object.freeze<Model>({
    kind,
    itemCount,
    bytes: all.byteLength,
    scores(history) {
      checkHistory(history, itemCount);
      return all.slice();
    },
    scoresOf(history, candidates) {
      checkHistory(history, itemCount);
      checkItems("candidates", candidates, itemCount);
      return Float32Array.from(candidates, (item) => all[item]!);
    },
    save: () => writeSections(kind, { itemCount }, { scores: all }),
  });
}
