/**
 * @file Clustered unit vectors with the shape of text embeddings, for measuring vector indexes.
 *
 * A mixture of Gaussians on the sphere: centres that lie near each other in groups, cluster sizes by a
 * power law, and within a cluster a few strong directions of its own under a little noise in all, so that
 * neighbours differ in about twenty ways and not in all dimensions. Uniform vectors would make every
 * index look bad, tight clusters any index good.
 *
 * A vector is made from the seed, the stream and its number alone: the first of more are those of fewer.
 * O(dimension × directions) a vector.
 */
import { open } from "node:fs/promises";
import { endianness } from "node:os";
import { Random } from "./random.mjs";

/**
 * @typedef {object} VectorOptions
 * @property {number} count
 * @property {number} [dimension] - 384 by default.
 * @property {number} [seed] - 1 by default.
 * @property {"items" | "queries"} [stream] - Other vectors of the same clusters; items by default.
 */

const clusterCount = 1000;
const groupCount = 40;
/** Strong directions of a cluster, out of a pool that the clusters share. */
const directionCount = 24;
const poolSize = 256;
/** Shares of the squared length before it is made 1: group, cluster, directions; the rest is noise. */
const shares = { group: 0.3, cluster: 0.3, directions: 0.37, noise: 0.03 };
const vectorsAtOnce = 4096;

/**
 * Makes vectors.
 *
 * @param {VectorOptions} options
 * @returns {Float32Array} Shape `[count, dimension]`, each row of length 1.
 *
 * @example
 * makeVectors({ count: 2, dimension: 8 }).length; // 16
 */
export function makeVectors(options) {
  const { count, dimension = 384 } = options;
  const vectors = new Float32Array(count * dimension);
  const writer = createMixture(options);
  for (let at = 0; at < count; at++) {
    writer(at, vectors.subarray(at * dimension, (at + 1) * dimension));
  }
  return vectors;
}

/**
 * Writes vectors to a file: float32, little-endian, row after row, no header.
 *
 * Holds some thousand vectors at a time. `numpy.fromfile(path, "<f4").reshape(-1, dimension)` reads it.
 *
 * @param {string} path
 * @param {VectorOptions} options
 */
export async function writeVectors(path, options) {
  const { count, dimension = 384 } = options;
  const writer = createMixture(options);
  const file = await open(path, "w");
  try {
    for (let from = 0; from < count; from += vectorsAtOnce) {
      const some = Math.min(vectorsAtOnce, count - from);
      const vectors = new Float32Array(some * dimension);
      for (let at = 0; at < some; at++) {
        writer(from + at, vectors.subarray(at * dimension, (at + 1) * dimension));
      }
      const bytes = Buffer.from(vectors.buffer);
      await file.appendFile(endianness() === "LE" ? bytes : bytes.swap32());
    }
  } finally {
    await file.close();
  }
}

/**
 * The mixture of a seed.
 *
 * @param {VectorOptions} options
 * @returns {(at: number, vector: Float32Array) => void} Fills in the vector of a number.
 */
function createMixture({ dimension = 384, seed = 1, stream = "items" }) {
  const random = new Random(seed, stream);
  const places = new Random(seed, "clusters");
  const groups = directions(groupCount, dimension, new Random(seed, "groups"));
  const own = directions(clusterCount, dimension, new Random(seed, "centres"));
  const pool = directions(poolSize, dimension, new Random(seed, "directions"));
  // A variance that falls with the root of the rank, as the spectra of embeddings do at first.
  const strengths = Array.from({ length: directionCount }, (_, rank) => 1 / Math.sqrt(rank + 1));
  const whole = strengths.reduce((sum, one) => sum + one, 0);
  const scales = strengths.map((one) => Math.sqrt((one / whole) * shares.directions));
  const noise = Math.sqrt(shares.noise / dimension);

  return (at, vector) => {
    random.startAt(at);
    const cluster = Math.floor(clusterCount * random.next() ** 1.7);
    places.startAt(cluster);
    addTo(vector, groups, places.below(groupCount), Math.sqrt(shares.group));
    addTo(vector, own, cluster, Math.sqrt(shares.cluster));
    for (const scale of scales) {
      addTo(vector, pool, places.below(poolSize), scale * random.normal());
    }
    let square = 0;
    for (let axis = 0; axis < dimension; axis++) {
      const value = /** @type {number} */ (vector[axis]) + noise * random.normal();
      vector[axis] = value;
      square += value * value;
    }
    const length = Math.sqrt(square);
    divide(vector, length);
  };
}

/**
 * Uniform unit vectors.
 *
 * @param {number} count
 * @param {number} dimension
 * @param {Random} random
 * @returns {Float32Array} Shape `[count, dimension]`.
 */
function directions(count, dimension, random) {
  const vectors = Float32Array.from({ length: count * dimension }, () => random.normal());
  for (let row = 0; row < count; row++) {
    const vector = vectors.subarray(row * dimension, (row + 1) * dimension);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    divide(vector, length);
  }
  return vectors;
}

/**
 * Adds a row of a matrix, scaled.
 *
 * @param {Float32Array} vector - Shape `[dimension]`.
 * @param {Float32Array} matrix - Shape `[rows, dimension]`.
 * @param {number} row
 * @param {number} scale
 */
function addTo(vector, matrix, row, scale) {
  const from = row * vector.length;
  for (let axis = 0; axis < vector.length; axis++) {
    const step = scale * /** @type {number} */ (matrix[from + axis]);
    vector[axis] = /** @type {number} */ (vector[axis]) + step;
  }
}

/**
 * Divides a vector in place.
 *
 * @param {Float32Array} vector
 * @param {number} by
 */
function divide(vector, by) {
  for (let axis = 0; axis < vector.length; axis++) {
    vector[axis] = /** @type {number} */ (vector[axis]) / by;
  }
}
