import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isVitrineError } from "../errors.js";
import { openSegmentFolder } from "../hub/segment-folder.js";
import type { Encoder } from "./encoder.js";
import { createVectorCache, withCache } from "./vector-cache.js";
import type { CachedEncoder } from "./vector-cache.js";

let folder: string;
let encoded: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-vectors-"));
  encoded = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Two numbers of a text: its length and its first code unit. */
function countingEncoder(fingerprint = "one"): Encoder {
  return {
    name: "counting",
    fingerprint,
    dimensions: 2,
    licence: "MIT",
    async encode(texts, { onProgress, signal } = {}) {
      signal?.throwIfAborted();
      encoded.push(...texts);
      onProgress?.(texts.length, texts.length);
      const data = Float32Array.from(texts.flatMap((text) => [text.length, text.charCodeAt(0)]));
      return { data, count: texts.length, dimensions: 2 };
    },
  };
}

const open = (fingerprint?: string): CachedEncoder =>
  withCache(countingEncoder(fingerprint), createVectorCache(openSegmentFolder(folder)));

async function segments(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

describe("an encoder with a cache", () => {
  const catalogue = ["oak desk", "red lamp", "blue chair"];

  it("encodes an unchanged catalogue only once, also across processes", async () => {
    const first = await open().encode(catalogue);
    const again = open();
    expect(await again.encode(catalogue)).toEqual(first);
    expect(encoded).toEqual(catalogue);
    expect(again.cacheCounts()).toEqual({ hits: 3, misses: 0 });
  });

  it("encodes one text when one product changed", async () => {
    await open().encode(catalogue);
    encoded = [];
    const changed = open();
    const vectors = await changed.encode(["oak desk", "green lamp", "blue chair"]);
    expect(encoded).toEqual(["green lamp"]);
    expect([...vectors.data]).toEqual([8, 111, 10, 103, 10, 98]);
    expect(changed.cacheCounts()).toEqual({ hits: 2, misses: 1 });
  });

  it("encodes equal texts of one call once", async () => {
    const vectors = await open().encode(["a", "a", "bb"]);
    expect(encoded).toEqual(["a", "bb"]);
    expect([...vectors.data]).toEqual([1, 97, 1, 97, 2, 98]);
  });

  it("keeps encoders with different fingerprints apart", async () => {
    await open("one").encode(catalogue);
    await open("two").encode(catalogue);
    expect(encoded).toEqual([...catalogue, ...catalogue]);
  });

  it("keeps texts apart that differ only in a lone surrogate", async () => {
    await open().encode(["\ud800", "\ud801"]);
    expect(encoded).toHaveLength(2);
  });

  it("encodes again what a torn file lost, and only that", async () => {
    await open().encode(catalogue);
    const [segment = ""] = await segments();
    await truncate(segment, (await readFile(segment)).length - 5);
    encoded = [];
    const vectors = await open().encode(catalogue);
    expect(encoded).toHaveLength(1);
    expect(vectors.data[0]).toBe(8);
  });

  it("never gives a vector whose bytes were changed", async () => {
    const right = await open().encode(catalogue);
    const [segment = ""] = await segments();
    const bytes = await readFile(segment);
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0x40;
      await writeFile(segment, changed);
      expect(await open().encode(catalogue)).toEqual(right);
      for (const other of await segments()) if (other !== segment) await rm(other);
    }
  });

  it("keeps what two writers add at the same time", async () => {
    const [a, b] = [open(), open()];
    await Promise.all([a.encode(["x", "y"]), b.encode(["y", "z"])]);
    encoded = [];
    await open().encode(["x", "y", "z"]);
    expect(encoded).toEqual([]);
  });

  it("joins many small files into one without losing a vector", async () => {
    const texts = Array.from({ length: 40 }, (_, index) => `product ${index}`);
    for (const text of texts) await open().encode([text]);
    expect((await segments()).length).toBeLessThan(40);
    encoded = [];
    await open().encode(texts);
    expect(encoded).toEqual([]);
  });

  it("gives vectors that the caller may change without changing the cache", async () => {
    const cached = open();
    (await cached.encode(["a"])).data.fill(0);
    expect([...(await cached.encode(["a"])).data]).toEqual([1, 97]);
  });

  it("says so when its folder can not be written", async () => {
    await writeFile(join(folder, "file"), "");
    const cache = createVectorCache(openSegmentFolder(join(folder, "file")));
    const encoding = withCache(countingEncoder(), cache).encode(["a"]);
    await expect(encoding).rejects.toSatisfy((error) => isVitrineError(error, "DISK_FAILED"));
  });

  it("keeps what was encoded before a cancellation", async () => {
    const texts = Array.from({ length: 5000 }, (_, index) => `product ${index}`);
    const controller = new AbortController();
    const cancelled = open().encode(texts, {
      signal: controller.signal,
      onProgress: (done) => {
        if (done > 3000) controller.abort();
      },
    });
    await expect(cancelled).rejects.toThrow();
    encoded = [];
    await open().encode(texts);
    expect(encoded.length).toBeGreaterThan(0);
    expect(encoded.length).toBeLessThan(5000);
  });
});
