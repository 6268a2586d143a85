import { describe, expect, it } from "vitest";
import type { SearchAnswer } from "../engine/search-products.js";
import { headLines, pricesLine } from "./understood-text.js";

const plain: SearchAnswer = {
  query: "red dsek under 5",
  mode: "hybrid",
  filters: [],
  understood: [],
  hits: [],
  total: 0,
  offset: 0,
  limit: 10,
  list: "l",
};

describe("lines above the hits", () => {
  it("are none for a query that was taken as it stands", () => {
    expect(headLines(plain)).toEqual([]);
  });

  it("tell corrections, guesses, what was understood or given up, and what diversity cost", () => {
    const lines = headLines({
      ...plain,
      corrected: { from: "red dsek", to: "red desk" },
      didYouMean: "red disk",
      understood: [
        { text: "red", kind: "attribute", filter: "colour=red", use: "boost", applied: true },
        {
          text: "not black",
          kind: "attribute",
          filter: "colour=Black",
          use: "exclude",
          applied: true,
        },
        { text: "under 5", kind: "price", filter: "price<5", use: "filter", applied: false },
      ],
      diversity: {
        relevance: { before: 0.9, after: 0.8 },
        similarity: { before: 0.7, after: 0.4 },
      },
    });
    expect(lines).toEqual([
      'Showing results for "red desk"; search instead for "red dsek" with --no-correct.',
      'Did you mean "red disk"?',
      "Understood: [red → rather colour=red]  [not black → without colour=Black]  [under 5 → only price<5, given up: nothing would be left]  (take back with --literal TEXT)",
      "Diversity: likeness on the page 0.70 → 0.40, at the cost of relevance 0.90 → 0.80.",
    ]);
  });
});

describe("the plot of prices", () => {
  it("has a bar for each bin, the tallest for the most, and none for an empty one", () => {
    const line = pricesLine({
      currency: "EUR",
      bins: [
        { from: 0, to: 10, count: 1 },
        { from: 10, to: 20, count: 0 },
        { from: 20, to: 30, count: 8 },
      ],
      minimum: 3,
      median: 22,
      maximum: 29,
      missing: 2,
      others: [],
    });
    expect(line).toBe("price: 0 |▁ █| 30 EUR (median 22; 2 without)");
  });
});
