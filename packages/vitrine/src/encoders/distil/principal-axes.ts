/**
 * @file The directions in which vectors vary most (principal component analysis).
 *
 * O(rows · n²) for the covariance and O(n³) for its eigenvectors; sums in float64.
 */
import { decomposeSymmetric } from "../symmetric-eigen.js";

/** Orthonormal axes of a cloud of vectors. */
export interface PrincipalAxes {
  /** Shape [dimensions]. */
  readonly mean: Float64Array;
  /** Shape [axisCount, dimensions], row-major, most variance first. */
  readonly axes: Float64Array;
  readonly axisCount: number;
  /** Share of the variance that lies along these axes. */
  readonly explained: number;
}

/**
 * Finds the axes.
 *
 * @param data - Shape [rows, dimensions], row-major, at least one row.
 * @param axisCount - At most `dimensions`.
 */
export function findPrincipalAxes(
  data: Float32Array,
  dimensions: number,
  axisCount: number,
): PrincipalAxes {
  const rows = data.length / dimensions;
  const mean = meanOfRows(data, dimensions);
  const covariance = new Float64Array(dimensions * dimensions);
  const centred = new Float64Array(dimensions);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < dimensions; i++) centred[i] = data[row * dimensions + i]! - mean[i]!;
    for (let i = 0; i < dimensions; i++) {
      const value = centred[i]!;
      const start = i * dimensions;
      // The lower triangle is all that the decomposition reads.
      for (let j = 0; j <= i; j++) covariance[start + j]! += value * centred[j]!;
    }
  }
  const { values, vectors } = decomposeSymmetric(covariance, dimensions);
  const sum = (numbers: Float64Array): number => numbers.reduce((total, value) => total + value, 0);
  return {
    mean,
    axes: vectors.slice(0, axisCount * dimensions),
    axisCount,
    explained: sum(values.subarray(0, axisCount)) / sum(values),
  };
}

/**
 * Coordinates of vectors along axes.
 *
 * @param data - Shape [rows, dimensions].
 * @param origin - Shape [dimensions]; taken off first.
 * @returns Shape [rows, axisCount].
 */
export function projectOnAxes(
  data: Float32Array,
  origin: Float64Array,
  { axes, axisCount }: PrincipalAxes,
): Float32Array {
  const dimensions = origin.length;
  const rows = data.length / dimensions;
  const out = new Float32Array(rows * axisCount);
  const centred = new Float64Array(dimensions);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < dimensions; i++) centred[i] = data[row * dimensions + i]! - origin[i]!;
    for (let axis = 0; axis < axisCount; axis++) {
      let product = 0;
      for (let i = 0; i < dimensions; i++) product += centred[i]! * axes[axis * dimensions + i]!;
      out[row * axisCount + axis] = product;
    }
  }
  return out;
}

/** The mean of the rows of `data`, shape [dimensions]. */
export function meanOfRows(data: Float32Array, dimensions: number): Float64Array {
  const mean = new Float64Array(dimensions);
  data.forEach((value, at) => (mean[at % dimensions]! += value));
  return mean.map((sum) => sum / (data.length / dimensions));
}
