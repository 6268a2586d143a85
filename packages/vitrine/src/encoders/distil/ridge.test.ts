import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../random.js";
import type { SparseRows } from "../../text/sparse-rows.js";
import { multiplyRow, solveRidge } from "./ridge.js";

function makeSparse(rowCount: number, columnCount: number, seed: number): SparseRows {
  const random = createRandom(seed);
  const rowStarts = new Uint32Array(rowCount + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      if (random.next() < 0.6) continue;
      columns.push(column);
      values.push(random.normal());
    }
    rowStarts[row + 1] = columns.length;
  }
  return {
    rowCount,
    columnCount,
    rowStarts,
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
  };
}

/** |XᵀX·D + λD − XᵀR|, the largest entry, worked out row by row in the open. */
function largestFault(
  x: SparseRows,
  solution: Float32Array,
  targets: Float32Array,
  columns: number,
  penalty: number,
): number {
  const gradient = Float64Array.from(solution, (value) => penalty * value);
  const product = new Float64Array(columns);
  for (let row = 0; row < x.rowCount; row++) {
    multiplyRow(x, row, solution, product);
    for (let entry = x.rowStarts[row]!; entry < x.rowStarts[row + 1]!; entry++) {
      for (let column = 0; column < columns; column++) {
        gradient[x.columns[entry]! * columns + column]! +=
          x.values[entry]! * (product[column]! - targets[row * columns + column]!);
      }
    }
  }
  return Math.max(0, ...gradient.map(Math.abs));
}

describe("solveRidge", () => {
  it("meets the normal equations of any problem, given enough iterations", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(0.05, 1),
        fc.integer(),
        (rows, features, columns, penalty, seed) => {
          const x = makeSparse(rows, features, seed);
          const random = createRandom(seed, 1);
          const targets = Float32Array.from({ length: rows * columns }, () => random.normal());
          const solution = solveRidge(x, targets, columns, { penalty, iterations: 40 });
          expect(largestFault(x, solution, targets, columns, penalty)).toBeLessThan(2e-4);
        },
      ),
      { seed: 1 },
    );
  });

  it("comes closer with every few iterations, and tells of each", () => {
    const x = makeSparse(60, 30, 5);
    const random = createRandom(6);
    const targets = Float32Array.from({ length: 120 }, () => random.normal());
    const told: number[] = [];
    const faultAfter = (iterations: number): number => {
      const onIteration = (done: number): number => told.push(done);
      const solution = solveRidge(x, targets, 2, { penalty: 0.1, iterations, onIteration });
      return largestFault(x, solution, targets, 2, 0.1);
    };
    const faults = [1, 4, 8, 16].map(faultAfter);
    expect(faults).toEqual(faults.toSorted((a, b) => b - a));
    expect(told.slice(0, 5)).toEqual([1, 1, 2, 3, 4]);
  });

  it("leaves features that no row has at 0", () => {
    const x = { ...makeSparse(3, 4, 1), columnCount: 6 };
    const solution = solveRidge(x, Float32Array.of(1, 2, 3), 1, { penalty: 1, iterations: 5 });
    expect([...solution.subarray(4)]).toEqual([0, 0]);
  });
});
