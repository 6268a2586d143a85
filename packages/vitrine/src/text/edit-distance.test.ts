import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "./edit-distance.js";

/** The recurrence as it is published. */
function editDistanceByDefinition(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
      }
    }
  }
  return d[a.length]![b.length]!;
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 9 });

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["", "abc", 3],
    ["chair", "chair", 0],
    ["chiar", "chair", 1],
    ["chaor", "chair", 1],
    ["chairs", "chair", 1],
    ["ca", "abc", 3],
    ["upholsterd", "upholstered", 1],
  ])("is right for %j and %j", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it("equals the published recurrence, with every bound", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, bound) => {
        const distance = editDistanceByDefinition(a, b);
        expect(editDistance(a, b)).toBe(distance);
        expect(editDistance(a, b, bound)).toBe(distance <= bound ? distance : Infinity);
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });
});
