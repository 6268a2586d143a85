import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../../test/made-catalogue.js";
import { createVocabularyCollector } from "./query-vocabulary.js";

describe("createVocabularyCollector", () => {
  it("counts brands, every level of the categories, attributes and prices", () => {
    const collector = createVocabularyCollector();
    collector.add(
      makeProduct({
        id: "a",
        brand: "Acme",
        categoryPath: ["Home", "Desks"],
        price: 20,
        currency: "EUR",
        availability: "in_stock",
        attributes: { sizes: ["M", "L", "M"], drawers: 2, dimmable: true },
      }),
    );
    collector.add(makeProduct({ id: "b", categoryPath: ["Home"], attributes: { sizes: ["M"] } }));
    const { vocabulary } = collector;
    expect(vocabulary.productCount).toBe(2);
    expect([...vocabulary.brands]).toEqual([["Acme", 1]]);
    expect([...vocabulary.categories]).toEqual([
      ["Home", 2],
      ["Home > Desks", 1],
    ]);
    expect([...vocabulary.attributes.get("sizes")!]).toEqual([
      ["M", 2],
      ["L", 1],
    ]);
    expect([...vocabulary.attributes.get("drawers")!]).toEqual([[2, 1]]);
    expect([...vocabulary.attributes.get("dimmable")!]).toEqual([[true, 1]]);
    expect([...vocabulary.prices.get("Home > Desks")!]).toEqual([[20, 1]]);
    expect([...vocabulary.currencies]).toEqual([["EUR", 1]]);
    expect([...vocabulary.availabilities]).toEqual([["in_stock", 1]]);
  });

  it("passes over prose", () => {
    const collector = createVocabularyCollector();
    collector.add(makeProduct({ id: "a", attributes: { care: "word ".repeat(20) } }));
    expect(collector.vocabulary.attributes.get("care")!.size).toBe(0);
  });

  it("counts after changes as if it had counted what is left", () => {
    const products = makeProducts(300);
    const changed = createVocabularyCollector();
    for (const product of products) changed.add(product);
    for (const product of products.slice(100)) changed.remove(product);
    const counted = createVocabularyCollector();
    for (const product of products.slice(0, 100)) counted.add(product);
    const plain = ({ vocabulary }: typeof counted): unknown => ({
      ...vocabulary,
      attributes: [...vocabulary.attributes].filter(([, values]) => values.size > 0).sort(),
      prices: new Map([...vocabulary.prices].filter(([, values]) => values.size > 0)),
    });
    expect(plain(changed)).toEqual(plain(counted));
  });
});
