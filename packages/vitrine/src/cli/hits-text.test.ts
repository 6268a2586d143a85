import { describe, expect, it } from "vitest";
import type { SearchAnswer } from "../engine/search-products.js";
import { hitsToText } from "./hits-text.js";

const plain = { colour: false, width: 80 };
const answer: SearchAnswer = {
  query: "desk",
  mode: "hybrid",
  filters: [],
  understood: [],
  list: "a-list",
  hits: [
    {
      id: "d1",
      score: 1.23456,
      title: "Walnut desk",
      brand: "Norrland",
      categoryPath: ["Furniture", "Desks"],
      price: 120,
      currency: "EUR",
    },
    { id: "d2", score: 0.5, title: "Oak desk", categoryPath: [] },
  ],
  total: 12,
  offset: 10,
  limit: 10,
};

describe("hits as text", () => {
  it("have place, score, title, then what is known; a missing price is said to be missing", () => {
    expect(hitsToText(answer, plain).split("\n")).toEqual([
      " 11  1.235  Walnut desk",
      "            Norrland · Desks · 120.00 EUR · d1",
      " 12  0.500  Oak desk",
      "            price not given · d2",
      "11–12 of 12",
    ]);
  });

  it("are no wider than the terminal", () => {
    const [hit] = answer.hits;
    const long = { ...answer, hits: [{ ...hit!, title: "Very ".repeat(50) }] };
    for (const line of hitsToText(long, { colour: false, width: 50 }).split("\n")) {
      expect(line.length).toBeLessThanOrEqual(50);
    }
  });

  it("are coloured only where they may be", () => {
    expect(hitsToText(answer, plain)).not.toContain("\u001b");
    expect(hitsToText(answer, { ...plain, colour: true })).toContain("\u001b[2m");
  });

  it("tell nothing found from a page after the last", () => {
    const none: SearchAnswer = { ...answer, hits: [] };
    expect(hitsToText(none, plain)).toBe("No hit after the first 10; 12 in all.");
    const nearest = { hits: answer.hits, reached: "nearest in meaning" };
    const text = hitsToText({ ...none, total: 0, offset: 0, nearest }, plain);
    expect(text).toMatch(/^Nothing found\.\nNearest \(nearest in meaning\):\n {2}1 {2}1\.235/);
  });

  it("end with the facets, the most frequent values of each", () => {
    const values = Array.from({ length: 9 }, (_, n) => ({ value: `v${n}`, count: 9 - n }));
    const text = hitsToText({ ...answer, facets: [{ field: "brand", values }] }, plain);
    expect(text.split("\n").at(-1)).toBe(
      "brand: v0 (9) · v1 (8) · v2 (7) · v3 (6) · v4 (5) · v5 (4) · v6 (3) · v7 (2)",
    );
  });
});
