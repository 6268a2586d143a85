import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVitrineError } from "../errors.js";
import { createRandom } from "../random.js";
import { fitTfIdf } from "../text/tf-idf.js";
import { rowOf } from "./encoder.js";
import type { Vectors } from "./encoder.js";
import { fitTfIdfEncoder, tfIdfEncoderFromBytes } from "./tfidf-encoder.js";

/** Texts of a few topics with words of their own, so that few dimensions can tell them apart. */
function makeTexts(count: number, topics: number, seed: number): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const topic = random.below(topics);
    return Array.from({ length: 12 }, () => `w${topic}x${random.below(20)}`).join(" ");
  });
}

function cosines(vectors: Vectors): number[][] {
  return Array.from({ length: vectors.count }, (_, a) =>
    Array.from({ length: vectors.count }, (_, b) => {
      const other = rowOf(vectors, b);
      return rowOf(vectors, a).reduce((sum, value, at) => sum + value * other[at]!, 0);
    }),
  );
}

function cosinesOfTfIdf(texts: readonly string[]): number[][] {
  const { rowStarts, columns, values } = fitTfIdf(texts).transform(texts);
  const rows = texts.map((_, row) => {
    const entries = Array.from(columns.subarray(rowStarts[row], rowStarts[row + 1]));
    return new Map(entries.map((column, at) => [column, values[rowStarts[row]! + at]!]));
  });
  return rows.map((a) =>
    rows.map((b) => [...a].reduce((sum, [term, value]) => sum + value * (b.get(term) ?? 0), 0)),
  );
}

function largestDifference(a: number[][], b: number[][]): number {
  return Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i]![j]!))));
}

describe("fitTfIdfEncoder", () => {
  it("keeps the cosines of TF-IDF exactly when there are no more terms than dimensions", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer(), async (count, seed) => {
        const texts = makeTexts(count, 3, seed);
        const encoder = fitTfIdfEncoder(texts, { dimensions: 60 });
        const got = cosines(await encoder.encode(texts));
        expect(largestDifference(got, cosinesOfTfIdf(texts))).toBeLessThan(1e-5);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it("keeps them too when there are more terms, but no more texts than dimensions", async () => {
    const texts = makeTexts(30, 5, 1);
    expect(fitTfIdf(texts).terms.length).toBeGreaterThan(40);
    const got = cosines(await fitTfIdfEncoder(texts, { dimensions: 40 }).encode(texts));
    expect(largestDifference(got, cosinesOfTfIdf(texts))).toBeLessThan(1e-4);
  });

  it("brings texts of one topic together that share no word", async () => {
    const texts = makeTexts(400, 4, 2);
    const encoder = fitTfIdfEncoder(texts, { dimensions: 4 });
    const [[, same, other] = []] = cosines(
      await encoder.encode(["w1x1 w1x2 w1x3", "w1x4 w1x5 w1x6", "w2x4 w2x5 w2x6"]),
    );
    expect(same).toBeGreaterThan(0.9);
    expect(Math.abs(other!)).toBeLessThan(0.1);
  });

  it("gives the zero vector to a text without a known term, and fits on nothing", async () => {
    const fitted = await fitTfIdfEncoder(["oak desk"], { dimensions: 3 }).encode(["lamp", ""]);
    expect([...fitted.data]).toEqual([0, 0, 0, 0, 0, 0]);
    const empty = await fitTfIdfEncoder([], { dimensions: 2 }).encode(["oak"]);
    expect([...empty.data]).toEqual([0, 0]);
  });

  it("gives the same bytes for the same seed, and others for another", () => {
    const texts = makeTexts(60, 5, 3);
    const bytesOf = (seed: number): Uint8Array =>
      fitTfIdfEncoder(texts, { dimensions: 8, seed }).toBytes();
    expect(bytesOf(1)).toEqual(bytesOf(1));
    expect(bytesOf(1)).not.toEqual(bytesOf(2));
  });

  it("passes the weights' options on", async () => {
    const encoder = fitTfIdfEncoder(["oak desk", "desk oak"], {
      dimensions: 5,
      weights: { nGrams: [2, 2] },
    });
    const [[, between] = []] = cosines(await encoder.encode(["oak desk", "desk oak"]));
    expect(between).toBe(0);
  });

  it("refuses dimensions out of range", () => {
    for (const dimensions of [0, 1.5, Number.NaN, 5000]) {
      expect(() => fitTfIdfEncoder(["oak"], { dimensions })).toThrow();
    }
  });
});

describe("tfIdfEncoderFromBytes", () => {
  const encoder = fitTfIdfEncoder(makeTexts(40, 3, 4), { dimensions: 6 });
  const bytes = encoder.toBytes();

  it("gives back an encoder with the same fingerprint, vectors and bytes", async () => {
    const again = tfIdfEncoderFromBytes(bytes);
    const texts = ["w1x1 w2x2", "w0x3"];
    expect(again.fingerprint).toBe(encoder.fingerprint);
    expect(await again.encode(texts)).toEqual(await encoder.encode(texts));
    expect(again.toBytes()).toEqual(bytes);
  });

  it("refuses bytes that were cut or changed", () => {
    for (let at = 0; at < bytes.length; at += 97) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      for (const damaged of [bytes.subarray(0, at), changed]) {
        expect(() => tfIdfEncoderFromBytes(damaged)).toThrow(/whole TF-IDF encoder/);
      }
    }
    try {
      tfIdfEncoderFromBytes(new Uint8Array(3));
      expect.unreachable();
    } catch (error) {
      expect(isVitrineError(error, "BYTES_INVALID")).toBe(true);
    }
  });
});
