/**
 * @file The few directions that best keep the inner products of sparse rows (latent semantic
 * analysis): the leading right singular vectors, by randomised subspace iteration.
 *
 * A random subspace is taken through AᵀA (or AAᵀ, whichever is smaller) and made orthonormal,
 * a few times; the singular vectors are then found inside it (Rayleigh and Ritz). With
 * s = dimensions + 10: O(entries · s + (rows + terms) · s²) time a pass and O(s · terms) memory.
 * Same rows, dimensions and seed, same bytes.
 *
 * Reference: the eigenvectors of AᵀA, to a cosine of .9999 on spectra that fall.
 *
 * @see Halko, Martinsson and Tropp, "Finding structure with randomness", 2011, algorithms 4.4, 5.1.
 */
import { createRandom } from "../random.js";
import { transposeSparse } from "../text/sparse-rows.js";
import type { SparseRows } from "../text/sparse-rows.js";
import { addGram, gramOfColumns, projectRows } from "./dense-blocks.js";
import { decomposeSymmetric } from "./symmetric-eigen.js";

const oversampling = 10;
const passes = 2;
/** A direction with less than this share of the largest squared length is rounding, not data. */
const negligible = 1e-9;
/** Squared lengths further apart than this leave columns that want a second turn. */
const wellConditioned = 1e-4;

/**
 * Finds the directions.
 *
 * @param rows - A, shape [rows, terms].
 * @param dimensions - How many; fewer than terms.
 * @returns Shape [terms, dimensions], row-major; columns orthonormal, by falling singular value.
 *   Where A has a smaller rank the last columns are 0.
 */
export function findProjection(rows: SparseRows, dimensions: number, seed: number): Float32Array {
  if (rows.columnCount <= rows.rowCount) return findRight(rows, dimensions, seed).vectors;
  const columns = transposeSparse(rows);
  const { vectors, squares } = findRight(columns, dimensions, seed);
  // V = AᵀUΣ⁻¹
  const out = new Float32Array(rows.columnCount * dimensions);
  const product = new Float64Array(dimensions);
  for (let term = 0; term < rows.columnCount; term++) {
    projectRow(columns, term, vectors, product);
    for (let index = 0; index < dimensions; index++) {
      const square = squares[index]!;
      out[term * dimensions + index] = square > 0 ? product[index]! / Math.sqrt(square) : 0;
    }
  }
  return out;
}

/**
 * A sparse row times a block.
 *
 * @param block - Shape [columnCount, out.length].
 * @param out - Gets the product.
 */
export function projectRow(
  { rowStarts, columns, values }: SparseRows,
  row: number,
  block: Float32Array,
  out: Float64Array,
): void {
  const size = out.length;
  out.fill(0);
  for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
    const value = values[entry]!;
    const start = columns[entry]! * size;
    for (let column = 0; column < size; column++) out[column]! += value * block[start + column]!;
  }
}

/** Leading right singular vectors, shape [columnCount, dimensions], and their σ², 0 beyond the rank. */
function findRight(
  rows: SparseRows,
  dimensions: number,
  seed: number,
): { vectors: Float32Array; squares: Float64Array } {
  const size = Math.min(dimensions + oversampling, rows.columnCount);
  const random = createRandom(seed);
  let basis: Float32Array = Float32Array.from({ length: rows.columnCount * size }, () =>
    random.normal(),
  );
  for (let pass = 0; pass < passes; pass++) {
    basis = makeOrthonormal(applyNormal(rows, basis, size), size);
  }
  // Inside the subspace A is A·basis, whose Gram matrix is small enough for a full decomposition.
  const { values, vectors } = decomposeSymmetric(gramOfImage(rows, basis, size), size);
  const squares = new Float64Array(dimensions);
  const directions = new Float64Array(dimensions * size);
  for (let index = 0; index < Math.min(dimensions, size); index++) {
    if (!(values[index]! > negligible * values[0]!)) break;
    squares[index] = values[index]!;
    directions.set(vectors.subarray(index * size, (index + 1) * size), index * size);
  }
  return { vectors: projectRows(basis, directions, size, dimensions), squares };
}

/** AᵀA · block, shape [columnCount, size]. */
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

/** The lower triangle of (A·block)ᵀ(A·block); A·block itself is never held. */
function gramOfImage(rows: SparseRows, block: Float32Array, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  const four = new Float64Array(4 * size);
  for (let row = 0; row < rows.rowCount; row += 4) {
    four.fill(0);
    for (let next = 0; next < 4 && row + next < rows.rowCount; next++) {
      projectRow(rows, row + next, block, four.subarray(next * size, (next + 1) * size));
    }
    addGram(four, size, gram);
  }
  return gram;
}

/** Z·W·Λ^(−1/2) with ZᵀZ = W·Λ·Wᵀ: orthonormal columns that span Z's, 0 beyond its rank. */
function makeOrthonormal(block: Float32Array, size: number): Float32Array {
  const { values, vectors } = decomposeSymmetric(gramOfColumns(block, size), size);
  let smallest = values[0]!;
  values.forEach((value, index) => {
    const isKept = value > negligible * values[0]!;
    if (isKept) smallest = value;
    const factor = isKept ? 1 / Math.sqrt(value) : 0;
    for (let at = index * size; at < (index + 1) * size; at++) vectors[at]! *= factor;
  });
  const orthonormal = projectRows(block, vectors, size, size);
  // Working with squares costs half of the digits; a second turn gives them back.
  return smallest < wellConditioned * values[0]! ? makeOrthonormal(orthonormal, size) : orthonormal;
}
