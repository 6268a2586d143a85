import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../text/analyze.js";
import { bm25ByDefinition } from "../text/bm25.reference.js";
import { createOrdinalLexicalIndex, ordinalLexicalIndexFromBytes } from "./lexical-core.js";
import type { SpanAlternative } from "./lexical-query.js";
import type { OrdinalLexicalIndex } from "./ordinal-lexical-index.js";

const fields = { title: { weight: 3, b: 0.5 }, text: { weight: 1, b: 0.9 } };
const options = { fields, k1: 1.4, analyzer: { language: "en" } } as const;
const { analyze } = createAnalyzer(options.analyzer);

const words = fc
  .array(fc.constantFrom("oak", "Oak", "chair", "chairs", "red", "lamp", "été", "2.36"), {
    maxLength: 6,
  })
  .map((chosen) => chosen.join(" "));
const ordinal = fc.integer({ min: 0, max: 19 });
const document = fc.record({ ordinal, fields: fc.record({ title: words, text: words }) });
type Document = typeof document extends fc.Arbitrary<infer T> ? T : never;
const change = fc.record({
  upsert: fc.array(document, { maxLength: 8 }),
  remove: fc.array(ordinal, { maxLength: 4 }),
});

function applyChange(
  index: OrdinalLexicalIndex,
  held: Map<number, Document>,
  { upsert, remove }: typeof change extends fc.Arbitrary<infer T> ? T : never,
): void {
  index.upsert(upsert);
  for (const one of upsert) held.set(one.ordinal, one);
  const removed = remove.filter((one) => held.delete(one)).length;
  expect(index.delete(remove)).toBe(removed);
}

/** The score of every document by the definition, by ordinal. */
function scoresByDefinition(held: ReadonlyMap<number, Document>, query: string): Float64Array {
  const documents = [...held.values()];
  const scores = bm25ByDefinition(
    documents.map((one) => ({
      title: analyze(one.fields.title),
      text: analyze(one.fields.text),
    })),
    analyze(query),
    fields,
    options.k1,
  );
  const all = new Float64Array(20);
  documents.forEach((one, at) => (all[one.ordinal] = scores[at]!));
  return all;
}

/** An index of titles, numbered from 0. */
function titled(titles: readonly string[]): OrdinalLexicalIndex {
  const index = createOrdinalLexicalIndex({ fields: { title: { b: 0 } } });
  index.upsert(titles.map((title, at) => ({ ordinal: at, fields: { title } })));
  return index;
}

