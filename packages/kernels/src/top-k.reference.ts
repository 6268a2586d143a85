/** @file What the k best are, by sorting: O(n log n) time. */
import type { Best } from "./search.js";

/** The k largest scores, equal ones by lower row; −Infinity, NaN and rows that are not accepted are left out. */
export function topKReference(scores: Float32Array, k: number, accept?: Uint8Array): Best {
  const rows = Int32Array.from(scores.keys())
    .filter((row) => scores[row]! > -Infinity && accept?.[row] !== 0)
    .sort((a, b) => (scores[a] === scores[b] ? a - b : scores[b]! > scores[a]! ? 1 : -1))
    .slice(0, k);
  return { rows, scores: Float32Array.from(rows, (row) => scores[row]!) };
}
