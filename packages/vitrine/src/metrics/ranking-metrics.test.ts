import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVitrineError } from "../errors.js";
import { evaluateRanking, hasRelevant, metricNames } from "./ranking-metrics.js";

const id = fc.integer({ min: 0, max: 30 }).map((n) => `p${n}`);
const gradesOf = fc
  .array(fc.tuple(id, fc.integer({ min: 0, max: 3 })), { maxLength: 25 })
  .map((pairs) => new Map(pairs));
const ranking = fc.uniqueArray(id, { maxLength: 25 });
const ks = [1, 3, 10];

describe("evaluateRanking", () => {
  it("gives the values one works out by hand", () => {
    const grades = new Map([
      ["a", 2],
      ["b", 1],
      ["c", 0],
      ["d", 3],
    ]);
    const values = evaluateRanking(["c", "a", "x", "b"], grades, [2, 4]);
    expect(values["precision@2"]).toBe(1 / 2);
    expect(values["recall@2"]).toBe(1 / 3);
    expect(values["f1@2"]).toBeCloseTo(0.4, 12);
    expect(values["hit@2"]).toBe(1);
    expect(values["precision@4"]).toBe(2 / 4);
    expect(values.mrr).toBe(1 / 2);
    expect(values.map).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12);
    const linearIdeal = 3 + 2 / Math.log2(3) + 1 / 2;
    const linear = 2 / Math.log2(3) + 1 / Math.log2(5);
    expect(values["ndcg-linear@4"]).toBeCloseTo(linear / linearIdeal, 12);
    const exponentialIdeal = 7 + 3 / Math.log2(3) + 1 / 2;
    const exponential = 3 / Math.log2(3) + 1 / Math.log2(5);
    expect(values["ndcg@4"]).toBeCloseTo(exponential / exponentialIdeal, 12);
  });

  it("divides precision by k even when fewer products were ranked", () => {
    expect(evaluateRanking(["a"], new Map([["a", 1]]), [5])["precision@5"]).toBe(1 / 5);
  });

  it("gives 0 everywhere when nothing is relevant", () => {
    const values = evaluateRanking(["a"], new Map([["a", 0]]), [1]);
    expect(Object.values(values)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("counts unjudged products and grades below 1 as not relevant", () => {
    const values = evaluateRanking(
      ["a", "b"],
      new Map([
        ["b", -1],
        ["c", 1],
      ]),
      [2],
    );
    expect(values["hit@2"]).toBe(0);
    expect(values["ndcg@2"]).toBe(0);
  });

  it("names its metrics as metricNames says, in that order", () => {
    expect(Object.keys(evaluateRanking([], new Map(), ks))).toEqual(metricNames(ks));
  });

  it("stays between 0 and 1", () => {
    fc.assert(
      fc.property(ranking, gradesOf, (ranked, grades) => {
        for (const value of Object.values(evaluateRanking(ranked, grades, ks))) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { seed: 1 },
    );
  });

  it("gives NDCG 1 to the ranking by falling grade, and to no ranking more", () => {
    fc.assert(
      fc.property(gradesOf, (grades) => {
        fc.pre(hasRelevant(grades));
        const best = [...grades].sort((a, b) => b[1] - a[1]).map(([product]) => product);
        const values = evaluateRanking(best, grades, ks);
        for (const k of ks) {
          expect(values[`ndcg@${k}`]).toBeCloseTo(1, 12);
          expect(values[`ndcg-linear@${k}`]).toBeCloseTo(1, 12);
        }
        expect(values.map).toBeCloseTo(1, 12);
      }),
      { seed: 2 },
    );
  });

  it("never falls when a better product moves one place up", () => {
    fc.assert(
      fc.property(ranking, gradesOf, fc.nat(), (ranked, grades, at) => {
        fc.pre(ranked.length >= 2);
        const place = at % (ranked.length - 1);
        const [upper, lower] = [ranked[place]!, ranked[place + 1]!];
        fc.pre((grades.get(lower) ?? 0) > (grades.get(upper) ?? 0));
        const swapped = ranked.with(place, lower).with(place + 1, upper);
        const before = evaluateRanking(ranked, grades, ks);
        const after = evaluateRanking(swapped, grades, ks);
        for (const name of metricNames(ks)) {
          expect(after[name]).toBeGreaterThanOrEqual(before[name]! - 1e-12);
        }
      }),
      { seed: 3 },
    );
  });

  it("refuses a ranking that names a product twice", () => {
    expect(() => evaluateRanking(["a", "b", "a"], new Map(), [1])).toThrow(/"a" twice/);
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])("refuses k = %s", (k) => {
    expect(() => evaluateRanking([], new Map(), [k])).toThrow(/positive integer/);
  });

  it("refuses a grade that is not a number, and prints it as such", () => {
    try {
      evaluateRanking([], new Map([["a", Number.NaN]]), [1]);
      expect.unreachable();
    } catch (error) {
      expect(isVitrineError(error, "PARAM_INVALID")).toBe(true);
      expect(String(error)).toContain("NaN");
    }
  });
});
