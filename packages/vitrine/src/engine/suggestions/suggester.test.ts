import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "../../text/edit-distance.js";
import { isVitrineError } from "../../errors.js";
import { createBestOfRange } from "./best-of-range.js";
import { createCatalogueQueries } from "./catalogue-queries.js";
import { createEntryCollection } from "./entry-collection.js";
import { suggestionWords } from "./entry-index.js";
import { highlight } from "./highlight.js";
import { readPrefix } from "./match-entries.js";
import { rangesNear } from "./sorted-words.js";
import { createSuggester, suggesterFromBytes } from "./suggester.js";

const products = [
  { id: "1", title: "Oak table", popularity: 5 },
  { id: "2", title: "Oak coffee table, round", popularity: 9 },
  { id: "3", title: "Table lamp", popularity: 7 },
  { id: "4", title: "Crème fraîche bowl", popularity: 1 },
  { id: "5", title: "Dining chairs, set of 2", popularity: 3 },
  { id: "6", title: "Oak table", popularity: 4 },
];
const suggester = createSuggester({
  products,
  queries: [{ text: "oak table", count: 3 }],
  catalogueQueries: [
    { text: "oak table", count: 900 },
    { text: "oak chair", count: 20 },
  ],
  categories: [{ path: ["Furniture", "Tables & desks"], count: 40 }],
  brands: [{ name: "Karrowick & Sons", count: 12 }],
});
const idsOf = (typed: string): string[] => suggester.suggest(typed).products.map(({ id }) => id);

describe("createSuggester", () => {
  it.each([
    ["t", ["2", "3", "1"]],
    ["oak ta", ["2", "1"]],
    ["table oa", ["2", "1"]],
    ["table ", ["2", "3", "1"]],
    ["CREM", ["4"]],
    ["chair dining", ["5"]],
    ["tabel", ["2", "3", "1"]],
    ["cofee tab", ["2"]],
    ["zzz", []],
    ["", []],
    ["!?", []],
  ])("suggests for %j the products that begin so, equal titles once", (typed, ids) => {
    expect(idsOf(typed)).toEqual(ids);
  });

  it("marks what was typed", () => {
    const marked = (typed: string): string[] =>
      suggester
        .suggest(typed)
        .products.map(({ text, matched }) =>
          matched.map(({ start, end }) => text.slice(start, end)).join("|"),
        );
    expect(marked("table oa")).toEqual(["Oa|table", "Oa|table"]);
    expect(marked("creme fr")).toEqual(["Crème|fr"]);
    expect(marked("tabel")).toEqual(["table", "Table", "table"]);
  });

  it("says which queries shoppers asked and which the catalogue made, the asked ones first", () => {
    expect(suggester.suggest("oak").queries).toEqual([
      { text: "oak table", source: "shoppers", matched: [{ start: 0, end: 3 }] },
      { text: "oak chair", source: "catalogue", matched: [{ start: 0, end: 3 }] },
    ]);
  });

  it("suggests categories by their last name, and brands", () => {
    expect(suggester.suggest("desks").categories).toEqual([
      {
        text: "Tables & desks",
        path: ["Furniture", "Tables & desks"],
        count: 40,
        matched: [{ start: 9, end: 14 }],
      },
    ]);
    expect(suggester.suggest("sons karr").brands.map(({ text }) => text)).toEqual([
      "Karrowick & Sons",
    ]);
  });

  it("is the same when it is opened from its bytes", () => {
    const opened = suggesterFromBytes(suggester.toBytes());
    for (const typed of ["t", "oak ta", "tabel", "karr", "desk", "crem"]) {
      expect(opened.suggest(typed)).toEqual(suggester.suggest(typed));
    }
    const damaged = suggester.toBytes();
    damaged[200]! ^= 1;
    expect(() => suggesterFromBytes(damaged)).toThrow(/checksum/);
  });

  it("follows products that change, go and come back", () => {
    const changing = createSuggester({ products });
    const ids = (typed: string): string[] => changing.suggest(typed).products.map(({ id }) => id);
    changing.upsertProducts([
      { id: "2", title: "Walnut shelf", popularity: 9 },
      { id: "7", title: "Tablecloth" },
    ]);
    changing.removeProducts(["3", "unknown"]);
    expect(ids("t")).toEqual(["1", "7"]);
    expect(ids("wal")).toEqual(["2"]);
    changing.upsertProducts([{ id: "3", title: "Table lamp", popularity: 7 }]);
    expect(ids("t")).toEqual(["3", "1", "7"]);
    expect(suggesterFromBytes(changing.toBytes()).suggest("t")).toEqual(changing.suggest("t"));
  });

  it("follows the numbers of brands, categories and queries, and keeps what shoppers asked", () => {
    const changing = createSuggester({
      products,
      queries: [{ text: "Oak table", count: 3 }],
      catalogueQueries: [{ text: "oak chair", count: 20 }],
      brands: [
        { name: "Oakley", count: 2 },
        { name: "Oaken", count: 1 },
      ],
      categories: [{ path: ["Oak"], count: 4 }],
    });
    changing.recount({
      catalogueQueries: [
        { text: "oak table", count: 90 },
        { text: "oak chair", count: 0 },
        { text: "oak shelf", count: 5 },
      ],
      brands: [
        { name: "Oaken", count: 7 },
        { name: "Oakley", count: 0 },
        { name: "Oakham", count: 0 },
      ],
      categories: [{ path: ["Oak", "Oak tables"], count: 1 }],
    });
    for (const one of [changing, suggesterFromBytes(changing.toBytes())]) {
      const { queries, brands, categories } = one.suggest("oak");
      expect(queries.map(({ text }) => text)).toEqual(["Oak table", "oak shelf"]);
      expect(brands.map(({ text, count }) => [text, count])).toEqual([["Oaken", 7]]);
      expect(categories.map(({ text, count }) => [text, count])).toEqual([
        ["Oak", 4],
        ["Oak tables", 1],
      ]);
      one.recount({ catalogueQueries: [{ text: "oak table", count: 91 }] });
      expect(one.suggest("oak").queries.map(({ text }) => text)).toEqual([
        "Oak table",
        "oak shelf",
      ]);
    }
  });

  it("refuses a limit that it can not keep", () => {
    for (const limit of [0, 1.5, 13, Number.NaN]) {
      let error: unknown;
      try {
        suggester.suggest("t", { limit });
      } catch (thrown) {
        error = thrown;
      }
      expect(isVitrineError(error, "PARAM_INVALID")).toBe(true);
    }
  });
});

