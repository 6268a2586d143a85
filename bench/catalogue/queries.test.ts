import { describe, expect, it } from "vitest";
import { createCatalogue } from "./catalogue.mjs";
import { queriesOf } from "./queries.mjs";

const catalogue = createCatalogue(1);
const options = { seed: 1, products: 100_000, count: 2000 };
const queries = [...queriesOf(catalogue, options)];

describe("queries of the big catalogue", () => {
  it("are the same for the same options, and fewer are the first of more", () => {
    expect([...queriesOf(catalogue, { ...options, count: 50 })]).toEqual(queries.slice(0, 50));
    expect([...queriesOf(catalogue, { ...options, seed: 2 })]).not.toEqual(queries);
  });

  it("have one to five words of a title of the catalogue, sometimes one more", () => {
    const lengths = queries.map(({ query }) => query.split(" ").length);
    expect(Math.min(...lengths)).toBe(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(6);
    for (const { query, from } of queries) {
      expect(query).not.toBe("");
      expect(Number(from.slice(1))).toBeLessThan(options.products);
    }
  });

  it("are filtered one in six, by what the product passes", () => {
    const filtered = queries.filter(({ filters }) => filters.length > 0);
    expect(Math.abs(filtered.length / queries.length - 1 / 6)).toBeLessThan(0.03);
    for (const { filters, from } of filtered) {
      const { price, brand, availability, attributes } = catalogue.productAt(Number(from.slice(1)));
      for (const filter of filters) {
        const [field, value] = filter.split(/<?=/);
        if (field === "price") expect(price).toBeLessThanOrEqual(Number(value));
        else expect({ brand, availability, ...attributes }).toHaveProperty(field!, value);
      }
    }
  });

  it("have words that no product has, for some of them are slips", () => {
    const kept = queries.filter(({ query, from }) => {
      const title = catalogue.productAt(Number(from.slice(1))).title.toLowerCase();
      return query.split(" ").every((word) => title.includes(word));
    });
    expect(kept.length / queries.length).toBeGreaterThan(0.6);
    expect(kept.length / queries.length).toBeLessThan(0.9);
  });
});
