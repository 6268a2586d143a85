import { describe, expect, it } from "vitest";
import { makeIndex, makeProducts, wordEncoder } from "../../test/made-catalogue.js";
import type { Encoder } from "../encoders/encoder.js";
import { createVectorField } from "../indexes/vector-field.js";
import type { VectorField } from "../indexes/vector-field.js";
import { openVectorKernels } from "../indexes/vector-kernels.js";
import { estimateMinimumSimilarity } from "./minimum-similarity.js";

const kernels = await openVectorKernels();
const createField = (dimensions: number): VectorField =>
  createVectorField({ dimensions, precision: "f32", shared: false, graph: false }, kernels);

describe("the line under which nearness tells nothing", () => {
  it("is above what chance reaches and below what a word of the catalogue reaches", async () => {
    const { minimumSimilarity, fields } = await makeIndex(makeProducts(300));
    expect(minimumSimilarity).toBeGreaterThan(0.2);
    expect(minimumSimilarity).toBeLessThan(0.7);
    const { data } = await wordEncoder.encode(["couch"]);
    const nearest = (await fields.get("category")!.nearest(data, 1)).similarities[0];
    // The category is called "Sofas", another word to this encoder; the title says "sofa".
    expect(nearest).toBeLessThan(1);
    const title = (await fields.get("title")!.nearest(data, 1)).similarities[0];
    expect(title).toBeGreaterThan(minimumSimilarity * 0.9);
  });

  it("is the same every time", async () => {
    const { fields } = await makeIndex(makeProducts(50));
    const indexes = [...fields.values()];
    const first = await estimateMinimumSimilarity(wordEncoder, indexes);
    expect(await estimateMinimumSimilarity(wordEncoder, indexes)).toBe(first);
  });

  it("is passed by one in ten of the meaningless texts", async () => {
    // Texts that only the order tells apart: text n reaches the cosine n / 100.
    const encoder: Encoder = {
      ...wordEncoder,
      dimensions: 2,
      encode: async (texts) => ({
        data: Float32Array.from(texts.flatMap((_, n) => [n / 100, Math.sqrt(1 - (n / 100) ** 2)])),
        count: texts.length,
        dimensions: 2,
      }),
    };
    const field = createField(2);
    const vectors = { data: Float32Array.of(1, 0), count: 1, dimensions: 2 };
    field.upsert(Int32Array.of(0), vectors, Int32Array.of(0));
    expect(await estimateMinimumSimilarity(encoder, [field])).toBeCloseTo(0.9, 6);
  });

  it("is 0 where nothing is indexed", async () => {
    expect(await estimateMinimumSimilarity(wordEncoder, [])).toBe(0);
    const empty = createField(wordEncoder.dimensions);
    expect(await estimateMinimumSimilarity(wordEncoder, [empty])).toBe(0);
  });
});
