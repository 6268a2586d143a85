/** @file The best products by a score that every product has. */
import { createTopKSelector } from "../../indexes/top-k.js";
import type { Ordinals } from "./source.js";

/**
 * Selects candidates.
 *
 * @param scores - Shape [productCount]; products at 0 have nothing in common with the query.
 * @param accept - Shape [productCount], 1 where a product may be selected; absent when all may.
 * @returns At most `count` ordinals, best first; equal scores in the catalogue's order.
 */
export function selectCandidates(
  scores: Float64Array,
  count: number,
  accept: Uint8Array | undefined,
): Ordinals {
  const selector = createTopKSelector<number>(count, (a, b) => a < b);
  scores.forEach((score, ordinal) => {
    if (score > 0 && (accept === undefined || accept[ordinal] === 1))
      selector.offer(ordinal, score);
  });
  return Int32Array.from(selector.take(), ({ item }) => item);
}
