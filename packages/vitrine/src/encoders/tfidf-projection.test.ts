import { describe, expect, it } from "vitest";
import { createRandom } from "../random.js";
import type { SparseRows } from "../text/sparse-rows.js";
import { decomposeSymmetric } from "./symmetric-eigen.js";
import { findProjection } from "./tfidf-projection.js";

/** Rows of full columns whose weights fall, so that the spectrum does. */
function makeRows(rowCount: number, columnCount: number, seed: number): SparseRows {
  const random = createRandom(seed);
  const topics = Array.from({ length: columnCount }, () =>
    Array.from({ length: columnCount }, () => random.normal()),
  );
  const values = Float32Array.from({ length: rowCount * columnCount }, () => 0);
  for (let row = 0; row < rowCount; row++) {
    topics.forEach((topic, index) => {
      const weight = random.normal() * 0.8 ** index;
      topic.forEach((value, column) => (values[row * columnCount + column]! += weight * value));
    });
  }
  return {
    rowCount,
    columnCount,
    rowStarts: Uint32Array.from({ length: rowCount + 1 }, (_, row) => row * columnCount),
    columns: Uint32Array.from({ length: values.length }, (_, at) => at % columnCount),
    values,
  };
}

describe("findProjection", () => {
  it("spans the leading eigenvectors of AᵀA, in orthonormal columns", () => {
    const [rowCount, terms, dimensions] = [80, 60, 6];
    const rows = makeRows(rowCount, terms, 1);
    const gram = new Float64Array(terms * terms);
    for (let row = 0; row < rowCount; row++) {
      for (let i = 0; i < terms; i++) {
        for (let j = 0; j < terms; j++) {
          gram[i * terms + j]! += rows.values[row * terms + i]! * rows.values[row * terms + j]!;
        }
      }
    }
    const { vectors } = decomposeSymmetric(gram, terms);
    const projection = findProjection(rows, dimensions, 1);
    for (let index = 0; index < dimensions; index++) {
      const column = Array.from(
        { length: terms },
        (_, term) => projection[term * dimensions + index]!,
      );
      const cosine = column.reduce(
        (sum, value, term) => sum + value * vectors[index * terms + term]!,
        0,
      );
      expect(Math.abs(cosine)).toBeGreaterThan(0.9999);
      for (let other = 0; other <= index; other++) {
        const product = column.reduce(
          (sum, value, term) => sum + value * projection[term * dimensions + other]!,
          0,
        );
        expect(product).toBeCloseTo(other === index ? 1 : 0, 5);
      }
    }
  });

  it("leaves columns beyond the rank at 0", () => {
    const rows = makeRows(3, 20, 2);
    const projection = findProjection(rows, 5, 1);
    const squares = Array.from({ length: 5 }, (_, index) =>
      projection.reduce((sum, value, at) => sum + (at % 5 === index ? value * value : 0), 0),
    );
    expect(squares.map((value) => Number(value.toFixed(4)))).toEqual([1, 1, 1, 0, 0]);
  });

  it("gives zeros for rows without an entry", () => {
    const rows = { ...makeRows(2, 20, 3), rowStarts: new Uint32Array(3) };
    expect(findProjection(rows, 4, 1).every((value) => value === 0)).toBe(true);
  });
});
