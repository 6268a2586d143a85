import { describe, expect, it } from "vitest";
import { createExactIndex } from "../../indexes/exact-index.js";
import { createLexicalIndex } from "../../indexes/lexical-index.js";
import { createDenseSource } from "./dense-source.js";
import type { DenseSourceParts, ProductIds } from "./dense-source.js";
import { createLexicalSource } from "./lexical-source.js";
import type { Source } from "./source.js";

const ids: ProductIds = {
  idOf: (ordinal) => `p${ordinal}`,
  ordinalOf: (id) => Number(id.slice(1)),
};
const all = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index);

describe("the dense source", () => {
  /** Product 3 has no text of this field. */
  async function createSource(parts: Partial<DenseSourceParts> = {}): Promise<Source> {
    const index = createExactIndex({ dimensions: 2 });
    await index.upsert(["p0", "p1", "p2"], {
      data: Float32Array.of(1, 0, 0, 1, 0.6, 0.8),
      count: 3,
      dimensions: 2,
    });
    return createDenseSource({
      name: "title",
      index,
      ids,
      encodeQuery: async (text) =>
        text === "" ? Float32Array.of(0, 0) : Float32Array.of(0.8, 0.6),
      proposes: true,
      movable: true,
      ...parts,
    });
  }

  it("scores by the cosine with the query, and tells where a product lacks the field", async () => {
    const open = await (await createSource()).open({ text: "desk" });
    const scores = await open.scores(Int32Array.of(3, 2, 1, 0));
    expect(scores[0]).toBeNaN();
    [0.96, 0.6, 0.8].forEach((score, index) => {
      expect(scores[index + 1]).toBeCloseTo(score, 6);
    });
    expect(Array.from(await open.candidates(2, undefined))).toEqual([2, 0]);
    expect(Array.from(await open.candidates(9, Uint8Array.of(0, 1, 1, 1)))).toEqual([2, 1]);
  });

  it("compares an example product by its own vector, and by its title where it lacks one", async () => {
    const source = await createSource();
    const byOwn = await source.open({ text: "desk", example: 1 });
    expect(Array.from(await byOwn.scores(Int32Array.of(0, 1)))).toEqual([0, 1]);
    const byTitle = await source.open({ text: "desk", example: 3 });
    expect((await byTitle.scores(Int32Array.of(2)))[0]).toBeCloseTo(0.96, 6);
  });

  it("moves the query towards its best results, products without the field pull nowhere", async () => {
    const open = await (await createSource()).open({ text: "desk" });
    const pool = Int32Array.of(0, 1, 3);
    const moved = await open.movedScores!(pool, Int32Array.of(1, 2), Float64Array.of(0.5, 0.5), 2);
    // (0.8, 0.6) + 2 (0, 1).
    expect(moved[0]).toBeCloseTo(0.8, 6);
    expect(moved[1]).toBeCloseTo(2.6, 6);
    expect(moved[2]).toBeNaN();
    const again = await open.scores(pool);
    expect(again[1]).toBeCloseTo(0.6, 6);
  });

  it("proposes nothing for a query that the encoder does not know, or when it is told not to", async () => {
    const unknown = await (await createSource()).open({ text: "" });
    expect(await unknown.candidates(5, undefined)).toHaveLength(0);
    const silent = await (await createSource({ proposes: false })).open({ text: "desk" });
    expect(await silent.candidates(5, undefined)).toHaveLength(0);
    expect((await silent.scores(Int32Array.of(0)))[0]).toBeCloseTo(0.8, 6);
  });

  it("has no way to be moved when it is not movable", async () => {
    const open = await (await createSource({ movable: false })).open({ text: "desk" });
    expect("movedScores" in open).toBe(false);
  });
});

describe("the lexical source", () => {
  const index = createLexicalIndex({ fields: { title: {} } });
  index.upsert([
    { id: "p0", fields: { title: "walnut desk" } },
    { id: "p1", fields: { title: "walnut desk walnut" } },
    { id: "p2", fields: { title: "brass lamp" } },
  ]);
  const source = createLexicalSource("words", index, ids);

  it("scores and proposes as the index does, typing errors forgiven", async () => {
    const open = await source.open({ text: "walnutt desk" });
    const { hits } = index.search("walnutt desk", { k: 9, fuzzy: true });
    expect(hits.length).toBe(2);
    expect(Array.from(await open.candidates(9, undefined), ids.idOf)).toEqual(
      hits.map(({ id }) => id),
    );
    const scores = await open.scores(all(3));
    for (const { id, score } of hits) expect(scores[ids.ordinalOf(id)]).toBeCloseTo(score, 9);
    expect(scores[2]).toBe(0);
  });

  it("takes the last word as a beginning only when it is still being typed", async () => {
    const typing = await source.open({ text: "bra", prefix: true });
    expect(Array.from(await typing.candidates(9, undefined))).toEqual([2]);
    const typed = await source.open({ text: "bra" });
    expect(await typed.candidates(9, undefined)).toHaveLength(0);
  });

  it("proposes accepted products only", async () => {
    const open = await source.open({ text: "walnut" });
    expect(Array.from(await open.candidates(1, Uint8Array.of(1, 0, 1)))).toEqual([0]);
  });
});
