/**
 * @file Ridge regression on sparse rows by conjugate gradient.
 *
 * Finds D with (XᵀX + λI)·D = Xᵀ·R, all columns at once with step lengths of their own and
 * the diagonal as preconditioner: O(iterations · entries of X · columns) time, a few blocks
 * of the size of D. XᵀX is never formed.
 *
 * @see Hestenes and Stiefel, "Methods of Conjugate Gradients for Solving Linear Systems", 1952.
 */
import type { SparseRows } from "../../text/sparse-rows.js";

/** Settings of a fit. */
export interface RidgeOptions {
  /** λ, above 0. */
  readonly penalty: number;
  readonly iterations: number;
  /** Called after each iteration. */
  readonly onIteration?: (done: number) => void;
}

/**
 * Solves min |X·D − R|² + λ|D|², from D = 0.
 *
 * @param x - Shape [rows, features].
 * @param targets - R, shape [rows, columns], row-major.
 * @returns D, shape [features, columns].
 */
export function solveRidge(
  x: SparseRows,
  targets: Float32Array,
  columns: number,
  { penalty, iterations, onIteration }: RidgeOptions,
): Float32Array {
  const size = x.columnCount * columns;
  const inverse = inverseDiagonal(x, penalty); // [features]
  const solution = new Float32Array(size);
  const residual = new Float32Array(size);
  addTransposed(x, targets, columns, residual);
  const direction = new Float32Array(size);
  for (let at = 0; at < size; at++) {
    direction[at] = residual[at]! * inverse[Math.floor(at / columns)]!;
  }
  let fit = columnSums(size, columns, (at, row) => residual[at]! ** 2 * inverse[row]!);
  const image = new Float32Array(size);
  for (let iteration = 0; iteration < iterations; iteration++) {
    applyNormal(x, direction, columns, penalty, image);
    const curvature = columnSums(size, columns, (at) => direction[at]! * image[at]!);
    const steps = fit.map((value, column) => ratio(value, curvature[column]!));
    for (let at = 0, column = 0; at < size; at++, column = (column + 1) % columns) {
      solution[at]! += steps[column]! * direction[at]!;
      residual[at]! -= steps[column]! * image[at]!;
    }
    const next = columnSums(size, columns, (at, row) => residual[at]! ** 2 * inverse[row]!);
    const turns = next.map((value, column) => ratio(value, fit[column]!));
    fit = next;
    for (let at = 0, column = 0; at < size; at++, column = (column + 1) % columns) {
      const preconditioned = residual[at]! * inverse[Math.floor(at / columns)]!;
      direction[at] = preconditioned + turns[column]! * direction[at]!;
    }
    onIteration?.(iteration + 1);
  }
  return solution;
}

/**
 * The product of sparse rows and a dense block.
 *
 * @param block - Shape [x.columnCount, columns].
 * @param row - Which row of `x`.
 * @param out - Shape [columns]; gets row `row` of the product.
 */
export function multiplyRow(
  x: SparseRows,
  row: number,
  block: Float32Array,
  out: Float64Array,
): void {
  const columns = out.length;
  out.fill(0);
  for (let entry = x.rowStarts[row]!; entry < x.rowStarts[row + 1]!; entry++) {
    const value = x.values[entry]!;
    const start = x.columns[entry]! * columns;
    for (let column = 0; column < columns; column++) out[column]! += value * block[start + column]!;
  }
}

/** out = (XᵀX + λI) · block. */
function applyNormal(
  x: SparseRows,
  block: Float32Array,
  columns: number,
  penalty: number,
  out: Float32Array,
): void {
  for (let at = 0; at < block.length; at++) out[at] = penalty * block[at]!;
  const product = new Float64Array(columns);
  for (let row = 0; row < x.rowCount; row++) {
    multiplyRow(x, row, block, product);
    addOuter(x, row, product, out);
  }
}

/** out += Xᵀ · block. */
function addTransposed(
  x: SparseRows,
  block: Float32Array,
  columns: number,
  out: Float32Array,
): void {
  for (let row = 0; row < x.rowCount; row++) {
    addOuter(x, row, block.subarray(row * columns, (row + 1) * columns), out);
  }
}

/** out += xᵣ · vectorᵀ for row r of X. */
function addOuter(
  x: SparseRows,
  row: number,
  vector: Float32Array | Float64Array,
  out: Float32Array,
): void {
  const columns = vector.length;
  for (let entry = x.rowStarts[row]!; entry < x.rowStarts[row + 1]!; entry++) {
    const value = x.values[entry]!;
    const start = x.columns[entry]! * columns;
    for (let column = 0; column < columns; column++)
      out[start + column]! += value * vector[column]!;
  }
}

/** 1 / (λ + Σ x²) of each feature. */
function inverseDiagonal(x: SparseRows, penalty: number): Float64Array {
  const diagonal = new Float64Array(x.columnCount).fill(penalty);
  x.columns.forEach((feature, entry) => (diagonal[feature]! += x.values[entry]! ** 2));
  return diagonal.map((value) => 1 / value);
}

function columnSums(
  size: number,
  columns: number,
  term: (at: number, row: number) => number,
): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0, at = 0; at < size; row++) {
    for (let column = 0; column < columns; column++, at++) sums[column]! += term(at, row);
  }
  return sums;
}

/** A column that is solved already takes no further step. */
function ratio(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : 0;
}
