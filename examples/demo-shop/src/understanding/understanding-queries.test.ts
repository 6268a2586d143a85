import { describe, expect, it } from "vitest";
import { toUnderstandingJudgements } from "../files/json-lines.js";
import { gradeOf } from "../queries/intent.js";
import { halvesOf } from "../queries/halves.js";
import { generateShop } from "../shop.js";
import { renamedBrands } from "../world/brands.js";
import { toSynonymFile } from "./synonym-file.js";
import { synonyms } from "./synonyms.js";
import { typeOf } from "../world/departments.js";
import { understandingKinds, understandingQueries } from "./understanding-queries.js";
import { vocabularyOf, wordsOf } from "./vocabulary.js";

const shop = generateShop();
const queries = understandingQueries(shop);
const vocabulary = vocabularyOf(shop.products);
const priceOf = new Map(shop.products.map(({ id, price }) => [id, price]));

describe("understandingQueries", () => {
  it("makes at least 60 of every kind in each half", () => {
    for (const kind of understandingKinds) {
      for (const split of ["test", "train"] as const) {
        const some = queries.filter((query) => query.kind === kind && query.split === split);
        expect(some.length, `${kind} ${split}`).toBeGreaterThanOrEqual(60);
      }
    }
  });

  it("makes the same bytes from the same seed, and others from another", () => {
    const written = (seed: number): string =>
      toUnderstandingJudgements(understandingQueries(generateShop({ seed, products: 200 })));
    expect(written(3)).toBe(written(3));
    expect(written(4)).not.toBe(written(3));
  });

  it("repeats no query, of its own or of the shop's, and keeps to the shop's halves", () => {
    const all = [...queries, ...shop.queries].map(({ query }) => query);
    expect(new Set(all).size).toBe(all.length);
    const halves = halvesOf(1);
    for (const { intent, split } of queries) expect(halves.get(intent.types[0]!)).toBe(split);
  });

  it("grades as the truth says, with an exact answer and wrong ones for every query", () => {
    for (const { query, intent, grades } of queries) {
      const values = Object.values(grades);
      expect(values, query).toContain(3);
      expect(values.filter((grade) => grade === 0).length, query).toBeGreaterThanOrEqual(10);
      const wrong = shop.truths.filter(
        (truth) => gradeOf(intent, truth, priceOf.get(truth.id)) !== (grades[truth.id] ?? 0),
      );
      expect(wrong, query).toEqual([]);
    }
  });

  it("writes query, grades and kind and nothing else", () => {
    for (const line of toUnderstandingJudgements(queries).trimEnd().split("\n")) {
      expect(Object.keys(JSON.parse(line) as object)).toEqual(["query", "grades", "kind"]);
    }
  });

  it("asks for synonyms with words that no product has, none of them in both halves", () => {
    const halfOf = new Map<string, string>();
    for (const { query, split } of queries.filter(({ kind }) => kind === "synonym")) {
      const unsold = wordsOf(query).filter((word) => !vocabulary.has(word));
      expect(unsold.length, query).toBeGreaterThan(0);
      for (const word of unsold) {
        expect(halfOf.get(word) ?? split, word).toBe(split);
        halfOf.set(word, split);
      }
    }
    for (const key of Object.keys(synonyms)) expect(typeOf(key).type.key).toBe(key);
  });

  it("lists every word of a synonym in the file of synonyms", () => {
    const lines = toSynonymFile(shop).trimEnd().split("\n");
    for (const line of lines) expect(line).toMatch(/^[a-z][a-z ,]+ => [a-z]/);
    const listed = new Set(lines.flatMap((line) => line.split(" => ")[0]!.split(", ")));
    for (const { query } of queries.filter(
      ({ kind, form }) => kind === "synonym" && form === "bare",
    ))
      expect(listed, query).toContain(query);
  });

  it("misspells into no word of the catalogue, and tears only what it had in one piece", () => {
    for (const { query } of queries.filter(({ kind }) => kind === "typing-error")) {
      expect(
        wordsOf(query).some((word) => !vocabulary.has(word)) || query.includes(" "),
        query,
      ).toBe(true);
    }
  });

  it("names sums that the prices of its grades agree with", () => {
    const between = queries.filter(({ form }) => form === "between");
    expect(between.length).toBeGreaterThan(30);
    for (const { query, intent, grades } of between) {
      const [low, high] = query.match(/\d+/g)!.map(Number);
      expect([intent.minPrice, intent.maxPrice], query).toEqual([low, high]);
      for (const [id, grade] of Object.entries(grades).filter(([, value]) => value === 3)) {
        expect(priceOf.get(id), `${query} ${grade}`).toBeGreaterThanOrEqual(low!);
        expect(priceOf.get(id)).toBeLessThanOrEqual(high!);
      }
    }
  });

  it("asks for measures in other units that come to the product's own", () => {
    const truthOf = new Map(shop.truths.map((truth) => [truth.id, truth]));
    const inches = queries.filter(({ form }) => /^cm as inch/.test(form));
    expect(inches.length).toBeGreaterThan(20);
    for (const { query, grades } of inches) {
      const asked = Number(/[\d.]+/.exec(query)![0]) * 2.54;
      const exact = Object.keys(grades).filter((id) => grades[id] === 3);
      for (const id of exact) {
        expect(Math.abs(truthOf.get(id)!.measure!.value / asked - 1), query).toBeLessThan(0.051);
      }
    }
  });

  it("sets traps of several sorts", () => {
    const forms = new Set(queries.filter(({ kind }) => kind === "trap").map(({ form }) => form));
    expect([...forms].sort()).toEqual([
      "collection",
      "number that is no price",
      "part of the name",
      "price word of a size",
      "real word",
      "short word",
    ]);
  });
});

describe("a shop with lookalikes", () => {
  const alike = generateShop({ lookalikes: true });

  it("differs in the names of some makers alone", () => {
    const plain = shop.truths.map((truth) => ({
      ...truth,
      brand: renamedBrands[truth.brand] ?? truth.brand,
    }));
    expect(alike.truths).toEqual(plain);
    expect(alike.products.map(({ price }) => price)).toEqual(shop.products.map((p) => p.price));
  });

  it("is asked for makers whose names read as prices and colours", () => {
    const makers = understandingQueries(alike).filter(({ form }) => form === "maker");
    expect(makers.length).toBeGreaterThan(100);
    expect(makers.some(({ query }) => query.startsWith("under alder "))).toBe(true);
    for (const { intent } of makers) expect(Object.values(renamedBrands)).toContain(intent.brand);
  });
});
