/**
 * @file Suggestions while a shopper types: queries, categories, brands and products.
 *
 * Each kind is a collection of entries (entry-collection.ts). Typed words may come in any
 * order, without accents, and with an error after the first letter; the last one is taken for
 * a beginning. Under 5 ms among a million titles.
 */
import { VitrineError } from "../../errors.js";
import { readSections, writeSections } from "../../text/byte-sections.js";
import { createEntryCollection, entryCollectionFromBytes } from "./entry-collection.js";
import type { EntryCollection, FoundEntry } from "./entry-collection.js";
import type { SuggestionEntry } from "./entry-index.js";
import type { MatchedRange } from "./highlight.js";
import { readPrefix } from "./match-entries.js";

/** A product as it is suggested. */
export interface SuggestedTitle {
  readonly id: string;
  readonly title: string;
  /** Greater is suggested first; default 0. */
  readonly popularity?: number;
}

/** What can be suggested. */
export interface SuggesterOptions {
  /** What shoppers have asked, and how often. */
  readonly queries?: Iterable<{ readonly text: string; readonly count: number }>;
  /** What the catalogue lets them ask (`createCatalogueQueries`); left out where a shopper's query says the same. */
  readonly catalogueQueries?: Iterable<{ readonly text: string; readonly count: number }>;
  /** Paths from the root to each category, with the number of its products. */
  readonly categories?: Iterable<{ readonly path: readonly string[]; readonly count: number }>;
  readonly brands?: Iterable<{ readonly name: string; readonly count: number }>;
  readonly products: Iterable<SuggestedTitle>;
}

/** Asks of `suggest`. */
export interface SuggestOptions {
  /** Of each kind; 1 to 12, default 5. */
  readonly limit?: number;
}

/** New numbers of products; 0 takes a suggestion away, any other adds it or puts it in its place. */
export type SuggestionCounts = Pick<SuggesterOptions, "catalogueQueries" | "categories" | "brands">;

interface Suggested {
  readonly text: string;
  /** Parts of `text` that were typed. */
  readonly matched: readonly MatchedRange[];
}

/** Suggestions of each kind, best first. */
export interface Suggestions {
  readonly queries: readonly (Suggested & {
    /** `catalogue`: made from it; nobody has asked this yet. */
    readonly source: "shoppers" | "catalogue";
  })[];
  /** `text` is the last name of the path. */
  readonly categories: readonly (Suggested & {
    readonly path: readonly string[];
    readonly count: number;
  })[];
  readonly brands: readonly (Suggested & { readonly count: number })[];
  readonly products: readonly (Suggested & { readonly id: string })[];
}

/** Suggests while a shopper types. */
export interface Suggester {
  readonly suggest: (typed: string, options?: SuggestOptions) => Suggestions;
  /** Adds products or puts them in the place of those of the same id; what else is suggested follows by `recount`. */
  readonly upsertProducts: (products: readonly SuggestedTitle[]) => void;
  readonly removeProducts: (ids: readonly string[]) => void;
  /** Follows the catalogue with what is made of it; what is not named stays. */
  readonly recount: (counts: SuggestionCounts) => void;
  readonly toBytes: () => Uint8Array;
}

/**
 * Builds a suggester.
 *
 * @example
 * const suggester = createSuggester({ products: [{ id: "1", title: "Oak table" }] });
 * suggester.suggest("table oa").products[0]; // { id: "1", text: "Oak table", matched: … }
 */
export function createSuggester(options: SuggesterOptions): Suggester {
  const asked = [...(options.queries ?? [])].map(({ text, count }) => ({
    id: `${ASKED}${text}`,
    text,
    weight: count + ASKED_WEIGHT,
  }));
  const known = knownTexts(asked);
  const { catalogueQueries, categories, brands } = entriesOfCounts(options);
  return suggesterOf({
    queries: createEntryCollection([
      ...asked,
      ...catalogueQueries.filter(({ text }) => !known.has(text.toLowerCase())),
    ]),
    categories: createEntryCollection(categories),
    brands: createEntryCollection(brands),
    products: createEntryCollection(titlesOf(options.products)),
  });
}

