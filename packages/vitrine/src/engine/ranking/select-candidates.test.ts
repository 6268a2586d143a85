import fc from "fast-check";
import { expect, it } from "vitest";
import { selectCandidates } from "./select-candidates.js";

it("selects the best accepted products that have anything in common with the query", () => {
  const entry = fc.record({
    score: fc.integer({ min: -1, max: 4 }),
    accepted: fc.constantFrom(0, 1),
  });
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 40 }),
      fc.integer({ min: 1, max: 45 }),
      fc.boolean(),
      (entries, count, isFiltered) => {
        const scores = Float64Array.from(entries, ({ score }) => score);
        const accept = Uint8Array.from(entries, ({ accepted }) => accepted);
        const byDefinition = entries
          .map(({ score, accepted }, ordinal) => ({ score, accepted, ordinal }))
          .filter(({ score, accepted }) => score > 0 && (!isFiltered || accepted === 1))
          .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal)
          .slice(0, count)
          .map(({ ordinal }) => ordinal);
        const selected = selectCandidates(scores, count, isFiltered ? accept : undefined);
        expect(Array.from(selected)).toEqual(byDefinition);
      },
    ),
  );
});
