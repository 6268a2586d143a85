import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../text/analyze.js";
import { bm25ByDefinition } from "../text/bm25.reference.js";
import type { LexicalDocument, LexicalIndex } from "./lexical-index.js";
import { createLexicalIndex, lexicalIndexFromBytes } from "./lexical-index.js";

const fields = {
  title: { weight: 3, b: 0.5 },
  brand: { weight: 1.5, b: 0 },
  text: { weight: 1, b: 0.9 },
};
const k1 = 1.4;
const analyzer = { language: "en" } as const;
const { analyze } = createAnalyzer(analyzer);

const words = fc
  .array(
    fc.constantFrom("oak", "Oak", "table", "chair", "chairs", "red", "lamp", "été", "木の", "2.36"),
    {
      maxLength: 7,
    },
  )
  .map((chosen) => chosen.join(" "));
const id = fc.integer({ min: 0, max: 11 }).map((n) => `p${n}`);
const document: fc.Arbitrary<LexicalDocument> = fc.record({
  id,
  fields: fc.record(
    {
      title: words,
      brand: fc.option(words, { nil: undefined }),
      text: fc.array(words, { maxLength: 3 }),
    },
    { requiredKeys: ["title"] },
  ),
});
/** A batch of documents to upsert, or of ids to delete. */
const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ upsert: fc.array(document, { maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ delete: fc.array(id, { maxLength: 4 }) }) },
);
type Change = { upsert: LexicalDocument[] } | { delete: string[] };

function applyChange(index: LexicalIndex, held: Map<string, LexicalDocument>, next: Change): void {
  if ("upsert" in next) {
    index.upsert(next.upsert);
    for (const one of next.upsert) held.set(one.id, one);
  } else {
    const there = new Set(next.delete.filter((one) => held.has(one)));
    expect(index.delete(next.delete)).toBe(there.size);
    for (const one of next.delete) held.delete(one);
  }
}

function termsOf(one: LexicalDocument): Record<string, string[]> {
  return Object.fromEntries(
    Object.keys(fields).map((field) => {
      const value = one.fields[field] ?? [];
      return [field, (typeof value === "string" ? [value] : value).flatMap(analyze)];
    }),
  );
}

/** Scores of the documents that match, by the definition. */
function scoresByDefinition(
  held: ReadonlyMap<string, LexicalDocument>,
  query: string,
): Map<string, number> {
  const documents = [...held.values()];
  const scores = bm25ByDefinition(documents.map(termsOf), analyze(query), fields, k1);
  return new Map(
    documents.flatMap((one, at) => (scores[at]! > 0 ? [[one.id, scores[at]!] as const] : [])),
  );
}

function furniture(): LexicalIndex {
  const index = createLexicalIndex({ fields: { title: { weight: 2 }, brand: {} } });
  const titles = [
    "Oak table",
    "Oak chair",
    "Upholstered arm chair",
    "Dining chairs",
    "Bookshelf",
    "Desk lamp",
  ];
  index.upsert(
    titles.map((title, at) => ({
      id: `${at}`,
      fields: { title, brand: at % 2 ? "Fjord" : undefined },
    })),
  );
  return index;
}

