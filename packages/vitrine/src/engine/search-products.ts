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
import { arrangeFinding, findPrepared } from "./arrange/arrange-finding.js";
import { pageOf } from "./arrange/arranged-places.js";
import type { ArrangedProduct } from "./arrange/arranged-places.js";
import type { Arrangement } from "./arrange/arrange-finding.js";
import type { DiversityCost } from "./arrange/diversify.js";
import type { RuleEffect } from "./arrange/search-rules.js";
import type { PriceHistogram } from "./columns/price-histogram.js";
import { explainHit } from "./explain-product.js";
import type { HitExplanation } from "./explain-product.js";
import type { Facet } from "./facets.js";
import { browseProducts, findProducts } from "./find-products.js";
import type { Finding } from "./find-products.js";
import { needOrdinal, prepareQuery } from "./prepare-query.js";
import type { PreparedQuery } from "./prepare-query.js";
import type { Correction, UnderstoodPart } from "./read-query.js";
import type { SearchIndex } from "./search-index.js";
import { SEARCH_MODES } from "./search-mode.js";
import type { SearchMode } from "./search-mode.js";
import { checkSearchOptions } from "./search-options.js";
import type { CheckedOptions, FindOptions, SearchOptions } from "./search-options.js";
import { toShownProduct } from "./shown-product.js";
import type { ShownProduct } from "./shown-product.js";

export { SEARCH_MODES };
export type { FindOptions, HitExplanation, SearchMode, SearchOptions };

/** A found product. */
export interface SearchHit extends ShownProduct {
  /** Falls from hit to hit where relevance orders; comparable within one answer only, and no probability. */
  readonly score: number;
  /** How many more variants of it were found, where variants are grouped. */
  readonly variants?: number;
  /** The shop's rule that put it here. */
  readonly rule?: RuleEffect;
  readonly explanation?: HitExplanation;
}

/** What a search gives. */
export interface SearchAnswer {
  readonly query: string;
  readonly mode: SearchMode;
  readonly filters: readonly string[];
  /** What was read in the query; each can be taken back by naming its text in `literal`. */
  readonly understood: readonly UnderstoodPart[];
  /** A typing error that was corrected before searching. */
  readonly corrected?: Correction;
  /** What may have been meant, but was not searched. */
  readonly didYouMean?: string;
  /** Best first. */
  readonly hits: readonly SearchHit[];
  /** How many products were found, of which `hits` is a page; families where variants are grouped. */
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  /** Names this list of products: its next page is asked for with it. */
  readonly list: string;
  readonly sort?: readonly string[];
  /** What diversity changed on the first page, when it was asked for. */
  readonly diversity?: DiversityCost;
  /** Only when nothing was found: the nearest products that pass the filters and the limits that were applied. */
  readonly nearest?: {
    readonly hits: readonly SearchHit[];
    /** What was given up to reach them, as a sentence part. */
    readonly reached: string;
  };
  /** Counts of what was found; the field of a filter counts what its other values would find. */
  readonly facets?: readonly Facet[];
  /** How the prices of what was found spread, in its most frequent currency. */
  readonly prices?: PriceHistogram;
}

/**
 * Searches.
 *
 * @throws {VitrineError} `PARAM_INVALID` for an option out of range; `FILTER_INVALID`; `PRODUCT_NOT_FOUND`.
 */
export async function searchProducts(
  index: SearchIndex,
  text: string,
  options: SearchOptions = {},
): Promise<SearchAnswer> {
  const checked = checkSearchOptions(options);
  const exclude = [...(options.exclude ?? [])];
  const asked = { ...options, exclude };
  const answered = await index.answers.remember(text, asked, async () =>
    answer(index, text, prepareQuery(index, text, checked.mode, asked), checked, asked),
  );
  // A list whose first page is asked for again stays for its next pages.
  index.lists.get(answered.list);
  return answered;
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
  const title = index.columns.titleAt(needOrdinal(index, id));
  const checked = checkSearchOptions(options);
  const prepared = prepareQuery(index, "", "hybrid", {
    ...options,
    like: [id],
    understand: false,
    correct: false,
  });
  return answer(index, title, prepared, checked, { ...options, rules: false });
}

async function answer(
  index: SearchIndex,
  text: string,
  prepared: PreparedQuery,
  checked: CheckedOptions,
  options: SearchOptions,
): Promise<SearchAnswer> {
  const { filters, understood, corrected, didYouMean } = prepared;
  const { mode, limit, offset, sort } = checked;
  const shown = await arrangeFinding(index, text, prepared, checked, options);
  const explains = options.explain === true;
  return {
    query: text,
    mode,
    filters: filters.map(formatFilter),
    understood,
    ...(corrected === undefined ? {} : { corrected }),
    ...(didYouMean === undefined ? {} : { didYouMean }),
    hits: toHits(index, prepared, shown, pageOf(shown.places, offset, offset + limit), explains),
    total: shown.total,
    offset,
    limit,
    list: shown.list,
    ...(sort.length === 0 ? {} : { sort }),
    ...(shown.diversity === undefined ? {} : { diversity: shown.diversity }),
    ...(shown.total === 0 ? { nearest: await findNearest(index, prepared, limit, explains) } : {}),
    ...(options.facets === true ? await countFound(index, text, prepared, shown, options) : {}),
  };
}