describe("createEntryCollection", () => {
  it("after any changes finds what a look at every living entry finds", () => {
    const word = fc.constantFrom(
      "oak",
      "ash",
      "table",
      "tables",
      "tall",
      "lamp",
      "box",
      "boxes",
      "of",
    );
    const entry = fc.record({
      id: fc.integer({ min: 0, max: 60 }).map(String),
      text: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
      weight: fc.integer({ min: 0, max: 1_000 }),
    });
    const change = fc.oneof(
      fc.array(entry, { maxLength: 8 }).map((entries) => ({ entries, removed: [] as string[] })),
      fc
        .array(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 8 })
        .map((removed) => ({ entries: [], removed })),
    );
    const typed = fc.constantFrom(
      "t",
      "ta",
      "oak t",
      "b",
      "oak l",
      "tables",
      "of a",
      "tall b",
      "ash oak ",
      "table ",
      "boxes ",
      "tabel",
      "taabl oak",
    );
    let foundCount = 0;
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 30, maxLength: 80 }),
        fc.array(change, { maxLength: 8 }),
        typed,
        (first, changes, text) => {
          const collection = createEntryCollection(first);
          const living = new Map(first.map((one) => [one.id, one]));
          for (const { entries, removed } of changes) {
            collection.upsert(entries);
            collection.remove(removed);
            for (const one of entries) living.set(one.id, one);
            for (const id of removed) living.delete(id);
          }
          expect(collection.size).toBe(living.size);
          const prefix = readPrefix(text);
          expect(collection.find(prefix, 12)).toEqual(
            createEntryCollection(living.values()).find(prefix, 12),
          );
          const matches = [...living.values()].filter((one) =>
            matchesByDefinition(one.text, prefix.words, prefix.isOpen),
          );
          const wanted = [...new Set(matches.map((one) => one.text))];
          // Nothing begins so: what is found is near, which rangesNear is tested for.
          if (matches.length === 0) return;
          const found = collection.find(prefix, 12);
          foundCount += found.length;
          // Entries are overfetched twofold for equal texts; beyond that some may be missing, never wrong.
          for (const one of found) expect(wanted).toContain(one.text);
          if (matches.length <= 24) expect(found.length).toBe(Math.min(12, wanted.length));
          expect(found[0]!.weight).toBe(Math.max(...matches.map(({ weight }) => weight)));
        },
      ),
      { seed: 3, numRuns: 100 },
    );
    expect(foundCount).toBeGreaterThan(200);
  });
});

