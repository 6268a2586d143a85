import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openKernels } from "./kernels.js";
import type { Kernels } from "./kernels.js";
import type { Matrix, MatrixType } from "./matrix.js";
import { createReferenceKernels } from "./reference-kernels.js";
import { WasmMatrix } from "./wasm-matrix.js";

const reference = createReferenceKernels();
const TYPES: readonly MatrixType[] = ["f32", "i8", "screened"];
let one: Kernels;
let two: Kernels;

beforeAll(async () => {
  one = await openKernels({ threads: 1 });
  two = await openKernels({ threads: 2 });
});

// Few distinct values, so that equal scores are everywhere, among others of every size.
const element = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(1e-42, -1e-30, 3e7, 0, -0),
);
const problem = fc
  .record({
    dimensions: fc.integer({ min: 1, max: 21 }),
    rowCount: fc.integer({ min: 0, max: 600 }),
    queryCount: fc.integer({ min: 0, max: 5 }),
    k: fc.integer({ min: 1, max: 40 }),
    type: fc.constantFrom(...TYPES),
    pool: fc.array(element, { minLength: 30, maxLength: 97 }),
    hasMask: fc.boolean(),
  })
  .map((given) => {
    const { dimensions, rowCount, queryCount, pool } = given;
    const take = (count: number, step: number): Float32Array =>
      Float32Array.from(
        { length: count * dimensions },
        (_, at) => pool[(at * step) % pool.length]!,
      );
    const accept = Uint8Array.from({ length: rowCount }, (_, row) => Number(row % 3 !== 0));
    return {
      ...given,
      rows: take(rowCount, 7),
      queries: take(queryCount, 5),
      accept: given.hasMask ? { accept } : {},
    };
  });

const fill = (
  kernels: Kernels,
  type: MatrixType,
  dimensions: number,
  rows: Float32Array,
): Matrix => {
  const matrix = kernels.createMatrix({ type, dimensions });
  matrix.append(rows);
  return matrix;
};

