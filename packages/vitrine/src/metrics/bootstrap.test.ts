import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.js";
import { bootstrapMean, quantile, resampledMeans } from "./bootstrap.js";

describe("bootstrapMean", () => {
  it("is a point when all values are equal", () => {
    expect(bootstrapMean([0.5, 0.5, 0.5])).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
  });

  it("gives the quantiles of the binomial for zeros and ones", () => {
    const values = Array.from({ length: 100 }, (_, index) => (index < 50 ? 1 : 0));
    // The 2.5 % and 97.5 % points of Binomial(100, 1/2) are 40 and 60.
    expect(bootstrapMean(values)).toEqual({ value: 0.5, low: 0.4, high: 0.6 });
  });

  it("covers the true mean about 95 times in 100", () => {
    const random = createRandom(7);
    let covered = 0;
    for (let trial = 0; trial < 300; trial++) {
      const sample = Float64Array.from({ length: 60 }, () => random.normal());
      const { low, high } = bootstrapMean(sample, { resamples: 500, seed: trial });
      if (low <= 0 && 0 <= high) covered++;
    }
    expect(covered / 300).toBeGreaterThan(0.91);
    expect(covered / 300).toBeLessThan(0.98);
  });

  it("gives the same interval for the same seed and another for another", () => {
    const values = Array.from({ length: 30 }, (_, index) => Math.sin(index));
    expect(bootstrapMean(values)).toEqual(bootstrapMean(values, { seed: 1, resamples: 10_000 }));
    expect(bootstrapMean(values).low).not.toBe(bootstrapMean(values, { seed: 2 }).low);
  });

  it("shifts and scales with its values and leaves them as they were", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (values) => {
          const before = [...values];
          const plain = bootstrapMean(values, { resamples: 200 });
          const moved = bootstrapMean(
            values.map((value) => 3 * value + 10),
            { resamples: 200 },
          );
          expect(values).toEqual(before);
          expect(plain.low).toBeLessThanOrEqual(plain.high);
          expect(moved.low).toBeCloseTo(3 * plain.low + 10, 9);
          expect(moved.high).toBeCloseTo(3 * plain.high + 10, 9);
        },
      ),
      { seed: 1 },
    );
  });

  it("refuses an empty sample, NaN and options out of range", () => {
    expect(() => bootstrapMean([])).toThrow(/at least one number/);
    expect(() => bootstrapMean([1, Number.NaN])).toThrow(/got NaN at 1/);
    expect(() => bootstrapMean([1], { resamples: 0 })).toThrow(/resamples/);
    expect(() => bootstrapMean([1], { level: 1 })).toThrow(/level/);
  });
});

describe("resampledMeans", () => {
  it("draws the same resamples for samples of equal size", () => {
    const values = [1, 5, 2, 8];
    const doubled = values.map((value) => 2 * value);
    const twice = resampledMeans(values).map((value) => 2 * value);
    expect(resampledMeans(doubled)).toEqual(twice);
  });
});

describe("quantile", () => {
  it("interpolates between neighbours", () => {
    expect(quantile([0, 10, 20], 0.5)).toBe(10);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(quantile([4], 0.9)).toBe(4);
    expect(quantile([1, 2], 1)).toBe(2);
  });
});
