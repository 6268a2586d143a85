import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../test/made-catalogue.js";
import { matchesFilter, parseFilter } from "../data/filter.js";
import { countFacets, MAX_FACET_TEXT, MAX_FACET_VALUES, MAX_FACETS } from "./facets.js";

const valuesOf = (facets: ReturnType<typeof countFacets>, field: string): unknown =>
  facets.find((facet) => facet.field === field)?.values.map(({ value, count }) => [value, count]);

describe("facets", () => {
  it("count every category with those above it, brand, availability, then attributes", () => {
    const facets = countFacets([
      makeProduct({
        id: "a",
        categoryPath: ["Furniture", "Desks"],
        brand: "Norrland",
        availability: "in_stock",
        attributes: { colour: "red", rooms: ["hall", "study"] },
      }),
      makeProduct({ id: "b", categoryPath: ["Furniture"], attributes: { colour: "red" } }),
      makeProduct({ id: "c", attributes: { colour: "blue", outdoor: true } }),
    ]);
    expect(facets.map(({ field }) => field)).toEqual([
      "category",
      "brand",
      "availability",
      "colour",
      "outdoor",
      "rooms",
    ]);
    expect(valuesOf(facets, "category")).toEqual([
      ["Furniture", 2],
      ["Furniture > Desks", 1],
    ]);
    expect(valuesOf(facets, "colour")).toEqual([
      ["red", 2],
      ["blue", 1],
    ]);
    expect(valuesOf(facets, "outdoor")).toEqual([["true", 1]]);
  });

  it("put attributes that more products give first, however many values a product has", () => {
    const facets = countFacets([
      makeProduct({ id: "a", attributes: { rooms: ["hall", "study", "attic"], colour: "red" } }),
      makeProduct({ id: "b", attributes: { rooms: ["hall", "study", "attic"], colour: "red" } }),
      makeProduct({ id: "c", attributes: { colour: "blue" } }),
      makeProduct({ id: "d", attributes: { colour: "blue" } }),
      makeProduct({ id: "e" }),
      makeProduct({ id: "f" }),
    ]);
    expect(facets.map(({ field }) => field)).toEqual(["colour", "rooms"]);
  });

  it("count a value that a list repeats once", () => {
    const [facet] = countFacets([
      makeProduct({ id: "a", attributes: { rooms: ["hall", "hall"] } }),
    ]);
    expect(facet?.values).toEqual([{ value: "hall", count: 1 }]);
  });

  it("keep an attribute apart from a field of the product of the same name", () => {
    const facets = countFacets([
      makeProduct({ id: "a", brand: "Norrland", attributes: { brand: "sub" } }),
      makeProduct({ id: "b", brand: "Norrland", attributes: { brand: "sub" } }),
    ]);
    expect(valuesOf(facets, "brand")).toEqual([["Norrland", 2]]);
    expect(valuesOf(facets, "attributes.brand")).toEqual([["sub", 2]]);
  });

  it("leave out what nearly every product fills differently", () => {
    const products = Array.from({ length: 20 }, (_, n) =>
      makeProduct({ id: `p${n}`, attributes: { partNumber: `X-${n}`, colour: `c${n % 3}` } }),
    );
    expect(countFacets(products).map(({ field }) => field)).toEqual(["colour"]);
  });

  it(`list at most ${MAX_FACET_VALUES} values, the most frequent first, equal ones by name`, () => {
    const products = Array.from({ length: 400 }, (_, n) =>
      makeProduct({ id: `p${n}`, brand: `brand-${String(n % 100).padStart(2, "0")}` }),
    );
    const [facet] = countFacets([...products, makeProduct({ id: "x", brand: "brand-99" })]);
    expect(facet?.values).toHaveLength(MAX_FACET_VALUES);
    expect(facet?.values[0]).toEqual({ value: "brand-99", count: 5 });
    expect(facet?.values[1]).toEqual({ value: "brand-00", count: 4 });
  });

  it("count as many products as the filter of each value lets pass", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer(), (count, seed) => {
        const products = makeProducts(count, seed);
        for (const { field, values } of countFacets(products)) {
          if (values.length === MAX_FACET_VALUES) continue;
          for (const { value, count: counted } of values) {
            const filter = parseFilter(`${field}=${JSON.stringify(value)}`);
            const passing = products.filter((product) => matchesFilter(product, filter));
            expect(counted, `${field}=${value}`).toBe(passing.length);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it("are those that most products give, where there are too many to choose from", () => {
    const products = Array.from({ length: MAX_FACETS * 2 }, (_, n) =>
      makeProduct({
        id: `p${n}`,
        brand: "Norrland",
        attributes: Object.fromEntries(
          Array.from({ length: n + 1 }, (_unused, name) => [`name ${name}`, "yes"]),
        ),
      }),
    );
    const facets = countFacets(products);
    expect(facets.map(({ field }) => field)).toEqual([
      "brand",
      ...Array.from({ length: MAX_FACETS - 1 }, (_, n) => `name ${n}`),
    ]);
  });

  it("list no text that is too long to choose", () => {
    const [short, long] = ["x".repeat(MAX_FACET_TEXT), "y".repeat(MAX_FACET_TEXT + 1)];
    const facets = countFacets(
      [short, short, long, long, long].map((care, n) =>
        makeProduct({ id: `p${n}`, attributes: { care, [long]: "yes", [short]: "yes" } }),
      ),
    );
    expect(facets).toEqual([
      { field: "care", values: [{ value: short, count: 2 }] },
      { field: short, values: [{ value: "yes", count: 5 }] },
    ]);
    expect(countFacets([makeProduct({ id: "a", brand: long })])).toEqual([]);
  });

  it("of nothing are none", () => {
    expect(countFacets([])).toEqual([]);
  });
});