describe("createOrdinalLexicalIndex", () => {
  it("scores as BM25F is defined, after every change, all or some, and marks what matched", () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 10 }),
        words,
        fc.uint8Array({ minLength: 20, maxLength: 20, max: 1 }),
        fc.integer({ min: 1, max: 22 }),
        (changes, query, accept, k) => {
          const index = createOrdinalLexicalIndex(options);
          const held = new Map<number, Document>();
          const everyOrdinal = Int32Array.from({ length: 20 }, (_, at) => at);
          for (const one of changes) {
            applyChange(index, held, one);
            const expected = scoresByDefinition(held, query);
            const scores = index.scoresOf(query, everyOrdinal);
            scores.forEach((score, at) => {
              expect(score).toBeCloseTo(expected[at]!, 9);
            });
            const matched = new Uint8Array(20);
            const ranking = index.rank(query, { k, accept, matched });
            const found = [...everyOrdinal].filter((at) => scores[at]! > 0 && accept[at] === 1);
            const ranked = found.sort((a, b) => scores[b]! - scores[a]! || a - b);
            expect([...ranking.ordinals]).toEqual(ranked.slice(0, k));
            expect([...ranking.scores]).toEqual(ranked.slice(0, k).map((at) => scores[at]!));
            expect(ranking.total).toBe(ranked.length);
            expect([...everyOrdinal].filter((at) => matched[at] === 1)).toEqual(
              ranked.toSorted((a, b) => a - b),
            );
          }
          expect(index.size).toBe(held.size);
          expect([...everyOrdinal].filter(index.has)).toEqual(
            [...held.keys()].sort((a, b) => a - b),
          );
        },
      ),
      { seed: 1 },
    );
  });

  it("explains every score to the last bit, alternatives and typing errors too", () => {
    const alternative = (wordCount: number): fc.Arbitrary<SpanAlternative> =>
      fc.integer({ min: 0, max: wordCount - 1 }).chain((from) =>
        fc.record({
          from: fc.constant(from),
          length: fc.integer({ min: 1, max: wordCount - from }),
          words: fc.array(fc.constantFrom("oak", "red", "lamp", "chair"), {
            minLength: 1,
            maxLength: 2,
          }),
          weight: fc.constantFrom(0.3, 0.8, 1),
        }),
      );
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 10, maxLength: 30 }),
        fc
          .array(fc.constantFrom("oak", "chair", "charis", "lamp", "sofa"), {
            minLength: 1,
            maxLength: 4,
          })
          .chain((query) => fc.tuple(fc.constant(query), fc.array(alternative(query.length)))),
        (documents, [query, offered]) => {
          const index = createOrdinalLexicalIndex(options);
          index.upsert(documents);
          const reading = { fuzzy: true, prefix: true, alternatives: () => offered };
          const { ordinals, scores, total } = index.rank(query.join(" "), { k: 30, ...reading });
          expect(total).toBe(ordinals.length);
          expect(index.scoresOf(query.join(" "), ordinals, reading)).toEqual(scores);
          ordinals.forEach((found, place) => {
            const explained = index.explain(query.join(" "), found, reading)!;
            expect(explained.score).toBe(scores[place]!);
            if (explained.terms.some(({ queryTerm }) => queryTerm.includes(" "))) taken++;
          });
          // An alternative adds ways to match and takes none away.
          const plain = index.rank(query.join(" "), { k: 30, fuzzy: true, prefix: true });
          expect(total).toBeGreaterThanOrEqual(plain.total);
        },
      ),
      { seed: 2 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it("finds a synonym for less than the word, and counts the better where both stand", () => {
    const index = titled(["leather sofa", "leather couch", "sofa couch", "leather chair"]);
    const alternatives = (query: readonly string[]): SpanAlternative[] =>
      query.flatMap((word, from) =>
        word === "sofa" ? [{ from, length: 1, words: ["couch"], weight: 0.8 }] : [],
      );
    const { ordinals, scores } = index.rank("sofa", { k: 9, alternatives });
    expect([...ordinals]).toEqual([0, 2, 1]);
    expect(scores[1]).toBe(scores[0]);
    expect(scores[2]).toBeCloseTo(0.8 * scores[0]!, 12);
    expect(index.explain("leather sofa", 1, { alternatives })).toMatchObject({
      terms: [
        { term: "leather", queryTerm: "leather" },
        { term: "couch", queryTerm: "sofa" },
      ],
      missing: [],
    });
  });

  it("takes a compound for its parts and the parts for the compound, whole only", () => {
    const index = titled(["oak bookshelf", "oak shelf for a book", "oak shelf", "a book", "oak"]);
    const joined = (): SpanAlternative[] => [
      { from: 1, length: 2, words: ["bookshelf"], weight: 0.9 },
    ];
    const found = index.explain("oak book shelf", 0, { alternatives: joined })!;
    expect(found.terms).toMatchObject([
      { term: "oak", queryTerm: "oak" },
      { term: "bookshelf", queryTerm: "book shelf" },
    ]);
    expect(found.missing).toEqual([]);

    const split = (): SpanAlternative[] => [
      { from: 0, length: 1, words: ["book", "shelf"], weight: 0.9 },
    ];
    const { ordinals, scores } = index.rank("bookshelf", { k: 9, alternatives: split });
    expect([...ordinals]).toEqual([0, 1]);
    expect(scores[1]).toBeCloseTo(0.9 * scores[0]!, 12);
    expect(index.explain("bookshelf", 1, { alternatives: split })!.terms).toMatchObject([
      { term: "book", queryTerm: "bookshelf" },
      { term: "shelf", queryTerm: "bookshelf" },
    ]);
  });

  it("refuses an alternative for words that are not in the query", () => {
    const index = titled(["sofa"]);
    const alternatives = (): SpanAlternative[] => [{ from: 1, length: 1, words: ["x"], weight: 1 }];
    expect(() => index.rank("sofa", { k: 1, alternatives })).toThrow(/for words of the query/);
  });

  it("finds a word in any of the catalogue's languages by its other forms", () => {
    const index = createOrdinalLexicalIndex({
      fields: { title: {} },
      analyzer: { stopWords: true },
      languages: ["en", "de"],
    });
    index.upsert([
      { ordinal: 0, fields: { title: "Running shoes for the garden" } },
      { ordinal: 1, fields: { title: "Lampen für den Garten" } },
    ]);
    const first = (query: string): number[] => [...index.rank(query, { k: 9 }).ordinals];
    expect([first("shoe"), first("lampe"), first("the für den")]).toEqual([[0], [1], []]);
    expect([...index.words()].map(({ word }) => word).sort()).toEqual([
      "garden",
      "garten",
      "lampen",
      "running",
      "shoes",
    ]);
    expect([index.documentFrequency("Shoe"), index.documentFrequency("two words")]).toEqual([1, 0]);
    expect([index.wordFrequency("shoes"), index.wordFrequency("shoe")]).toEqual([1, 0]);
    expect([...index.wordsOf(0)].sort()).toEqual(["garden", "running", "shoes"]);
    index.delete([0]);
    expect([index.wordsOf(0), index.wordsOf(7), index.wordFrequency("shoes")]).toEqual([[], [], 0]);
  });

  it("changes nothing when one document of a batch is refused", () => {
    const index = titled(["sofa"]);
    const before = index.toBytes();
    for (const wrong of [-1, 0.5, 2 ** 30, Number.NaN]) {
      expect(() => {
        index.upsert([
          { ordinal: 1, fields: { title: "new" } },
          { ordinal: wrong, fields: {} },
        ]);
      }).toThrow(/ordinal of a document must be an integer/);
    }
    expect(() => {
      index.upsert([{ ordinal: 1, fields: { colour: "red" } }]);
    }).toThrow(/among title; got "colour"/);
    expect(index.toBytes()).toEqual(before);
  });

  it("refuses arrays that are too short and a k that is none", () => {
    const index = titled(["sofa", "sofa"]);
    expect(() => index.rank("sofa", { k: 1, accept: new Uint8Array(1) })).toThrow(/accept must/);
    expect(() => index.rank("sofa", { k: 1, matched: new Uint8Array(1) })).toThrow(/matched must/);
    expect(() => index.rank("sofa", { k: 0 })).toThrow(/k must be a positive integer/);
    index.delete([1]);
    expect(index.rank("sofa", { k: 1, accept: Uint8Array.of(1) }).total).toBe(1);
  });
});

