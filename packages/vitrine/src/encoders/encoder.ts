/**
 * @file The contract of an encoder: content in, vectors out.
 *
 * Implementations stand beside this file, one file each, and are listed in
 * `encoders.ts`. Every implementation passes test/contract/encoder.contract.ts:
 * batch = single to 1e-5, same text = same vector, empty and very long texts
 * defined, input not mutated.
 */

/** Rows of equal length in one block, row-major: row r is `data.subarray(r * dimensions, (r + 1) * dimensions)`. */
export interface Vectors {
  /** Shape [count, dimensions]. */
  readonly data: Float32Array;
  readonly count: number;
  readonly dimensions: number;
}

/** What a caller may pass to long encoding work. */
export interface EncodeOptions {
  readonly signal?: AbortSignal;
  /** Called with the number of texts done so far. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Turns texts into unit vectors whose inner product is their similarity. */
export interface Encoder {
  /** What users type and reports print: `static`, `tfidf` or the last path segment of a model's name. */
  readonly name: string;
  /** Changes whenever the vectors would: sha256 over weights and options. The key of the vector cache. */
  readonly fingerprint: string;
  readonly dimensions: number;
  /** Licence of the weights, as an SPDX expression where there is one. */
  readonly licence: string;
  /**
   * Encodes texts.
   *
   * @param texts - Any length, any language. A text that leaves no token gives the zero vector; where
   *   the model puts special tokens around every text, an empty one gives the vector of those.
   * @returns Shape [texts.length, dimensions], rows in the order of `texts`, each of length 1 or 0.
   *   A text longer than the model takes is cut at its end.
   * @throws {VitrineError} `CANCELLED` when the signal asks for the end.
   */
  encode(texts: readonly string[], options?: EncodeOptions): Promise<Vectors>;
  /** Frees native memory; the encoder is not used after it. */
  close?(): Promise<void>;
}

/** Row `index` of `vectors`, a view that shares its memory. */
export function rowOf(vectors: Vectors, index: number): Float32Array {
  return vectors.data.subarray(index * vectors.dimensions, (index + 1) * vectors.dimensions);
}
