import { mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../random.js";
import { loadVectorField } from "./vector-field-file.js";
import { createVectorField } from "./vector-field.js";
import type { VectorField, VectorFieldOptions } from "./vector-field.js";
import { loadKernels, openVectorKernels } from "./vector-kernels.js";
import { MANY_ROWS } from "./vector-rows.js";

const folders: string[] = [];
const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "vector-field-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const kernels = await openVectorKernels();
const dimensions = 8;
const kinds: readonly VectorFieldOptions[] = [
  { dimensions, precision: "f32", shared: false, graph: false },
  { dimensions, precision: "f32", shared: true, graph: false },
  { dimensions, precision: "i8", shared: false, graph: false },
  { dimensions, precision: "i8", shared: true, graph: false },
  { dimensions, precision: "i8", shared: false, graph: true },
];

const random = createRandom(7);
const randomVector = (length = dimensions): Float32Array => {
  const values = Float32Array.from({ length }, () => random.next() - 0.5);
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
};
/** Few, so that equal ones are common. */
const vectors = Array.from({ length: 12 }, () => randomVector());
const block = {
  data: Float32Array.from(vectors.flatMap((vector) => [...vector])),
  count: vectors.length,
  dimensions,
};

type Change =
  | { readonly ordinals: readonly number[]; readonly rows: readonly number[] }
  | { readonly deleted: readonly number[] };
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    ordinals: fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 8 }),
    rows: fc.array(fc.integer({ min: -1, max: 11 }), { minLength: 8, maxLength: 8 }),
  }),
  fc.record({ deleted: fc.uniqueArray(fc.nat(30), { maxLength: 5 }) }),
);

