/** @file The vectors of single words that the encoder of the package knows whole; 7.5 MB, read once. */
import { readFileSync } from "node:fs";
import { shippedStaticEncoder } from "./static-encoder.js";
import { readStaticVectors } from "./static-file.js";

/** Vectors of words. */
export interface WordVectors {
  readonly dimensions: number;
  /** Of length 1, shape [dimensions]; undefined for a word that is not known whole. */
  readonly vectorOf: (word: string) => Float32Array | undefined;
}

let loaded: WordVectors | undefined;

/**
 * Loads the vectors.
 *
 * @throws {VitrineError} `MODEL_INVALID` when the file of the package is damaged.
 */
export function loadWordVectors(): WordVectors {
  if (loaded !== undefined) return loaded;
  const { facts, vocabulary, rows } = readStaticVectors(
    readFileSync(shippedStaticEncoder),
    "static-encoder.bin",
  );
  const { dimensions } = facts;
  const rowOf = new Map(vocabulary.map((token, row) => [token, row]));
  loaded = {
    dimensions,
    vectorOf(word) {
      const row = rowOf.get(word);
      if (row === undefined) return undefined;
      const vector = Float32Array.from(rows.subarray(row * dimensions, (row + 1) * dimensions));
      const length = Math.hypot(...vector);
      return length === 0 ? undefined : vector.map((value) => value / length);
    },
  };
  return loaded;
}
