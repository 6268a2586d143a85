import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadStaticEncoder } from "../../encoders/static-encoder.js";
import { minedSynonymRules, mineSynonyms, synonymConfidence } from "./mine-synonyms.js";
import { nearPairs, ranksOf } from "./near-pairs.js";
import { loadRealWords } from "../../encoders/real-words.js";
import { countWordContexts } from "./word-contexts.js";

const product = (
  title: string,
  category: string,
  color = "",
): Parameters<typeof countWordContexts>[0] extends Iterable<infer P> ? P : never => ({
  title,
  brand: "Falcon",
  categoryPath: [category],
  attributes: { color },
});
const products = [
  ...[
    "Oak sofa",
    "Walnut sofa",
    "Oak couch",
    "Walnut couch with lamp",
    "Crimson sofa",
    "Scarlet couch",
  ].map((title) => product(title, "Seating", title.split(" ")[0])),
  ...[
    "Garbage bin",
    "Garbage bag",
    "Trash bin",
    "Trash bag",
    "Falcon bin",
    "Hawk bin",
    "Hawk bag",
  ].map((title) => product(title, "Household")),
];

describe("mineSynonyms", () => {
  it("finds words that mean the same, and no values, brands or words of other categories", async () => {
    const encoder = await loadStaticEncoder();
    const mined = await mineSynonyms({
      contexts: countWordContexts(products),
      realWords: loadRealWords(),
      vectorsOf: (words) => encoder.encode(words),
    });
    const pairs = mined.map(({ words }) => words.join(" "));
    expect(pairs).toContain("couch sofa");
    expect(pairs).toContain("garbage trash");
    const words = new Set(mined.flatMap((one) => one.words));
    for (const word of ["oak", "walnut", "crimson", "scarlet", "falcon"])
      expect(words.has(word)).toBe(false);
    for (const { confidence, evidence } of mined) {
      expect(confidence).toBeGreaterThanOrEqual(0.5);
      expect(evidence.cosine).toBeGreaterThanOrEqual(0.5);
    }
  });

  it("refuses a minimum that is no share", async () => {
    const options = { contexts: countWordContexts([]), realWords: new Set<string>() };
    const vectorsOf = (): Promise<never> => Promise.reject(new Error("internal: not asked"));
    await expect(mineSynonyms({ ...options, vectorsOf, minimumConfidence: 2 })).rejects.toThrow(
      /from 0 to 1; got 2/,
    );
  });
});

describe("synonymConfidence", () => {
  it("rises with the cosine and the shared categories, falls with the ranks and with titles of both", () => {
    const evidence = {
      cosine: 0.7,
      sharedContext: 0.5,
      together: 0.1,
      count: 5,
      nearerRank: 2,
      fartherRank: 9,
    };
    const of = (change: Partial<typeof evidence>): number =>
      synonymConfidence({ ...evidence, ...change });
    expect(of({ cosine: 0.8 })).toBeGreaterThan(of({}));
    expect(of({ sharedContext: 0.9 })).toBeGreaterThan(of({}));
    expect(of({ fartherRank: 100 })).toBeLessThan(of({}));
    expect(of({ nearerRank: 8 })).toBeLessThan(of({}));
    expect(of({ together: 0.9 })).toBeLessThan(of({}));
  });
});

describe("minedSynonymRules", () => {
  it("makes a light rule for each direction", () => {
    const evidence = {
      cosine: 0.7,
      sharedContext: 0.5,
      together: 0.1,
      count: 5,
      nearerRank: 2,
      fartherRank: 9,
    };
    expect(minedSynonymRules([{ words: ["couch", "sofa"], confidence: 0.5, evidence }])).toEqual([
      { from: ["couch"], to: ["sofa"], weight: 0.4, source: "catalogue" },
      { from: ["sofa"], to: ["couch"], weight: 0.4, source: "catalogue" },
    ]);
  });
});

describe("countWordContexts", () => {
  it("counts titles, companions, categories and values", () => {
    const contexts = countWordContexts(products);
    expect(contexts.countOf("sofa")).toBe(3);
    expect(contexts.together("couch", "lamp")).toBe(1);
    expect(contexts.sharedContext("sofa", "couch")).toBeCloseTo(1, 12);
    expect(contexts.sharedContext("sofa", "bin")).toBe(0);
    expect(contexts.areValues("oak", "walnut")).toBe(true);
    expect(contexts.areValues("oak", "sofa")).toBe(false);
    expect(contexts.candidates(2, () => true)).toEqual(["bin", "bag"]);
    expect(contexts.candidates(99, () => true)).not.toContain("falcon");
  });
});

describe("nearPairs", () => {
  const vectors = fc.array(
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }),
    { maxLength: 12 },
  );

  it("finds every pair above the least when enough neighbours are asked for", () => {
    fc.assert(
      fc.property(vectors, (rows) => {
        const data = Float32Array.from(rows.flat());
        const cosineOf = (a: number, b: number): number =>
          rows[a]!.reduce((sum, value, k) => sum + value * rows[b]![k]!, 0);
        const wanted = rows.flatMap((_, a) =>
          rows.flatMap((__, b) =>
            a < b && cosineOf(a, b) >= 1 ? [{ a, b, cosine: cosineOf(a, b) }] : [],
          ),
        );
        expect(nearPairs(data, 3, 1, 99)).toEqual(wanted);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("ranks the other word of a pair among a vocabulary", () => {
    const unit = (angle: number): number[] => [Math.cos(angle), Math.sin(angle)];
    const data = Float32Array.from([...unit(0), ...unit(0.5)]);
    const vocabulary = Float32Array.from([0, 0.1, 0.2, 0.5, 0.6, 1.2].flatMap(unit));
    expect(ranksOf(data, vocabulary, 2, [{ a: 0, b: 1, cosine: Math.cos(0.5) }])).toEqual([[2, 3]]);
  });
});
