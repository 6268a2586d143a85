import { describe, expect, it } from "vitest";
import type { Product } from "../data/product.js";
import { isVitrineError } from "../errors.js";
import {
  createCategoryQueries,
  evaluateCategoryRetrieval,
  sampleQueries,
} from "./catalogue-protocol.js";
import { createRandomSystem } from "./random-system.js";

const product = (id: string, title: string, categoryPath: string[], more: Partial<Product> = {}): Product => ({
  id, title, categoryPath, images: [], attributes: {}, ...more,
}); // prettier-ignore

const products = [
  product("a", "Oak chair", ["Home", "Chairs"], { brand: "Elm" }),
  product("b", "OAK  chair!", ["Home", "Chairs"], { brand: "Elm" }),
  product("c", "Blue chair", ["Office", "Chairs"], { parentId: "d" }),
  product("d", "Red chair", ["Office", "Chairs"], { attributes: { colour: "red" } }),
  product("e", "Lamp", ["Lamps"], { attributes: { colour: "red" } }),
  product("f", "Thing", []),
];

describe("createCategoryQueries", () => {
  it("excludes the query product, its duplicates and its variants, and counts what is no query", () => {
    const { queries, skipped } = createCategoryQueries(products, "category");
    const seen = queries.map(({ productId, grades, exclude }) => [
      productId,
      [...grades.keys()].join(""),
      [...(exclude ?? [])].sort().join(""),
    ]);
    expect(seen).toEqual([
      ["a", "cd", "ab"],
      ["b", "cd", "ab"],
      ["c", "ab", "cd"],
      ["d", "ab", "cd"],
    ]);
    expect(skipped).toEqual({ "without a category": 1, "alone in their category": 1 });
  });

  it("takes the whole path, the brand or an attribute as the label", () => {
    const relevant = (label: string): string[] =>
      createCategoryQueries(products, label).queries.map(
        ({ productId, grades }) => `${productId!}:${[...grades.keys()].join("")}`,
      );
    // Of one path or brand are duplicates or variants alone here.
    expect(relevant("category-path")).toEqual([]);
    expect(relevant("brand")).toEqual([]);
    expect(relevant("colour")).toEqual(["d:e", "e:d"]);
    expect(relevant("attributes.COLOUR")).toEqual(["d:e", "e:d"]);
    expect(relevant("Category")).toEqual(relevant("category"));
    expect(() => relevant("constructor")).toThrow(
      /one of category, category-path, brand, colour; got "constructor"/,
    );
  });
});

describe("evaluateCategoryRetrieval", () => {
  it("records label, hiding and what was left out", async () => {
    const random = createRandomSystem(
      products.map(({ id }) => id),
      1,
    );
    const report = await evaluateCategoryRetrieval([random], products, {
      labelHidden: true,
      resamples: 100,
    });
    expect(report.queries).toBe(4);
    expect(report.protocol.options).toMatchObject({ label: "category", labelHidden: true });
    expect(report.titles["a"]).toBe("Oak chair");
    // Both relevant products fit into the first five of the four that are left.
    expect(report.ceiling).toMatchObject({ "precision@5": 0.4, "recall@5": 1, mrr: 1 });
    expect(report.systems[0]?.metrics["recall@5"]?.value).toBe(1);
  });

  it("fails when nothing shares a label", async () => {
    const random = createRandomSystem(["e"], 1);
    await expect(evaluateCategoryRetrieval([random], products.slice(4))).rejects.toMatchObject({
      code: "NOTHING_TO_MEASURE",
    });
  });
});

describe("sampleQueries", () => {
  const all = {
    queries: Array.from({ length: 100 }, (_, index) => ({
      query: String(index),
      grades: new Map([["x", 1]]),
    })),
    skipped: {},
  };

  it("draws the same queries for the same seed, in their order, and counts the rest", () => {
    const { queries, skipped } = sampleQueries(all, 10, 1);
    expect(skipped).toEqual({ "not drawn": 90 });
    const drawn = queries.map(({ query }) => Number(query));
    expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
    expect(new Set(drawn).size).toBe(10);
    expect(sampleQueries(all, 10, 1).queries).toEqual(queries);
    expect(sampleQueries(all, 10, 2).queries).not.toEqual(queries);
  });

  it("refuses a number of queries that is none", () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      try {
        sampleQueries(all, count, 1);
        expect.unreachable();
      } catch (error) {
        expect(isVitrineError(error, "PARAM_INVALID")).toBe(true);
      }
    }
  });
});