describe("createLexicalIndex", () => {
  it("scores as BM25F is defined, after every upsert and delete", () => {
    let changes = 0;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30, size: "max" }), words, (steps, query) => {
        const index = createLexicalIndex({ fields, k1, analyzer });
        const held = new Map<string, LexicalDocument>();
        for (const step of steps) {
          applyChange(index, held, step);
          changes++;
          const expected = scoresByDefinition(held, query);
          const scores = index.scores(query);
          expect([...scores.keys()].sort()).toEqual([...expected.keys()].sort());
          for (const [found, score] of scores) expect(score).toBeCloseTo(expected.get(found)!, 9);
        }
        expect(index.size).toBe(held.size);
      }),
      { seed: 1, numRuns: 150 },
    );
    expect(changes).toBeGreaterThan(1_000);
  });

  it("ranks by score and then by id, counts all that match, and explains every score", () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 8 }),
        words,
        fc.integer({ min: 1, max: 14 }),
        (steps, query, k) => {
          const index = createLexicalIndex({ fields, k1, analyzer });
          const held = new Map<string, LexicalDocument>();
          for (const step of steps) applyChange(index, held, step);
          const ranked = [...index.scores(query)].sort(
            ([a, x], [b, y]) => y - x || (a < b ? -1 : 1),
          );
          const { hits, total } = index.search(query, { k });
          expect(hits.map((hit) => [hit.id, hit.score])).toEqual(ranked.slice(0, k));
          expect(total).toBe(ranked.length);
          for (const hit of hits) {
            const weight = hit.terms.reduce((sum, term) => sum + term.weight, 0);
            expect(weight).toBe(hit.score);
            expect(index.scoreOf(query, hit.id)).toBe(hit.score);
            const explained = index.explain(query, hit.id)!;
            expect(explained.score).toBe(hit.score);
            for (const term of explained.terms) {
              const byField = term.fields.reduce((sum, field) => sum + field.weight, 0);
              expect(byField).toBeCloseTo(term.weight, 12);
            }
          }
        },
      ),
      { seed: 2 },
    );
  });

  it("gives with a filter what it gives without, less what is not accepted", () => {
    fc.assert(
      fc.property(
        fc.array(document, { maxLength: 20 }),
        words,
        fc.array(id),
        (documents, query, wanted) => {
          const index = createLexicalIndex({ fields, analyzer });
          index.upsert(documents);
          const accept = (one: string): boolean => wanted.includes(one);
          const all = index.search(query, { k: 100 }).hits.filter((hit) => accept(hit.id));
          const { hits, total } = index.search(query, { k: 3, accept });
          expect(hits).toEqual(all.slice(0, 3));
          expect(total).toBe(all.length);
          expect([...index.scores(query, { accept }).keys()].sort()).toEqual(
            all.map((hit) => hit.id).sort(),
          );
        },
      ),
      { seed: 3 },
    );
  });

  it("stays exact while most of thousands of documents come and go", () => {
    const index = createLexicalIndex({ fields, k1, analyzer });
    const held = new Map<string, LexicalDocument>();
    const noun = ["oak", "table", "chair", "chairs", "red", "lamp"];
    for (let round = 0; round < 12; round++) {
      const upsert = Array.from({ length: 300 }, (_, at) => {
        const n = round * 137 + at;
        const title = `${noun[n % 5]!} ${noun[(n >> 2) % 5]!} w${n % 97}`;
        return { id: `p${n}`, fields: { title, text: [`v${n % 31}`, "red"] } };
      });
      applyChange(index, held, { upsert });
      applyChange(index, held, { delete: [...held.keys()].filter((_, at) => at % 3 !== 0) });
      applyChange(index, held, { upsert: upsert.slice(0, 1) });
      const expected = scoresByDefinition(held, "oak red w5");
      const scores = index.scores("oak red w5");
      expect(scores.size).toBe(expected.size);
      for (const [found, score] of scores) expect(score).toBeCloseTo(expected.get(found)!, 9);
    }
  });

  it("finds a misspelt word, says what it was taken for, and ranks right spelling first", () => {
    const index = furniture();
    expect(index.search("upholsterd", { k: 5 }).hits).toEqual([]);
    const [hit] = index.search("upholsterd", { k: 5, fuzzy: true }).hits;
    expect(hit).toMatchObject({
      id: "2",
      terms: [{ term: "upholstered", queryTerm: "upholsterd" }],
    });
    expect(index.search("tabel", { k: 5, fuzzy: true }).hits[0]?.id).toBe("0");
    expect(index.scoreOf("table", "0")).toBeGreaterThan(
      index.scoreOf("tabel", "0", { fuzzy: true })!,
    );
  });

  it("finds a word that is still being typed, when it is the last", () => {
    const index = furniture();
    const found = index.search("cha", { k: 5, prefix: true }).hits.map((hit) => hit.id);
    expect(found.sort()).toEqual(["1", "2", "3"]);
    expect(index.search("boo table", { k: 5, prefix: true }).hits.map((hit) => hit.id)).toEqual([
      "0",
    ]);
  });

  it("counts the best of the terms that a word may stand for, not all of them", () => {
    const index = createLexicalIndex({ fields: { title: { b: 0 } } });
    index.upsert([
      { id: "all", fields: { title: "chair chain chalk" } },
      { id: "one", fields: { title: "chair lamp desk" } },
    ]);
    const { hits } = index.search("cha", { k: 2, prefix: true });
    expect(hits[0]!.score).toBe(hits[1]!.score);
    expect(hits.map((hit) => hit.terms.length)).toEqual([1, 1]);
  });

  it("looks for typing errors and beginnings among words as they are written, not stems", () => {
    const index = createLexicalIndex({ fields: { title: { b: 0 } }, analyzer: { language: "en" } });
    index.upsert([
      { id: "1", fields: { title: "Chocolates" } },
      { id: "2", fields: { title: "Running shoe" } },
      { id: "3", fields: { title: "Dark chocolate, chocolate bar" } },
    ]);
    const found = index.search("choclate", { k: 5, fuzzy: true }).hits;
    expect(found.map((hit) => [hit.id, hit.terms[0]!.term])).toEqual([
      ["3", "chocolate"],
      ["1", "chocolates"],
    ]);
    expect(index.search("runnin", { k: 5, prefix: true }).hits.map((hit) => hit.id)).toEqual(["2"]);
  });

  it("names the words that a document lacks", () => {
    const explained = furniture().explain("oak sofa", "1")!;
    expect(explained.missing).toEqual(["sofa"]);
    expect(explained.terms).toMatchObject([
      { term: "oak", documentFrequency: 2, fields: [{ field: "title", frequency: 1 }] },
    ]);
    expect(furniture().explain("oak", "no such product")).toBeUndefined();
  });

  it("tells its statistics from what it holds now", () => {
    const index = furniture();
    index.delete(["2", "5"]);
    expect(index.statistics()).toEqual({
      documentCount: 4,
      wordCount: 7,
      fields: [
        { field: "title", documentCount: 4, averageLength: 7 / 4 },
        { field: "brand", documentCount: 2, averageLength: 1 },
      ],
    });
    index.delete(["0", "1", "3", "4"]);
    expect(index.statistics().fields[0]).toEqual({
      field: "title",
      documentCount: 0,
      averageLength: 0,
    });
    expect(index.search("oak", { k: 1 })).toEqual({ hits: [], total: 0 });
  });

  it("may be searched from within its own filter", () => {
    const index = furniture();
    const accept = (one: string): boolean =>
      index.search("chair", { k: 9 }).hits.some((hit) => hit.id === one);
    expect(index.search("oak", { k: 9, accept }).hits.map((hit) => hit.id)).toEqual(["1"]);
    expect(index.search("oak", { k: 9 }).total).toBe(2);
  });

  it("changes nothing when one document of a batch is refused", () => {
    const index = furniture();
    const before = index.toBytes();
    const good = { id: "new", fields: { title: "Sofa" } };
    expect(() => {
      index.upsert([good, { id: "", fields: {} }]);
    }).toThrow(/id of a document/);
    expect(() => {
      index.upsert([good, { id: "x\ud800", fields: {} }]);
    }).toThrow(/well-formed/);
    expect(() => {
      index.upsert([good, { id: "x", fields: { colour: "red" } }]);
    }).toThrow(/among title, brand; got "colour" for "x"/);
    expect(() => {
      index.upsert([good, { id: "x", fields: { title: 5 as unknown as string } }]);
    }).toThrow(/"title" of "x" must be a text/);
    expect(index.toBytes()).toEqual(before);
    expect(() => index.search("oak", { k: 0 })).toThrow(/k must be a positive integer/);
  });
});

