/** @file What every vector index demands of its arguments, checked before anything is changed. */
import type { Vectors } from "../encoders/encoder.js";
import { VitrineError } from "../errors.js";
import { checkK } from "./top-k.js";
import type { VectorQuery } from "./vector-index.js";

/**
 * Checks the arguments of an upsert.
 *
 * @throws {VitrineError} `DIMENSION_MISMATCH`, `PARAM_INVALID` when the counts contradict each
 *   other, `VECTOR_INVALID` with the id of the first vector that holds NaN or an infinity.
 */
export function checkUpsert(ids: readonly string[], vectors: Vectors, dimensions: number): void {
  checkDimensions(dimensions, vectors.dimensions);
  if (ids.length !== vectors.count) {
    throw new VitrineError(
      "PARAM_INVALID",
      `There must be one id for each vector; got ${ids.length} ids and ${vectors.count} vectors. Pass both in the same order and number.`,
      { param: "ids", got: ids.length },
    );
  }
  if (vectors.data.length !== vectors.count * dimensions) {
    throw new VitrineError(
      "PARAM_INVALID",
      `vectors.data must hold ${vectors.count} × ${dimensions} numbers; got ${vectors.data.length}. Pass a block of exactly count × dimensions.`,
      { param: "vectors", got: vectors.data.length },
    );
  }
  for (const [row, id] of ids.entries()) {
    checkFinite(vectors.data.subarray(row * dimensions, (row + 1) * dimensions), id);
  }
}

/**
 * Checks the arguments of a search.
 *
 * @throws {VitrineError} `DIMENSION_MISMATCH`, `VECTOR_INVALID` with the id `query`, or
 *   `PARAM_INVALID` when `k` is not a positive integer.
 */
export function checkSearch(query: Float32Array, options: VectorQuery, dimensions: number): void {
  checkDimensions(dimensions, query.length);
  checkFinite(query, "query");
  checkK(options.k);
}

function checkDimensions(expected: number, got: number): void {
  if (expected === got) return;
  throw new VitrineError(
    "DIMENSION_MISMATCH",
    `A vector must have the index's ${expected} dimensions; got ${got}. Use the encoder that the index was built with, or build the index anew.`,
    { expected, got },
  );
}

function checkFinite(vector: Float32Array, id: string): void {
  for (let axis = 0; axis < vector.length; axis++) {
    if (Number.isFinite(vector[axis]!)) continue;
    throw new VitrineError(
      "VECTOR_INVALID",
      `A vector must hold finite numbers; got ${vector[axis]} on axis ${axis} of "${id}". Look for the fault where the vector was made.`,
      { id },
    );
  }
}
