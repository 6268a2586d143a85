import { beforeAll, describe, expect, it } from "vitest";
import { makeIndex, makeProducts } from "../../test/made-catalogue.js";
import { findProducts } from "./find-products.js";
import type { SearchIndex } from "./search-index.js";

const products = makeProducts(800);
const all = { depth: products.length };
let index: SearchIndex;
beforeAll(async () => {
  index = await makeIndex(products, { candidatesPerSource: 20 });
});

describe("what a query finds", () => {
  it("is the fused pool, then the other products that share a word, in the order of their words", async () => {
    const query = { text: "oak desk", mode: "hybrid" } as const;
    const { ordinals, scores, ranking } = await findProducts(index, query, all);
    const lexical = await findProducts(index, { ...query, mode: "lexical" }, all);
    const pool = new Set(ranking!.pool);
    const poolSize = ordinals.findIndex((ordinal) => !pool.has(ordinal));
    expect(poolSize).toBeGreaterThan(19);
    expect(poolSize).toBeLessThan(ordinals.length);
    const found = new Set(ordinals.subarray(0, poolSize));
    expect(Array.from(ordinals.subarray(0, poolSize))).toEqual(
      Array.from(ranking!.pool).filter((ordinal) => found.has(ordinal)),
    );
    expect(Array.from(ordinals.subarray(poolSize))).toEqual(
      Array.from(lexical.ordinals).filter((ordinal) => !found.has(ordinal)),
    );
    scores.forEach((score, place) => {
      expect(score).toBeLessThanOrEqual(scores[place - 1] ?? Infinity);
    });
    // The tail stands within one unit below the pool.
    expect(scores.at(-1)).toBeGreaterThan(scores[poolSize - 1]! - 1);
  });

  it("finds nothing that neither shares a word nor is near, unless the nearest are asked for", async () => {
    const query = { text: "zorvik", mode: "hybrid" } as const;
    const found = await findProducts(index, query, all);
    expect(found.ordinals).toHaveLength(0);
    const nearest = await findProducts(index, query, { ...all, nearest: true });
    expect(nearest.ordinals.length).toBeGreaterThan(0);
  });

  it("is ranked by words alone in lexical mode, by meaning alone in semantic mode", async () => {
    const lexical = await findProducts(index, { text: "oak", mode: "lexical" }, all);
    expect(lexical.ranking).toBeUndefined();
    const semantic = await findProducts(index, { text: "oak", mode: "semantic" }, all);
    expect(semantic.ranking!.sources.every(({ group }) => group === "semantic")).toBe(true);
    expect(semantic.ordinals.length).toBeLessThanOrEqual(semantic.ranking!.pool.length);
  });

  it("holds nothing that is not accepted, in any mode, and everything else in its order of words", async () => {
    const accept = Uint8Array.from(products, (_, ordinal) => (ordinal % 3 === 0 ? 1 : 0));
    for (const mode of ["lexical", "semantic", "hybrid"] as const) {
      const { ordinals } = await findProducts(
        index,
        { text: "oak desk", mode },
        { ...all, accept, nearest: true },
      );
      expect(ordinals.length).toBeGreaterThan(10);
      expect(ordinals.every((ordinal) => ordinal % 3 === 0)).toBe(true);
    }
    const everything = await findProducts(index, { text: "oak desk", mode: "lexical" }, all);
    const some = await findProducts(
      index,
      { text: "oak desk", mode: "lexical" },
      { ...all, accept },
    );
    expect(Array.from(some.ordinals)).toEqual(
      Array.from(everything.ordinals).filter((ordinal) => accept[ordinal] === 1),
    );
  });

  it("is nothing when nothing is accepted", async () => {
    const none = new Uint8Array(products.length);
    for (const mode of ["lexical", "semantic", "hybrid"] as const) {
      const { ordinals, scores } = await findProducts(
        index,
        { text: "oak", mode },
        { ...all, accept: none, nearest: true },
      );
      expect(ordinals).toHaveLength(0);
      expect(scores).toHaveLength(0);
    }
  });

  it("an excluded product does not pull the rest towards it", async () => {
    // The query is a product's own title: with itself in the pool, feedback would copy it.
    const [example] = products;
    const query = {
      text: example!.title,
      mode: "hybrid",
      examples: [{ ordinal: 0, weight: 1 }],
    } as const;
    const accept = Uint8Array.from(products, (_, ordinal) => (ordinal === 0 ? 0 : 1));
    const { ranking } = await findProducts(index, query, { ...all, accept });
    expect(Array.from(ranking!.pool)).not.toContain(0);
    expect(ranking!.feedback.map(({ ordinal }) => ordinal)).not.toContain(0);
  });
});