describe("topK", () => {
  it("gives what the definition gives, to the last bit, on one thread and on two", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ type, dimensions, rows, queries, k, accept }) => {
        const expected = await reference.topK(fill(reference, type, dimensions, rows), queries, {
          k,
          ...accept,
        });
        for (const kernels of [one, two]) {
          const matrix = fill(kernels, type, dimensions, rows);
          expect(matrix).toBeInstanceOf(WasmMatrix);
          expect(kernels.kind).toBe("wasm");
          expect(await kernels.topK(matrix, queries, { k, ...accept })).toEqual(expected);
          matrix.close();
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it("gives a screened matrix the answers of the f32 matrix where codes alone err", async () => {
    // Rows that differ by less than their codes can tell.
    const dimensions = 24;
    const rows = Float32Array.from({ length: 3000 * dimensions }, (_, at) => {
      return Math.sin(at % dimensions) + 1e-3 * Math.sin(at * 0.7);
    });
    const queries = rows.slice(0, 9 * dimensions);
    const answers = await Promise.all(
      TYPES.map((type) => two.topK(fill(two, type, dimensions, rows), queries, { k: 10 })),
    );
    expect(answers[2]).toEqual(answers[0]);
    expect(answers[1]).not.toEqual(answers[0]);
  });

  it("splits a batch that does not fit into the memory at once", async () => {
    const rows = Float32Array.from({ length: 40 }, (_, at) => Math.cos(at));
    const queries = Float32Array.from({ length: 1000 }, (_, at) => Math.sin(at));
    const k = 2000;
    const expected = await reference.topK(fill(reference, "f32", 1, rows), queries, { k });
    expect(await two.topK(fill(two, "f32", 1, rows), queries, { k })).toEqual(expected);
  });

  it("runs searches over one matrix one after another, without mixing them up", async () => {
    const rows = Float32Array.from({ length: 2000 }, (_, at) => Math.sin(at));
    const matrix = fill(two, "f32", 4, rows);
    const expected = fill(reference, "f32", 4, rows);
    const asked = Array.from({ length: 12 }, (_, at) => Float32Array.of(1, at, -at, at % 3));
    const answers = await Promise.all(asked.map((query) => two.topK(matrix, query, { k: 5 })));
    for (const [at, query] of asked.entries()) {
      expect(answers[at]).toEqual(await reference.topK(expected, query, { k: 5 }));
    }
  });

  it("does not see rows that are added while it runs", async () => {
    const matrix = fill(two, "f32", 2, Float32Array.of(1, 0));
    const search = two.topK(matrix, Float32Array.of(1, 1), { k: 3 });
    matrix.append(Float32Array.of(5, 5));
    expect((await search)[0]?.rows).toEqual(Int32Array.of(0));
  });

  it.each([
    ["k", { k: 0 }],
    ["k", { k: 1.5 }],
    ["k", { k: 2 ** 19 }],
    ["accept", { k: 1, accept: new Uint8Array(2) }],
  ])("refuses a wrong %s: %o", async (_, options) => {
    for (const kernels of [one, reference]) {
      const matrix = fill(kernels, "f32", 2, Float32Array.of(1, 0));
      await expect(kernels.topK(matrix, Float32Array.of(1, 1), options)).rejects.toMatchObject({
        code: "PARAM_INVALID",
      });
    }
  });

  it("refuses a matrix of other kernels", async () => {
    const matrix = fill(reference, "f32", 2, Float32Array.of(1, 0));
    await expect(one.topK(matrix, Float32Array.of(1, 1), { k: 1 })).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
  });
});

describe.each(TYPES)("a matrix of type %s", (type) => {
  it("gives one dot product for a pair, whichever way it is asked for", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ dimensions, rows, queries, rowCount }) => {
        const matrix = fill(one, type, dimensions, rows);
        const plain = fill(reference, type, dimensions, rows);
        const chosen = Int32Array.from({ length: rowCount }, (_, at) => rowCount - 1 - at);
        for (let start = 0; start < queries.length; start += dimensions) {
          const query = queries.subarray(start, start + dimensions);
          expect(matrix.dots(query, chosen)).toEqual(plain.dots(query, chosen));
        }
        expect(matrix.toVectors()).toEqual(plain.toVectors());
        matrix.close();
      }),
      { seed: 5, numRuns: 25 },
    );
  });

  it("keeps its rows in place while it grows, and replaces single ones", async () => {
    const rows = Float32Array.from({ length: 5 * 6000 }, (_, at) => Math.sin(at));
    const piecewise = two.createMatrix({ type, dimensions: 5 });
    for (let start = 0; start < rows.length; start += 5 * 1001) {
      expect(piecewise.append(rows.subarray(start, start + 5 * 1001))).toBe(start / 5);
    }
    piecewise.set(5999, Float32Array.of(9, 8, 7, 6, 5));
    rows.set([9, 8, 7, 6, 5], 5 * 5999);
    const whole = fill(reference, type, 5, rows);
    expect(piecewise.length).toBe(6000);
    expect(piecewise.toVectors()).toEqual(whole.toVectors());
    expect(piecewise.get(5999)).toEqual(whole.get(5999));
    const query = Float32Array.of(1, 2, -1, 0.5, 3);
    expect(await two.topK(piecewise, query, { k: 9 })).toEqual(
      await reference.topK(whole, query, { k: 9 }),
    );
  });

  it("refuses vectors that are not finite or of another length, and stays as it was", () => {
    for (const kernels of [one, reference]) {
      const matrix = fill(kernels, type, 2, Float32Array.of(-1, 1));
      const invalid = expect.objectContaining({ code: "VECTOR_INVALID" }) as Error;
      const wrong = expect.objectContaining({ code: "PARAM_INVALID" }) as Error;
      expect(() => matrix.append(Float32Array.of(1, 1, NaN, 1))).toThrow(invalid);
      expect(() => {
        matrix.set(0, Float32Array.of(Infinity, 1));
      }).toThrow(invalid);
      expect(() => matrix.append(Float32Array.of(1, 1, 1))).toThrow(wrong);
      expect(() => {
        matrix.set(1, Float32Array.of(1, 1));
      }).toThrow(wrong);
      expect(() => matrix.dots(Float32Array.of(1, 1), Int32Array.of(1))).toThrow(wrong);
      expect(() => matrix.toVectors(1, 2)).toThrow(wrong);
      expect(matrix.length).toBe(1);
      expect(matrix.get(0)).toEqual(Float32Array.of(-1, 1));
    }
  });

  it("says that it is closed, and closes once", async () => {
    for (const kernels of [two, reference]) {
      const matrix = fill(kernels, type, 2, Float32Array.of(1, 2));
      await kernels.topK(matrix, Float32Array.of(1, 1), { k: 1 });
      matrix.close();
      matrix.close();
      expect(() => matrix.append(Float32Array.of(1, 2))).toThrow(
        expect.objectContaining({ code: "CLOSED" }),
      );
      await expect(kernels.topK(matrix, Float32Array.of(1, 1), { k: 1 })).rejects.toMatchObject({
        code: "CLOSED",
      });
    }
  });
});

