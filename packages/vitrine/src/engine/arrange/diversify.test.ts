import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diversify } from "./diversify.js";
import { diversifyNaively } from "./diversify.reference.js";

const made = fc
  .record({
    scores: fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 20 }),
    points: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 20, maxLength: 20 }),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
    window: fc.integer({ min: 1, max: 25 }),
  })
  .map(({ scores, ...rest }) => ({
    ...rest,
    scores: Float64Array.from(scores.sort((a, b) => b - a)),
  }));
const likenessOf =
  (points: readonly number[]) =>
  (a: number, b: number): number =>
    1 - Math.abs(points[a]! - points[b]!) / 4;

/** As rows: the form in which it is asked for. */
const rowsOf =
  (similarity: (a: number, b: number) => number, window: number) =>
  (place: number): Float64Array =>
    Float64Array.from({ length: window }, (_, other) => similarity(place, other));

describe("diversity", () => {
  it("is maximal marginal relevance over the window, and leaves the rest in place", () => {
    fc.assert(
      fc.property(made, ({ scores, points, strength, window }) => {
        const similarity = likenessOf(points);
        const { order } = diversify(scores, {
          strength,
          window,
          similarities: rowsOf(similarity, Math.min(window, scores.length)),
          pageSize: 10,
        });
        const within = Array.from(scores.subarray(0, window));
        const spread = (within[0] ?? 0) - (within.at(-1) ?? 0);
        const relevance = within.map((score) =>
          spread === 0 ? 1 : 1 - (within[0]! - score) / spread,
        );
        const wanted = diversifyNaively(relevance, strength, similarity);
        expect([...order]).toEqual([...wanted, ...Array.from(scores.keys()).slice(within.length)]);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it("of strength 0 changes nothing and costs nothing", () => {
    const scores = Float64Array.of(3, 2, 1);
    const options = {
      strength: 0,
      window: 10,
      similarities: () => Float64Array.of(0.5, 0.5, 0.5),
      pageSize: 2,
    };
    const { order, cost } = diversify(scores, options);
    expect([...order]).toEqual([0, 1, 2]);
    expect(cost.relevance.after).toBe(cost.relevance.before);
  });

  it("brings another kind onto the page, and tells what that cost", () => {
    const kinds = [0, 0, 0, 4];
    const { order, cost } = diversify(Float64Array.of(4, 3.9, 3.8, 3), {
      strength: 0.5,
      window: 10,
      similarities: rowsOf(likenessOf(kinds), kinds.length),
      pageSize: 2,
    });
    expect([...order.subarray(0, 2)]).toEqual([0, 3]);
    expect(cost.similarity).toEqual({ before: 1, after: 0 });
    expect(cost.relevance.after).toBeLessThan(cost.relevance.before);
  });

  it("of nothing is nothing", () => {
    const options = {
      strength: 1,
      window: 5,
      similarities: () => new Float64Array(0),
      pageSize: 5,
    };
    const { order, cost } = diversify(new Float64Array(0), options);
    expect([...order]).toEqual([]);
    expect(cost.relevance).toEqual({ before: 0, after: 0 });
  });
});
