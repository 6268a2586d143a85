import { describe, expect, it } from "vitest";
import type { Product } from "../data/product.js";
import { createKnownItemQueries, evaluateKnownItems } from "./known-item-protocol.js";
import type { SearchSystem } from "./search-system.js";

const product = (id: string, title: string): Product => ({
  id,
  title,
  categoryPath: [],
  images: [],
  attributes: {},
});
const titles = [
  "Oak dining chair ZX-901",
  "Walnut dining chair, set of four",
  "Walnut dining table for four",
  "Oak table, set of two",
  "OAK TABLE set of two",
  "Flurbl",
];
const products = titles.map((title, index) => product(`p${index}`, title));

describe("createKnownItemQueries", () => {
  it("takes words that other titles have too, in their order, never one that gives the product away", () => {
    const { queries, skipped } = createKnownItemQueries(products, { typoShare: 0, seed: 1 });
    expect(skipped).toEqual({ "with fewer than two words that other titles share": 1 });
    expect(queries.map(({ productId }) => productId)).toEqual(["p0", "p1", "p2", "p3", "p4"]);
    for (const { query, productId } of queries) {
      const title = titles[Number(productId!.slice(1))]!.toLowerCase();
      const words = query.split(" ");
      expect(words.length).toBeGreaterThanOrEqual(2);
      // "two" stands in p3 and its duplicate alone.
      for (const word of words) expect(["zx", "901", "two", "for"]).not.toContain(word);
      const places = words.map((word) => title.indexOf(word));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places).not.toContain(-1);
    }
  });

  it("wants the product that was meant and excludes what can not be told from it", () => {
    const { queries } = createKnownItemQueries(products, { typoShare: 0, seed: 1 });
    expect(queries[3]).toMatchObject({ grades: new Map([["p3", 1]]), exclude: new Set(["p4"]) });
  });

  it("changes no other query when a product is added whose words are its own", () => {
    const before = createKnownItemQueries(products, { typoShare: 0.5, seed: 1 }).queries;
    const after = createKnownItemQueries([product("new", "Quux frobnicator"), ...products], {
      typoShare: 0.5,
      seed: 1,
    }).queries;
    expect(after).toEqual(before);
  });

  it("makes one typing error a long word, and never in its first letter", () => {
    const mixed = Array.from({ length: 60 }, (_, index) =>
      product(`m${index}`, `walnut dining chair set ${index}`),
    );
    const words = createKnownItemQueries(mixed, { typoShare: 1, seed: 1 }).queries.flatMap(
      ({ query: text }) => text.split(" "),
    );
    for (const word of words) {
      const meant = ["walnut", "dining", "chair", "set"].find((known) =>
        known.startsWith(word.charAt(0)),
      )!;
      if (meant === "set") expect(word).toBe("set");
      else expect(Math.abs(word.length - meant.length)).toBeLessThanOrEqual(1);
    }
    expect(words).not.toContain("walnut");
    expect(new Set(words.filter((word) => word.startsWith("w"))).size).toBeGreaterThan(5);
  });
});

it("scores the rank of the one product", async () => {
  const last: SearchSystem = {
    name: "last",
    async rank(_query, { k, exclude }) {
      return products
        .map(({ id }) => id)
        .filter((id) => exclude?.has(id) !== true)
        .slice(0, k);
    },
  };
  const report = await evaluateKnownItems([last], products, { resamples: 100 });
  expect(report.primaryMetric).toBe("mrr");
  expect(report.perQuery[2]?.values["last"]?.[report.metrics.indexOf("mrr")]).toBeCloseTo(
    1 / 3,
    12,
  );
  expect(report.ceiling["hit@5"]).toBe(1);
});
