import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.js";
import { decomposeSymmetric } from "./symmetric-eigen.js";

/** A random symmetric matrix; `rank` below n gives repeated zero eigenvalues. */
function symmetric(n: number, rank: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const matrix = new Float64Array(n * n);
  for (let term = 0; term < rank; term++) {
    const v = Float64Array.from({ length: n }, () => random.normal());
    const sign = random.next() < 0.5 ? -1 : 1;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) matrix[i * n + j]! += sign * v[i]! * v[j]!;
    }
  }
  return matrix;
}

/** The largest of |A·v − λ·v| and |vᵢ·vⱼ − [i = j]|. */
function largestFault(matrix: Float64Array, n: number): number {
  const { values, vectors } = decomposeSymmetric(matrix, n);
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, index) => sum + value * b[index]!, 0);
  const row = (block: Float64Array, i: number): Float64Array => block.subarray(i * n, (i + 1) * n);
  let fault = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const product = dot(row(matrix, j), row(vectors, i));
      fault = Math.max(
        fault,
        Math.abs(product - values[i]! * vectors[i * n + j]!),
        Math.abs(dot(row(vectors, i), row(vectors, j)) - (i === j ? 1 : 0)),
      );
    }
  }
  return fault;
}

describe("decomposeSymmetric", () => {
  it("gives what can be worked out by hand, largest value first", () => {
    const { values, vectors } = decomposeSymmetric(Float64Array.of(2, 1, 1, 2), 2);
    expect([...values]).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)]);
    const half = Math.SQRT1_2;
    expect(Math.abs(vectors[0]! - half) + Math.abs(vectors[1]! - half)).toBeLessThan(1e-12);
    expect(Math.abs(vectors[2]! + vectors[3]!)).toBeLessThan(1e-12);
  });

  it("gives orthonormal eigenvectors of any symmetric matrix, of full rank or not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 24 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer(),
        (n, rank, seed) => {
          expect(largestFault(symmetric(n, rank, seed), n)).toBeLessThan(1e-10);
        },
      ),
      { seed: 1 },
    );
  });

  it("handles diagonal, zero and repeated values", () => {
    for (const diagonal of [[0, 0, 0], [5, 5, 5], [1, -3, 2], [7]]) {
      const n = diagonal.length;
      const matrix = new Float64Array(n * n);
      diagonal.forEach((value, index) => (matrix[index * n + index] = value));
      expect([...decomposeSymmetric(matrix, n).values]).toEqual(diagonal.sort((a, b) => b - a));
      expect(largestFault(matrix, n)).toBeLessThan(1e-12);
    }
  });

  it("refuses a matrix that is not finite instead of running for ever", () => {
    expect(() => decomposeSymmetric(Float64Array.of(1, 0, Number.NaN, 1), 2)).toThrow(/^internal:/);
  });

  it("reads the lower triangle only and leaves its input alone", () => {
    const matrix = symmetric(5, 5, 3);
    const lower = matrix.map((value, at) => (at % 5 > Math.floor(at / 5) ? Number.NaN : value));
    const before = lower.slice();
    expect(decomposeSymmetric(lower, 5)).toEqual(decomposeSymmetric(matrix, 5));
    expect(lower).toEqual(before);
  });
});