describe("ordinalLexicalIndexFromBytes", () => {
  it("reads the index that was written, the same bytes however the documents came in", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), words, (changes, query) => {
        const index = createOrdinalLexicalIndex(options);
        const held = new Map<number, Document>();
        for (const one of changes) applyChange(index, held, one);
        const bytes = index.toBytes();
        const atOnce = createOrdinalLexicalIndex(options);
        atOnce.upsert([...held.values()]);
        expect(atOnce.toBytes()).toEqual(bytes);
        const read = ordinalLexicalIndexFromBytes(bytes);
        expect(read.toBytes()).toEqual(bytes);
        expect(read.rank(query, { k: 20 })).toEqual(index.rank(query, { k: 20 }));
        expect(read.statistics()).toEqual(index.statistics());
        expect(read.options).toEqual(index.options);
        read.upsert([{ ordinal: 3, fields: { title: "oak" } }]);
        index.upsert([{ ordinal: 3, fields: { title: "oak" } }]);
        expect(read.toBytes()).toEqual(index.toBytes());
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it("refuses what was cut short, and the bytes of another kind", () => {
    const bytes = titled(["sofa"]).toBytes();
    expect(() => ordinalLexicalIndexFromBytes(bytes.subarray(0, bytes.length - 1))).toThrow(
      /must be the bytes of a whole lexical index by ordinal/,
    );
    expect(() => ordinalLexicalIndexFromBytes(new Uint8Array(100))).toThrow(/do not begin/);
  });
});
