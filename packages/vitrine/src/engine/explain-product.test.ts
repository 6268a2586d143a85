import { beforeAll, describe, expect, it } from "vitest";
import { makeIndex, makeProduct, makeProducts } from "../../test/made-catalogue.js";
import { explainProduct } from "./explain-product.js";
import type { SearchIndex } from "./search-index.js";
import { searchProducts } from "./search-products.js";

const products = [
  ...makeProducts(600),
  makeProduct({ id: "plain", title: "Xylophone of maple" }),
  makeProduct({ id: "priceless", title: "Antique walnut desk", brand: "Casa Verde" }),
];
let index: SearchIndex;
beforeAll(async () => {
  index = await makeIndex(products, { candidatesPerSource: 20 });
});

describe("an explanation of a found product", () => {
  it("has the rank that the search gives, for every hit", async () => {
    for (const mode of ["hybrid", "lexical", "semantic"] as const) {
      const { hits, total } = await searchProducts(index, "walnut desk", { limit: 1000, mode });
      for (const place of [0, 1, 7, Math.floor(total / 2), total - 1]) {
        const explanation = await explainProduct(index, "walnut desk", hits[place]!.id, { mode });
        expect(explanation).toMatchObject({ id: hits[place]!.id, found: true, rank: place + 1 });
        expect(explanation.reason).toContain(`rank ${place + 1} of ${total}`);
      }
    }
  });

  it("says which words count, by weights that sum to the score of the words", async () => {
    const asTyped = { correct: false } as const;
    const { hits } = await searchProducts(index, "small wallnut desk", { ...asTyped, limit: 20 });
    for (const { id } of hits) {
      const { terms, sources } = await explainProduct(index, "small wallnut desk", id, asTyped);
      const words = sources.find(({ name }) => name === "words");
      const sum = terms.reduce((total, { weight }) => total + weight, 0);
      expect(sum).toBeCloseTo(words!.score, 9);
    }
    const { terms, reason } = await explainProduct(
      index,
      "small wallnut desk",
      hits[0]!.id,
      asTyped,
    );
    expect(terms.map(({ queryTerm }) => queryTerm)).toContain("wallnut");
    expect(terms.find(({ queryTerm }) => queryTerm === "wallnut")?.term).toBe("walnut");
    expect(terms.find(({ term }) => term === "walnut")?.fields).toContain("title");
    expect(reason).toContain('"walnut" for "wallnut"');
  });

  it("names every source with its rank, its score and its share; the shares sum to 1", async () => {
    const { hits } = await searchProducts(index, "walnut desk", { explain: true });
    for (const { id, explanation } of hits) {
      const { sources, terms, categoryVote, preference, filters } = await explainProduct(
        index,
        "walnut desk",
        id,
      );
      expect(explanation).toEqual({ sources, terms, categoryVote, preference, filters });
      expect(sources.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
      expect(sources.map(({ name }) => name)).toContain("title");
      for (const { rank, score } of sources) {
        if (rank === null) expect(score).toBeLessThanOrEqual(0);
        else expect(rank).toBeGreaterThanOrEqual(1);
      }
    }
  });

  it("says so when no source made it a candidate and words alone place it", async () => {
    const { hits, total } = await searchProducts(index, "walnut", { limit: 1000 });
    const explanation = await explainProduct(index, "walnut", hits.at(-1)!.id);
    expect(explanation.rank).toBe(total);
    expect(explanation.reason).toMatch(/no candidate of any source/);
  });

  it("says so when it shares no word with the query", async () => {
    const plain = { synonyms: false };
    const { hits } = await searchProducts(index, "couch", plain);
    const { reason, terms } = await explainProduct(index, "couch", hits[0]!.id, plain);
    expect(terms).toEqual([]);
    expect(reason).toMatch(/shares no word with the query; nearest in meaning by /);
  });
});

describe("an explanation of a product that holds another word for the same thing", () => {
  it("names both words", async () => {
    const { hits } = await searchProducts(index, "couch");
    const { reason } = await explainProduct(index, "couch", hits[0]!.id);
    expect(reason).toMatch(/it holds "sofa" for "couch"/);
  });
});

describe("an explanation of a missing product", () => {
  it("names the filter that does not hold and the product's value", async () => {
    const { hits } = await searchProducts(index, "walnut desk", { filters: ["price>=250"] });
    const { id, price } = hits[0]!;
    const filters = ["price<250", "category=Furniture"];
    const explanation = await explainProduct(index, "walnut desk", id, { filters });
    expect(explanation).toMatchObject({ found: false, rank: null });
    expect(explanation.reason).toBe(`Not found: price<250 does not hold for its value "${price}".`);
    expect(explanation.filters[0]).toEqual({
      filter: "price<250",
      matches: false,
      got: String(price),
    });
    expect(explanation.sources.length).toBeGreaterThan(0);
  });

  it("says that a value is missing rather than wrong", async () => {
    const filters = ["price<250", "category=Furniture", "brand=Casa Verde"];
    const { reason, filters: told } = await explainProduct(index, "walnut desk", "priceless", {
      filters,
    });
    expect(reason).toMatch(/price<250 does not hold, because the product does not give this value/);
    expect(reason).toMatch(/category=Furniture does not hold, because/);
    expect(reason).not.toMatch(/brand/);
    expect(told).toEqual([
      { filter: "price<250", matches: false },
      { filter: "category=Furniture", matches: false },
      expect.objectContaining({ matches: true, got: "Casa Verde" }),
    ]);
  });

  it("says that there is no such product, without an error", async () => {
    const explanation = await explainProduct(index, "desk", "nobody");
    expect(explanation).toMatchObject({ id: "nobody", found: false, rank: null });
    expect(explanation.reason).toContain('no product with id "nobody"');
    expect(explanation).toMatchObject({ sources: [], terms: [], filters: [] });
  });

  it("says that it shares no word and is below the line of nearness", async () => {
    const { found, reason } = await explainProduct(index, "walnut desk", "plain");
    expect(found).toBe(false);
    expect(reason).toMatch(/shares no word with the query, and its nearest text, .* is not above/);
  });

  it("says that others are nearer when it is near but beyond the candidates", async () => {
    const { hits } = await searchProducts(index, "couch", { limit: 1000, mode: "semantic" });
    const found = new Set(hits.map(({ id }) => id));
    const beyond = products.find(({ id, title }) => /sofa$/i.test(title) && !found.has(id));
    expect(beyond).toBeDefined();
    const { reason, found: isFound } = await explainProduct(index, "couch", beyond!.id, {
      synonyms: false,
    });
    expect(isFound).toBe(false);
    expect(reason).toMatch(/is near \(.*\), but other products are nearer/);
  });

  it("says in lexical mode that meaning was not compared", async () => {
    const { reason } = await explainProduct(index, "couch", "plain", { mode: "lexical" });
    expect(reason).toMatch(/shares no word with the query, and meaning was not compared/);
  });
});
