import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeVectors, writeVectors } from "./vectors.mjs";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bench-vectors-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const dimension = 96;
const count = 2000;
const vectors = makeVectors({ count, dimension });
const row = (at: number): Float32Array => vectors.subarray(at * dimension, (at + 1) * dimension);
const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, axis) => sum + value * b[axis]!, 0);

describe("makeVectors", () => {
  it("makes unit vectors, the first of more being those of fewer", () => {
    for (let at = 0; at < count; at++) expect(dot(row(at), row(at))).toBeCloseTo(1, 5);
    expect(makeVectors({ count: 10, dimension })).toEqual(vectors.slice(0, 10 * dimension));
  });

  it("makes others for another seed and for queries", () => {
    expect(makeVectors({ count: 10, dimension, seed: 2 })).not.toEqual(vectors.slice(0, 960));
    const queries = makeVectors({ count: 10, dimension, stream: "queries" });
    expect(queries).not.toEqual(vectors.slice(0, 960));
  });

  it("makes them clustered, of a dimension that text embeddings have", () => {
    // Two nearest neighbours tell the intrinsic dimension (Facco and others 2017).
    let logs = 0;
    let nearest = 0;
    let other = 0;
    for (let at = 0; at < 300; at++) {
      const own = row(at);
      const all = Array.from({ length: count }, (_, to) => (to === at ? -1 : dot(own, row(to))));
      other += all[(at + 1000) % count]!;
      const [first, second] = all.sort((a, b) => b - a);
      nearest += first!;
      logs += Math.log(Math.sqrt(2 - 2 * second!) / Math.sqrt(2 - 2 * first!));
    }
    const intrinsic = 300 / logs;
    expect(intrinsic).toBeGreaterThan(8);
    expect(intrinsic).toBeLessThan(40);
    expect(nearest / 300).toBeGreaterThan(0.6);
    expect(Math.abs(other / 300)).toBeLessThan(0.2);
  });
});

describe("writeVectors", () => {
  it("writes what makeVectors makes, little-endian and without a header", async () => {
    const path = join(folder, "some.f32");
    const options = { count: 4100, dimension: 8, seed: 5 };
    await writeVectors(path, options);
    const bytes = await readFile(path);
    const made = makeVectors(options);
    expect(bytes.length).toBe(4 * made.length);
    for (let at = 0; at < made.length; at++) expect(bytes.readFloatLE(4 * at)).toBe(made[at]);
  });
});
