import { describe, expect, it } from "vitest";
import { createRandom } from "../random.js";
import { invertPositiveDefinite } from "./positive-definite.js";

/** Gauss and Jordan beside the identity, with the greatest pivot of each column. */
function invertReference(matrix: Float64Array, n: number): Float64Array {
  const a = Array.from({ length: n }, (_, row) =>
    Array.from({ length: 2 * n }, (_unused, column) =>
      column < n ? matrix[row * n + column]! : Number(column - n === row),
    ),
  );
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let row = k; row < n; row++)
      if (Math.abs(a[row]![k]!) > Math.abs(a[best]![k]!)) best = row;
    [a[k], a[best]] = [a[best]!, a[k]!];
    const pivot = a[k]![k]!;
    a[k] = a[k]!.map((value) => value / pivot);
    for (let row = 0; row < n; row++) {
      const factor = a[row]![k]!;
      if (row !== k) a[row] = a[row]!.map((value, column) => value - factor * a[k]![column]!);
    }
  }
  return Float64Array.from(a.flatMap((row) => row.slice(n)));
}

function randomDefinite(n: number): Float64Array {
  const random = createRandom(n);
  const factor = Float64Array.from({ length: n * n }, () => random.normal());
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? 5 : 0;
      for (let k = 0; k < n; k++) sum += factor[i * n + k]! * factor[j * n + k]!;
      matrix[i * n + j] = sum;
    }
  }
  return matrix;
}

describe("the inverse of a positive definite matrix", () => {
  it.each([1, 2, 5, 63, 64, 65, 130, 203])("equals the plain one for %i rows", async (n) => {
    const matrix = randomDefinite(n);
    const expected = invertReference(matrix, n);
    const upper = matrix.slice();
    await invertPositiveDefinite(matrix, n);
    for (let row = 0; row < n; row++) {
      for (let column = 0; column < n; column++) {
        const at = row * n + column;
        if (column <= row) expect(matrix[at]).toBeCloseTo(expected[at]!, 9);
        else expect(matrix[at]).toBe(upper[at]);
      }
    }
  });

  it("is refused where the matrix is not definite", async () => {
    const matrix = Float64Array.of(1, 2, 2, 1);
    await expect(invertPositiveDefinite(matrix, 2)).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
  });

  it("tells how far it is, and ends when the signal asks for it", async () => {
    const done: number[] = [];
    await invertPositiveDefinite(randomDefinite(130), 130, { onProgress: (at) => done.push(at) });
    expect(done).toEqual([64, 128, 130]);
    const ending = invertPositiveDefinite(randomDefinite(9), 9, { signal: AbortSignal.abort() });
    await expect(ending).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
