import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "../text/edit-distance.js";
import { createWordDictionary } from "./word-dictionary.js";

const anyWord = fc.string({ unit: fc.constantFrom("a", "b", "c", "é"), maxLength: 7 });
// More than the unsorted tail holds, so that the sorted words are walked.
const manyWords = fc.uniqueArray(anyWord, { minLength: 0, maxLength: 700, size: "max" });

describe("createWordDictionary", () => {
  it("numbers words in the order they come and knows them again", () => {
    const dictionary = createWordDictionary(["oak", "elm"]);
    expect([dictionary.add("ash"), dictionary.add("oak"), dictionary.size]).toEqual([2, 0, 3]);
    expect(dictionary.textOf(1)).toBe("elm");
    expect(dictionary.numberOf("fir")).toBeUndefined();
  });

  it("finds what comparing with every word finds, while it grows", () => {
    let walkedSorted = 0;
    fc.assert(
      fc.property(manyWords, anyWord, fc.integer({ min: 0, max: 2 }), (texts, wanted, bound) => {
        const half = texts.length >> 1;
        const dictionary = createWordDictionary(texts.slice(0, half));
        dictionary.within(wanted, bound);
        for (const text of texts.slice(half)) dictionary.add(text);
        if (texts.length > 300) walkedSorted++;
        const near = texts
          .map((text, word) => ({ word, distance: editDistance(wanted, text) }))
          .filter(({ distance }) => distance <= bound);
        const found = dictionary.within(wanted, bound).sort((a, b) => a.word - b.word);
        expect(found).toEqual(near);
        const prefix = wanted.slice(0, 3);
        const beginning = texts.flatMap((text, word) => (text.startsWith(prefix) ? [word] : []));
        expect(dictionary.withPrefix(prefix).sort((a, b) => a - b)).toEqual(beginning);
      }),
      // Shrinking hundreds of words takes longer than reading them.
      { seed: 1, numRuns: 60, endOnFailure: true },
    );
    expect(walkedSorted).toBeGreaterThan(10);
  });

  it("finds swapped neighbours, also where the swap crosses a common beginning", () => {
    const texts = Array.from({ length: 600 }, (_, index) => `fill${index}`);
    const dictionary = createWordDictionary([...texts, "chair", "chairs", "chain", "char"]);
    const near = dictionary.within("chiar", 1).map(({ word }) => dictionary.textOf(word));
    expect(near.sort()).toEqual(["chair", "char"]);
  });
});