describe.each(kinds)("a vector field of $precision, shared $shared, graph $graph", (options) => {
  const tolerance = options.precision === "f32" ? 1e-6 : 0.02;

  const play = (
    changes: readonly Change[],
  ): { readonly field: VectorField; readonly held: Map<number, Float32Array> } => {
    const field = createVectorField(options, kernels);
    const held = new Map<number, Float32Array>();
    for (const one of changes) {
      if ("deleted" in one) {
        field.delete(Int32Array.from(one.deleted));
        for (const ordinal of one.deleted) held.delete(ordinal);
        continue;
      }
      const rows = Int32Array.from(one.rows.slice(0, one.ordinals.length));
      field.upsert(Int32Array.from(one.ordinals), block, rows);
      one.ordinals.forEach((ordinal, at) => {
        if (rows[at]! < 0) held.delete(ordinal);
        else held.set(ordinal, vectors[rows[at]!]!);
      });
    }
    return { field, held };
  };
  const dot = (a: Float32Array, b: Float32Array): number =>
    a.reduce((sum, value, axis) => sum + value * b[axis]!, 0);

  it("holds what was put in last, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const { field, held } = play(changes);
        expect(field.size).toBe(held.size);
        const pool = Int32Array.from({ length: 31 }, (_, ordinal) => ordinal);
        const query = vectors[0]!;
        field.scores(query, pool).forEach((score, ordinal) => {
          const vector = held.get(ordinal);
          if (vector === undefined) expect(score).toBeNaN();
          else expect(Math.abs(score - dot(query, vector))).toBeLessThan(tolerance);
          const got = field.get(ordinal);
          expect(got === undefined).toBe(vector === undefined);
          got?.forEach((value, axis) => {
            expect(Math.abs(value - vector![axis]!)).toBeLessThan(tolerance);
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  it("finds the nearest of what is accepted, best first, equal ones by ordinal", async () => {
    const accepted = fc.array(fc.constantFrom(0, 1), { minLength: 31, maxLength: 31 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 8 }),
        fc.integer({ min: 1, max: 10 }),
        fc.option(accepted, { nil: undefined }),
        async (changes, k, mask) => {
          const { field } = play(changes);
          const accept = mask === undefined ? undefined : Uint8Array.from(mask);
          const pool = Int32Array.from({ length: 31 }, (_, ordinal) => ordinal);
          const query = vectors[3]!;
          const scores = field.scores(query, pool);
          const wanted = Array.from(pool)
            .filter((ordinal) => !Number.isNaN(scores[ordinal]) && accept?.[ordinal] !== 0)
            .sort((a, b) => scores[b]! - scores[a]! || a - b)
            .slice(0, k);
          const { ordinals } = await field.nearest(query, k, accept);
          expect(Array.from(ordinals)).toEqual(wanted);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is the same after it was saved and loaded, and goes on from there", async () => {
    const { field } = play([
      { ordinals: [0, 1, 2, 5, 9], rows: [0, 1, 0, 2, 3, 0, 0, 0] },
      { deleted: [1] },
    ]);
    const folder = makeFolder();
    await field.save(folder);
    const loaded = await loadVectorField(folder);
    expect(loaded.options).toEqual(options);
    const both = async (action: (one: VectorField) => unknown): Promise<void> => {
      expect(await action(loaded)).toEqual(await action(field));
    };
    await both((one) => one.size);
    await both((one) => Array.from({ length: 12 }, (_, ordinal) => one.get(ordinal)));
    await both((one) => one.nearest(vectors[2]!, 4));
    for (const one of [field, loaded]) one.upsert(Int32Array.of(1, 3), block, Int32Array.of(4, 4));
    await both((one) => one.nearest(vectors[4]!, 4));
  });
});

describe("a vector field with many vectors", () => {
  const count = 3000;
  const wide = 32;
  const many = new Float32Array(count * wide);
  for (let row = 0; row < count; row++) many.set(randomVector(wide), row * wide);
  const fill = (graph: boolean): VectorField => {
    const field = createVectorField(
      { dimensions: wide, precision: "i8", shared: false, graph },
      kernels,
    );
    const all = Int32Array.from({ length: count }, (_, ordinal) => ordinal);
    field.upsert(all, { data: many, count, dimensions: wide }, all);
    return field;
  };

  it("is found in by its graph nearly as by comparing with all, and filters starve nothing", async () => {
    const exact = fill(false);
    const graph = fill(true);
    const masks = [undefined, 0.5, 0.05].map((share) =>
      share === undefined
        ? undefined
        : Uint8Array.from({ length: count }, () => (random.next() < share ? 1 : 0)),
    );
    for (const accept of masks) {
      let same = 0;
      for (let query = 0; query < 30; query++) {
        const vector = randomVector(wide);
        const wanted = new Set((await exact.nearest(vector, 10, accept)).ordinals);
        const found = (await graph.nearest(vector, 10, accept)).ordinals;
        expect(found).toHaveLength(10);
        for (const ordinal of found) {
          if (wanted.has(ordinal)) same += 1;
          if (accept !== undefined) expect(accept[ordinal]).toBe(1);
        }
      }
      expect(same / 300).toBeGreaterThan(0.85);
    }
  });

  it("takes a quarter of the memory in 8 bits, on disk too", async () => {
    const folder = makeFolder();
    await fill(false).save(folder);
    expect(statSync(join(folder, "rows.bin")).size).toBe(count * (wide + 4));
  });

  it("refuses files that contradict each other", async () => {
    const folder = makeFolder();
    await fill(false).save(folder);
    truncateSync(join(folder, "rows.bin"), 1000);
    await expect(loadVectorField(folder)).rejects.toMatchObject({ code: "BYTES_INVALID" });
  });
});

describe.each(kinds.filter(({ graph }) => !graph))(
  "a field of $precision, shared $shared, that has become large",
  (options) => {
    /** More than one thread is worth, a third of them of the few vectors, so that equal ones are common. */
    const count = 20_000;
    const many = new Float32Array(count * dimensions);
    for (let row = 0; row < count; row++) {
      many.set(row % 3 === 0 ? vectors[row % 12]! : randomVector(), row * dimensions);
    }
    const all = Int32Array.from({ length: count }, (_, row) => row);
    const large = { data: many, count, dimensions };
    /** Every seventh has none. */
    const rowsOfAll = all.map((row) => (row % 7 === 0 ? -1 : row));
    const put = (field: VectorField, from: number, to: number): void => {
      field.upsert(all.slice(from, to), large, rowsOfAll.slice(from, to));
    };
    const fill = (own: typeof kernels = kernels): VectorField => {
      const field = createVectorField(options, own);
      put(field, 0, count);
      return field;
    };
    const masks = [0.9, 0.3, 0.01].map((share) =>
      Uint8Array.from({ length: count }, () => (random.next() < share ? 1 : 0)),
    );
    const byDefinition = (
      field: VectorField,
      query: Float32Array,
      k: number,
      accept?: Uint8Array,
    ): readonly (readonly [number, number])[] => {
      const scores = field.scores(query, all);
      return Array.from(all)
        .filter((ordinal) => !Number.isNaN(scores[ordinal]) && accept?.[ordinal] !== 0)
        .sort((a, b) => scores[b]! - scores[a]! || a - b)
        .slice(0, k)
        .map((ordinal) => [ordinal, scores[ordinal]!] as const);
    };
    const asked = async (
      field: VectorField,
      query: Float32Array,
      k: number,
      accept?: Uint8Array,
    ): Promise<readonly (readonly [number, number])[]> => {
      const { ordinals, similarities } = await field.nearest(query, k, accept);
      return Array.from(ordinals, (ordinal, place) => [ordinal, similarities[place]!] as const);
    };

    it("finds what comparing one by one finds, with masks and equal vectors", async () => {
      const field = fill();
      for (const accept of [undefined, ...masks]) {
        for (const query of [vectors[0]!, vectors[5]!, randomVector()]) {
          for (const k of [1, 40, 3000]) {
            const wanted = byDefinition(field, query, k, accept);
            expect(await asked(field, query, k, accept)).toEqual(wanted);
          }
        }
      }
      field.close();
    });

    it("gives the same with one thread and with all", async () => {
      const fields = [fill(await loadKernels(1)), fill(await loadKernels())];
      const queries = [vectors[1]!, randomVector()];
      const [one, several] = await Promise.all(
        fields.map(async (field) => [
          await Promise.all(queries.map(async (query) => asked(field, query, 500, masks[0]))),
          await field.greatest({ ...large, count: 50 }),
        ]),
      );
      expect(several).toEqual(one);
      for (const field of fields) field.close();
    });

    it("answers as before when it grows beyond what plain arrays hold", async () => {
      const { threaded, ...plain } = kernels;
      expect(threaded.kind).toBe("wasm");
      const grown = createVectorField(options, kernels);
      const small = createVectorField(options, { ...plain, threaded: plain.plain });
      for (let to = MANY_ROWS - 1; to <= MANY_ROWS * 4; to += MANY_ROWS) {
        for (const field of [grown, small]) put(field, Math.max(0, to - MANY_ROWS), to);
        expect(await asked(grown, vectors[2]!, 100)).toEqual(await asked(small, vectors[2]!, 100));
        expect(grown.get(1)).toEqual(small.get(1));
      }
      grown.close();
    });

    it("knows the greatest similarity of many queries", async () => {
      const field = fill();
      const got = await field.greatest({ ...large, count: 5 });
      for (let query = 0; query < 5; query++) {
        const vector = many.slice(query * dimensions, (query + 1) * dimensions);
        expect(got[query]).toBe(byDefinition(field, vector, 1)[0]![1]);
      }
      field.close();
    });

    it("is not torn when it changes while it is searched", async () => {
      const field = fill();
      const searches = Array.from({ length: 8 }, async (_, at) => {
        const result = asked(field, vectors[at]!, 50);
        field.delete(Int32Array.of(at + 1));
        field.upsert(Int32Array.of(at * 7), large, Int32Array.of(at));
        return result;
      });
      const found = await Promise.all(searches);
      for (const [at, result] of found.entries()) {
        expect(result).toEqual(byDefinition(field, vectors[at]!, 50));
      }
      field.close();
    });

    it("is the same after it was saved and loaded", async () => {
      const field = fill();
      const folder = makeFolder();
      await field.save(folder);
      const loaded = await loadVectorField(folder);
      for (const accept of [undefined, masks[1]]) {
        const wanted = await asked(field, vectors[7]!, 200, accept);
        expect(await asked(loaded, vectors[7]!, 200, accept)).toEqual(wanted);
      }
      expect(loaded.size).toBe(field.size);
      for (const one of [field, loaded]) one.close();
    });
  },
);
