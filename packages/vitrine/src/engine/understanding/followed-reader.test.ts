import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProduct } from "../../../test/made-catalogue.js";
import type { Product } from "../../data/product.js";
import { createAnalyzer } from "../../text/analyze.js";
import type { QueryReader } from "./query-reader.js";
import { createQueryReader } from "./query-reader.js";
import { createVocabularyCollector } from "./query-vocabulary.js";

const options = { analyzer: createAnalyzer({ language: "en" }), documentFrequency: () => 0 };

/** A shop whose reader follows what is put and removed. */
function openShop(products: readonly Product[]): {
  readonly reader: QueryReader;
  readonly change: (removed: readonly Product[], put: readonly Product[]) => void;
} {
  const collector = createVocabularyCollector();
  products.forEach(collector.add);
  const reader = createQueryReader(collector.vocabulary, options);
  return {
    reader,
    change(removed, put) {
      removed.forEach(collector.remove);
      put.forEach(collector.add);
      const changed = createVocabularyCollector();
      [...removed, ...put].forEach(changed.add);
      reader.follow(changed.vocabulary);
    },
  };
}

const desk = makeProduct({ id: "desk", brand: "Norland", attributes: { color: "Oak" } });

/** Products that the shop has nothing of, a query that names what they bring, and how it is read. */
const NEW: readonly (readonly [
  what: string,
  fields: Partial<Product>,
  query: string,
  filter: string,
])[] = [
  ["brand", { brand: "Karrowick & Sons" }, "karrowick and sons lamp", "brand=Karrowick & Sons"],
  ["category", { categoryPath: ["Home", "Hammocks"] }, "blue hammock", "category=Hammocks"],
  ["value", { attributes: { color: "Vermilion" } }, "vermilion lamp", "color=Vermilion"],
  ["attribute", { attributes: { finish: "Lacquered" } }, "lacquered lamp", "finish=Lacquered"],
  ["name", { attributes: { dimmable: true } }, "lamp with dimmable", "dimmable=true"],
  ["measure", { attributes: { width: "51 cm" } }, "lamp 51 cm wide", "width=51 cm"],
  ["number", { attributes: { height_cm: 80 } }, "lamp 80 cm tall", "height_cm>="],
  ["price", { price: 900, currency: "USD" }, "lamp under $950", "price<950"],
];

describe("a reader that follows", () => {
  it.each(NEW)("reads a %s from the first product that has it to the last", (...one) => {
    const [, fields, query, filter] = one;
    const { reader, change } = openShop(Array.from({ length: 30 }, () => desk));
    const added = makeProduct({ id: "new", ...fields });
    const filters = (): string[] => reader.read(query).understood.map((read) => read.filter);
    expect(filters()).toEqual([]);
    change([], [added]);
    expect(filters()).toEqual([expect.stringContaining(filter)]);
    change([], [added]);
    change([added], []);
    expect(filters()).toHaveLength(1);
    change([added], []);
    expect(filters()).toEqual([]);
  });

  it("reads as one that is made anew of the same products", () => {
    // No value is rare, and none stands in the name of a category: those are judged when it is made.
    const product = fc.record({
      brand: fc.constantFrom("Norland", "Kettel & Co", "Blythe"),
      categoryPath: fc.constantFrom(["Home", "Desks"], ["Home", "Lamps & Lights"]),
      price: fc.constantFrom(10, 50, 400),
      currency: fc.constantFrom("USD", "EUR"),
      attributes: fc.record({
        color: fc.constantFrom("Blue", "Sky Blue", "Black/White"),
        width: fc.constantFrom("50 cm", "1 m", "120 cm"),
        drawers: fc.constantFrom(0, 2, 4),
        foldable: fc.boolean(),
      }),
    });
    const queries = [
      "blue norland desk under 30",
      "white kettel lamp 20 inch",
      "foldable desk with 4 drawers",
      "blythe lights not blue, 1 m wide, over 100 €",
    ];
    const toProducts = (all: readonly Partial<Product>[]): Product[] =>
      all.map((fields, at) => makeProduct({ id: String(at), ...fields }));
    fc.assert(
      fc.property(
        fc.array(product, { minLength: 1, maxLength: 12 }),
        fc.array(product, { maxLength: 6 }),
        fc.array(fc.nat(11), { maxLength: 6 }),
        (held, put, removed) => {
          const [before, added] = [toProducts(held), toProducts(put)];
          const gone = before.filter((_, at) => removed.includes(at));
          const { reader, change } = openShop(before);
          change(gone, added);
          const left = [...before.filter((one) => !gone.includes(one)), ...added];
          const anew = openShop(left).reader;
          for (const query of queries) expect(reader.read(query)).toEqual(anew.read(query));
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });
});
