import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topKBySort } from "./top-k.reference.js";
import { createTopKSelector, topK } from "./top-k.js";

// Few distinct values, so that ties are everywhere.
const score = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((value) => value / 2),
  fc.constantFrom(NaN, Infinity, -Infinity, -0),
);

describe("topK", () => {
  it("selects exactly what sorting would", () => {
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), fc.integer({ min: 1, max: 70 }), (all, k) => {
        const scores = Float64Array.from(all);
        expect(topK(scores, k)).toEqual(topKBySort(scores, k));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("ranks equal scores by lower index", () => {
    expect([...topK(Float32Array.of(1, 2, 2, 1, 2), 4).indices]).toEqual([1, 2, 4, 0]);
  });

  it("leaves out NaN and -Infinity, and keeps +Infinity", () => {
    const selected = topK(Float64Array.of(NaN, -Infinity, 0, Infinity), 4);
    expect([...selected.indices]).toEqual([3, 2]);
  });

  it.each([0, -1, 1.5, NaN, Infinity])("refuses k = %d", (k) => {
    expect(() => topK(Float32Array.of(1), k)).toThrow(
      expect.objectContaining({ code: "PARAM_INVALID" }),
    );
  });

  it("leaves its input as it was", () => {
    const scores = Float32Array.of(3, 1, 2);
    topK(scores, 2);
    expect([...scores]).toEqual([3, 1, 2]);
  });
});

describe("createTopKSelector", () => {
  it("raises its floor to the kth best score and refuses what lies below", () => {
    const selector = createTopKSelector<string>(2, (a, b) => a < b);
    expect(selector.floor).toBe(-Infinity);
    expect([selector.offer("b", 1), selector.offer("c", 3), selector.offer("d", 0.5)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(selector.floor).toBe(1);
    expect([selector.offer("c2", 1), selector.offer("a", 1)]).toEqual([false, true]);
    expect(selector.take()).toEqual([
      { item: "c", score: 3 },
      { item: "a", score: 1 },
    ]);
    expect(selector.count).toBe(0);
  });
});
