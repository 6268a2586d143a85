/**
 * @file What every vector index must do, whatever stands behind it.
 *
 * Expected results come from `nearestBySort`, the definition in a few lines. Bring an index of
 * your own under it by calling `describeVectorIndex` with a way to make and to load it.
 */
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Vectors } from "../../src/encoders/encoder.js";
import { rowOf } from "../../src/encoders/encoder.js";
import type { Neighbour, VectorIndex } from "../../src/indexes/vector-index.js";
import {
  clusteredVectors,
  nearestBySort,
  numbered,
  recallOf,
  rows,
} from "./vector-index.reference.js";

/** How the suite gets at an implementation. */
export interface VectorIndexMaker {
  readonly create: (dimensions: number) => VectorIndex;
  readonly load: (folder: string) => Promise<VectorIndex>;
}

const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";

/** Declares the suite for one kind of index. */
export function describeVectorIndex(kind: string, { create, load }: VectorIndexMaker): void {
  describe(`the ${kind} vector index`, () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "vitrine-index-"));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const filled = async (
      vectors: Vectors,
      ids = numbered(vectors.count),
    ): Promise<VectorIndex> => {
      const index = create(vectors.dimensions);
      await index.upsert(ids, vectors);
      return index;
    };

    it("says its kind, its dimensions and its size", async () => {
      const index = await filled(rows([1, 0], [0, 1]));
      expect([index.kind, index.dimensions, index.size]).toEqual([kind, 2, 2]);
    });

    describe("search", () => {
      it("finds nothing in an empty index", async () => {
        expect(await create(3).search(Float32Array.of(1, 0, 0), { k: 5 })).toEqual([]);
      });

      it("finds the only vector there is", async () => {
        const index = await filled(rows([0.5, -2]));
        expect(await index.search(Float32Array.of(4, 1), { k: 1 })).toEqual([
          { id: "0000", similarity: 0 },
        ]);
      });

      it("gives every vector when k is larger than the index", async () => {
        const vectors = clusteredVectors(700, 8);
        const index = await filled(vectors);
        const found = await index.search(rowOf(vectors, 3), { k: 10_000 });
        expect(found).toEqual(nearestBySort(numbered(700), vectors, rowOf(vectors, 3), { k: 700 }));
      });

      it("gives the inner product as similarity, best first", async () => {
        const index = await filled(rows([1, 2], [3, 0], [-1, -1]));
        expect(await index.search(Float32Array.of(2, 1), { k: 3 })).toEqual([
          { id: "0001", similarity: 6 },
          { id: "0000", similarity: 4 },
          { id: "0002", similarity: -3 },
        ]);
      });

      it("finds all copies of one vector, however many they are", async () => {
        const copies = Array.from({ length: 1500 }, () => [0.6, 0.8]);
        const index = await filled(rows(...copies, [1, 0]));
        const found = await index.search(Float32Array.of(0.6, 0.8), { k: 1500 });
        expect(new Set(found.map(({ id }) => id)).size).toBe(1500);
        expect(found.map(({ id }) => id)).not.toContain("1500");
        expect(await index.search(Float32Array.of(1, 0), { k: 1 })).toEqual([
          { id: "1500", similarity: 1 },
        ]);
      });

      it("ranks equal similarities by id in code-unit order, whatever the order of insertion", async () => {
        const ids = ["b", "a", "Z", "é", "aa", "10", "9"];
        const index = await filled(rows(...ids.map(() => [1, 1])), ids);
        const found = await index.search(Float32Array.of(1, 0), { k: 4 });
        expect(found.map(({ id }) => id)).toEqual(["10", "9", "Z", "a"]);
      });

      it("ranks by id where all of many distinct vectors tie", async () => {
        const index = await filled(clusteredVectors(1200, 8));
        const found = await index.search(new Float32Array(8), { k: 3 });
        expect(found).toEqual(["0000", "0001", "0002"].map((id) => ({ id, similarity: 0 })));
      });

      it("finds in a zero vector no reason to fail", async () => {
        const index = await filled(rows([0, 0], [1, 0]));
        expect(await index.search(Float32Array.of(-1, 0), { k: 2 })).toEqual([
          { id: "0000", similarity: 0 },
          { id: "0001", similarity: -1 },
        ]);
      });

      it.each([0, -1, 2.5, NaN, Infinity])("refuses k = %d", async (k) => {
        const index = await filled(rows([1, 0]));
        await expect(index.search(Float32Array.of(1, 0), { k })).rejects.toMatchObject({
          code: "PARAM_INVALID",
        });
      });

      it.each([NaN, Infinity, -Infinity])("refuses a query that holds %d", async (bad) => {
        const index = await filled(rows([1, 0]));
        await expect(index.search(Float32Array.of(1, bad), { k: 1 })).rejects.toMatchObject({
          code: "VECTOR_INVALID",
        });
      });

      it("refuses a query of another length", async () => {
        const index = await filled(rows([1, 0]));
        await expect(index.search(Float32Array.of(1, 0, 0), { k: 1 })).rejects.toMatchObject({
          code: "DIMENSION_MISMATCH",
          details: { expected: 2, got: 3 },
        });
      });

      it("leaves the query as it was, and its results in the caller's hands", async () => {
        const index = await filled(rows([1, 2], [3, 4]));
        const query = Float32Array.of(5, 6);
        const found = (await index.search(query, { k: 2 })) as Neighbour[];
        expect([...query]).toEqual([5, 6]);
        found.length = 0;
        expect(await index.search(query, { k: 2 })).toHaveLength(2);
      });
    });

    describe("a filter", () => {
      const count = isFull ? 20_000 : 4000;
      const vectors = clusteredVectors(count, 16);
      const ids = numbered(count);
      const accepts: Record<string, (id: string) => boolean> = {
        "one in a thousand": (id) => Number(id) % 1000 === 7,
        "one in ten": (id) => Number(id) % 10 === 7,
        all: () => true,
        none: () => false,
      };

      it.each(Object.keys(accepts))(
        "that accepts %s never makes the result shorter",
        async (name) => {
          const accept = accepts[name]!;
          const index = await filled(vectors);
          for (const k of [1, 10, 30]) {
            const query = rowOf(vectors, 11 * k);
            const expected = nearestBySort(ids, vectors, query, { k, accept });
            const found = await index.search(query, { k, accept });
            expect(found).toHaveLength(expected.length);
            expect(found.every(({ id }) => accept(id))).toBe(true);
            expect(recallOf(found, expected)).toBeGreaterThanOrEqual(0.9);
          }
        },
      );

      it("that throws ends the search with what it threw", async () => {
        const index = await filled(rows([1, 0]));
        const accept = (): boolean => {
          throw new Error("no such field");
        };
        await expect(index.search(Float32Array.of(1, 0), { k: 1, accept })).rejects.toThrow(
          "no such field",
        );
      });
    });

    describe("upsert", () => {
      it("replaces the vector of an id that is there", async () => {
        const index = await filled(rows([1, 0], [0, 1]), ["a", "b"]);
        await index.upsert(["a"], rows([-1, 0]));
        expect(index.size).toBe(2);
        expect(await index.get("a")).toEqual(Float32Array.of(-1, 0));
        expect(await index.search(Float32Array.of(1, 0), { k: 2 })).toEqual([
          { id: "b", similarity: 0 },
          { id: "a", similarity: -1 },
        ]);
      });

      it("keeps the last vector of an id that repeats", async () => {
        const index = await filled(rows([1, 0], [0, 1], [0, 2]), ["a", "b", "a"]);
        expect(index.size).toBe(2);
        expect(await index.get("a")).toEqual(Float32Array.of(0, 2));
      });

      it("takes nothing and changes nothing when given nothing", async () => {
        const index = await filled(rows([1, 0]));
        await index.upsert([], { data: new Float32Array(0), count: 0, dimensions: 2 });
        expect(index.size).toBe(1);
      });

      it.each([NaN, Infinity, -Infinity])(
        "refuses %d, names the id and changes nothing",
        async (bad) => {
          const index = await filled(rows([1, 0]), ["a"]);
          await expect(index.upsert(["a", "b"], rows([0, 1], [bad, 0]))).rejects.toMatchObject({
            code: "VECTOR_INVALID",
            details: { id: "b" },
          });
          expect(index.size).toBe(1);
          expect(await index.get("a")).toEqual(Float32Array.of(1, 0));
        },
      );

      it("refuses vectors of another length and changes nothing", async () => {
        const index = await filled(rows([1, 0]), ["a"]);
        await expect(index.upsert(["a"], rows([1, 2, 3]))).rejects.toMatchObject({
          code: "DIMENSION_MISMATCH",
          details: { expected: 2, got: 3 },
        });
        expect(await index.get("a")).toEqual(Float32Array.of(1, 0));
      });

      it("refuses ids and vectors of different number", async () => {
        await expect(create(2).upsert(["a", "b"], rows([1, 0]))).rejects.toMatchObject({
          code: "PARAM_INVALID",
        });
        const short = { data: new Float32Array(3), count: 2, dimensions: 2 };
        await expect(create(2).upsert(["a", "b"], short)).rejects.toMatchObject({
          code: "PARAM_INVALID",
        });
      });

      it("goes on after a refused upsert", async () => {
        const index = create(2);
        await expect(index.upsert(["a"], rows([NaN, 0]))).rejects.toThrow();
        await index.upsert(["a"], rows([1, 0]));
        expect(index.size).toBe(1);
      });

      it("leaves ids and vectors as they were, and does not follow their later changes", async () => {
        const ids = ["a", "b"];
        const vectors = rows([1, 2], [3, 4]);
        const index = await filled(vectors, ids);
        expect([...vectors.data]).toEqual([1, 2, 3, 4]);
        expect(ids).toEqual(["a", "b"]);
        vectors.data.fill(9);
        expect(await index.get("a")).toEqual(Float32Array.of(1, 2));
      });
    });

    describe("delete", () => {
      it("removes vectors, passes over absent ids and says how many went", async () => {
        const index = await filled(rows([1, 0], [0, 1], [1, 1]), ["a", "b", "c"]);
        expect(await index.delete(["a", "nobody", "c", "a"])).toBe(2);
        expect(index.size).toBe(1);
        expect(await index.get("a")).toBeUndefined();
        expect(await index.search(Float32Array.of(1, 1), { k: 3 })).toEqual([
          { id: "b", similarity: 1 },
        ]);
      });

      it("keeps the other ids of a vector that several share", async () => {
        const index = await filled(rows([1, 0], [1, 0]), ["a", "b"]);
        await index.delete(["a"]);
        expect(await index.search(Float32Array.of(1, 0), { k: 2 })).toEqual([
          { id: "b", similarity: 1 },
        ]);
      });

      it("can empty the index, which can be filled again", async () => {
        const vectors = clusteredVectors(900, 4);
        const index = await filled(vectors);
        expect(await index.delete(numbered(900))).toBe(900);
        expect(await index.search(rowOf(vectors, 0), { k: 3 })).toEqual([]);
        await index.upsert(["x"], rows([1, 0, 0, 0]));
        expect(await index.search(Float32Array.of(1, 0, 0, 0), { k: 3 })).toHaveLength(1);
      });
    });

    describe("get", () => {
      it("gives a copy that is the caller's own", async () => {
        const index = await filled(rows([1, 2]), ["a"]);
        (await index.get("a"))!.fill(7);
        expect(await index.get("a")).toEqual(Float32Array.of(1, 2));
      });

      it("knows ids of any text", async () => {
        const ids = ["", " ", "__proto__", "ключ", "a\u0000b", "👕"];
        const index = await filled(rows(...ids.map((_, row) => [row, 1])), ids);
        for (const [row, id] of ids.entries()) {
          expect(await index.get(id)).toEqual(Float32Array.of(row, 1));
        }
        await index.save(folder);
        expect(await (await load(folder)).get("👕")).toEqual(Float32Array.of(5, 1));
      });
    });

    describe("save and load", () => {
      it("give the same answers, and the same again after further writes", async () => {
        const vectors = clusteredVectors(1500, 8);
        const index = await filled(vectors);
        await index.delete(numbered(1500).filter((_, row) => row % 7 === 0));
        await index.upsert(["0001", "new"], rows([...rowOf(vectors, 9)], [...rowOf(vectors, 5)]));
        await index.save(folder);
        const loaded = await load(folder);

        const answersOf = async (from: VectorIndex): Promise<unknown> =>
          Promise.all([1, 20, 300].map((row) => from.search(rowOf(vectors, row), { k: 10 })));
        expect([loaded.kind, loaded.dimensions, loaded.size]).toEqual([kind, 8, index.size]);
        expect(await answersOf(loaded)).toEqual(await answersOf(index));

        for (const either of [index, loaded]) {
          await either.delete(["0002", "0003"]);
          await either.upsert(["later"], rows([...rowOf(vectors, 20)]));
        }
        expect(await answersOf(loaded)).toEqual(await answersOf(index));
      });

      it("keep an empty index", async () => {
        await create(5).save(folder);
        const loaded = await load(folder);
        expect([loaded.size, loaded.dimensions]).toEqual([0, 5]);
        await loaded.upsert(["a"], rows([1, 0, 0, 0, 0]));
        expect(loaded.size).toBe(1);
      });

      it("write the same bytes for the same history", async () => {
        const other = await mkdtemp(join(tmpdir(), "vitrine-index-"));
        const vectors = clusteredVectors(800, 8);
        await (await filled(vectors)).save(folder);
        await (await filled(vectors)).save(other);
        for (const file of await readdir(folder)) {
          const [a, b] = await Promise.all([folder, other].map((at) => readFile(join(at, file))));
          expect(a!.equals(b!), file).toBe(true);
        }
        await rm(other, { recursive: true });
      });

      it("refuse a folder that is missing, empty or another's", async () => {
        const index = await filled(rows([1, 0]));
        await expect(index.save(join(folder, "absent"))).rejects.toMatchObject({
          code: "FILE_NOT_FOUND",
        });
        await expect(load(join(folder, "absent"))).rejects.toMatchObject({
          code: "FILE_NOT_FOUND",
        });
        await expect(load(folder)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
        await index.save(folder);
        await expect(index.save(folder)).rejects.toMatchObject({ code: "PARAM_INVALID" });
      });
    });

    describe("reads during a write", () => {
      it("see all of it or nothing of it", async () => {
        const count = 600;
        const before = rows(...Array.from({ length: count }, (_, row) => [1, row / count]));
        const after = rows(...Array.from({ length: count }, (_, row) => [2, row / count]));
        const index = await filled(before);
        const write = { isDone: false };
        const writing = index.upsert(numbered(count), after).then(() => (write.isDone = true));
        do {
          const found = await index.search(Float32Array.of(1, 0), { k: count });
          expect(found).toHaveLength(count);
          const seen = new Set(found.map(({ similarity }) => similarity));
          expect([[1], [2]]).toContainEqual([...seen]);
          await new Promise(setImmediate);
        } while (!write.isDone);
        await writing;
        const [best] = await index.search(Float32Array.of(1, 0), { k: 1 });
        expect(best?.similarity).toBe(2);
      });

      it("and a save during a write, keep to the order of the calls", async () => {
        const index = create(2);
        await Promise.all([
          index.upsert(["a"], rows([1, 0])),
          index.save(folder),
          index.upsert(["b"], rows([0, 1])),
          index.delete(["a"]),
        ]);
        expect(index.size).toBe(1);
        const loaded = await load(folder);
        expect([loaded.size, await loaded.get("a")]).toEqual([1, Float32Array.of(1, 0)]);
      });
    });

    it("answers like the definition after any sequence of writes", async () => {
      const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
      const vector = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 2, maxLength: 2 });
      const write = fc.oneof(
        fc.record({ upsert: fc.array(fc.tuple(id, vector), { maxLength: 4 }) }),
        fc.record({ delete: fc.array(id, { maxLength: 3 }) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(write, { maxLength: 12 }), vector, async (writes, query) => {
          const index = create(2);
          const model = new Map<string, number[]>();
          for (const step of writes) {
            if ("upsert" in step) {
              const { upsert } = step;
              await index.upsert(
                upsert.map(([key]) => key),
                rows(...upsert.map(([, row]) => row)),
              );
              for (const [key, row] of upsert) model.set(key, row);
            } else {
              await index.delete(step.delete);
              for (const key of step.delete) model.delete(key);
            }
          }
          expect(index.size).toBe(model.size);
          const at = Float32Array.from(query);
          const stored = rows(...model.values());
          expect(await index.search(at, { k: 4 })).toEqual(
            nearestBySort([...model.keys()], stored, at, { k: 4 }),
          );
        }),
        { seed: 1, numRuns: isFull ? 2000 : 200 },
      );
    });

    it("finds at least 95 % of the true neighbours among clustered vectors", async ({
      annotate,
    }) => {
      const count = isFull ? 50_000 : 5000;
      const queries = 100;
      const vectors = clusteredVectors(count + queries, 64);
      const index = await filled({
        data: vectors.data.subarray(0, count * 64),
        count,
        dimensions: 64,
      });
      let recall = 0;
      for (let query = count; query < count + queries; query++) {
        const vector = rowOf(vectors, query);
        const expected = nearestBySort(numbered(count), vectors, vector, { k: 10 });
        recall += recallOf(await index.search(vector, { k: 10 }), expected) / queries;
      }
      await annotate(`recall@10 of ${kind} among ${count} vectors: ${recall.toFixed(4)}`);
      expect(recall).toBeGreaterThanOrEqual(0.95);
    });
  });
}
