import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fuseByReciprocalRank,
  fuseByStandardScore,
  orderDescending,
  softBest,
  standardScores,
} from "./fusion.js";
import type { WeightedScores } from "./fusion.js";

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const scores = fc.array(finite, { maxLength: 30 }).map((values) => Float64Array.from(values));
/** Few distinct values, so that ties are common. */
const tiedScores = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 })
  .map((values) => Float64Array.from(values));

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("standard scores", () => {
  it("are the distances from the mean in standard deviations", () => {
    // Mean 4, deviation √8 of the population.
    const values = Array.from(standardScores(Float64Array.of(0, 4, 4, 8)));
    expect(values[0]).toBeCloseTo(-Math.SQRT2, 12);
    expect(values.slice(1, 3)).toEqual([0, 0]);
    expect(values[3]).toBeCloseTo(Math.SQRT2, 12);
  });

  it("have mean 0 and deviation 1, or are all 0 where the values are equal", () => {
    fc.assert(
      fc.property(tiedScores, (values) => {
        const standard = standardScores(values);
        expect(mean(standard)).toBeCloseTo(0, 9);
        const isConstant = values.every((value) => value === values[0]);
        expect(mean(standard.map((value) => value ** 2))).toBeCloseTo(isConstant ? 0 : 1, 9);
      }),
    );
  });

  it("stay the same when the scale or the zero of the values is another", () => {
    fc.assert(
      fc.property(
        tiedScores,
        fc.constantFrom(0.5, 2, 1024),
        fc.constantFrom(-8, 0, 64),
        (v, a, b) => {
          const moved = standardScores(v.map((value) => a * value + b));
          standardScores(v).forEach((value, index) => {
            expect(moved[index]).toBeCloseTo(value, 6);
          });
        },
      ),
    );
  });

  it("take a missing value for an average one, whatever the others are", () => {
    const values = standardScores(Float64Array.of(0, NaN, 4, 4, 8, NaN));
    expect(values[1]).toBe(0);
    expect(values[5]).toBe(0);
    expect(values.filter((_, index) => index !== 1 && index !== 5)).toEqual(
      standardScores(Float64Array.of(0, 4, 4, 8)),
    );
    expect(Array.from(standardScores(Float64Array.of(NaN, NaN)))).toEqual([0, 0]);
  });

  it("of nothing are nothing", () => {
    expect(standardScores(new Float64Array(0))).toHaveLength(0);
  });
});

describe("descending order", () => {
  it("has missing values last, infinite ones in their place", () => {
    const values = Float64Array.of(NaN, -Infinity, 1, NaN, Infinity);
    expect(Array.from(orderDescending(values))).toEqual([4, 2, 0, 1, 3]);
  });

  it("names every position once, values falling, equal values in their own order", () => {
    fc.assert(
      fc.property(fc.oneof(scores, tiedScores), (values) => {
        const order = Array.from(orderDescending(values));
        const byDefinition = Array.from(values, (value, index) => ({ value, index }))
          .sort((a, b) => b.value - a.value || a.index - b.index)
          .map(({ index }) => index);
        expect(order).toEqual(byDefinition);
      }),
    );
  });
});

