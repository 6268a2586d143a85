import { describe, expect, it } from "vitest";
import { LexicalPostings, packOccurrence } from "./lexical-postings.js";
import type { QueryReading } from "./lexical-query.js";
import { MAX_COMPLETIONS, readQuery } from "./lexical-query.js";
import { createVocabulary } from "./lexical-vocabulary.js";

/** Groups of a query, as alternatives by text, over terms that stand in so many documents each. */
function read(
  frequencies: Readonly<Record<string, number>>,
  query: string,
  reading: QueryReading,
): Record<string, Record<string, number>> {
  const stem = (word: string): string => word;
  const vocabulary = createVocabulary(stem, Object.keys(frequencies));
  const postings = new LexicalPostings(1, vocabulary.termOf);
  let next = 0;
  Object.values(frequencies).forEach((frequency, term) => {
    for (let copy = 0; copy < frequency; copy++) {
      postings.add(`p${next++}`, Uint32Array.of(term, packOccurrence(0, 1)), Uint32Array.of(1));
    }
  });
  postings.settle();
  return Object.fromEntries(
    readQuery(query.split(" "), stem, vocabulary, postings, reading).map((group) => [
      group.queryTerm,
      Object.fromEntries(
        group.alternatives.map(({ term, discount }) => [vocabulary.words.textOf(term), discount]),
      ),
    ]),
  );
}

const shop = {
  chair: 90,
  chairs: 30,
  hair: 5,
  upholstered: 7,
  chiar: 1,
  table: 50,
  "16x24": 2,
  lam: 4,
};

describe("readQuery", () => {
  it("takes known words as they are and drops the unknown", () => {
    expect(read(shop, "table sofa", {})).toEqual({ table: { table: 1 } });
  });

  it("corrects one error from four letters and two from eight", () => {
    expect(read(shop, "tabel", { fuzzy: true })).toEqual({ tabel: { table: 0.7 } });
    expect(read(shop, "uphlsterd", { fuzzy: true })).toEqual({ uphlsterd: { upholstered: 0.5 } });
    expect(read(shop, "lem", { fuzzy: true })).toEqual({});
    expect(read(shop, "tbel", { fuzzy: true })).toEqual({});
  });

  it("leaves a known word alone, unless it is rare beside a much commoner neighbour", () => {
    expect(read(shop, "hair", { fuzzy: true })).toEqual({ hair: { hair: 1 } });
    expect(read(shop, "chiar", { fuzzy: true })).toEqual({ chiar: { chiar: 1, chair: 0.7 } });
  });

  it("never corrects sizes and models", () => {
    expect(read(shop, "16x25", { fuzzy: true })).toEqual({});
  });

  it("completes the last word only, from two letters", () => {
    expect(read(shop, "tab chai", { prefix: true })).toEqual({
      chai: { chair: 0.6, chairs: 0.6 },
    });
    expect(read(shop, "chair", { prefix: true })).toEqual({ chair: { chair: 1, chairs: 0.6 } });
    expect(read(shop, "c", { prefix: true })).toEqual({});
  });

  it("tries the most frequent completions only", () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [`ab${n + 100}`, n < 50 ? 1 : 2]),
    );
    const completions = Object.keys(read(many, "ab", { prefix: true })["ab"]!);
    expect(completions.length).toBe(MAX_COMPLETIONS);
    expect(completions.slice(0, 50).every((text) => many[text] === 2)).toBe(true);
  });
});
