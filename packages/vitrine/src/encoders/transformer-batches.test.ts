import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planBatches } from "./transformer-batches.js";

describe("batches of texts", () => {
  it("hold texts of similar length, within the budget", () => {
    expect(planBatches([5, 1, 4, 2, 1], 8)).toEqual([[1, 4, 3], [2], [0]]);
  });

  it("hold each text exactly once, by rising length, within the budget unless alone", () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 60 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 100 }), (all, budget) => {
        const batches = planBatches(all, budget);
        const flat = batches.flat();
        expect(flat.toSorted((a, b) => a - b)).toEqual(all.map((_, index) => index));
        const inOrder = flat.map((index) => all[index]!);
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
        for (const batch of batches) {
          const longest = Math.max(...batch.map((index) => all[index]!));
          expect(batch.length === 1 || batch.length * longest <= budget).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });
});
