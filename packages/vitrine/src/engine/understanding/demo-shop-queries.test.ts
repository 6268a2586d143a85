/** @file How well the queries of the demo shop's training half are read; nothing of the other half is looked at. */
import { generateShop } from "@vitrine/demo-shop";
import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../../text/analyze.js";
import { createQueryReader } from "./query-reader.js";
import { createVocabularyCollector } from "./query-vocabulary.js";

const shop = generateShop({ seed: 1, products: 1200, traps: false });
const analyzer = createAnalyzer({ language: "en" });
const collector = createVocabularyCollector();
const frequencies = new Map<string, number>();
for (const product of shop.products) {
  collector.add(product);
  for (const term of new Set(analyzer.analyze(product.title))) {
    frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
}
const reader = createQueryReader(collector.vocabulary, {
  analyzer,
  documentFrequency: (term) => frequencies.get(term) ?? 0,
});
const queries = shop.queries.filter(({ split }) => split === "train");

describe("the demo shop's queries", () => {
  it("are read for every limit and level of the price that they hold, and for no other", () => {
    let held = 0;
    for (const { query, intent } of queries) {
      const { maxPrice, minPrice, purse } = intent;
      const wanted = [
        ...(maxPrice === undefined ? [] : [`price<${maxPrice}`]),
        ...(minPrice === undefined ? [] : [`price>${minPrice}`]),
        ...(purse === undefined ? [] : [`price_level=${purse === "cheap" ? "low" : "high"}`]),
      ];
      const read = reader
        .read(query)
        .understood.filter(({ kind }) => kind === "price" || kind === "price-level");
      expect([query, ...read.map(({ filter }) => filter)]).toEqual([query, ...wanted]);
      held += wanted.length;
    }
    expect(held).toBeGreaterThan(10);
  });

  it("are read for every colour that they hold", () => {
    const coloured = queries.filter(({ kind, intent }) => kind === "attribute" && intent.colour);
    expect(coloured.length).toBeGreaterThan(20);
    for (const { query } of coloured) {
      const fields = reader
        .read(query)
        .understood.flatMap(({ anyOf }) => anyOf.flat().map(({ field }) => field));
      expect([query, ...fields]).toContain("color");
    }
  });
});
