import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isVitrineError } from "../errors.js";
import { writeSections } from "../text/byte-sections.js";
import { rowOf } from "./encoder.js";
import { loadStaticEncoder, shippedStaticEncoder } from "./static-encoder.js";
import { readStaticVectors, writeStaticVectors } from "./static-file.js";
import type { StaticVectors } from "./static-file.js";

/** Three tokens in two dimensions: (2, 0), (0, 3) and (−1, −1). */
const tiny: StaticVectors = {
  facts: {
    dimensions: 2,
    origin: "nobody/by-hand",
    originSha256: "0",
    licence: "MIT",
    changes: "Written by hand.",
    seed: 1,
  },
  vocabulary: ["oak", "desk", "##s"],
  scales: Float32Array.of(0.5, 0.25, 1),
  rows: Int8Array.of(4, 0, 0, 12, -1, -1),
};

async function writeTemporary(bytes: Uint8Array): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "vitrine-static-")), "tiny.bin");
  await writeFile(path, bytes);
  return path;
}

describe("loadStaticEncoder", () => {
  it("adds up scaled rows, repetitions too, and brings the sum to length 1", async () => {
    const encoder = await loadStaticEncoder(await writeTemporary(writeStaticVectors(tiny)));
    const vectors = await encoder.encode(["oak", "Oak desk", "oak oak desk", "desks", "lamp", ""]);
    const rows = Array.from({ length: vectors.count }, (_, row) => [...rowOf(vectors, row)]);
    const unit = (x: number, y: number): number[] => [x / Math.hypot(x, y), y / Math.hypot(x, y)];
    const expected = [unit(2, 0), unit(2, 3), unit(4, 3), unit(-1, 2), [0, 0], [0, 0]];
    rows.flat().forEach((value, at) => {
      expect(value).toBeCloseTo(expected.flat()[at]!, 6);
    });
    expect([encoder.name, encoder.dimensions, encoder.licence]).toEqual(["static", 2, "MIT"]);
  });

  it("has another fingerprint when a single number of the file differs", async () => {
    const rows = tiny.rows.slice();
    rows[0] = 5;
    const files = [tiny, { ...tiny, rows }].map((vectors) => writeStaticVectors(vectors));
    const encoders = await Promise.all(
      files.map(async (bytes) => loadStaticEncoder(await writeTemporary(bytes))),
    );
    expect(new Set(encoders.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it("says which file is missing", async () => {
    await expect(loadStaticEncoder("no/such.bin")).rejects.toThrow(/no\/such\.bin must be/);
    await expect(loadStaticEncoder("no/such.bin")).rejects.toSatisfy((error) =>
      isVitrineError(error, "FILE_NOT_FOUND"),
    );
  });

  it("ships with a file of at most 8 MB that names its origin and licence", async () => {
    expect((await stat(shippedStaticEncoder)).size).toBeLessThanOrEqual(8_000_000);
    const encoder = await loadStaticEncoder();
    expect(encoder.licence).toBe("Apache-2.0");
    expect(encoder.dimensions).toBe(256);
    const { origin } = readStaticVectors(
      new Uint8Array(await readFile(shippedStaticEncoder)),
      "shipped",
    ).facts;
    expect(origin).toBe("sentence-transformers/all-MiniLM-L6-v2");
    const { data } = await encoder.encode(["wooden desk", "desk made of wood", "green tea"]);
    const cosine = (a: number, b: number): number =>
      data
        .subarray(a * 256, (a + 1) * 256)
        .reduce((sum, value, at) => sum + value * data[b * 256 + at]!, 0);
    expect(cosine(0, 1)).toBeGreaterThan(0.8);
    expect(cosine(0, 2)).toBeLessThan(0.3);
  });

  it("stops between texts when it is cancelled on the way", async () => {
    const encoder = await loadStaticEncoder();
    const cancel = new AbortController();
    const texts = Array.from({ length: 40 }, () => "oak desk ".repeat(2000));
    const reported: number[] = [];
    const encoding = encoder.encode(texts, {
      signal: cancel.signal,
      onProgress: (done) => {
        reported.push(done);
        cancel.abort();
      },
    });
    await expect(encoding).rejects.toSatisfy((error) => isVitrineError(error, "CANCELLED"));
    expect(reported).toHaveLength(1);
  });
});

describe("readStaticVectors", () => {
  const bytes = writeStaticVectors(tiny);

  it("gives back what was written", () => {
    expect(readStaticVectors(bytes, "tiny.bin")).toEqual(tiny);
  });

  it("refuses a file that was cut or changed anywhere, by name", () => {
    const isRefused = (damaged: Uint8Array): void => {
      try {
        readStaticVectors(damaged, "tiny.bin");
        expect.unreachable();
      } catch (error) {
        expect(isVitrineError(error, "MODEL_INVALID") && error.details.file).toBe("tiny.bin");
        expect(String(error)).toMatch(/tiny\.bin must be the whole file.*; got /);
      }
    };
    for (let at = 0; at < bytes.length; at++) {
      isRefused(bytes.subarray(0, at));
      const changed = bytes.slice();
      changed[at]! ^= 1;
      isRefused(changed);
    }
  });

  it.each([
    ["fewer scales than tokens", { scales: Float32Array.of(1, 1) }],
    ["fewer numbers than tokens have", { rows: new Int8Array(5) }],
    ["a repeated token", { vocabulary: ["oak", "oak", "##s"] }],
    ["an empty token", { vocabulary: ["oak", "", "##s"] }],
    ["a scale that is NaN", { scales: Float32Array.of(1, Number.NaN, 1) }],
    ["a scale that is infinite", { scales: Float32Array.of(1, Infinity, 1) }],
  ])("refuses a whole file with %s", (_, wrong) => {
    const contradicting = writeStaticVectors({ ...tiny, ...wrong });
    expect(() => readStaticVectors(contradicting, "x.bin")).toThrow(/^x\.bin must be .*; got /);
  });

  it("refuses a head of another version and bytes of another kind", () => {
    const { vocabulary, scales } = tiny;
    const rows = new Uint8Array(6);
    const newer = { ...tiny.facts, format: 2 };
    const newerBytes = writeSections("static encoder", newer, { vocabulary, scales, rows });
    expect(() => readStaticVectors(newerBytes, "x.bin")).toThrow(/another version/);
    expect(() => readStaticVectors(writeSections("TF-IDF model", {}, {}), "x.bin")).toThrow(
      /got those of a TF-IDF model/,
    );
  });
});
