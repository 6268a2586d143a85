/**
 * @file Search as a shopper meets it: a text and filters in, products out, each with its reason.
 *
 * A product is found when it shares a word with the query (typing errors forgiven) or when one
 * of its texts is nearer to it than meaningless words come (minimum-similarity.ts). Filters hold
 * exactly and are applied before anything is ranked, so they never starve the result.
 *
 * O(postings of the query's words + pool × sources × dimensions).
 */
import { formatFilter } from "../data/filter.js";
import type { Filter } from "../data/filter.js";
import type { Product } from "../data/product.js";
import { VitrineError } from "../errors.js";
import { acceptProducts, readFilters, unknownFields } from "./accept-products.js";
import { countFacets } from "./facets.js";
import type { Facet } from "./facets.js";
import { explainHit } from "./explain-product.js";
import type { HitExplanation } from "./explain-product.js";
import { findProducts } from "./find-products.js";
import type { Finding, ProductQuery } from "./find-products.js";
import type { SearchIndex } from "./search-index.js";
import { SEARCH_MODES } from "./search-mode.js";
import type { SearchMode } from "./search-mode.js";

export { SEARCH_MODES };
export type { SearchMode };

/** What both a search and a request for similar products may ask for. */
export interface FindOptions {
  /** Each `FIELD OP VALUE` or parsed; all must hold. */
  readonly filters?: readonly (string | Filter)[];
  /** Ids that may not be returned. */
  readonly exclude?: Iterable<string>;
  /** How many hits; default 10, at most 1,000. */
  readonly limit?: number;
  /** How many hits to pass over; default 0. */
  readonly offset?: number;
  /** Whether each hit says why it was found; default false. */
  readonly explain?: boolean;
  /** Whether the values of what was found are counted; default false. */
  readonly facets?: boolean;
}

export interface SearchOptions extends FindOptions {
  /** Default `hybrid`. */
  readonly mode?: SearchMode;
  /** Whether the last word is still being typed and also means the words that begin with it; default false. */
  readonly prefix?: boolean;
}

/** A found product. */
export interface SearchHit {
  readonly id: string;
  /** Falls from hit to hit; comparable within one answer only, and no probability. */
  readonly score: number;
  readonly title: string;
  readonly brand?: string;
  readonly categoryPath: readonly string[];
  readonly price?: number;
  readonly currency?: string;
  readonly availability?: string;
  /** The main picture. */
  readonly image?: string;
  readonly parentId?: string;
  readonly explanation?: HitExplanation;
}

/** What a search gives. */
export interface SearchAnswer {
  readonly query: string;
  readonly mode: SearchMode;
  readonly filters: readonly string[];
  /** Best first. */
  readonly hits: readonly SearchHit[];
  /** How many products were found, of which `hits` is a page. */
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  /** Only when nothing was found: the nearest products that pass the filters. */
  readonly nearest?: {
    readonly hits: readonly SearchHit[];
    /** What was given up to reach them, as a sentence part. */
    readonly reached: string;
  };
  readonly facets?: readonly Facet[];
}

export type { HitExplanation };

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 1000;

/**
 * Searches.
 *
 * @throws {VitrineError} `PARAM_INVALID` for a limit, offset or mode out of range; `FILTER_INVALID`.
 */