describe.each([
  ["standard score", fuseByStandardScore],
  ["reciprocal rank", fuseByReciprocalRank],
] as const)("fusion by %s", (_, fuse) => {
  const parts = fc.integer({ min: 1, max: 12 }).chain((length) =>
    fc.array(
      fc.record({
        weight: fc.double({ min: 0, max: 1, noNaN: true }),
        scores: fc
          .array(fc.integer({ min: -20, max: 20 }), { minLength: length, maxLength: length })
          .map((values) => Float64Array.from(values)),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  );

  it("keeps the order of a source that is alone", () => {
    fc.assert(
      fc.property(tiedScores, (values) => {
        const fused = fuse([{ weight: 0.3, scores: values }]);
        expect(orderDescending(fused)).toEqual(orderDescending(values));
      }),
    );
  });

  it("does not hear a source of weight 0", () => {
    fc.assert(
      fc.property(parts, parts, ([first], others) => {
        const { scores: own } = first!;
        const silent: WeightedScores[] = others
          .filter(({ scores: other }) => other.length === own.length)
          .map(({ scores: other }) => ({ weight: 0, scores: other }));
        expect(fuse([{ weight: 1, scores: own }, ...silent])).toEqual(
          fuse([{ weight: 1, scores: own }]),
        );
      }),
    );
  });

  it("gives standard scores whatever goes in", () => {
    fc.assert(
      fc.property(parts, (sources) => {
        const fused = fuse(sources);
        expect(fused.every(Number.isFinite)).toBe(true);
        expect(mean(fused)).toBeCloseTo(0, 9);
      }),
    );
  });

  it("of nothing is nothing", () => {
    expect(fuse([])).toHaveLength(0);
    expect(fuse([{ weight: 1, scores: new Float64Array(0) }])).toHaveLength(0);
  });
});

describe("fusion by standard score", () => {
  it("lets two sources that disagree cancel out when they weigh the same", () => {
    const fused = fuseByStandardScore([
      { weight: 0.5, scores: Float64Array.of(1, 2, 3) },
      { weight: 0.5, scores: Float64Array.of(300, 200, 100) },
    ]);
    expect(Array.from(fused)).toEqual([0, 0, 0]);
  });

  it("is won by the heavier source", () => {
    const fused = fuseByStandardScore([
      { weight: 0.6, scores: Float64Array.of(1, 2, 3) },
      { weight: 0.4, scores: Float64Array.of(300, 200, 100) },
    ]);
    expect(Array.from(orderDescending(fused))).toEqual([2, 1, 0]);
  });
});

describe("fusion by reciprocal rank", () => {
  it("adds 1 / (60 + rank), before it is brought to standard scores", () => {
    const fused = fuseByReciprocalRank([
      { weight: 1, scores: Float64Array.of(0.9, 0.1, 0.5) },
      { weight: 1, scores: Float64Array.of(5, 90, 7) },
    ]);
    const sums = Float64Array.of(1 / 61 + 1 / 63, 1 / 63 + 1 / 61, 1 / 62 + 1 / 62);
    standardScores(sums).forEach((value, index) => {
      expect(fused[index]).toBeCloseTo(value, 9);
    });
  });

  it("takes a missing score for an average one", () => {
    const fused = fuseByReciprocalRank([{ weight: 1, scores: Float64Array.of(9, NaN, 7) }]);
    standardScores(Float64Array.of(1 / 61, (1 / 61 + 1 / 62) / 2, 1 / 62)).forEach(
      (value, index) => {
        expect(fused[index]).toBeCloseTo(value, 9);
      },
    );
  });

  it("hears ranks alone: how far the best is ahead changes nothing", () => {
    const near = fuseByReciprocalRank([{ weight: 1, scores: Float64Array.of(3, 2, 1) }]);
    const far = fuseByReciprocalRank([{ weight: 1, scores: Float64Array.of(3000, 2, 1) }]);
    expect(far).toEqual(near);
  });
});

describe("the soft best", () => {
  it("are the best in order, with weights that sum to 1 and fall by e for every temperature", () => {
    const { positions, weights } = softBest(Float64Array.of(0, 2, 1), 2, 0.5);
    expect(Array.from(positions)).toEqual([1, 2]);
    const first = 1 / (1 + Math.exp(-2));
    expect(weights[0]).toBeCloseTo(first, 12);
    expect(weights[1]).toBeCloseTo(1 - first, 12);
  });

  it("have falling weights that sum to 1, at most as many as asked", () => {
    fc.assert(
      fc.property(
        fc.oneof(scores, tiedScores),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0.01, 0.75, 100),
        (values, count, temperature) => {
          const { positions, weights } = softBest(values, count, temperature);
          expect(positions).toHaveLength(Math.min(count, values.length));
          expect(weights).toHaveLength(positions.length);
          if (values.length > 0) {
            expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
          }
          weights.forEach((weight, index) => {
            expect(weight).toBeLessThanOrEqual(weights[index - 1] ?? 1);
          });
        },
      ),
    );
  });

  it("weigh the same when they score the same, the earlier first", () => {
    const { positions, weights } = softBest(Float64Array.of(1, 1, 1, 1), 2, 1);
    expect(Array.from(positions)).toEqual([0, 1]);
    expect(Array.from(weights)).toEqual([0.5, 0.5]);
  });

  it("of an empty pool are none", () => {
    expect(softBest(new Float64Array(0), 10, 1)).toEqual({
      positions: new Int32Array(0),
      weights: new Float64Array(0),
    });
  });
});
