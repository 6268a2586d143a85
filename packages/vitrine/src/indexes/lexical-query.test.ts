import { describe, expect, it } from "vitest";
import type { QueryClause } from "./lexical-alternatives.js";
import { createLexicalAnalyzer } from "./lexical-analyzer.js";
import { LexicalPostings } from "./lexical-postings.js";
import type { QueryReading } from "./lexical-query.js";
import { MAX_COMPLETIONS, readQuery } from "./lexical-query.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";
import { createVocabulary } from "./lexical-vocabulary.js";

/** The clauses of a query over terms that stand in so many documents each. */
function clausesOf(
  frequencies: Readonly<Record<string, number>>,
  query: string,
  reading: QueryReading,
): { clauses: QueryClause[]; vocabulary: LexicalVocabulary } {
  const analyzer = createLexicalAnalyzer({
    analyzer: { stem: false, stopWords: false },
    languages: [],
  });
  const vocabulary = createVocabulary(analyzer.stems, Object.keys(frequencies));
  const postings = new LexicalPostings(1, vocabulary);
  const words = Object.values(frequencies).flatMap((frequency, term) =>
    new Array<number>(frequency).fill(term),
  );
  postings.add(
    {
      documents: Int32Array.from(words, (_, at) => at),
      starts: Uint32Array.from({ length: words.length + 1 }, (_, at) => at),
      words: Uint32Array.from(words),
      codes: words.map(() => postings.codes.codeOf(0, 1, 1)),
    },
    new Uint32Array(words.length).fill(1),
  );
  return { clauses: readQuery(query, { analyzer, vocabulary, postings }, reading), vocabulary };
}

/** Words of a query with what each may stand for, by text. */
function read(
  frequencies: Readonly<Record<string, number>>,
  query: string,
  reading: QueryReading,
): Record<string, Record<string, number>> {
  const { clauses, vocabulary } = clausesOf(frequencies, query, reading);
  const textOf = (term: number): string => vocabulary.words.textOf(vocabulary.wordsOf(term)[0]!);
  return Object.fromEntries(
    clauses
      .flatMap(({ units }) => units.filter((unit) => unit !== undefined))
      .map(({ queryTerm, alternatives }) => [
        queryTerm,
        Object.fromEntries(alternatives.map(({ term, discount }) => [textOf(term), discount])),
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
