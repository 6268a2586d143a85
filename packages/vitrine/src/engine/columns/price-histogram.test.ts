import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProduct } from "../../../test/made-catalogue.js";
import { createProductColumns } from "./create-product-columns.js";
import type { ProductColumns } from "./product-columns.js";

const priced = (prices: readonly (number | undefined)[]): ProductColumns =>
  createProductColumns(
    prices.map((price, n) =>
      makeProduct({ id: `p${n}`, ...(price === undefined ? {} : { price }) }),
    ),
  );

describe("the price histogram", () => {
  it("has round edges and counts every price once", () => {
    const histogram = priced([0.3, 1.2, 9.99, 10, undefined]).priceHistogram(undefined, 5);
    expect(histogram).toEqual({
      bins: [
        { from: 0, to: 2, count: 2 },
        { from: 2, to: 4, count: 0 },
        { from: 4, to: 6, count: 0 },
        { from: 6, to: 8, count: 0 },
        { from: 8, to: 10, count: 2 },
      ],
      minimum: 0.3,
      median: 5.595,
      maximum: 10,
      missing: 1,
      others: [],
    });
  });

  it("is of the most frequent currency and counts the others beside it", () => {
    const columns = createProductColumns([
      makeProduct({ id: "a", price: 10, currency: "EUR" }),
      makeProduct({ id: "b", price: 20, currency: "EUR" }),
      makeProduct({ id: "c", price: 5000, currency: "JPY" }),
      makeProduct({ id: "d", price: 7 }),
      makeProduct({ id: "e", currency: "EUR" }),
    ]);
    expect(columns.priceHistogram(undefined)).toMatchObject({
      currency: "EUR",
      minimum: 10,
      maximum: 20,
      missing: 1,
      others: [{ count: 1 }, { currency: "JPY", count: 1 }],
    });
  });

  it("holds all prices between its edges, whatever they are", () => {
    const price = fc.oneof(
      fc.double({ min: 0, max: 1e12, noNaN: true }),
      fc.integer({ min: 0, max: 500 }).map((cents) => cents / 100),
      fc.constantFrom(0, 1e-9, 1e15, 99.99, 0.1 + 0.2),
      // Neighbours, the least and the greatest of numbers.
      fc.constantFrom(1e12, 1e12 + 2 ** -13, 5e-324, 1e-310, 1.2e308, Number.MAX_VALUE),
    );
    fc.assert(
      fc.property(
        fc.array(price, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (prices, most) => {
          const { bins, minimum, median, maximum } = priced(prices).priceHistogram(
            undefined,
            most,
          )!;
          expect(minimum <= median && median <= maximum).toBe(true);
          expect(bins.length).toBeLessThanOrEqual(most);
          expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(prices.length);
          expect(bins[0]!.from).toBeLessThanOrEqual(minimum);
          expect(bins[bins.length - 1]!.to).toBeGreaterThanOrEqual(maximum);
          bins.forEach(({ from, to, count }, place) => {
            expect([from, to].every(Number.isFinite)).toBe(true);
            if (place > 0) expect(from).toBe(bins[place - 1]!.to);
            const isLast = place === bins.length - 1;
            const inside = prices.filter(
              (one) => one >= from && (one < to || (isLast && one <= to)),
            );
            expect(count).toBe(inside.length);
          });
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it("of products without prices is none, and of no bins an error", () => {
    expect(priced([undefined]).priceHistogram(undefined)).toBeUndefined();
    for (const bins of [0, 1.5, Number.NaN, 1001])
      expect(() => priced([1]).priceHistogram(undefined, bins)).toThrow(/number of bins must be/);
  });
});
