import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPriceLevels, MIN_PRICES } from "./price-levels.js";

const countsOf = (prices: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const price of prices) counts.set(price, (counts.get(price) ?? 0) + 1);
  return counts;
};
const rising = (from: number, count: number): Map<number, number> =>
  countsOf(Array.from({ length: count }, (_, at) => from + at));

describe("createPriceLevels", () => {
  it("judges a price among those of its own category", () => {
    const levels = createPriceLevels(
      new Map([
        ["Home > Sofas", rising(1_000, 30)],
        ["Home > Mugs", rising(10, 30)],
      ]),
    );
    expect(levels.score("low", "Home > Sofas", 1_000)).toBe(1);
    expect(levels.score("high", "Home > Sofas", 1_000)).toBe(0);
    expect(levels.score("low", "Home > Mugs", 39)).toBe(0);
    expect(levels.score("high", "Home > Mugs", 39)).toBe(1);
  });

  it("asks the category above where a category has few prices", () => {
    const levels = createPriceLevels(
      new Map([
        ["Home > Stools", rising(500, MIN_PRICES - 1)],
        ["Home > Mugs", rising(10, 300)],
        ["Homeware", rising(1, 300)],
      ]),
    );
    expect(levels.score("low", "Home > Stools", 500)).toBe(0);
  });

  it("takes no side where no price is known", () => {
    expect(createPriceLevels(new Map()).score("low", "Home", 5)).toBe(0.5);
  });

  it("is the rank by its definition, for every price", () => {
    const price = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(
        fc.array(price, { minLength: MIN_PRICES, maxLength: 60 }),
        price,
        (prices, asked) => {
          const lower = prices.filter((other) => other < asked).length;
          const same = prices.filter((other) => other === asked).length;
          const rank = (lower + same / 2) / prices.length;
          const levels = createPriceLevels(new Map([["", countsOf(prices)]]));
          const [low, high] = [levels.score("low", "", asked), levels.score("high", "", asked)];
          expect(low).toBeCloseTo(Math.min(1, Math.max(0, 2 - 3 * rank)), 12);
          expect(high).toBeCloseTo(Math.min(1, Math.max(0, 3 * rank - 1)), 12);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});
