import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tinyPositions, tinyTokenizer, writeTinyBert } from "../../test/tiny-bert.js";
import { isVitrineError } from "../errors.js";
import type { ErrorCode } from "../errors.js";
import type { Encoder } from "./encoder.js";
import { loadEncoder } from "./encoders.js";
import { readSafetensors } from "./safetensors.js";
import { readTransformerConfig } from "./transformer-config.js";
import { loadTransformerEncoder } from "./transformer-encoder.js";
import type { TransformerEncoderOptions } from "./transformer-encoder.js";
import { loadTransformerTextSettings } from "./transformer-files.js";
import { buildBert } from "./transformer-graph.js";

let root: string;
let folder: string;
let opened: Encoder[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-transformer-"));
  folder = await writeTinyBert(join(root, "tiny-bert"));
  opened = [];
});
afterEach(async () => {
  for (const encoder of opened) await encoder.close?.();
  await rm(root, { recursive: true, force: true });
});

async function load(path = folder, options: TransformerEncoderOptions = {}): Promise<Encoder> {
  const encoder = await loadTransformerEncoder(path, { threads: 1, ...options });
  opened.push(encoder);
  return encoder;
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(join(folder, file), JSON.stringify(value));
}

async function expectCode(code: ErrorCode, act: Promise<unknown>, named: string): Promise<void> {
  await expect(act).rejects.toThrow(named);
  await expect(act).rejects.toSatisfy((error) => isVitrineError(error, code));
}

/** Puts an ONNX file of the tiny model into a folder of its own, without tokenizer. */
async function exportOnnx(name: string): Promise<string> {
  const config = readTransformerConfig(
    JSON.parse(await readFile(join(folder, "config.json"), "utf8")),
    "tiny",
  );
  const bytes = Uint8Array.from(await readFile(join(folder, "model.safetensors")));
  const path = join(root, name);
  await cp(folder, path, { recursive: true, filter: (file) => file === folder });
  await writeFile(join(path, "model.onnx"), buildBert(readSafetensors(bytes, "tiny"), config, "t"));
  return path;
}

describe("a transformer encoder", () => {
  it("is named after its folder and says the licence it is told", async () => {
    expect(await load()).toMatchObject({ name: "tiny-bert", licence: "unknown", dimensions: 12 });
    expect(await load(folder, { name: "mine", licence: "MIT" })).toMatchObject({
      name: "mine",
      licence: "MIT",
    });
  });

  it("gives from ONNX the vectors that it gives from safetensors, with a borrowed tokenizer", async () => {
    const texts = ["small oak desk", "lamp", ""];
    const fromWeights = await (await load()).encode(texts);
    const onnx = await load(await exportOnnx("exported"), { tokenizerFolder: folder });
    expect((await onnx.encode(texts)).data).toEqual(fromWeights.data);
  });

  it("finds the tokenizer that a known model lends beside it", async () => {
    const int8 = await exportOnnx("all-MiniLM-L6-v2-int8");
    const options = {
      offline: true,
      modelsFolders: [],
      cacheFolder: join(root, "cache"),
      threads: 1,
    };
    await expectCode("OFFLINE", loadEncoder(int8, options), "all-MiniLM-L6-v2");
    await cp(folder, join(root, "all-MiniLM-L6-v2"), { recursive: true });
    const encoder = await loadEncoder(int8, options);
    opened.push(encoder);
    expect(encoder.name).toBe("all-MiniLM-L6-v2-int8");
  });

  it("cuts texts where sentence_bert_config.json says, not where tokenizer.json does", async () => {
    const encoder = await load();
    const words = (count: number): string => Array<string>(count).fill("oak").join(" ");
    const [at14, at15, at3] = await Promise.all(
      [14, 15, 3].map(async (count) => (await encoder.encode([words(count)])).data),
    );
    expect(at15).toEqual(at14);
    expect(at3).not.toEqual(at14);
  });

  it("cuts texts at the model's positions when no file says less", async () => {
    await writeJson("sentence_bert_config.json", {});
    const { tokenizer } = await loadTransformerTextSettings(folder, "tiny", tinyPositions);
    expect(tokenizer.encode("oak ".repeat(100))).toHaveLength(tinyPositions);
    const encoder = await load();
    expect((await encoder.encode(["oak ".repeat(100)])).count).toBe(1);
  });

  it("gives the same vectors whatever the budget of a batch and the number of threads", async () => {
    const texts = ["small oak desk", "a", "the large blue table for the chair", "lamp", ""];
    const { data: expected } = await (await load()).encode(texts);
    for (const options of [{ batchTokens: 1 }, { batchTokens: 9 }, { threads: 2 }]) {
      const { data } = await (await load(folder, options)).encode(texts);
      data.forEach((value, at) => {
        expect(Math.abs(value - expected[at]!)).toBeLessThan(1e-5);
      });
    }
  });

  it("changes its fingerprint with the weights, the tokenizer and the settings", async () => {
    const fingerprints = [(await load()).fingerprint];
    await writeJson("sentence_bert_config.json", { max_seq_length: 8 });
    fingerprints.push((await load()).fingerprint);
    await writeJson("1_Pooling/config.json", { pooling_mode_cls_token: true });
    fingerprints.push((await load()).fingerprint);
    await writeJson("tokenizer.json", { ...tinyTokenizer, version: "2.0" });
    fingerprints.push((await load()).fingerprint);
    await writeTinyBert(folder, { seed: 2 });
    fingerprints.push((await load()).fingerprint);
    expect(new Set(fingerprints).size).toBe(5);
  });

  it("pools as the module's file says", async () => {
    const mean = await (await load()).encode(["small oak desk"]);
    await writeJson("1_Pooling/config.json", { pooling_mode_cls_token: true });
    expect((await (await load()).encode(["small oak desk"])).data).not.toEqual(mean.data);
  });

  it("ends between batches when the signal asks for it", async () => {
    const controller = new AbortController();
    const reported: number[] = [];
    const encoding = (await load(folder, { batchTokens: 1 })).encode(Array(50).fill("desk"), {
      signal: controller.signal,
      onProgress: (done) => {
        reported.push(done);
        if (done === 3) controller.abort();
      },
    });
    await expectCode("CANCELLED", encoding, "Encoding");
    expect(reported).toEqual([1, 2, 3]);
  });
});