describe("createEntryCollection", () => {
  it("reads what was typed by the words of living entries alone", () => {
    const toEntry = (text: string): { id: string; text: string; weight: number } => ({
      id: text,
      text,
      weight: 1,
    });
    const collection = createEntryCollection(["oak table", "oak tablet", "chaise"].map(toEntry));
    collection.upsert(["chair"].map(toEntry));
    const found = (typed: string): string[] =>
      collection.find(readPrefix(typed), 5).map(({ text }) => text);
    expect(found("table ")).toEqual(["oak table"]);
    expect(found("chair")).toEqual(["chair"]);
    collection.remove(["oak table", "chair"]);
    expect(found("table ")).toEqual(["oak tablet"]);
    expect(found("chair")).toEqual(["chaise"]);
  });
});

/** Every typed word begins a word of the text; one that is finished is a word of it, in one number or the other. */
function matchesByDefinition(text: string, typed: readonly string[], isOpen: boolean): boolean {
  const words = suggestionWords(text);
  return typed.every((one, at) =>
    isOpen && at === typed.length - 1
      ? words.some((word) => word.startsWith(one))
      : words.some((word) => [one, `${one}s`, `${one}es`].includes(word)),
  );
}

describe("rangesNear", () => {
  it("finds exactly the words of which a beginning, or which themselves, are near", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 20, maxLength: 60 }),
        word,
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        (texts, typed, bound, whole) => {
          const words = [...texts].sort();
          const found = rangesNear(words, typed, bound, whole).flatMap(({ from, to }) =>
            words.slice(from, to),
          );
          const wanted = words.filter((other) => {
            if (other[0] !== typed[0]) return false;
            if (whole) return editDistance(typed, other, bound) <= bound;
            return Array.from({ length: other.length }, (_, at) => other.slice(0, at + 1)).some(
              (beginning) => editDistance(typed, beginning, bound) <= bound,
            );
          });
          expect(found).toEqual(wanted);
        },
      ),
      { seed: 4, numRuns: 1_000 },
    );
  });
});

describe("createBestOfRange", () => {
  it("gives the smallest entries of every range", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat(500), { maxLength: 40 }), { maxLength: 150, size: "max" }),
        fc.nat(150),
        fc.nat(150),
        (lists, a, b) => {
          const starts = Uint32Array.from([0, ...lists.map(({ length }) => length)]);
          for (let word = 0; word < lists.length; word++) starts[word + 1]! += starts[word]!;
          const postings = Uint32Array.from(
            lists.flatMap((list) => [...list].sort((x, y) => x - y)),
          );
          const from = Math.min(a, b, lists.length);
          const to = Math.min(Math.max(a, b), lists.length);
          const all = [...new Set(lists.slice(from, to).flat())].sort((x, y) => x - y);
          expect(createBestOfRange({ starts, postings })({ from, to })).toEqual(all.slice(0, 24));
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe("highlight", () => {
  it("marks as much of a word as folds to what was typed", () => {
    const marked = (text: string, typed: string): string[] =>
      highlight(text, readPrefix(typed)).map(({ start, end }) => text.slice(start, end));
    expect(marked("Große Fußmatte", "fussm")).toEqual(["Fußm"]);
    expect(marked("Große Fußmatte", "gross")).toEqual(["Groß"]);
    expect(marked("Men's shoes", "men sh")).toEqual(["Men", "sh"]);
  });
});

describe("createCatalogueQueries", () => {
  it("makes queries of what enough titles are about, and tells which changed", () => {
    const sources = ["Oak table", "Round oak table", "Oak table, small", "Walnut table"].map(
      (title) => ({
        title,
        brand: "Karrowick",
        categoryPath: ["Furniture", "Tables"],
      }),
    );
    const queries = createCatalogueQueries();
    [...sources, { title: "Lamp", categoryPath: [] }].forEach(queries.add);
    expect(queries.made()).toEqual([
      { text: "karrowick table", count: 4 },
      { text: "table", count: 4 },
      { text: "tables", count: 4 },
      { text: "oak table", count: 3 },
    ]);
    expect(createCatalogueQueries().made()).toEqual([]);

    expect(queries.takeChanges()).toEqual([]);
    queries.remove(sources[1]!);
    expect(new Map(queries.takeChanges().map(({ text, count }) => [text, count]))).toEqual(
      new Map([
        ["tables", 3],
        ["table", 3],
        ["oak table", 0],
        ["karrowick table", 3],
      ]),
    );
    expect(queries.takeChanges()).toEqual([]);
  });
});
