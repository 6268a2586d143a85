import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { writeTinyBert } from "../../../test/tiny-bert.js";
import { isVitrineError } from "../../errors.js";
import type { ModelFolder } from "../../hub/model-folder.js";
import { rowOf } from "../encoder.js";
import { loadStaticEncoder } from "../static-encoder.js";
import { readStaticVectors } from "../static-file.js";
import { loadTransformerEncoder } from "../transformer-encoder.js";
import { distilStaticEncoder } from "./distil-static-encoder.js";
import type { DistilOptions } from "./distil-static-encoder.js";

const texts = { bags: 1500, mixtures: 100, titles: 100 };

describe("distilStaticEncoder", () => {
  let model: ModelFolder;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "vitrine-distil-"));
    const path = await writeTinyBert(join(folder, "tiny"));
    model = { name: "test/tiny", path, source: "folder", licence: "MIT" };
  });
  const distil = (options: Partial<DistilOptions> = {}): Promise<Uint8Array> =>
    distilStaticEncoder({ model, texts, threads: 1, ...options });

  it("gives an encoder whose similarities follow the model's", async () => {
    const path = join(model.path, "static.bin");
    await writeFile(path, await distil({ dimensions: 12 }));
    const [ours, theirs] = [
      await loadStaticEncoder(path),
      await loadTransformerEncoder(model.path, { threads: 1 }),
    ];
    const words = ["oak", "red", "blue", "small", "large", "desk", "chair", "lamp", "table"];
    const some = words.flatMap((word, at) => words.slice(0, at).map((other) => `${other} ${word}`));
    const pairs = some.flatMap((_, a) => some.slice(0, a).map((__, b) => [a, b] as const));
    const cosinesOf = async (encoder: typeof ours): Promise<number[]> => {
      const vectors = await encoder.encode(some);
      return pairs.map(([a, b]) =>
        rowOf(vectors, a).reduce((sum, value, at) => sum + value * rowOf(vectors, b)[at]!, 0),
      );
    };
    // Random weights mix words more than trained ones do; chance gives less than .1 on 630 pairs.
    expect(correlation(await cosinesOf(ours), await cosinesOf(theirs))).toBeGreaterThan(0.5);
    await theirs.close?.();
  });

  it("gives the same bytes for the same seed and says whence they come", async () => {
    const bytes = await distil({ seed: 7, dimensions: 5 });
    expect(await distil({ seed: 7, dimensions: 5 })).toEqual(bytes);
    expect(await distil({ seed: 8, dimensions: 5 })).not.toEqual(bytes);
    const { facts, vocabulary } = readStaticVectors(bytes, "tiny.bin");
    expect(facts).toMatchObject({ dimensions: 5, origin: "test/tiny", licence: "MIT", seed: 7 });
    expect(facts.originSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(vocabulary).toContain("desk");
    expect(vocabulary).not.toContain("[PAD]");
  });

  it("reports its stages, each to its end", async () => {
    const last = new Map<string, [number, number]>();
    await distil({ onProgress: (stage, done, total) => last.set(stage, [done, total]) });
    const stages = [
      "Tokens through the model",
      "Texts through the model",
      "Principal axes",
      "Regression",
    ];
    expect([...last.keys()]).toEqual(stages);
    for (const stage of stages) expect(last.get(stage)?.[0]).toBe(last.get(stage)?.[1]);
  });

  it("ends with CANCELLED when asked to", async () => {
    for (const stage of ["Tokens through the model", "Texts through the model", "Regression"]) {
      const cancel = new AbortController();
      const distilling = distil({
        signal: cancel.signal,
        onProgress: (now) => {
          if (now === stage) cancel.abort();
        },
      });
      await expect(distilling).rejects.toSatisfy((error) => isVitrineError(error, "CANCELLED"));
    }
  });

  it("refuses a model that does not pool by mean, and one without WordPiece", async () => {
    const broken = async (file: string, content: unknown): Promise<ModelFolder> => {
      const folder = await mkdtemp(join(tmpdir(), "vitrine-distil-"));
      const path = await writeTinyBert(join(folder, "tiny"));
      await rm(join(path, file));
      await writeFile(join(path, file), JSON.stringify(content));
      return { ...model, path };
    };
    const cls = await broken("1_Pooling/config.json", { pooling_mode_cls_token: true });
    await expect(distil({ model: cls })).rejects.toThrow(/pooled by mean; got cls/);
    const json = JSON.parse(await readFile(join(model.path, "tokenizer.json"), "utf8")) as {
      model: { vocab: Record<string, number> };
    };
    delete json.model.vocab["[SEP]"];
    const noEnd = await broken("tokenizer.json", json);
    await expect(distil({ model: noEnd })).rejects.toThrow(/\[CLS\] and \[SEP\]/);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = (term: (at: number) => number): number =>
    a.reduce((total, _, at) => total + term(at), 0);
  return (
    sum((at) => (a[at]! - meanA) * (b[at]! - meanB)) /
    Math.sqrt(sum((at) => (a[at]! - meanA) ** 2) * sum((at) => (b[at]! - meanB) ** 2))
  );
}