describe("the codes of an i8 matrix", () => {
  it("are the matrix: another made of them answers alike", async () => {
    const rows = Float32Array.from({ length: 300 * 3 }, (_, at) => Math.sin(at));
    const saved = fill(one, "i8", 3, rows).toCodes();
    expect(saved).toEqual(fill(reference, "i8", 3, rows).toCodes());
    const loaded = one.createMatrix({ type: "i8", dimensions: 3 });
    loaded.appendCodes(saved);
    const query = Float32Array.of(1, 2, 3);
    expect(await one.topK(loaded, query, { k: 4 })).toEqual(
      await one.topK(fill(one, "i8", 3, rows), query, { k: 4 }),
    );
  });

  it("are not had from other matrices", () => {
    expect(() => fill(one, "screened", 1, Float32Array.of(1)).toCodes()).toThrow(
      expect.objectContaining({ code: "PARAM_INVALID" }),
    );
  });
});

describe("a screened matrix", () => {
  it("does not look at the numbers of rows that their codes rule out", async () => {
    const rows = Float32Array.from({ length: 400 }, (_, row) => 400 - row);
    const matrix = fill(one, "screened", 1, rows);
    if (!(matrix instanceof WasmMatrix)) expect.unreachable("a matrix of the plain version");
    const { data, layout, memory } = matrix;
    const last = 399;
    const block = data + Math.floor(last / 256) * layout.blockBytes;
    memory.f32[(block + layout.valuesOffset + (last % 256) * layout.vectorBytes) / 4] = 1e9;
    expect(matrix.get(last)).toEqual(Float32Array.of(1e9));
    const [best] = await one.topK(matrix, Float32Array.of(1), { k: 2 });
    expect(best?.rows).toEqual(Int32Array.of(0, 1));
  });

  // Long enough to be looked at after the half of the codes; rows lie around few centres, so that many
  // are passed over, and most of their length is now at the beginning, now at the end.
  const clustered = fc
    .record({
      dimensions: fc.constantFrom(64, 65, 72, 100, 129, 200, 384),
      rowCount: fc.integer({ min: 1, max: 1500 }),
      queryCount: fc.integer({ min: 1, max: 7 }),
      k: fc.integer({ min: 1, max: 20 }),
      centres: fc.integer({ min: 1, max: 9 }),
      noise: fc.constantFrom(0, 1e-7, 1e-3, 0.05, 0.5),
      slope: fc.constantFrom(-8, -1, 0, 1, 8),
      size: fc.constantFrom(1e-20, 1, 1e12),
      seed: fc.integer({ min: 1, max: 1e6 }),
      hasMask: fc.boolean(),
    })
    .map((given) => {
      const { dimensions, rowCount, queryCount, centres, noise, slope, size, seed } = given;
      const make = (count: number, step: number): Float32Array =>
        Float32Array.from({ length: count * dimensions }, (_, at) => {
          const [row, column] = [Math.floor(at / dimensions), at % dimensions];
          const centre = Math.sin(seed + (row % centres) * 997 + column * 1.7);
          const own = noise * Math.sin(seed * step + at * 12.9898);
          return size * Math.exp((slope * column) / dimensions) * (centre + own);
        });
      const accept = Uint8Array.from({ length: rowCount }, (_, row) => Number(row % 3 !== 0));
      return {
        ...given,
        rows: make(rowCount, 1),
        queries: make(queryCount, 3),
        accept: given.hasMask ? { accept } : {},
      };
    });

  it("passes over no row that is among the best, whatever part of its codes is read", async () => {
    await fc.assert(
      fc.asyncProperty(clustered, async ({ dimensions, rows, queries, k, accept }) => {
        const matrix = fill(reference, "f32", dimensions, rows);
        const expected = await reference.topK(matrix, queries, { k, ...accept });
        for (const kernels of [one, two]) {
          const screened = fill(kernels, "screened", dimensions, rows);
          expect(await kernels.topK(screened, queries, { k, ...accept })).toEqual(expected);
          screened.close();
        }
      }),
      { seed: 9, numRuns: 60 },
    );
  });

  it("reads half of the codes where the rest can not bring a row among the best", async () => {
    const dimensions = 128;
    const rows = Float32Array.from({ length: 400 * dimensions }, (_, at) =>
      at % dimensions === 0 ? (at < dimensions ? 1 : -1) : 0.01,
    );
    const matrix = fill(one, "screened", dimensions, rows);
    if (!(matrix instanceof WasmMatrix)) expect.unreachable("a matrix of the plain version");
    const { data, layout, memory } = matrix;
    // Codes of the second half by which the last row would be scored anew, and found, were they read.
    const block = data + Math.floor(399 / 256) * layout.blockBytes;
    const codes = block + layout.codesOffset + (399 % 256) * layout.codeBytes;
    memory.i8.fill(127, codes + 64, codes + 128);
    memory.f32[(block + layout.valuesOffset + (399 % 256) * layout.vectorBytes) / 4] = 1e9;
    const query = new Float32Array(dimensions).fill(1);
    const [best] = await one.topK(matrix, query, { k: 1 });
    expect(best?.rows).toEqual(Int32Array.of(0));
  });

  it("refuses vectors whose products could overflow", () => {
    expect(() => fill(one, "screened", 2, Float32Array.of(1e18, 1e18))).toThrow(
      expect.objectContaining({ code: "VECTOR_INVALID" }),
    );
  });
});

