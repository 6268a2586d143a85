import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QueryClause } from "./lexical-alternatives.js";
import { createClauseReader, groupsOf, joinSpans } from "./lexical-alternatives.js";
import type { TermGroup } from "./lexical-query.js";

const group: TermGroup = { queryTerm: "", count: 1, idf: 1, alternatives: [] };

const clause: fc.Arbitrary<QueryClause> = fc.integer({ min: 1, max: 5 }).chain((length) =>
  fc.record({
    units: fc.array(fc.option(fc.constant(group), { nil: undefined }), {
      minLength: length,
      maxLength: length,
    }),
    spans: fc.array(
      fc.integer({ min: 0, max: length - 1 }).chain((start) =>
        fc.record({
          start: fc.constant(start),
          length: fc.integer({ min: 1, max: length - start }),
          groups: fc.array(fc.constant(group), { minLength: 1, maxLength: 3 }),
        }),
      ),
      { maxLength: 5 },
    ),
  }),
);

/** The weight of the best reading, by trying all of them. */
function bestByTrying({ units, spans }: QueryClause, weights: readonly number[]): number {
  const unitCount = units.filter((unit) => unit !== undefined).length;
  const read = (at: number): number => {
    if (at === units.length) return 0;
    const place = units.slice(0, at).filter((unit) => unit !== undefined).length;
    let best = (units[at] === undefined ? 0 : weights[place]!) + read(at + 1);
    let first = unitCount;
    for (const { start, length, groups } of spans) {
      const own = weights.slice(first, first + groups.length);
      first += groups.length;
      if (start !== at || own.includes(0)) continue;
      best = Math.max(best, own.reduce((sum, weight) => sum + weight, 0) + read(at + length));
    }
    return best;
  };
  return read(0);
}

describe("createClauseReader", () => {
  it("adds the weight of the best of all readings, and names its groups", () => {
    fc.assert(
      fc.property(
        clause,
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 20, maxLength: 20 }),
        (one, weights) => {
          const reader = createClauseReader(one);
          expect(groupsOf(one).length).toBeLessThanOrEqual(weights.length);
          const best = bestByTrying(one, weights);
          expect(reader.addBest(weights, 7)).toBe(7 + best);
          const named = reader.bestGroups(weights, 7);
          expect(named.reduce((sum, place) => sum + weights[place]!, 0)).toBe(best);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("joinSpans", () => {
  it("joins spans that overlap and leaves apart those that only touch", () => {
    const span = (from: number, length: number) => ({ from, length, words: ["x"], weight: 1 });
    const joined = joinSpans([span(3, 1), span(0, 2), span(1, 2), span(4, 1)], 5);
    expect(joined.map(({ from, length }) => [from, length])).toEqual([
      [0, 3],
      [3, 1],
      [4, 1],
    ]);
  });

  it.each([
    { from: -1, length: 1, weight: 1 },
    { from: 0, length: 0, weight: 1 },
    { from: 1, length: 2, weight: 1 },
    { from: 0, length: 1, weight: 0 },
    { from: 0, length: 1, weight: 1.1 },
    { from: 0, length: 1, weight: Number.NaN },
  ])("refuses $length words from $from at weight $weight", (one) => {
    expect(() => joinSpans([{ ...one, words: ["x"] }], 2)).toThrow(
      expect.objectContaining({ code: "PARAM_INVALID" }),
    );
  });
});
