import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith, modelsFolder } from "../../test/outside-data.js";
import { rowOf } from "./encoder.js";
import type { Encoder } from "./encoder.js";
import { loadEncoder } from "./encoders.js";
import { loadTransformerEncoder } from "./transformer-encoder.js";
import { loadTransformerTextSettings } from "./transformer-files.js";

interface Reference {
  readonly texts: readonly string[];
  readonly tokenIds: readonly (readonly number[])[];
  readonly vectors: readonly (readonly number[])[];
}

const folder = join(modelsFolder, "all-MiniLM-L6-v2");
const int8Folder = join(modelsFolder, "all-MiniLM-L6-v2-int8");
const referenceFile = join(folder, "reference.json");
const readReference = (): Reference => JSON.parse(readFileSync(referenceFile, "utf8")) as Reference;

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index]!)));
}

describeWith("MiniLM from safetensors", [referenceFile], () => {
  const reference = readReference();
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await loadTransformerEncoder(folder);
  });
  afterAll(() => encoder.close?.());

  it("gives the reference's token ids, cut at 256 although tokenizer.json says 128", async () => {
    const { tokenizer } = await loadTransformerTextSettings(folder, "MiniLM", 512);
    const got = reference.texts.map((text) => [...tokenizer.encode(text)]);
    expect(got).toEqual(reference.tokenIds);
    expect(Math.max(...got.map((ids) => ids.length))).toBe(256);
  });

  it("gives the reference's vectors to 1e-4, the empty text's among them", async () => {
    const vectors = await encoder.encode(reference.texts);
    expect(reference.texts).toContain("");
    reference.vectors.forEach((expected, index) => {
      expect(largestDifference(rowOf(vectors, index), expected)).toBeLessThan(1e-4);
    });
  });

  it("gives a text the same vector alone and in a batch, to 1e-5", async () => {
    const vectors = await encoder.encode(reference.texts);
    for (const [index, text] of reference.texts.entries()) {
      const { data } = await encoder.encode([text]);
      expect(largestDifference(rowOf(vectors, index), data)).toBeLessThan(1e-5);
    }
  });
});

describeWith("MiniLM with int8 weights from ONNX", [referenceFile, int8Folder], () => {
  const reference = readReference();
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await loadTransformerEncoder(int8Folder, { tokenizerFolder: folder });
  });
  afterAll(() => encoder.close?.());

  it("is found by name with the tokenizer of its base model, without the network", async () => {
    const found = await loadEncoder("all-MiniLM-L6-v2-int8", {
      modelsFolders: [modelsFolder],
      offline: true,
    });
    expect(found).toMatchObject({ licence: "Apache-2.0", fingerprint: encoder.fingerprint });
    await found.close?.();
  });

  it("points where the float32 reference points: cosine above .98", async () => {
    const vectors = await encoder.encode(reference.texts);
    const cosines = reference.vectors.map((expected, index) =>
      rowOf(vectors, index).reduce((sum, value, at) => sum + value * expected[at]!, 0),
    );
    expect(Math.min(...cosines)).toBeGreaterThan(0.98);
  });

  it("gives a text the same vector alone and in a batch, to 1e-5", async () => {
    const vectors = await encoder.encode(reference.texts);
    for (const [index, text] of reference.texts.entries()) {
      const { data } = await encoder.encode([text]);
      expect(largestDifference(rowOf(vectors, index), data)).toBeLessThan(1e-5);
    }
  });
});
