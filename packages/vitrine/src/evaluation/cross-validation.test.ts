import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossValidateSystem } from "./cross-validate-system.js";
import { crossValidate, foldsOf } from "./cross-validation.js";
import type { EvaluationQuery } from "./measure-systems.js";
import type { SearchSystem } from "./search-system.js";

describe("foldsOf", () => {
  it("holds every query out exactly once, trains on the others, and keeps groups together", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 30, maxLength: 80 }),
        fc.integer({ min: 2, max: 4 }),
        fc.integer(),
        (groups, k, seed) => {
          fc.pre(new Set(groups).size >= k);
          const queries = groups.map((group, index) => ({ group, index }));
          const folds = foldsOf(queries, k, seed, ({ group }) => String(group));
          expect(folds.length).toBe(k);
          expect(
            folds
              .flatMap(({ test }) => test)
              .map(({ index }) => index)
              .sort((a, b) => a - b),
          ).toEqual(queries.map(({ index }) => index));
          const sizes = folds.map(({ train, test }) => {
            expect(train.length + test.length).toBe(queries.length);
            const trained = new Set(train.map(({ group }) => group));
            const held = new Set(test.map(({ group }) => group));
            for (const group of held) expect(trained.has(group)).toBe(false);
            return held.size;
          });
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it("divides alike for the same seed and otherwise for another", () => {
    const queries = Array.from({ length: 40 }, (_, index) => index);
    expect(foldsOf(queries, 5, 1)).toEqual(foldsOf(queries, 5, 1));
    expect(foldsOf(queries, 5, 1)).not.toEqual(foldsOf(queries, 5, 2));
  });

  it.each([1, 0, 2.5, 4, Number.NaN])("refuses %d folds of three queries", (k) => {
    expect(() => foldsOf(["a", "b", "c"], k, 1)).toThrow("number of folds");
  });
});

describe("crossValidate", () => {
  // What is learned is the set of queries that were seen; it helps on them alone.
  const memorise = {
    fit: (train: readonly number[]): ReadonlySet<number> => new Set(train),
    score: (seen: ReadonlySet<number>, query: number): number => (seen.has(query) ? 1 : 0.5),
    scoreBaseline: (): number => 0.5,
    resamples: 200,
  };
  const queries = Array.from({ length: 50 }, (_, index) => index);

  it("sees no gain in what was learned by heart, and names the self-deception", async () => {
    const { gain, optimism, values, fitted } = await crossValidate(queries, memorise);
    expect(gain).toEqual({ difference: { value: 0, low: 0, high: 0 }, pValue: 1 });
    expect(optimism).toBeCloseTo(0.5, 12);
    expect(values).toEqual(queries.map(() => 0.5));
    expect(fitted.map((seen) => seen.size)).toEqual([40, 40, 40, 40, 40]);
  });

  it("sees a gain that carries over to queries that were held out", async () => {
    const { gain } = await crossValidate(queries, { ...memorise, score: () => 0.7 });
    expect(gain.difference.value).toBeCloseTo(0.2, 12);
    expect(gain.pValue).toBeLessThan(0.01);
  });
});

describe("crossValidateSystem", () => {
  const ids = Array.from({ length: 12 }, (_, index) => `p${index}`);
  const queries = Array.from({ length: 40 }, (_, index) => ({
    query: `q${index}`,
    grades: new Map([[index % 4 === 0 ? "p1" : "p2", 3]]),
  }));
  const showing = (name: string, first: string): SearchSystem => ({
    name,
    rank: async (_query, { k }) => [first, ...ids.filter((id) => id !== first)].slice(0, k),
  });
  /** Puts first what was right most often among the queries it is given. */
  const fit = (train: readonly EvaluationQuery[]): SearchSystem => {
    const right = (id: string): number => train.filter(({ grades }) => grades.has(id)).length;
    return showing("learned", right("p1") > right("p2") ? "p1" : "p2");
  };

  it("reports the gain of a learned system over a fixed one, query by query", async () => {
    const options = {
      fit,
      baseline: showing("fixed", "p1"),
      metric: "precision@1",
      resamples: 200,
    } as const;
    const { gain, values, optimism } = await crossValidateSystem(queries, options);
    expect(values).toEqual(queries.map(({ grades }) => (grades.has("p2") ? 1 : 0)));
    expect(gain.difference.value).toBeCloseTo(0.5, 12);
    expect(optimism).toBeCloseTo(0, 12);
  });

  it("has nothing to measure without a positive grade", async () => {
    const empty = [{ query: "q", grades: new Map([["p1", 0]]) }];
    await expect(
      crossValidateSystem(empty, { fit, baseline: showing("fixed", "p1") }),
    ).rejects.toMatchObject({ code: "NOTHING_TO_MEASURE" });
  });
});
