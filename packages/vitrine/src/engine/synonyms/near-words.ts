/**
 * @file Words of the catalogue that are near in meaning to a word it does not have: "mug" for
 * "beaker".
 *
 * A guess with a confidence, the cosine of the two words' vectors, by which it weighs. O(words ×
 * dimensions) for each word that is asked: about a millisecond. Vectors are read once a word,
 * however often the words change.
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

/** Looks for near words. */
export interface NearWords {
  /** The words of the catalogue nearest to `word`, surest first. */
  readonly to: (word: string) => readonly NearWord[];
  /** @param words - Those that may be found from now on, the first before an equally near other. */
  readonly renew: (words: readonly string[]) => void;
}

/**
 * Prepares to look for near words; it finds none until `renew` gives it some.
 *
 * @param loadVectors - Called when vectors are first needed.
 */
export function createNearWords(loadVectors: () => WordVectors): NearWords {
  const vectors = new Map<string, Float32Array | undefined>();
  const rememberedVector = (word: string): Float32Array | undefined => {
    if (!vectors.has(word)) vectors.set(word, loadVectors().vectorOf(word));
    return vectors.get(word);
  };
  let known: readonly { readonly word: string; readonly vector: Float32Array }[] = [];
  return {
    to(word) {
      const { dimensions, vectorOf } = loadVectors();
      const own = vectorOf(word);
      if (own === undefined) return [];
      const near: NearWord[] = [];
      for (const { word: other, vector } of known) {
        let confidence = 0;
        for (let axis = 0; axis < dimensions; axis++) confidence += own[axis]! * vector[axis]!;
        if (confidence >= LEAST_COSINE && other !== word) near.push({ word: other, confidence });
      }
      return near.sort((a, b) => b.confidence - a.confidence).slice(0, MOST_NEAR);
    },
    renew(words) {
      known = words.flatMap((word) => {
        const vector = rememberedVector(word);
        return vector === undefined ? [] : [{ word, vector }];
      });
    },
  };
}
