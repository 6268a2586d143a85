/** @file What `topK` means, by sorting everything: O(n log n) time. */
import type { Selection } from "./top-k.js";

/** The `k` largest entries of `scores`, ties by lower index, NaN and `-Infinity` left out. */
export function topKBySort(scores: Float32Array | Float64Array, k: number): Selection {
  const best = Array.from(scores, (score, index) => ({ score, index }))
    .filter(({ score }) => score > -Infinity)
    .sort((a, b) => (a.score === b.score ? a.index - b.index : b.score > a.score ? 1 : -1))
    .slice(0, k);
  return {
    indices: Int32Array.from(best, ({ index }) => index),
    scores: Float64Array.from(best, ({ score }) => score),
  };
}
