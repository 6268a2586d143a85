import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { openKernels } from "./kernels.js";
import type { Kernels } from "./kernels.js";
import type { Postings } from "./postings.js";
import { createReferenceKernels } from "./reference-kernels.js";
import { WasmPostings } from "./wasm-postings.js";

const reference = createReferenceKernels();
let one: Kernels;
let two: Kernels;

beforeAll(async () => {
  one = await openKernels({ threads: 1 });
  two = await openKernels({ threads: 2 });
});

const impact = fc.oneof(
  fc.integer({ min: 1, max: 3 }),
  fc.float({ min: Math.fround(1e-3), max: 9, noNaN: true }),
);
const problem = fc.integer({ min: 1, max: 90 }).chain((documentCount) =>
  fc.record({
    documentCount: fc.constant(documentCount),
    k: fc.integer({ min: 1, max: 100 }),
    hasMask: fc.boolean(),
    lists: fc.array(
      fc.uniqueArray(fc.tuple(fc.nat(documentCount - 1), impact), { selector: ([at]) => at }),
      { minLength: 1, maxLength: 6 },
    ),
    queries: fc.array(fc.array(fc.tuple(fc.nat(5), impact), { maxLength: 4 }), { maxLength: 6 }),
  }),
);

describe("topDocuments", () => {
  it("gives what the definition gives, to the last bit, on one thread and on two", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ documentCount, k, hasMask, lists, queries }) => {
        const accept = Uint8Array.from({ length: documentCount }, (_, at) => Number(at % 4 !== 1));
        const asked = queries.map((query) => ({
          lists: query.map(([list]) => list % lists.length),
          weights: query.map(([, weight]) => weight),
        }));
        const answer = async (kernels: Kernels): Promise<[Postings, unknown]> => {
          const postings = kernels.createPostings(documentCount);
          for (const list of lists) {
            postings.add(
              Uint32Array.from(list, ([at]) => at),
              Float32Array.from(list, ([, value]) => value),
            );
          }
          const options = hasMask ? { k, accept } : { k };
          // Twice: the first must leave the scores at zero.
          await kernels.topDocuments(postings, asked, options);
          return [postings, await kernels.topDocuments(postings, asked, options)];
        };
        const [, expected] = await answer(reference);
        for (const kernels of [one, two]) {
          const [postings, found] = await answer(kernels);
          expect(postings).toBeInstanceOf(WasmPostings);
          expect(found).toEqual(expected);
          postings.close();
        }
      }),
      { seed: 6, numRuns: 80 },
    );
  });

  it("refuses what cannot be scored", async () => {
    for (const kernels of [one, reference]) {
      const postings = kernels.createPostings(3);
      const wrong = expect.objectContaining({ code: "PARAM_INVALID" }) as Error;
      expect(() => postings.add(Uint32Array.of(3), Float32Array.of(1))).toThrow(wrong);
      expect(() => postings.add(Uint32Array.of(0), Float32Array.of(0))).toThrow(wrong);
      expect(() => postings.add(Uint32Array.of(0, 1), Float32Array.of(1))).toThrow(wrong);
      expect(postings.add(Uint32Array.of(2), Float32Array.of(1))).toBe(0);
      for (const query of [
        { lists: [1], weights: [1] },
        { lists: [0], weights: [-1] },
        { lists: [0], weights: [] },
      ]) {
        await expect(kernels.topDocuments(postings, [query], { k: 1 })).rejects.toMatchObject({
          code: "PARAM_INVALID",
        });
      }
      postings.close();
      expect(() => postings.add(Uint32Array.of(2), Float32Array.of(1))).toThrow(
        expect.objectContaining({ code: "CLOSED" }),
      );
    }
  });
});
