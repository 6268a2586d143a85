import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../../test/made-catalogue.js";
import { filterOperators, parseFilter, prepareFilters } from "../../data/filter.js";
import type { Filter } from "../../data/filter.js";
import { availabilitySchema } from "../../data/product.js";
import type { Product } from "../../data/product.js";
import { twinsOf } from "../../evaluation/product-twins.js";
import { countFacets, MAX_FACETS } from "../facets.js";
import { createProductColumns, readProductColumns } from "./create-product-columns.js";
import type { ProductColumns } from "./product-columns.js";

// Few values, so that they meet; spellings that fold together, look like numbers or like truth.
const text = fc.constantFrom(
  "a",
  "A",
  "á",
  " a ",
  "a  b",
  "a b",
  "5",
  "5.0",
  "-1e2",
  "yes",
  "true",
  "0",
  "",
  "😀",
  "日本",
  "x > y",
);
const name = fc.constantFrom(
  "colour",
  "Colour",
  "COLOUR ",
  "price",
  "attributes.price",
  "width",
  "brand",
  "__proto__",
  "7",
);
const attributeValue = fc.oneof(
  text,
  fc.constantFrom(5, 0, -100, 4.5, 1),
  fc.boolean(),
  fc.array(text, { maxLength: 4 }),
);
const time = fc.constantFrom(
  "2024-01-01T00:00:00Z",
  "2024-01-01T00:00:00.000Z",
  "2025-06-01T10:00:00.5Z",
);
const optional = { requiredKeys: ["id", "title", "categoryPath", "images", "attributes"] } as const;
const product: fc.Arbitrary<Product> = fc
  .record(
    {
      id: fc.constantFrom("p1", "P1", "p2", "p3", "p4", "p 5", "é", "e"),
      title: text.map((given) => given || "untitled"),
      description: text,
      brand: text,
      categoryPath: fc.array(fc.constantFrom("Home", "home", "Rugs", "A > B", "A", "B", ""), {
        maxLength: 3,
      }),
      price: fc.constantFrom(0, 1, 4.5, 5, 1e9),
      currency: fc.constantFrom("EUR", "USD"),
      availability: fc.constantFrom(...availabilitySchema.options),
      images: fc.array(text, { maxLength: 3 }),
      attributes: fc
        .array(fc.tuple(name, attributeValue), { maxLength: 6 })
        .map((entries) => Object.fromEntries(entries) as Product["attributes"]),
      updatedAt: time,
      parentId: fc.constantFrom("p1", "p2", "p3", "P1", "gone", "gone2"),
    },
    { requiredKeys: [...optional.requiredKeys] },
  )
  .map((made) => made as Product);

type Change = { readonly upsert: Product[] } | { readonly delete: string[] };
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ upsert: fc.array(product, { maxLength: 6 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        delete: fc.array(fc.constantFrom("p1", "P1", "p2", "p3", "e", "none"), { maxLength: 3 }),
      }),
    },
  ),
  { maxLength: 8 },
);
const field = fc.oneof(
  name,
  name.map((given) => `attributes.${given}`),
  fc.constantFrom(
    "id",
    "title",
    "description",
    "brand",
    "category",
    "price",
    "currency",
    "availability",
    "images",
    "updatedAt",
    "parentId",
    "nothing",
  ),
);
const filterValue = fc.oneof(
  text,
  time,
  fc.constantFrom(
    "Home",
    "home > rugs",
    "EUR",
    "in_stock",
    "p1",
    "é",
    "gone",
    "4.50",
    "no",
    "A > B",
  ),
);
const filter: fc.Arbitrary<Filter> = fc
  .record({
    field,
    operator: fc.constantFrom(...filterOperators),
    values: fc.array(filterValue, { minLength: 1, maxLength: 3 }),
  })
  .filter(({ field: given }) => given !== "__proto__");

/** The plain products by ordinal, kept beside the columns. */
function follow(steps: readonly Change[]): {
  columns: ProductColumns;
  products: Map<number, Product>;
} {
  const columns = createProductColumns();
  const products = new Map<number, Product>();
  for (const step of steps) {
    if ("upsert" in step) {
      const ordinals = columns.upsert(step.upsert);
      step.upsert.forEach((given, place) => products.set(ordinals[place]!, given));
    } else {
      for (const ordinal of columns.delete(step.delete)) products.delete(ordinal);
    }
    // Filters in between, so that columns of attributes exist while products change.
    columns.accept([{ field: "colour", operator: "=", values: ["a"] }]);
  }
  return { columns, products };
}

