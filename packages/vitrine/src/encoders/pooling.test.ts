import { describe, expect, it } from "vitest";
import { poolTokens } from "./pooling.js";
import type { PoolingMode } from "./pooling.js";

// Two texts of three tokens in two dimensions; the second text has one token and padding.
const hidden = {
  data: Float32Array.of(1, 0, 3, 4, -1, 8, 0, -5, 9, 9, 9, 9),
  sequence: 3,
  dimensions: 2,
};

function pool(row: number, tokenCount: number, mode: PoolingMode): number[] {
  const out = new Float32Array(2);
  poolTokens(hidden, row, tokenCount, mode, out);
  return [...out];
}

function unit(...values: number[]): number[] {
  const length = Math.hypot(...values);
  return values.map((value) => Math.fround(value / length));
}

describe("pooling", () => {
  it("takes the direction of the mean, the first token, or the largest by dimension", () => {
    expect(pool(0, 3, "mean")).toEqual(unit(1, 4));
    expect(pool(0, 3, "mean-sqrt-length")).toEqual(unit(1, 4));
    expect(pool(0, 3, "cls")).toEqual(unit(1, 0));
    expect(pool(0, 3, "max")).toEqual(unit(3, 8));
  });

  it("leaves padding out", () => {
    for (const mode of ["mean", "cls", "max"] as const) {
      expect(pool(1, 1, mode)).toEqual(unit(0, -5));
    }
  });

  it("gives the zero vector where tokens cancel out", () => {
    const out = Float32Array.of(7, 7);
    const data = Float32Array.of(1, 2, -1, -2);
    poolTokens({ data, sequence: 2, dimensions: 2 }, 0, 2, "mean", out);
    expect([...out]).toEqual([0, 0]);
  });
});
