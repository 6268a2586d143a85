import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createDataProfile } from "./data-profile.js";
import type { DataProfile } from "./data-profile.js";
import type { Product } from "./product.js";

const plain = (id: string, rest: Partial<Product> = {}): Product => ({
  id,
  title: `Lamp ${id}`,
  categoryPath: [],
  images: [],
  attributes: {},
  ...rest,
});

function profileOf(products: readonly Product[]): DataProfile {
  const profiler = createDataProfile();
  profiler.add(products);
  return profiler.profile();
}

describe("createDataProfile", () => {
  it("counts what products lack, exactly", () => {
    const product = fc.record(
      {
        id: fc.constant("x"),
        title: fc.constantFrom("A", "a!", "B"),
        brand: fc.constantFrom("K", "L"),
        price: fc.nat(50),
        categoryPath: fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }),
        images: fc.array(fc.constant("i"), { maxLength: 3 }),
        attributes: fc.dictionary(fc.constantFrom("c", "d"), fc.boolean()),
      },
      { requiredKeys: ["id", "title", "categoryPath", "images", "attributes"] },
    );
    fc.assert(
      fc.property(fc.array(product, { minLength: 1, maxLength: 40 }), (drawn) => {
        const products = drawn.map((one, index) => ({ ...one, id: `${index}` }));
        const profile = profileOf(products);
        const lacking = (test: (one: Product) => boolean): unknown => {
          const count = products.filter(test).length;
          return { products: count, share: count / products.length };
        };
        expect(profile.missing).toMatchObject({
          brand: lacking((one) => one.brand === undefined),
          price: lacking((one) => one.price === undefined),
          category: lacking((one) => one.categoryPath.length === 0),
          images: lacking((one) => one.images.length === 0),
          attributes: lacking((one) => Object.keys(one.attributes).length === 0),
        });
        const named = new Set(
          products.map((one) => `${one.title.replace("!", "").toLowerCase()} ${one.brand ?? ""}`),
        );
        expect(profile.duplicates.titleAndBrand.surplus).toBe(products.length - named.size);
        const paths = new Set(
          products.flatMap((one) =>
            one.categoryPath.map((_, depth) => one.categoryPath.slice(0, depth + 1).join("/")),
          ),
        );
        expect(profile.categories.categories).toBe(paths.size);
        expect(profile.brands.distinct).toBe(
          new Set(products.flatMap((one) => (one.brand === undefined ? [] : [one.brand]))).size,
        );
        expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
      }),
      { seed: 16 },
    );
  });

  it("tells equal ids, equal names and equal contents apart", () => {
    const { duplicates } = profileOf([
      plain("1", { title: "Oak-Chair", brand: "K", price: 5 }),
      plain("2", { title: "oak chair", brand: "K", price: 6 }),
      plain("3", { title: "oak chair", brand: "L" }),
      plain("4", { title: "Oak-Chair", brand: "K", price: 5 }),
      plain("4", { title: "Rug" }),
    ]);
    expect(duplicates).toEqual({
      id: { groups: 1, surplus: 1, examples: ["4"] },
      titleAndBrand: { groups: 1, surplus: 2, examples: ["2", "4"] },
      content: { groups: 1, surplus: 1, examples: ["4"] },
    });
  });

  it("shows the tree of categories and the groups of variants", () => {
    const { categories, variants } = profileOf([
      plain("1", { categoryPath: ["Home", "Chairs"] }),
      plain("2", { categoryPath: ["Home", "Lamps"], parentId: "1" }),
      plain("3", { categoryPath: ["Home"], parentId: "1" }),
      plain("4", { parentId: "9" }),
    ]);
    expect(categories).toEqual({
      without: 1,
      shareWithout: 0.25,
      categories: 3,
      leaves: 2,
      depth: 2,
      productsByDepth: [1, 2],
      roots: [
        {
          name: "Home",
          products: 3,
          children: [
            { name: "Chairs", products: 1, children: [], moreChildren: 0 },
            { name: "Lamps", products: 1, children: [], moreChildren: 0 },
          ],
          moreChildren: 0,
        },
      ],
      moreRoots: 0,
      cutShort: 0,
    });
    expect(variants).toMatchObject({ products: 3, parents: 2, sizes: { min: 1, max: 2 } });
  });

  it("cuts paths of absurd depth short and says so", () => {
    const path = Array.from({ length: 20_000 }, (_, level) => `c${level}`);
    const { categories } = profileOf([plain("1", { categoryPath: path })]);
    expect(categories).toMatchObject({ categories: 32, leaves: 1, depth: 20_000, cutShort: 1 });
  });

  it("shows the spread of prices by currency, zero prices and prices far out", () => {
    const euros = Array.from({ length: 100 }, (_, i) =>
      plain(`e${i}`, { price: 10 + i, currency: "EUR" }),
    );
    const { prices } = profileOf([
      ...euros,
      plain("far", { price: 1_000_000, currency: "EUR" }),
      plain("free", { price: 0, currency: "EUR" }),
      plain("other", { price: 7 }),
    ]);
    expect(prices.map(({ currency, count, zero }) => [currency, count, zero])).toEqual([
      ["EUR", 102, 1],
      [undefined, 1, 0],
    ]);
    const [euro] = prices;
    expect(euro).toMatchObject({ min: 0, max: 1_000_000, outliers: { low: 0, high: 1 } });
    expect(euro?.median).toBeCloseTo(59.5);
    expect(euro?.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(101);
    expect(prices[1]?.outliers).toMatchObject({ low: 0, high: 0 });
  });

  it("tells kinds and numbers of values of attributes, languages, pictures and encodings", () => {
    const profiler = createDataProfile();
    profiler.addEncoding("utf-8");
    profiler.add([
      plain("1", {
        description: "Eine Lampe aus Holz, die mit einem Schalter und nicht mit einer App geht",
        attributes: { colour: ["red", "blue"], width: 5 },
        images: ["a", "b"],
        availability: "in_stock",
      }),
      plain("2", { attributes: { colour: "red", width: 6, foldable: true } }),
    ]);
    const profile = profiler.profile();
    expect(profile.attributes).toEqual([
      {
        name: "colour",
        products: 2,
        share: 1,
        kinds: { text: 1, number: 0, boolean: 0, list: 1 },
        distinct: 2,
      },
      {
        name: "width",
        products: 2,
        share: 1,
        kinds: { text: 0, number: 2, boolean: 0, list: 0 },
        distinct: 2,
      },
      {
        name: "foldable",
        products: 1,
        share: 0.5,
        kinds: { text: 0, number: 0, boolean: 1, list: 0 },
        distinct: 1,
      },
    ]);
    expect(profile).toMatchObject({
      languages: { sampled: 2, counts: { de: 1, unknown: 1 } },
      availability: { in_stock: 1 },
      images: { max: 2, median: 1 },
      severalImages: 1,
      encodings: ["utf-8"],
    });
  });

  it("has figures of an empty catalogue too", () => {
    expect(profileOf([])).toMatchObject({
      products: 0,
      prices: [],
      missing: { price: { products: 0, share: 0 } },
    });
  });
});