function kept(given: Product): Product {
  const rest = { ...given, images: given.images.slice(0, 1) };
  delete rest.description;
  return rest;
}

const inOrder = (products: Map<number, Product>): [number, Product][] =>
  [...products].sort(([a], [b]) => a - b);

/** Everything that can be asked, to tell two columns apart. */
function answers(columns: ProductColumns): unknown {
  const ordinals = [...Array(columns.length).keys()].filter((one) => columns.isLive(one));
  return {
    length: columns.length,
    size: columns.size,
    products: ordinals.map((one) => [columns.productAt(one), columns.twinsOf(one)]),
    facets: columns.facets(undefined),
    fields: columns
      .fields()
      .map((one) => [one.field, one.kind, one.givenBy, one.values(), one.numbers()]),
    prices: columns.priceHistogram(undefined),
  };
}

describe("product columns", () => {
  it("give back every product but its description and later pictures", () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const { columns, products } = follow(steps);
        expect(columns.size).toBe(products.size);
        for (const [ordinal, given] of products) {
          expect(columns.ordinalOf(given.id)).toBe(ordinal);
          expect(columns.productAt(ordinal)).toEqual(kept(given));
          expect(Object.keys(columns.productAt(ordinal).attributes)).toEqual(
            Object.keys(given.attributes),
          );
          expect(columns.titleAt(ordinal)).toBe(given.title);
          expect(columns.idOf(ordinal)).toBe(given.id);
          expect(columns.priceAt(ordinal)).toBe(given.price ?? Number.NaN);
          expect(columns.categoryPathAt(ordinal)).toEqual(given.categoryPath);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("pass filters exactly as the definition does, whatever came and went", () => {
    let passed = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        changes,
        fc.array(fc.array(filter, { maxLength: 2 }), { minLength: 12, maxLength: 12 }),
        fc.subarray(["p1", "e", "none"]),
        (steps, filterLists, exclude) => {
          const { columns, products } = follow(steps);
          for (const filters of filterLists) {
            const passes = prepareFilters(filters);
            const accept = columns.accept(filters, exclude);
            for (let ordinal = 0; ordinal < columns.length; ordinal++) {
              const given = products.get(ordinal);
              const expected =
                given !== undefined && passes(given) && !exclude.includes(given.id) ? 1 : 0;
              expect(
                accept === undefined ? 1 : accept[ordinal],
                JSON.stringify({ filters, given }),
              ).toBe(expected);
              if (filters.length > 0 && expected === 1) passed += 1;
              if (filters.length > 0 && given !== undefined && expected === 0) refused += 1;
            }
            // Some of them, in another order, are judged alike.
            const pool = Int32Array.from(products.keys()).reverse();
            const all = columns.accept(filters);
            expect(columns.passing(filters, pool)).toEqual(
              Uint8Array.from(pool, (ordinal) => all?.[ordinal] ?? 1),
            );
          }
        },
      ),
      { seed: 2, numRuns: 300 },
    );
    expect(Math.min(passed, refused)).toBeGreaterThan(250);
  });

  it("count facets exactly as the definition does", () => {
    fc.assert(
      fc.property(changes, fc.array(filter, { maxLength: 1 }), (steps, filters) => {
        const { columns, products } = follow(steps);
        const passing = inOrder(products).filter(([, given]) => prepareFilters(filters)(given));
        const expected = countFacets(passing.map(([, given]) => given));
        expect(columns.facets(columns.accept(filters))).toEqual(expected);
        expect(columns.facets(passing.map(([ordinal]) => ordinal))).toEqual(expected);
      }),
      { seed: 3, numRuns: 250 },
    );
    const many = makeProducts(3000, 4).map((given, n) => ({
      ...given,
      brand: `b${(n * 7919) % 311}`,
      attributes: { ...given.attributes, tags: [`t${n % 900}`, `t${n % 7}`], part: `x${n % 1600}` },
    }));
    expect(createProductColumns(many).facets(undefined)).toEqual(countFacets(many));
    const wide = many.map((given, n) => ({
      ...given,
      brand: `${given.brand} ${"long ".repeat((n % 3) * 40)}`,
      attributes: { [`name ${n % 311}`]: "x".repeat(n % 400), [`name ${(n * n) % 311}`]: n % 5 },
    }));
    expect(createProductColumns(wide).facets(undefined)).toEqual(countFacets(wide));
    expect(countFacets(wide)).toHaveLength(MAX_FACETS);
  });

  it("show the alternatives of a filtered field under the other filters", () => {
    fc.assert(
      fc.property(
        changes,
        fc.array(
          fc.oneof(
            filter,
            filter.map((given) => ({ ...given, operator: "=" as const })),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        (steps, filters) => {
          const { columns, products } = follow(steps);
          const found = columns.facetsWithAlternatives(undefined, filters);
          for (const facet of ["brand", "category", "availability", "width"]) {
            const others = filters.filter(
              (one) => one.field.replace(/^attributes\.(?=width)/, "") !== facet,
            );
            const expected = countFacets(
              inOrder(products)
                .map(([, given]) => given)
                .filter(prepareFilters(others)),
            );
            expect(found.find(({ field: name }) => name === facet)).toEqual(
              expected.find(({ field: name }) => name === facet),
            );
          }
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  it("find twins and families as the definition does", () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const { columns, products } = follow(steps);
        const live = inOrder(products);
        const twins = twinsOf(live.map(([, given]) => given));
        for (const [ordinal, given] of live) {
          const ids = columns.twinsOf(ordinal).map((one) => columns.idOf(one));
          expect(new Set(ids)).toEqual(twins(given));
          expect(ids).toHaveLength(new Set(ids).size);
          const isFamily =
            given.parentId !== undefined || live.some(([, { parentId }]) => parentId === given.id);
          expect(columns.variantGroupAt(ordinal) >= 0).toBe(isFamily);
        }
        for (const [one, a] of live) {
          const group = columns.variantGroupAt(one);
          for (const [other, b] of live) {
            if (group >= 0 && columns.variantGroupAt(other) === group)
              expect(twins(a).has(b.id)).toBe(true);
            if (a.parentId === b.id) expect(columns.variantGroupAt(other)).toBe(group);
          }
        }
      }),
      { seed: 5, numRuns: 250 },
    );
  });

  it("are the same after they were saved and read, and can be changed then", () => {
    fc.assert(
      fc.property(changes, changes, (steps, more) => {
        const { columns } = follow(steps);
        const bytes = columns.toBytes();
        const read = readProductColumns(bytes);
        expect(Buffer.compare(read.toBytes(), bytes)).toBe(0);
        expect(answers(read)).toEqual(answers(columns));
        for (const step of more) {
          for (const one of [columns, read]) {
            if ("upsert" in step) one.upsert(step.upsert);
            else one.delete(step.delete);
          }
        }
        // Pictures and descriptions show in filters alone.
        const filters: Filter[] = [{ field: "images", operator: "!=", values: ["a"] }];
        expect(read.accept(filters)).toEqual(columns.accept(filters));
        expect(answers(read)).toEqual(answers(columns));
        expect(Buffer.compare(read.toBytes(), columns.toBytes())).toBe(0);
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it("give equal bytes for equal products, however they came about", () => {
    const products = makeProducts(200, 3);
    const plain = createProductColumns(products);
    const detour = createProductColumns(
      products.map(({ id }) =>
        makeProduct({
          id,
          title: "was",
          brand: "old",
          categoryPath: ["X"],
          attributes: { a: "b" },
        }),
      ),
    );
    detour.accept([parseFilter("colour=red")]);
    detour.upsert([...products].reverse());
    expect(Buffer.compare(detour.toBytes(), plain.toBytes())).toBe(0);
  });

  it("refuse bytes that were cut or changed", () => {
    const bytes = createProductColumns(makeProducts(20)).toBytes();
    expect(() => readProductColumns(bytes.subarray(0, 900))).toThrow(/whole catalogue in columns/);
    bytes[bytes.length - 9]! ^= 1;
    expect(() => readProductColumns(bytes)).toThrow(/checksum/);
  });
});
