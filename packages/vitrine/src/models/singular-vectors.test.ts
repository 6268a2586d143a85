import { describe, expect, it } from "vitest";
import { decomposeSymmetric } from "../encoders/symmetric-eigen.js";
import { createRandom } from "../random.js";
import type { SparseRows } from "../text/sparse-rows.js";
import { leadingSingularVectors } from "./singular-vectors.js";

function randomRows(rowCount: number, columnCount: number, share: number): SparseRows {
  const random = createRandom(3);
  const rowStarts = new Uint32Array(rowCount + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      // Two groups, so that the spectrum falls.
      if (random.next() > share * (row % 2 === column % 2 ? 1.5 : 0.5)) continue;
      columns.push(column);
      values.push(0.5 + random.next());
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

/** Eigenvalues of XᵀX, dense. */
function denseNormal({
  rowCount,
  columnCount,
  rowStarts,
  columns,
  values,
}: SparseRows): Float64Array {
  const normal = new Float64Array(columnCount * columnCount);
  for (let row = 0; row < rowCount; row++) {
    for (let one = rowStarts[row]!; one < rowStarts[row + 1]!; one++) {
      for (let other = rowStarts[row]!; other < rowStarts[row + 1]!; other++) {
        normal[columns[one]! * columnCount + columns[other]!]! += values[one]! * values[other]!;
      }
    }
  }
  return normal;
}

describe("the leading singular vectors", () => {
  it.each([
    ["a matrix of fewer columns than the block", 60, 25, 0.3, 10],
    ["a matrix wider than the block", 150, 120, 0.2, 12],
    ["more rows than columns, sparse", 300, 90, 0.05, 20],
  ])("equal those of a dense decomposition for %s", async (_, rows, columns, share, count) => {
    const x = randomRows(rows, columns, share);
    const { values, vectors } = await leadingSingularVectors(x, count, { seed: 1 }, 1e-12);
    const dense = decomposeSymmetric(denseNormal(x), columns);
    expect(values).toHaveLength(count);
    values.forEach((value, at) => {
      expect(value).toBeCloseTo(Math.sqrt(dense.values[at]!), 4);
    });
    // Each vector lies in the dense one's direction, whatever its sign.
    for (let at = 0; at < count; at++) {
      let cosine = 0;
      for (let column = 0; column < columns; column++) {
        cosine += vectors[column * count + at]! * dense.vectors[at * columns + column]!;
      }
      expect(Math.abs(cosine)).toBeGreaterThan(0.99);
    }
  });

  it("lack next to nothing of the best span by default", async () => {
    const x = randomRows(400, 300, 0.05);
    const { values } = await leadingSingularVectors(x, 30, { seed: 1 });
    const dense = decomposeSymmetric(denseNormal(x), 300);
    const sum = (squares: Float64Array): number => squares.reduce((all, value) => all + value, 0);
    const found = sum(values.map((value) => value ** 2));
    expect(found / sum(dense.values.subarray(0, 30))).toBeGreaterThan(0.998);
  });

  it("are as many as the rank where more are asked for", async () => {
    const one = randomRows(1, 6, 1);
    expect((await leadingSingularVectors(one, 4, { seed: 1 })).values).toHaveLength(1);
    const none = { ...one, rowCount: 0, rowStarts: Uint32Array.of(0) };
    expect((await leadingSingularVectors(none, 4, { seed: 1 })).values).toHaveLength(0);
  });

  it("end when the signal asks for it", async () => {
    const x = randomRows(150, 120, 0.2);
    const fitting = leadingSingularVectors(x, 12, { seed: 1, signal: AbortSignal.abort() });
    await expect(fitting).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
