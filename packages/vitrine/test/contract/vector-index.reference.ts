/** @file What a vector index must return, in the fewest lines, and the seeded vectors to try it on. */
import type { Vectors } from "../../src/encoders/encoder.js";
import { rowOf } from "../../src/encoders/encoder.js";
import type { Neighbour, VectorQuery } from "../../src/indexes/vector-index.js";
import { createRandom } from "../../src/random.js";

/** What a search means: every accepted id with its inner product, sorted. Shape of `vectors`: [≥ ids.length, dimensions]. */
export function nearestBySort(
  ids: readonly string[],
  vectors: Vectors,
  query: Float32Array,
  { k, accept = () => true }: VectorQuery,
): Neighbour[] {
  return ids
    .map((id, row) => ({ id, similarity: laneProduct(query, rowOf(vectors, row)) }))
    .filter(({ id }) => accept(id))
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
    .slice(0, k);
}

/** Inner product in double precision, in four lanes, so that equality can be demanded to the bit. */
function laneProduct(a: Float32Array, b: Float32Array): number {
  const lanes = [0, 0, 0, 0];
  const unrolled = a.length - (a.length % 4);
  for (const [axis, value] of a.entries()) {
    lanes[axis < unrolled ? axis % 4 : 0]! += value * b[axis]!;
  }
  return lanes[0]! + lanes[1]! + (lanes[2]! + lanes[3]!);
}

/** Vectors from their rows. */
export function rows(...values: readonly (readonly number[])[]): Vectors {
  const dimensions = values[0]?.length ?? 2;
  return { data: Float32Array.from(values.flat()), count: values.length, dimensions };
}

/** Unit vectors, shape [count, dimensions], around fifty seeded centres. */
export function clusteredVectors(count: number, dimensions: number, seed = 1): Vectors {
  const random = createRandom(seed);
  const normals = (): number[] => Array.from({ length: dimensions }, () => random.normal());
  const centres = Array.from({ length: 50 }, normals);
  const data = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row++) {
    const centre = centres[random.below(50)]!;
    const vector = normals().map((noise, axis) => centre[axis]! + 0.6 * noise);
    const length = Math.hypot(...vector);
    data.set(
      vector.map((value) => value / length),
      row * dimensions,
    );
  }
  return { data, count, dimensions };
}

/** Ids whose code-unit order is their numeric order. */
export function numbered(count: number): string[] {
  const width = Math.max(4, String(count).length);
  return Array.from({ length: count }, (_, row) => String(row).padStart(width, "0"));
}

/** Share of the expected ids that were found; 1 when none was expected. */
export function recallOf(found: readonly Neighbour[], expected: readonly Neighbour[]): number {
  if (expected.length === 0) return 1;
  const ids = new Set(found.map(({ id }) => id));
  return expected.filter(({ id }) => ids.has(id)).length / expected.length;
}
