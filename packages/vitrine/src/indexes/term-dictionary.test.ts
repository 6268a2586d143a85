import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "../text/edit-distance.js";
import { createTermDictionary } from "./term-dictionary.js";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "é"), maxLength: 7 });
// More than the unsorted tail holds, so that the sorted terms are walked.
const words = fc.uniqueArray(word, { minLength: 0, maxLength: 700, size: "max" });

describe("createTermDictionary", () => {
  it("numbers terms in the order they come and knows them again", () => {
    const dictionary = createTermDictionary(["oak", "elm"]);
    expect([dictionary.add("ash"), dictionary.add("oak"), dictionary.size]).toEqual([2, 0, 3]);
    expect(dictionary.textOf(1)).toBe("elm");
    expect(dictionary.numberOf("fir")).toBeUndefined();
  });

  it("finds what comparing with every term finds, while it grows", () => {
    let walkedSorted = 0;
    fc.assert(
      fc.property(words, word, fc.integer({ min: 0, max: 2 }), (texts, wanted, bound) => {
        const half = texts.length >> 1;
        const dictionary = createTermDictionary(texts.slice(0, half));
        dictionary.within(wanted, bound);
        for (const text of texts.slice(half)) dictionary.add(text);
        if (texts.length > 300) walkedSorted++;
        const near = texts
          .map((text, term) => ({ term, distance: editDistance(wanted, text) }))
          .filter(({ distance }) => distance <= bound);
        const found = dictionary.within(wanted, bound).sort((a, b) => a.term - b.term);
        expect(found).toEqual(near);
        const prefix = wanted.slice(0, 3);
        const beginning = texts.flatMap((text, term) => (text.startsWith(prefix) ? [term] : []));
        expect(dictionary.withPrefix(prefix).sort((a, b) => a - b)).toEqual(beginning);
      }),
      { seed: 1, numRuns: 60 },
    );
    expect(walkedSorted).toBeGreaterThan(10);
  });

  it("finds swapped neighbours, also where the swap crosses a common beginning", () => {
    const texts = Array.from({ length: 600 }, (_, index) => `fill${index}`);
    const dictionary = createTermDictionary([...texts, "chair", "chairs", "chain", "char"]);
    const near = dictionary.within("chiar", 1).map(({ term }) => dictionary.textOf(term));
    expect(near.sort()).toEqual(["chair", "char"]);
  });
});
