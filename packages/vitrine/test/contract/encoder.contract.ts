/**
 * @file What every encoder must do, whatever it is made of.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowOf } from "../../src/encoders/encoder.js";
import type { Encoder } from "../../src/encoders/encoder.js";
import { isVitrineError } from "../../src/errors.js";

const texts = [
  "small oak desk",
  "folding chair for the small table",
  "",
  "   ",
  "RED wooden lamp, blue table; large desk 1200 x 600",
  "Größe XL – Café-Stühle (2 Stück)",
  "椅子 木製",
  "🪑",
  "lone \ud800 surrogate and \u0000",
  "small oak desk",
];

/**
 * Declares the suite for one encoder.
 *
 * @param kind - Its name in titles.
 * @param load - Makes the encoder anew; the same each time.
 */
export function describeEncoder(kind: string, load: () => Promise<Encoder>): void {
  describe(`the encoder contract on ${kind}`, () => {
    let encoder: Encoder;
    beforeAll(async () => {
      encoder = await load();
    });
    afterAll(() => encoder.close?.());

    it("says its name, fingerprint, dimensions and licence", () => {
      expect(encoder.name).not.toBe("");
      expect(encoder.fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(Number.isSafeInteger(encoder.dimensions) && encoder.dimensions > 0).toBe(true);
      expect(encoder.licence).not.toBe("");
    });

    it("gives one row of finite numbers a text, of length 1 or 0", async () => {
      const vectors = await encoder.encode(texts);
      expect(vectors.count).toBe(texts.length);
      expect(vectors.dimensions).toBe(encoder.dimensions);
      expect(vectors.data).toHaveLength(texts.length * encoder.dimensions);
      texts.forEach((_, index) => {
        expectUnitOrZero(rowOf(vectors, index));
      });
    });

    it("gives no rows for no texts", async () => {
      const vectors = await encoder.encode([]);
      expect([vectors.count, vectors.data.length]).toEqual([0, 0]);
    });

    it("gives a text the same vector alone and in a batch, to 1e-5", async () => {
      const vectors = await encoder.encode(texts);
      for (const [index, text] of texts.entries()) {
        const { data } = await encoder.encode([text]);
        expectClose(rowOf(vectors, index), data, 1e-5);
      }
    });

    it("gives the same bytes for the same texts, also when loaded anew", async () => {
      const again = await load();
      try {
        expect(again.fingerprint).toBe(encoder.fingerprint);
        expect((await again.encode(texts)).data).toEqual((await encoder.encode(texts)).data);
      } finally {
        await again.close?.();
      }
    });

    it("gives rows in the order of the texts, whatever that is", async () => {
      const forwards = await encoder.encode(texts);
      const backwards = await encoder.encode(texts.toReversed());
      texts.forEach((_, index) => {
        expectClose(rowOf(forwards, index), rowOf(backwards, texts.length - 1 - index), 1e-5);
      });
    });

    it("tells different texts apart", async () => {
      const { data, dimensions } = await encoder.encode(["small oak desk", "large blue lamp"]);
      expect(data.subarray(0, dimensions)).not.toEqual(data.subarray(dimensions));
    });

    it("takes any string, and a text of 10,000 words", async () => {
      const long = Array.from({ length: 10_000 }, (_, index) => texts[index % 2]!).join(" ");
      expectUnitOrZero((await encoder.encode([long])).data);
      const anyText = fc.array(fc.string({ unit: "binary", maxLength: 40 }), { maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(anyText, async (some) => {
          const vectors = await encoder.encode(some);
          some.forEach((_, index) => {
            expectUnitOrZero(rowOf(vectors, index));
          });
        }),
        { seed: 1, numRuns: 30 },
      );
    });

    it("does not change its input", async () => {
      const given = Object.freeze([...texts]);
      await encoder.encode(given);
      expect(given).toEqual(texts);
    });

    it("reports progress that rises to the end", async () => {
      const many = Array.from({ length: 300 }, (_, index) => `${texts[index % 5]} ${index}`);
      const reported: [number, number][] = [];
      await encoder.encode(many, { onProgress: (done, total) => reported.push([done, total]) });
      expect(reported.at(-1)).toEqual([many.length, many.length]);
      expect(reported).toEqual(reported.toSorted(([a], [b]) => a - b));
    });

    it("ends with CANCELLED when the signal has asked for it", async () => {
      const encoding = encoder.encode(texts, { signal: AbortSignal.abort() });
      await expect(encoding).rejects.toSatisfy((error) => isVitrineError(error, "CANCELLED"));
    });
  });
}

function expectUnitOrZero(row: Float32Array): void {
  expect(row.every(Number.isFinite)).toBe(true);
  const length = Math.hypot(...row);
  expect(length === 0 || Math.abs(length - 1) < 1e-5, `length ${length}`).toBe(true);
}

function expectClose(a: Float32Array, b: Float32Array, tolerance: number): void {
  const differences = a.map((value, index) => Math.abs(value - b[index]!));
  expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
}