/**
 * Opens what `toBytes` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function suggesterFromBytes(bytes: Uint8Array): Suggester {
  const reader = readSections(KIND, bytes);
  const open = (name: keyof Collections): EntryCollection =>
    entryCollectionFromBytes(reader.uint8(name));
  return suggesterOf({
    queries: open("queries"),
    categories: open("categories"),
    brands: open("brands"),
    products: open("products"),
  });
}

const KIND = "suggester";
const LARGEST_LIMIT = 12;
/** Begins the ids of queries that shoppers have asked. */
const ASKED = "shoppers:";
/** More than any number of products: what shoppers have asked goes before what the catalogue only lets them ask. */
const ASKED_WEIGHT = 2 ** 40;

interface Collections {
  readonly queries: EntryCollection;
  readonly categories: EntryCollection;
  readonly brands: EntryCollection;
  readonly products: EntryCollection;
}

function suggesterOf({ queries, categories, brands, products }: Collections): Suggester {
  const known = knownTexts(queries.entries());
  const put = (collection: EntryCollection, entries: readonly SuggestionEntry[]): void => {
    collection.remove(entries.filter(({ weight }) => weight === 0).map(({ id }) => id));
    collection.upsert(entries.filter(({ weight }) => weight > 0));
  };
  return Object.freeze({
    suggest(typed: string, { limit = 5 }: SuggestOptions = {}) {
      if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
        throw new VitrineError(
          "PARAM_INVALID",
          `limit must be an integer from 1 to ${LARGEST_LIMIT}; got ${limit}. Ask for fewer suggestions, or search.`,
          { param: "limit", got: limit },
        );
      }
      const prefix = readPrefix(typed);
      const find = (entries: EntryCollection): FoundEntry[] => entries.find(prefix, limit);
      return {
        queries: find(queries).map(({ id, text, matched }) => ({
          text,
          matched,
          source: id.startsWith(ASKED) ? ("shoppers" as const) : ("catalogue" as const),
        })),
        categories: find(categories).map(({ id, text, matched, weight }) => ({
          text,
          matched,
          path: JSON.parse(id) as string[],
          count: weight,
        })),
        brands: find(brands).map(({ text, matched, weight }) => ({ text, matched, count: weight })),
        products: find(products).map(({ id, text, matched }) => ({ id, text, matched })),
      };
    },
    upsertProducts(changed: readonly SuggestedTitle[]) {
      products.upsert([...titlesOf(changed)]);
    },
    removeProducts(ids: readonly string[]) {
      products.remove(ids);
    },
    recount(counts: SuggestionCounts) {
      const changed = entriesOfCounts(counts);
      put(
        queries,
        changed.catalogueQueries.filter(({ text }) => !known.has(text.toLowerCase())),
      );
      put(categories, changed.categories);
      put(brands, changed.brands);
    },
    toBytes: () =>
      writeSections(
        KIND,
        { format: 1 },
        {
          queries: queries.toBytes(),
          categories: categories.toBytes(),
          brands: brands.toBytes(),
          products: products.toBytes(),
        },
      ),
  });
}

function entriesOfCounts(
  counts: SuggestionCounts,
): Readonly<Record<keyof SuggestionCounts, readonly SuggestionEntry[]>> {
  const { catalogueQueries = [], categories = [], brands = [] } = counts;
  return {
    catalogueQueries: Array.from(catalogueQueries, ({ text, count }) => ({
      id: `catalogue:${text}`,
      text,
      weight: count,
    })),
    categories: Array.from(categories, ({ path, count }) => ({
      id: JSON.stringify(path),
      text: path.at(-1) ?? "",
      weight: count,
    })),
    brands: Array.from(brands, ({ name, count }) => ({ id: name, text: name, weight: count })),
  };
}

/** Queries that shoppers have asked, in lower case: those of the catalogue that say the same are left out. */
function knownTexts(queries: Iterable<SuggestionEntry>): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { id, text } of queries) if (id.startsWith(ASKED)) known.add(text.toLowerCase());
  return known;
}

function* titlesOf(products: Iterable<SuggestedTitle>): Iterable<SuggestionEntry> {
  for (const { id, title, popularity = 0 } of products)
    yield { id, text: title, weight: popularity };
}
