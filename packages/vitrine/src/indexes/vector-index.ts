/**
 * @file The contract of a vector index: ids with vectors in, nearest ids out.
 *
 * Asynchronous, because some implementations live behind a network. Every
 * implementation passes test/contract/vector-index.contract.ts. Similarity is
 * the inner product; encoders give unit vectors, so it is the cosine.
 */
import type { Vectors } from "../encoders/encoder.js";

/** One found vector. */
export interface Neighbour {
  readonly id: string;
  /** Inner product with the query. */
  readonly similarity: number;
}

export interface VectorQuery {
  /** How many to return; fewer come back only when the index holds fewer that are accepted. */
  readonly k: number;
  /** Only ids for which this is true may be returned; it never makes the result shorter than what exists. */
  readonly accept?: (id: string) => boolean;
}

/** Finds the nearest of many vectors. */
export interface VectorIndex {
  readonly kind: string;
  readonly dimensions: number;
  /** How many vectors are held now. */
  readonly size: number;
  /**
   * Adds vectors, replacing those whose id is there already. All or none.
   *
   * @param ids - Shape [count]; when an id repeats, its last vector holds.
   * @param vectors - Shape [count, dimensions]; copied, and not to be changed before the promise settles.
   * @throws {VitrineError} `DIMENSION_MISMATCH`, `VECTOR_INVALID` (NaN, infinity), or `PARAM_INVALID` when ids
   *   and vectors differ in number; all before anything is changed.
   */
  upsert(ids: readonly string[], vectors: Vectors): Promise<void>;
  /** Removes vectors; ids that are not there are passed over. Returns how many were removed. */
  delete(ids: readonly string[]): Promise<number>;
  /** The vector under `id` (as stored, so possibly rounded), or undefined. */
  get(id: string): Promise<Float32Array | undefined>;
  /**
   * @param query - Shape [dimensions].
   * @returns Best first; equal similarities rank by id in code-unit order.
   * @throws {VitrineError} `DIMENSION_MISMATCH`, `VECTOR_INVALID`, or `PARAM_INVALID` when `k` is not a positive integer.
   */
  search(query: Float32Array, options: VectorQuery): Promise<readonly Neighbour[]>;
  /**
   * Writes the index as files into an existing, empty folder. Writes and saves take effect in the order
   * of the calls; a search sees all of a write or nothing of it.
   *
   * @throws {VitrineError} `FILE_NOT_FOUND`, `PARAM_INVALID` when the folder is not empty, `DISK_FAILED`.
   */
  save(folder: string): Promise<void>;
  close?(): Promise<void>;
}
