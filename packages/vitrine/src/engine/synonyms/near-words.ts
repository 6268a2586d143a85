/**
 * @file Words of the catalogue that are near in meaning to a word it does not have: "mug" for
 * "beaker".
 *
 * A guess with a confidence, the cosine of the two words' vectors, by which it weighs. O(words ×
 * dimensions) for each new word: about a millisecond.
 */
import type { WordVectors } from "../../encoders/word-vectors.js";

/** A word of the catalogue and how near it is. */
export interface NearWord {
  readonly word: string;
  /** Cosine, from the least that counts to 1. */
  readonly confidence: number;
}

/** Below it words that are only of one field ("zipper", "jacket") outnumber those of one meaning. */
const LEAST_COSINE = 0.4;
const MOST_NEAR = 2;

/**
 * Prepares to look for near words.
 *
 * @param words - Those of the catalogue that may be found, the first before an equally near other.
 */
export function createNearWords(
  words: readonly string[],
  { dimensions, vectorOf }: WordVectors,
): (word: string) => readonly NearWord[] {
  const known = words.flatMap((word) => {
    const vector = vectorOf(word);
    return vector === undefined ? [] : [{ word, vector }];
  });
  return (word) => {
    const own = vectorOf(word);
    if (own === undefined) return [];
    const near: NearWord[] = [];
    for (const { word: other, vector } of known) {
      let confidence = 0;
      for (let axis = 0; axis < dimensions; axis++) confidence += own[axis]! * vector[axis]!;
      if (confidence >= LEAST_COSINE && other !== word) near.push({ word: other, confidence });
    }
    return near.sort((a, b) => b.confidence - a.confidence).slice(0, MOST_NEAR);
  };
}
