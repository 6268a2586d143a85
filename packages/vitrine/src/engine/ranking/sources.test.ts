import { describe, expect, it } from "vitest";
import { createExactIndex } from "../../indexes/exact-index.js";
import { createOrdinalLexicalIndex } from "../../indexes/lexical-core.js";
import { createVectorField } from "../../indexes/vector-field.js";
import { openVectorKernels } from "../../indexes/vector-kernels.js";
import { createDenseSource } from "./dense-source.js";
import type { DenseSourceParts, ProductIds } from "./dense-source.js";
import { createLexicalSource } from "./lexical-source.js";
import type { Source } from "./source.js";

const ids: ProductIds = {
  idOf: (ordinal) => `p${ordinal}`,
  ordinalOf: (id) => Number(id.slice(1)),
};
const kernels = await openVectorKernels();
const vectors = { data: Float32Array.of(1, 0, 0, 1, 0.6, 0.8), count: 3, dimensions: 2 };
const all = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index);

describe("the dense source", () => {
  /** Product 3 has no text of this field. */
  function createSource(parts: Partial<DenseSourceParts> = {}): Source {
    const field = createVectorField(
      {
        dimensions: 2,
        precision: "f32",
        shared: false,
        graph: false,
      },
      kernels,
    );
    field.upsert(all(3), vectors, all(3));
    return createDenseSource({
      name: "title",
      field,
      encodeQuery: async (text) =>
        text === "" ? Float32Array.of(0, 0) : Float32Array.of(0.8, 0.6),
      proposes: true,
      movable: true,
      ...parts,
    });
  }

  it("scores by the cosine with the query, and tells where a product lacks the field", async () => {
    const open = await createSource().open({ text: "desk" });
    const scores = await open.scores(Int32Array.of(3, 2, 1, 0));
    expect(scores[0]).toBeNaN();
    [0.96, 0.6, 0.8].forEach((score, index) => {
      expect(scores[index + 1]).toBeCloseTo(score, 6);
    });
    expect(Array.from(await open.candidates(2, undefined))).toEqual([2, 0]);
    expect(Array.from(await open.candidates(9, Uint8Array.of(0, 1, 1, 1)))).toEqual([2, 1]);
  });

  it("is empty until a product has the field, and again when none has it any more", async () => {
    const field = createVectorField(
      {
        dimensions: 2,
        precision: "f32",
        shared: false,
        graph: false,
      },
      kernels,
    );
    const source = createSource({ field });
    expect(source.isEmpty?.()).toBe(true);
    expect(await (await source.open({ text: "desk" })).candidates(2, undefined)).toHaveLength(0);
    field.upsert(all(3), vectors, all(3));
    expect(source.isEmpty?.()).toBe(false);
    field.delete(all(3));
    expect(source.isEmpty?.()).toBe(true);
  });

  it("compares an example product by its own vector, and by its title where it lacks one", async () => {
    const source = createSource();
    const byOwn = await source.open({ text: "desk", examples: [{ ordinal: 1, weight: 1 }] });
    expect(Array.from(await byOwn.scores(Int32Array.of(0, 1)))).toEqual([0, 1]);
    const byTitle = await source.open({ text: "desk", examples: [{ ordinal: 3, weight: 1 }] });
    expect((await byTitle.scores(Int32Array.of(2)))[0]).toBeCloseTo(0.96, 6);
  });

  it("moves the query towards its best results, products without the field pull nowhere", async () => {
    const open = await createSource().open({ text: "desk" });
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
    const unknown = await createSource().open({ text: "" });
    expect(await unknown.candidates(5, undefined)).toHaveLength(0);
    const silent = await createSource({ proposes: false }).open({ text: "desk" });
    expect(await silent.candidates(5, undefined)).toHaveLength(0);
    expect((await silent.scores(Int32Array.of(0)))[0]).toBeCloseTo(0.8, 6);
  });

  it("compares several examples by their centre, a text beside them by its weight", async () => {
    const source = createSource();
    const examples = [
      { ordinal: 0, weight: 1 },
      { ordinal: 1, weight: 1 },
    ];
    const byBoth = await source.open({ text: "desk", examples });
    const scores = await byBoth.scores(Int32Array.of(0, 1));
    expect(scores[0]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(scores[1]).toBeCloseTo(Math.SQRT1_2, 6);
    // (1, 0) + (0.8, 0.6), brought to length 1.
    const withText = await source.open({ text: "desk", examples: [examples[0]!], textWeight: 1 });
    const length = Math.hypot(1.8, 0.6);
    expect((await withText.scores(Int32Array.of(0)))[0]).toBeCloseTo(1.8 / length, 6);
  });

  it("asks an index of the shop's own for candidates where there is one", async () => {
    const index = createExactIndex({ dimensions: 2 });
    await index.upsert(["p0", "p1", "p2"], vectors);
    const open = await createSource({ own: { index, columns: ids } }).open({ text: "desk" });
    expect(Array.from(await open.candidates(9, Uint8Array.of(0, 1, 1, 1)))).toEqual([2, 1]);
  });

  it("has no way to be moved when it is not movable", async () => {
    const open = await createSource({ movable: false }).open({ text: "desk" });
    expect("movedScores" in open).toBe(false);
  });
});

describe("the lexical source", () => {
  const index = createOrdinalLexicalIndex({ fields: { title: {} } });
  index.upsert([
    { ordinal: 0, fields: { title: "walnut desk" } },
    { ordinal: 1, fields: { title: "walnut desk walnut" } },
    { ordinal: 2, fields: { title: "brass lamp" } },
  ]);
  const source = createLexicalSource("words", index);

  it("scores and proposes as the index does, typing errors forgiven", async () => {
    const open = await source.open({ text: "walnutt desk" });
    const { ordinals, scores } = index.rank("walnutt desk", { k: 9, fuzzy: true });
    expect(ordinals).toHaveLength(2);
    expect(await open.candidates(9, undefined)).toEqual(ordinals);
    const got = await open.scores(all(3));
    ordinals.forEach((ordinal, place) => {
      expect(got[ordinal]).toBeCloseTo(scores[place]!, 9);
    });
    expect(got[2]).toBe(0);
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