describe("lexicalIndexFromBytes", () => {
  it("reads the index that was written: the same results, and the same bytes again", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 10 }), words, (steps, query) => {
        const index = createLexicalIndex({ fields, k1, analyzer });
        for (const step of steps) applyChange(index, new Map(allOf(index)), step);
        const bytes = index.toBytes();
        const read = lexicalIndexFromBytes(bytes);
        expect(read.toBytes()).toEqual(bytes);
        expect(read.search(query, { k: 20 })).toEqual(index.search(query, { k: 20 }));
        expect(read.statistics()).toEqual(index.statistics());
        expect(read.options).toEqual(index.options);
      }),
      { seed: 4 },
    );
  });

  it("writes the same bytes for the same documents, however they came in", () => {
    fc.assert(
      fc.property(fc.uniqueArray(document, { selector: (one) => one.id }), (documents) => {
        const atOnce = createLexicalIndex({ fields, analyzer });
        atOnce.upsert(documents);
        const inTurns = createLexicalIndex({ fields, analyzer });
        inTurns.upsert([{ id: "gone", fields: { title: "a term of its own" } }]);
        for (const one of documents.toReversed()) inTurns.upsert([{ ...one, fields: {} }, one]);
        inTurns.delete(["gone"]);
        expect(inTurns.toBytes()).toEqual(atOnce.toBytes());
      }),
      { seed: 5 },
    );
  });

  it("refuses what was cut short, and a model of another kind", () => {
    const bytes = furniture().toBytes();
    expect(() => lexicalIndexFromBytes(bytes.subarray(0, bytes.length - 1))).toThrow(
      /must be the bytes of a whole lexical index/,
    );
    expect(() => lexicalIndexFromBytes(new Uint8Array(100))).toThrow(/do not begin/);
  });
});

/** The ids that the index holds, as `applyChange` wants them. */
function allOf(index: LexicalIndex): [string, LexicalDocument][] {
  return Array.from({ length: 12 }, (_, n) => `p${n}`)
    .filter((one) => index.has(one))
    .map((one) => [one, { id: one, fields: {} }]);
}
