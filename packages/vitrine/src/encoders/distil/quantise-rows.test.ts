import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantiseRows } from "./quantise-rows.js";

describe("quantiseRows", () => {
  it("comes within half a scale of every number, and uses the whole range", () => {
    const row = fc.array(fc.float({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const data = Float32Array.from(rows.flat());
        const quantised = quantiseRows(data, 4);
        data.forEach((value, at) => {
          const scale = quantised.scales[Math.floor(at / 4)]!;
          const off = Math.abs(scale * quantised.rows[at]! - value);
          // Scales of almost nothing are rounded themselves.
          expect(off).toBeLessThanOrEqual(0.51 * scale + 1e-43);
        });
      }),
      { seed: 1 },
    );
    expect([...quantiseRows(Float32Array.of(-2, 1, 0, 2), 4).rows]).toEqual([-127, 64, 0, 127]);
  });

  it("gives a row of zeros zeros", () => {
    expect(quantiseRows(new Float32Array(3), 3)).toEqual({
      rows: new Int8Array(3),
      scales: Float32Array.of(1),
    });
  });
});