export async function searchProducts(
  index: SearchIndex,
  text: string,
  options: SearchOptions = {},
): Promise<SearchAnswer> {
  const mode = options.mode ?? "hybrid";
  if (!SEARCH_MODES.includes(mode)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The mode must be one of ${SEARCH_MODES.join(", ")}; got "${mode}". Leave it out for hybrid.`,
      { param: "mode", got: mode },
    );
  }
  return answer(index, { text, mode, prefix: options.prefix ?? false }, options);
}

/**
 * Finds products like one of the catalogue: never itself, its duplicates or its variants.
 *
 * @throws {VitrineError} `PRODUCT_NOT_FOUND`, and what `searchProducts` throws.
 */
export async function similarProducts(
  index: SearchIndex,
  id: string,
  options: FindOptions = {},
): Promise<SearchAnswer> {
  const example = index.ordinalOf(id);
  const product = index.products[example];
  if (product === undefined) {
    throw new VitrineError(
      "PRODUCT_NOT_FOUND",
      `The product must be in the index; there is none with id "${id}". Look it up with a search, or index again after an import.`,
      { id },
    );
  }
  return answer(
    index,
    { text: product.title, mode: "hybrid", prefix: false, example },
    {
      ...options,
      exclude: [...(options.exclude ?? []), ...index.twinsOf(product)],
    },
  );
}

async function answer(
  index: SearchIndex,
  query: ProductQuery,
  options: FindOptions,
): Promise<SearchAnswer> {
  const limit = checkCount("limit", options.limit ?? DEFAULT_LIMIT, 1, MAX_LIMIT);
  const offset = checkCount("offset", options.offset ?? 0, 0, Number.MAX_SAFE_INTEGER);
  const filters = readFilters(options.filters);
  const accept = acceptProducts(index, filters, options.exclude);
  const found = await findProducts(index, query, accept);
  const toHits = (finding: Finding, from: number): SearchHit[] =>
    Array.from(finding.ordinals.slice(from, from + limit), (ordinal, place) =>
      toHit(
        index.products[ordinal]!,
        finding.scores[from + place]!,
        options.explain === true ? explainHit(index, query, finding, ordinal, filters) : undefined,
      ),
    );
  return {
    query: query.text,
    mode: query.mode,
    filters: filters.map(formatFilter),
    hits: toHits(found, offset),
    total: found.ordinals.length,
    offset,
    limit,
    ...(found.ordinals.length === 0
      ? { nearest: await findNearest(index, query, options, accept, toHits) }
      : {}),
    ...(options.facets === true
      ? { facets: countFacets(Array.from(found.ordinals, (ordinal) => index.products[ordinal]!)) }
      : {}),
  };
}

/** The nearest products under the same filters when the words have to be given up. */
async function findNearest(
  index: SearchIndex,
  query: ProductQuery,
  options: FindOptions,
  accept: Uint8Array | undefined,
  toHits: (finding: Finding, from: number) => SearchHit[],
): Promise<NonNullable<SearchAnswer["nearest"]>> {
  if (accept?.every((accepted) => accepted === 0) === true) {
    const unknown = unknownFields(index, readFilters(options.filters));
    return {
      hits: [],
      reached:
        unknown.length > 0
          ? `no product gives ${unknown.map((field) => `"${field}"`).join(" or ")}; the fields are those of a product and the names of its attributes`
          : "no product passes the filters, and filters are never relaxed",
    };
  }
  const nearest = await findProducts(index, { ...query, mode: "semantic" }, accept, true);
  return nearest.ordinals.length === 0
    ? { hits: [], reached: "no word of the query is known" }
    : {
        hits: toHits(nearest, 0),
        reached: "no product holds these words; nearest in meaning, under the same filters",
      };
}

function toHit(
  product: Product,
  score: number,
  explanation: HitExplanation | undefined,
): SearchHit {
  const { id, title, brand, categoryPath, price, currency, availability, images, parentId } =
    product;
  return {
    id,
    score,
    title,
    ...(brand === undefined ? {} : { brand }),
    categoryPath,
    ...(price === undefined ? {} : { price }),
    ...(currency === undefined ? {} : { currency }),
    ...(availability === undefined ? {} : { availability }),
    ...(images[0] === undefined ? {} : { image: images[0] }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(explanation === undefined ? {} : { explanation }),
  };
}

function checkCount(param: string, value: number, least: number, most: number): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new VitrineError(
    "PARAM_INVALID",
    `The ${param} must be a whole number from ${least} to ${most}; got ${value}. Ask for a page within that.`,
    { param, got: value },
  );
}
