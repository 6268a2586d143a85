/**
 * @file Reads what a search query says of prices, stock, measures, attributes, brands and categories.
 *
 * Explicit limits of the price and words of stock are filters and leave the text; everything
 * else is a boost and stays in the text, so that a product is found by its words whatever was read,
 * but for the spelling of a measure beside other words.
 * Nothing is read without evidence: some product of the vocabulary must suit. Longer phrases go
 * before shorter ones (`Under Armour` is no limit), sure kinds before unsure ones. O(words of the
 * query), some tens of microseconds; a reader is built in O(distinct values).
 */
import type { Analyzer } from "../../text/analyze.js";
import { stopWordsOf } from "../../text/stop-words.js";
import { parseMeasures } from "../../text/measures.js";
import type { KnownValues } from "./known-values.js";
import { indexKnownValues } from "./known-values.js";
import { indexMeasureAttributes } from "./measure-attributes.js";
import type { QueryClaims } from "./query-claims.js";
import { createQueryClaims } from "./query-claims.js";
import type { QueryReading, Understood } from "./query-reading.js";
import { formatConditions } from "./query-reading.js";
import { tokenizeQuery } from "./query-tokens.js";
import type { QueryVocabulary } from "./query-vocabulary.js";
import { readAvailability } from "./read-availability.js";
import { readMeasures } from "./read-measures.js";
import { readNameAt } from "./read-names.js";
import type { PriceFacts } from "./read-price.js";
import { readPriceAt } from "./read-price.js";
import { readPriceLevel } from "./read-price-level.js";
import type { ValuePass } from "./read-values.js";
import { readValueAt } from "./read-values.js";
import { viewTerms } from "./term-view.js";

export interface QueryReaderOptions {
  /** The analyser of the word index. */
  readonly analyzer: Analyzer;
  /** How many products have a term of the analyser in their title. */
  readonly documentFrequency: (term: string) => number;
}

/** Reads queries. */
export interface QueryReader {
  /**
   * Reads a query.
   *
   * @param text - As it was typed, or as typing errors were mended; any text.
   * @param options.ignore - Texts of earlier readings of this query that the shopper took back, in
   *   any case: nothing is read in them.
   */
  readonly read: (text: string, options?: { readonly ignore?: readonly string[] }) => QueryReading;
  /**
   * Takes up what changed products say. O(their values, and the distinct values of their attributes);
   * what depends on the whole catalogue, such as whether an attribute is rare, stays as it was.
   *
   * @param changed - The values of products before and after the change, which the vocabulary
   *   of the reader has followed already.
   */
  readonly follow: (changed: QueryVocabulary) => void;
}

/**
 * Builds a reader for a shop.
 *
 * @param vocabulary - After it changes, `follow` must be told.
 *
 * @example
 * createQueryReader(vocabulary, options).read("blue desk under $150").understood
 * // [{ text: "blue", filter: "color=Blue", use: "boost", … }, { text: "under $150", filter: "price<150", use: "filter", … }]
 */
export function createQueryReader(
  vocabulary: QueryVocabulary,
  { analyzer, documentFrequency }: QueryReaderOptions,
): QueryReader {
  const stopTerms = new Set([...stopWordsOf(analyzer.options.language ?? "en")].map(analyzer.stem));
  const known = indexKnownValues(vocabulary, analyzer, stopTerms);
  const measures = indexMeasureAttributes(vocabulary);
  let prices = priceFactsOf(vocabulary);
  const shareOf = (terms: readonly string[], productCount: number): number => {
    const used = Math.min(...terms.map(documentFrequency));
    return used <= productCount ? 1 : productCount / used;
  };
  return {
    read(text, { ignore = [] } = {}) {
      const claims = createQueryClaims(text, tokenizeQuery(text, analyzer), ignore);
      readAvailability(claims, vocabulary);
      readValues(claims, known, shareOf, { shortest: 2, areDenied: false });
      readValues(claims, known, shareOf, { shortest: 1, areDenied: true });
      if (prices !== undefined) readPrices(claims, prices);
      readMeasures(claims, measures);
      readNames(claims, known, shareOf);
      if (prices !== undefined) readPriceLevel(claims, documentFrequency);
      readValues(claims, known, shareOf, { shortest: 1, areDenied: false });
      const understood = claims.understood();
      return { text: remainderOf(text, understood), understood };
    },
    follow(changed) {
      known.renew(changed);
      measures.renew(changed.attributes.keys());
      prices = priceFactsOf(vocabulary);
    },
  };
}

type ShareOf = (terms: readonly string[], productCount: number) => number;

function readValues(
  claims: QueryClaims,
  known: KnownValues,
  shareOf: ShareOf,
  pass: ValuePass,
): void {
  const view = viewTerms(claims);
  for (let at = 0; at < view.terms.length; at++) {
    readValueAt(claims, view, at, known, shareOf, pass);
  }
}

function readNames(claims: QueryClaims, known: KnownValues, shareOf: ShareOf): void {
  const view = viewTerms(claims);
  for (let at = 0; at < view.terms.length; at++) readNameAt(claims, view, at, known, shareOf);
}

function readPrices(
  { query, tokens, words, areFree, claim }: QueryClaims,
  facts: PriceFacts,
): void {
  const measures = parseMeasures(query);
  const isMeasured = (at: number): boolean => {
    const token = tokens[at];
    return measures.some(
      ({ start, end }) => token !== undefined && token.start >= start && token.end <= end,
    );
  };
  const context = { tokens, words, facts, isMeasured };
  for (let at = 0; at < tokens.length; at++) {
    const read = readPriceAt(context, at);
    if (read === undefined || !areFree(read.from, read.to)) continue;
    claim(read.from, read.to, {
      kind: "price",
      use: read.isSure ? "filter" : "boost",
      filter: formatConditions([read.conditions]),
      anyOf: [read.conditions],
      weight: read.isSure ? 1 : UNSURE_PRICE_WEIGHT,
      keepsText: !read.isSure,
    });
  }
}

const UNSURE_PRICE_WEIGHT = 0.3;

/** Undefined where no product has a price. */
function priceFactsOf({ prices, currencies }: QueryVocabulary): PriceFacts | undefined {
  let [minimum, maximum] = [Infinity, -Infinity];
  for (const counts of prices.values()) {
    for (const price of counts.keys()) {
      minimum = Math.min(minimum, price);
      maximum = Math.max(maximum, price);
    }
  }
  if (minimum > maximum) return undefined;
  const byCount = [...currencies].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { minimum, maximum, currencies: byCount.map(([code]) => code) };
}

/**
 * The text that is left to be matched: the query without the parts that are filters alone, and
 * without measures where other words are left.
 */
export function remainderOf(query: string, understood: readonly Understood[]): string {
  const limits = understood.filter(({ keepsText }) => !keepsText);
  const spelled = understood.flatMap((one) => (one.keepsText ? (one.spelling ?? []) : []));
  const all = [...limits, ...spelled].sort((a, b) => a.start - b.start);
  const words = withoutCuts(query, all);
  return HOLDS_WORD.test(words) ? words : withoutCuts(query, limits);
}

const HOLDS_WORD = /[\p{L}\p{N}]/u;

function withoutCuts(
  query: string,
  cuts: readonly { readonly start: number; readonly end: number }[],
): string {
  if (cuts.length === 0) return query;
  const kept: string[] = [];
  let from = 0;
  for (const { start, end } of cuts) {
    kept.push(query.slice(from, start));
    from = end;
  }
  kept.push(query.slice(from));
  return kept.join(" ").replace(/\s+/g, " ").trim();
}
