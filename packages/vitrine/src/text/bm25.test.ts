import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bm25ByDefinition } from "./bm25.reference.js";
import { fieldFrequency, inverseDocumentFrequency, saturate } from "./bm25.js";

const plain = { weight: 1, b: 0.75 };

describe("BM25", () => {
  it("is Lucene's formula when there is one field of weight 1", () => {
    const [N, n, tf, length, average, k1, b] = [10, 3, 2, 8, 5, 1.2, 0.75];
    const lucene =
      (Math.log(1 + (N - n + 0.5) / (n + 0.5)) * tf) / (tf + k1 * (1 - b + (b * length) / average));
    const ours =
      inverseDocumentFrequency(N, n) * saturate(fieldFrequency(plain, tf, length, average), k1);
    expect(ours).toBeCloseTo(lucene, 12);
  });

  it("never gives a term a negative weight, not even one that every document holds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(), (N, n) => {
        expect(inverseDocumentFrequency(N, n % (N + 1))).toBeGreaterThan(0);
      }),
      { seed: 1 },
    );
  });

  it("gives more for more occurrences, and each time less more", () => {
    const gains = [0, 1, 2, 3].map((tf) => saturate(tf + 1, 1.2) - saturate(tf, 1.2));
    expect(gains.every((gain, index) => gain > 0 && gain < (gains[index - 1] ?? 1))).toBe(true);
  });

  it("does not look at lengths where b is 0 and only at rates where b is 1", () => {
    expect(fieldFrequency({ weight: 2, b: 0 }, 3, 100, 5)).toBe(6);
    expect(fieldFrequency({ weight: 2, b: 1 }, 3, 10, 5)).toBe(3);
  });
});

describe("bm25ByDefinition", () => {
  it("gives the score one works out by hand", () => {
    const documents = [
      { title: ["oak", "table"], brand: ["oak"] },
      { title: ["blue", "oak", "chair", "oak"], brand: [] },
      { title: ["lamp"], brand: ["table"] },
    ];
    const fields = { title: { weight: 3, b: 0.5 }, brand: { weight: 1, b: 0 } };
    const idf = Math.log(1 + 1.5 / 2.5);
    const first = (3 * 1) / (0.5 + (0.5 * 2) / (7 / 3)) + 1;
    const second = (3 * 2) / (0.5 + (0.5 * 4) / (7 / 3));
    const scores = bm25ByDefinition(documents, ["oak"], fields, 1.2);
    expect(scores[0]).toBeCloseTo((idf * first) / (1.2 + first), 12);
    expect(scores[1]).toBeCloseTo((idf * second) / (1.2 + second), 12);
    expect(scores[2]).toBe(0);
  });
});
