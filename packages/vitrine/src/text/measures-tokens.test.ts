import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureTokens } from "./measures-tokens.js";
import { MEASURE_TOLERANCE } from "./measures.js";

const share = (a: string, b: string): boolean => {
  const tokens = new Set(measureTokens(b));
  return measureTokens(a).some((token) => tokens.has(token));
};

describe("measureTokens", () => {
  it("gives every spelling of a measure a token in common", () => {
    const spellings = ['20"', "20 in", "20-inch", "20 inches", "20″ pan", "20in", "51 cm", "510mm"];
    for (const a of spellings) for (const b of spellings) expect(share(a, b)).toBe(true);
  });

  it("keeps dimensions, counts and capacities apart", () => {
    expect(share("20 in", "20 kg")).toBe(false);
    expect(share("64 GB", "65 GB")).toBe(false);
    expect(share("3700 GB", "3.7 TB")).toBe(true);
    expect(share("pack of 6", "6 pcs")).toBe(true);
  });

  it("gives no token for a text without measures", () => {
    expect(measureTokens("levi's 501")).toEqual([]);
  });

  it("joins what lies within the tolerance and parts what lies beyond its double", () => {
    const value = fc.double({ min: 1, max: 5_000, noNaN: true });
    const ratio = fc.double({ min: 1, max: 1.2, noNaN: true });
    fc.assert(
      fc.property(value, ratio, (mm, times) => {
        const a = Number(mm.toFixed(6));
        const b = Number((mm * times).toFixed(6));
        const apart = Math.abs(Math.log(b / a) / Math.log1p(MEASURE_TOLERANCE));
        const isShared = share(`${a.toFixed(6)} mm`, `${b.toFixed(6)} mm`);
        if (apart < 1 - 1e-6) expect(isShared).toBe(true);
        if (apart > 2 + 1e-6) expect(isShared).toBe(false);
      }),
      { seed: 2, numRuns: 2_000 },
    );
  });
});
