/**
 * @file The few directions that best keep the inner products of sparse rows (latent semantic
 * analysis): the leading right singular vectors, by randomised subspace iteration.
 *
 * A random subspace is taken through AᵀA a few times and made orthonormal in between; the
 * singular vectors are then found inside it (Rayleigh and Ritz). O(entries · s · iterations +
 * (rows + terms) · s²) time and terms · s memory, s being dimensions + 10. Rows are visited one
 * by one, so nothing of the size rows × s is held. Same rows, dimensions and seed, same bytes.
 *
 * Reference: the eigenvectors of AᵀA; cosines of projected rows to 1e-3 on spectra that fall.
 *
 * @see Halko, Martinsson and Tropp, "Finding structure with randomness", 2011, algorithms 4.4, 5.1.
 */
import { createRandom } from "../random.js";
import type { SparseRows } from "../text/sparse-rows.js";
import { decomposeSymmetric } from "./symmetric-eigen.js";

const oversampling = 10;
const iterations = 3;
/** A direction with less than this share of the largest squared length is rounding, not data. */
const negligible = 1e-9;

/**
 * Finds the directions.
 *
 * @param rows - A, shape [rows, terms].
 * @param dimensions - How many; fewer than terms.
 * @returns Shape [terms, dimensions], row-major; columns orthonormal, by falling singular value.
 *   Where A has a smaller rank the last columns are 0.
 */
export function findProjection(rows: SparseRows, dimensions: number, seed: number): Float32Array {
  const terms = rows.columnCount;
  const size = Math.min(dimensions + oversampling, terms);
  const random = createRandom(seed);
  let basis: Float32Array = Float32Array.from({ length: terms * size }, () => random.normal());
  for (let iteration = 0; iteration < iterations; iteration++) {
    basis = makeOrthonormal(applyNormal(rows, basis, size), size);
  }
  // Inside the subspace A is A·basis, whose Gram matrix is small enough for a full decomposition.
  const gram = new Float64Array(size * size);
  const image = new Float64Array(size);
  for (let row = 0; row < rows.rowCount; row++) {
    projectRow(rows, row, basis, image);
    addSquare(image, gram);
  }
  const { values, vectors } = decomposeSymmetric(gram, size);
  const kept = Array.from(vectors);
  values.forEach((value, index) => {
    if (!(value > negligible * values[0]!)) kept.fill(0, index * size, (index + 1) * size);
  });
  return multiply(basis, Float64Array.from(kept), size, dimensions);
}

/**
 * A sparse row times the projection.
 *
 * @param projection - Shape [terms, out.length].
 * @param out - Gets the product.
 */
export function projectRow(
  { rowStarts, columns, values }: SparseRows,
  row: number,
  projection: Float32Array,
  out: Float64Array,
): void {
  const size = out.length;
  out.fill(0);
  for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
    const value = values[entry]!;
    const start = columns[entry]! * size;
    for (let column = 0; column < size; column++)
      out[column]! += value * projection[start + column]!;
  }
}

/** AᵀA · block, shape [terms, size]. */
function applyNormal(rows: SparseRows, block: Float32Array, size: number): Float32Array {
  const { rowCount, rowStarts, columns, values } = rows;
  const out = new Float32Array(block.length);
  const image = new Float64Array(size);
  for (let row = 0; row < rowCount; row++) {
    projectRow(rows, row, block, image);
    for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
      const value = values[entry]!;
      const start = columns[entry]! * size;
      for (let column = 0; column < size; column++) out[start + column]! += value * image[column]!;
    }
  }
  return out;
}

/** Orthonormal columns that span those of `block`; 0 in place of what is dependent on others. */
function makeOrthonormal(block: Float32Array, size: number): Float32Array {
  // Twice, because the first time loses what the squared condition number costs.
  return orthonormalOnce(orthonormalOnce(block, size), size);
}

/** Z·W·Λ^(−1/2) with ZᵀZ = W·Λ·Wᵀ. */
function orthonormalOnce(block: Float32Array, size: number): Float32Array {
  const gram = new Float64Array(size * size);
  const row = new Float64Array(size);
  for (let start = 0; start < block.length; start += size) {
    row.set(block.subarray(start, start + size));
    addSquare(row, gram);
  }
  const { values, vectors } = decomposeSymmetric(gram, size);
  values.forEach((value, index) => {
    const factor = value > negligible * values[0]! ? 1 / Math.sqrt(value) : 0;
    for (let at = index * size; at < (index + 1) * size; at++) vectors[at]! *= factor;
  });
  return multiply(block, vectors, size, size);
}

/** The lower triangle of gram += vector · vectorᵀ. */
function addSquare(vector: Float64Array, gram: Float64Array): void {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    const value = vector[i]!;
    if (value === 0) continue;
    const start = i * size;
    for (let j = 0; j <= i; j++) gram[start + j]! += value * vector[j]!;
  }
}

/** block · directionsᵀ, the first `count` of them (0 beyond what there are); shape [rows, count]. */
function multiply(
  block: Float32Array,
  directions: Float64Array,
  size: number,
  count: number,
): Float32Array {
  const rowCount = block.length / size;
  const out = new Float32Array(rowCount * count);
  for (let row = 0; row < rowCount; row++) {
    for (let index = 0; index < Math.min(count, size); index++) {
      let product = 0;
      for (let at = 0; at < size; at++) {
        product += block[row * size + at]! * directions[index * size + at]!;
      }
      out[row * count + index] = product;
    }
  }
  return out;
}