describe("a model that can not be used is refused with the reason:", () => {
  it("no weights", async () => {
    await rm(join(folder, "model.safetensors"));
    await expectCode("MODEL_NOT_FOUND", load(), "model.safetensors");
  });
  it.each(["config.json", "tokenizer.json"])("no %s", async (file) => {
    await rm(join(folder, file));
    await expectCode("MODEL_INVALID", load(), file);
  });
  it.each(["config.json", "tokenizer.json", "modules.json", "1_Pooling/config.json"])(
    "%s that is no JSON",
    async (file) => {
      await writeFile(join(folder, file), "{");
      await expectCode("MODEL_INVALID", load(), file.split("/").at(-1)!);
    },
  );
  it("a step that is not known", async () => {
    const type = "sentence_transformers.models.Dense";
    await writeJson("modules.json", [{ idx: 0, name: "0", path: "", type }]);
    await expectCode("MODEL_INVALID", load(), "Dense");
  });
  it.each([
    { pooling_mode_lasttoken: true },
    { pooling_mode_cls_token: true, pooling_mode_mean_tokens: true },
    {},
  ])("pooling %j", async (pooling) => {
    await writeJson("1_Pooling/config.json", pooling);
    await expectCode("MODEL_INVALID", load(), "1_Pooling/config.json");
  });
  it("a tokenizer that is none", async () => {
    await writeJson("tokenizer.json", { model: { type: "Strange" } });
    await expectCode("MODEL_INVALID", load(), "tokenizer.json");
  });
  it("no room for text", async () => {
    await writeJson("sentence_bert_config.json", { max_seq_length: 2 });
    await expectCode("MODEL_INVALID", load(), "2 tokens");
  });
  it("weights that are cut", async () => {
    const file = join(folder, "model.safetensors");
    await writeFile(file, (await readFile(file)).subarray(0, 3000));
    await expectCode("MODEL_INVALID", load(), "model.safetensors");
  });
  it("an ONNX file that is none", async () => {
    const path = await exportOnnx("broken");
    await writeFile(join(path, "model.onnx"), "none");
    await expectCode("MODEL_INVALID", load(path, { tokenizerFolder: folder }), "broken");
  });
  it.each([{ threads: -1 }, { threads: 1.5 }, { batchTokens: 0 }])(
    "options %j",
    async (options) => {
      await expectCode("PARAM_INVALID", load(folder, options), Object.keys(options)[0]!);
    },
  );
});