describe("openKernels", () => {
  it("refuses fewer threads than one and more than the machine has processors", async () => {
    await expect(openKernels({ threads: 0 })).rejects.toMatchObject({ code: "PARAM_INVALID" });
    await expect(openKernels({ threads: 1000 })).rejects.toMatchObject({ code: "PARAM_INVALID" });
  });

  describe("where SharedArrayBuffer is missing", () => {
    const kept = globalThis.SharedArrayBuffer;
    beforeAll(() => {
      Reflect.deleteProperty(globalThis, "SharedArrayBuffer");
    });
    afterAll(() => {
      globalThis.SharedArrayBuffer = kept;
    });

    it("says so", async () => {
      await expect(openKernels()).rejects.toMatchObject({
        code: "UNSUPPORTED",
        message: expect.stringContaining("lacks SharedArrayBuffer") as string,
      });
    });

    it("gives the plain version to those who asked for it, and says that it is that", async () => {
      const kernels = await openKernels({ fallback: true });
      expect(kernels.kind).toBe("reference");
      const matrix = fill(kernels, "screened", 2, Float32Array.of(1, 0, 0, 1));
      const [best] = await kernels.topK(matrix, Float32Array.of(0.2, 0.9), { k: 1 });
      expect(best?.rows).toEqual(Int32Array.of(1));
    });
  });
});