/** Counts of what was found, and what other values of the filtered fields would find. */
async function countFound(
  index: SearchIndex,
  text: string,
  prepared: PreparedQuery,
  { finding }: Arrangement,
  options: SearchOptions,
): Promise<Pick<SearchAnswer, "facets" | "prices">> {
  const { columns } = index;
  const { filters } = prepared;
  const found = finding.matched ?? (await markFound(index, prepared));
  const prices = columns.priceHistogram(found);
  const counted = prices === undefined ? {} : { prices };
  if (filters.length === 0) return { facets: columns.facets(found), ...counted };
  const all = await markFound(index, withoutFilters(index, text, prepared, options));
  found.forEach((marked, ordinal) => {
    if (marked === 1) all[ordinal] = 1;
  });
  return { facets: columns.facetsWithAlternatives(all, filters, options.exclude), ...counted };
}

/** The same query without its filters; limits that were read in it go on holding. */
function withoutFilters(
  index: SearchIndex,
  text: string,
  prepared: PreparedQuery,
  options: SearchOptions,
): PreparedQuery {
  const { query, understood } = prepared;
  const open = prepareQuery(index, text, query.mode, { ...options, filters: [] });
  const readAlike = understood.every(({ applied }, at) => open.understood[at]?.applied === applied);
  // Limits that were dropped for want of results are not taken up again for the alternatives.
  return { ...prepared, wanted: readAlike ? open.wanted : open.accept };
}

async function markFound(index: SearchIndex, prepared: PreparedQuery): Promise<Uint8Array> {
  const { matched } = await findPrepared(index, prepared, { depth: 1, marks: true });
  return matched ?? new Uint8Array(index.columns.length);
}

/** The nearest products under the same filters and limits when the words have to be given up. */
async function findNearest(
  index: SearchIndex,
  prepared: PreparedQuery,
  limit: number,
  explains: boolean,
): Promise<NonNullable<SearchAnswer["nearest"]>> {
  const { query, filters, accept, wanted, nearness } = prepared;
  if (accept?.every((accepted) => accepted === 0) === true) {
    const unknown = index.columns.unknownFields(filters);
    return {
      hits: [],
      reached:
        unknown.length > 0
          ? `no product gives ${unknown.map((field) => `"${field}"`).join(" or ")}; the fields are those of a product and the names of its attributes`
          : "no product passes the filters, and filters are never relaxed",
    };
  }
  const hitsOf = (asked: PreparedQuery, finding: Finding): SearchHit[] =>
    toHits(
      index,
      asked,
      { finding },
      Array.from(finding.ordinals, (ordinal, place) => ({
        ordinal,
        score: finding.scores[place]!,
      })),
      explains,
    );
  if (nearness !== undefined) {
    const asked = { ...query, boost: nearness };
    const finding = browseProducts(index, asked, { accept: wanted, depth: limit });
    return {
      hits: hitsOf(prepared, finding),
      reached: "no product has such a price; nearest in price, under the same filters",
    };
  }
  const semantic = { ...prepared, query: { ...query, mode: "semantic" as const } };
  const finding = await findProducts(index, semantic.query, {
    accept: wanted,
    depth: limit,
    nearest: true,
  });
  if (finding.ordinals.length === 0) return { hits: [], reached: "no word of the query is known" };
  return {
    hits: hitsOf(semantic, finding),
    reached: "no product holds these words; nearest in meaning, under the same filters",
  };
}

/** Those that are still there, as they are shown. */
function toHits(
  index: SearchIndex,
  prepared: PreparedQuery,
  shown: Pick<Arrangement, "finding">,
  page: readonly ArrangedProduct[],
  explains: boolean,
): SearchHit[] {
  return page
    .filter(({ ordinal }) => index.columns.isLive(ordinal))
    .map((entry) => toHit(index, prepared, shown, entry, explains));
}

function toHit(
  index: SearchIndex,
  { query, filters }: PreparedQuery,
  { finding }: Pick<Arrangement, "finding">,
  { ordinal, score, variants, rule }: ArrangedProduct,
  explains: boolean,
): SearchHit {
  const { id, ...shown } = toShownProduct(index.columns, ordinal);
  return {
    id,
    score,
    ...shown,
    ...(variants === undefined ? {} : { variants }),
    ...(rule === undefined ? {} : { rule }),
    ...(explains ? { explanation: explainHit(index, query, finding, ordinal, filters) } : {}),
  };
}
