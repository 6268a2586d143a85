import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapMean } from "../metrics/bootstrap.js";
import { pairedBootstrap, pairedRandomisationTest } from "../metrics/significance.js";
import { resampleSeries } from "./resample-series.js";

const options = { resamples: 500, seed: 3, confidence: 0.95 };
const reference = { resamples: 500, seed: 3, level: 0.95 };
const score = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);
const seriesOf = (minLength: number, maxLength: number): fc.Arbitrary<[number, number][]> =>
  fc.array(fc.tuple(score, score), { minLength, maxLength });

describe("resampleSeries", () => {
  it("gives the intervals of the bootstrap of each series alone", () => {
    fc.assert(
      fc.property(seriesOf(1, 30), (pairs) => {
        const series = [0, 1].map((at) => pairs.map((pair) => pair[at]!));
        const resampled = resampleSeries(series, options);
        series.forEach((values, index) => {
          const expected = bootstrapMean(values, reference);
          const { value, low, high } = resampled.interval(index);
          expect(value).toBeCloseTo(expected.value, 12);
          expect(low).toBeCloseTo(expected.low, 12);
          expect(high).toBeCloseTo(expected.high, 12);
        });
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("gives the difference of the paired bootstrap", () => {
    fc.assert(
      fc.property(seriesOf(1, 30), (pairs) => {
        const [one, other] = [0, 1].map((at) => pairs.map((pair) => pair[at]!)) as [
          number[],
          number[],
        ];
        const { difference } = resampleSeries([one, other], options).compare(0, 1);
        const expected = pairedBootstrap(one, other, reference);
        expect(difference.value).toBeCloseTo(expected.value, 12);
        expect(difference.low).toBeCloseTo(expected.low, 12);
        expect(difference.high).toBeCloseTo(expected.high, 12);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("gives the p-value of the randomisation test, within chance, and by the sampled way", () => {
    fc.assert(
      fc.property(seriesOf(40, 60), (pairs) => {
        const [one, other] = [0, 1].map((at) => pairs.map((pair) => pair[at]!)) as [
          number[],
          number[],
        ];
        const sampled = resampleSeries([one, other], { ...options, resamples: 4000 });
        const expected = pairedRandomisationTest(one, other, { permutations: 4000, seed: 9 });
        expect(expected.exact).toBe(false);
        // Five standard errors of the difference of two shares of 4,000.
        const { pValue } = sampled.compare(0, 1);
        expect(Math.abs(pValue - expected.p)).toBeLessThan(5 * Math.sqrt(0.5 / 4000));
        expect(sampled.compare(1, 0).pValue).toBe(pValue);
      }),
      { seed: 1, numRuns: 15 },
    );
  });

  it("tries all signs where few queries differ", () => {
    const one = [1, 1, 1, 0.5, 0.5];
    const other = [0, 0, 0, 0.5, 0.5];
    // Three differences: two of the eight sign changes are as far from 0.
    expect(resampleSeries([one, other], options).compare(0, 1).pValue).toBe(0.25);
  });

  it("finds no difference between a series and itself", () => {
    const one = Array.from({ length: 50 }, (_, query) => (query % 7) / 7);
    const { difference, pValue } = resampleSeries([one, one], options).compare(0, 1);
    expect({ difference, pValue }).toEqual({
      difference: { value: 0, low: 0, high: 0 },
      pValue: 1,
    });
  });
});
