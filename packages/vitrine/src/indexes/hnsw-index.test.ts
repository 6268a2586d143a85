import { afterEach, describe, expect, it, vi } from "vitest";
import { Index, Matches } from "usearch";
import {
  clusteredVectors,
  nearestBySort,
  numbered,
} from "../../test/contract/vector-index.reference.js";
import { rowOf } from "../encoders/encoder.js";
import { createHnswIndex } from "./hnsw-index.js";
import type { HnswOptions } from "./hnsw-index.js";
import type { VectorIndex } from "./vector-index.js";

const count = 3000;
const vectors = clusteredVectors(count, 32);
const ids = numbered(count);

async function filled(options: Partial<HnswOptions> = {}): Promise<VectorIndex> {
  const index = createHnswIndex({ dimensions: 32, ...options });
  await index.upsert(ids, vectors);
  return index;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("createHnswIndex", () => {
  it("answers from the graph, which it asks once, when nothing is filtered", async () => {
    const index = await filled();
    const search = vi.spyOn(Index.prototype, "search");
    const asked: string[] = [];
    const accept = (id: string): boolean => asked.push(id) > 0;
    const query = rowOf(vectors, count - 1);
    const found = await index.search(query, { k: 10, accept });
    expect(found).toEqual(nearestBySort(ids, vectors, query, { k: 10 }));
    expect(search).toHaveBeenCalledTimes(1);
    // A scan would have begun with the first row; the graph begins with the nearest.
    expect(asked[0]).toBe(ids[count - 1]);
  });

  it("gives the exact inner product although the graph's copy is coarse", async () => {
    const index = await filled({ quantisation: "i8" });
    const query = rowOf(vectors, 17);
    expect((await index.search(query, { k: 1 }))[0]).toEqual(
      nearestBySort(ids, vectors, query, { k: 1 })[0],
    );
  });

  it("finds as much when several threads build the graph, with every vector under its id", async () => {
    const index = await filled({ threads: 4 });
    let hits = 0;
    for (let row = 0; row < 50; row++) {
      const query = rowOf(vectors, row * 60);
      const found = (await index.search(query, { k: 10 })).map(({ id }) => id);
      const expected = nearestBySort(ids, vectors, query, { k: 10 });
      hits += expected.filter(({ id }) => found.includes(id)).length;
    }
    expect(hits).toBeGreaterThanOrEqual(490);
    expect(await index.get("1234")).toEqual(rowOf(vectors, 1234));
  });

  it("scans where a selective filter leaves the graph's candidates empty", async () => {
    const index = await filled();
    const accept = (id: string): boolean => Number(id) % 1000 === 1;
    const query = rowOf(vectors, 500);
    expect(await index.search(query, { k: 5, accept })).toEqual(
      nearestBySort(ids, vectors, query, { k: 5, accept }),
    );
  });

  it("scans where the graph reaches fewer nodes than there are", async () => {
    const index = await filled();
    const starved = new Matches(BigUint64Array.of(5n), Float32Array.of(0));
    vi.spyOn(Index.prototype, "search").mockReturnValue(starved as never);
    const query = rowOf(vectors, 500);
    expect(await index.search(query, { k: 5 })).toEqual(
      nearestBySort(ids, vectors, query, { k: 5 }),
    );
  });

  it("holds one node for each distinct vector", async () => {
    const add = vi.spyOn(Index.prototype, "add");
    const index = createHnswIndex({ dimensions: 2 });
    const data = Float32Array.from({ length: 2000 }, (_, place) => place % 4);
    await index.upsert(numbered(1000), { data, count: 1000, dimensions: 2 });
    expect(index.size).toBe(1000);
    const keys = add.mock.calls.flatMap(([some]) => [...(some as BigUint64Array)]);
    expect(keys).toEqual([0n, 1n]); // (0, 1) and (2, 3)
  });

  it("lets searches in between, which see none of a write that goes on", async () => {
    const index = createHnswIndex({ dimensions: 32 });
    const writing = index.upsert(ids, vectors);
    const write = { isDone: false, turns: 0 };
    void writing.then(() => (write.isDone = true));
    while (!write.isDone) {
      expect(await index.search(rowOf(vectors, 0), { k: 3 })).toEqual([]);
      write.turns++;
      await new Promise(setImmediate);
    }
    expect(write.turns).toBeGreaterThan(10);
    expect(await index.search(rowOf(vectors, 0), { k: 3 })).toHaveLength(3);
  });

  it("takes back the nodes of an upsert that fails half way", async () => {
    const index = await filled();
    const original = Index.prototype.add;
    let calls = 0;
    const add = vi.spyOn(Index.prototype, "add").mockImplementation(function (
      this: Index,
      keys,
      block,
      threads,
    ) {
      if (++calls < 3) {
        original.call(this, keys, block, threads);
        return;
      }
      // As a graph does that runs out of memory within a block.
      original.call(
        this,
        (keys as BigUint64Array).slice(0, 1),
        (block as Float32Array).slice(0, 32),
        1,
      );
      throw new Error("Out of memory!");
    });
    const more = clusteredVectors(200, 32, 2);
    await expect(index.upsert(numbered(200), more)).rejects.toThrow("Out of memory!");
    add.mockRestore();
    const query = rowOf(vectors, 3);
    expect(await index.search(query, { k: 10 })).toEqual(
      nearestBySort(ids, vectors, query, { k: 10 }),
    );
    await index.upsert(numbered(200), more);
    expect(await index.get("0003")).toEqual(rowOf(more, 3));
  });

  it("stays as good after most of its vectors have been replaced", async () => {
    const index = await filled();
    const other = clusteredVectors(count, 32, 9);
    await index.delete(ids.filter((_, row) => row % 3 === 0));
    await index.upsert(ids, other);
    let hits = 0;
    for (let row = 0; row < 50; row++) {
      const [nearest] = await index.search(rowOf(other, row * 60), { k: 1 });
      if (nearest?.id === ids[row * 60]) hits++;
    }
    expect(hits).toBeGreaterThanOrEqual(48);
  });

  it.each([
    [{ dimensions: 0 }, "dimensions"],
    [{ dimensions: 4, connectivity: 1 }, "connectivity"],
    [{ dimensions: 4, expansionSearch: 1.5 }, "expansionSearch"],
    [{ dimensions: 4, expansionAdd: 0 }, "expansionAdd"],
    [{ dimensions: 4, quantisation: "f8" }, "quantisation"],
    [{ dimensions: 4, threads: 0 }, "threads"],
  ])("refuses the options %o and names %s", (options, param) => {
    expect(() => createHnswIndex(options as HnswOptions)).toThrow(
      expect.objectContaining({
        code: "PARAM_INVALID",
        details: expect.objectContaining({ param }) as unknown,
      }),
    );
  });
});
