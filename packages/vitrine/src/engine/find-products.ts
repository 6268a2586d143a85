/** @file Finds products in order: what search, explanation and evaluation share. */
import type { OrdinalRanking } from "../indexes/ordinal-lexical-index.js";
import { orderDescending } from "./ranking/fusion.js";
import { rankHybrid } from "./ranking/hybrid-ranker.js";
import type { Ranking } from "./ranking/hybrid-ranker.js";
import { wordReading } from "./ranking/lexical-source.js";
import type { Ordinals, RankingQuery } from "./ranking/source.js";
import type { SearchIndex } from "./search-index.js";
import type { SearchMode } from "./search-mode.js";

/** A query as the index is asked it. */
export interface ProductQuery extends RankingQuery {
  readonly mode: SearchMode;
}

export interface FindingOptions {
  /** Shape [length of the columns], 1 where a product may be found; absent when all may. */
  readonly accept?: Uint8Array | undefined;
  /** How many products are put in order; all that are found when there are fewer. */
  readonly depth: number;
  /** Whether products count that are not near enough to be found otherwise; default false. */
  readonly nearest?: boolean;
  /** Whether `matched` is wanted, at the cost of a byte a product; default false. */
  readonly marks?: boolean;
}

/** What a query finds. */
export interface Finding {
  /** The best, best first; at most `depth`. */
  readonly ordinals: Ordinals;
  /** Shape [ordinals.length], falling. */
  readonly scores: Float64Array;
  /** How many products are found in all. */
  readonly total: number;
  /** Shape [length of the columns], 1 for every product found; where it was asked for. */
  readonly matched?: Uint8Array;
  /** How the first of them were ranked; absent in lexical mode, which has one source. */
  readonly ranking?: Ranking;
}

/**
 * Finds products.
 *
 * The pool of the ranker comes first; behind it stand the other products that share a word with
 * the query, in the order of their words alone.
 */
export async function findProducts(
  index: SearchIndex,
  query: ProductQuery,
  { accept, depth, nearest = false, marks = false }: FindingOptions,
): Promise<Finding> {
  const { lexical, columns, ranker } = index;
  const matched = marks ? new Uint8Array(columns.length) : undefined;
  const reading = wordReading(query);
  const words = query.words ?? query.text;
  const proposing = ranker.sources.filter(({ proposes }) => proposes);
  const poolSize = ranker.options.candidatesPerSource * proposing.length;
  const byWords =
    query.mode === "semantic"
      ? nothing
      : lexical.rank(words, {
          // The pool may take the place of as many.
          k: Math.max(1, query.mode === "lexical" ? depth : depth + poolSize),
          ...reading,
          ...(accept === undefined ? {} : { accept }),
          ...(matched === undefined ? {} : { matched }),
        });
  const { ordinals: wordOrdinals, scores: wordScores, total } = byWords;
  if (query.mode === "lexical") {
    return { ordinals: wordOrdinals, scores: wordScores, total, ...(matched && { matched }) };
  }
  const groups =
    query.mode === "semantic" ? (["semantic"] as const) : (["lexical", "semantic"] as const);
  const ranking = await rankHybrid(ranker, { ...query, byWords }, accept, groups);

  const sharesWord =
    query.mode === "semantic"
      ? new Float64Array(ranking.pool.length)
      : (ranking.sources.find(({ group }) => group === "lexical")?.scores ??
        lexical.scoresOf(words, ranking.pool, reading));
  const isNear = nearPositions(ranking, index.minimumSimilarity);
  const ordinals: number[] = [];
  const scores: number[] = [];
  let withoutWord = 0;
  // What was deleted while the sources were asked is not found.
  let gone = 0;
  ranking.pool.forEach((ordinal, position) => {
    if (!columns.isLive(ordinal)) return;
    const holdsWord = sharesWord[position]! > 0;
    if (!nearest && isNear[position] === 0 && !holdsWord) return;
    if (!holdsWord) withoutWord += 1;
    if (matched !== undefined) matched[ordinal] = 1;
    ordinals.push(ordinal);
    scores.push(ranking.scores[position]!);
  });
  const ranked = new Set(ordinals);
  const floor = scores.at(-1) ?? 0;
  const bestByWords = wordScores[0] ?? 1;
  wordOrdinals.forEach((ordinal, place) => {
    if (ranked.has(ordinal)) return;
    if (!columns.isLive(ordinal)) {
      gone += 1;
      return;
    }
    ordinals.push(ordinal);
    // Within one unit below the pool, so that scores go on falling.
    scores.push(floor - 1 + wordScores[place]! / bestByWords);
  });
  return {
    ordinals: Int32Array.from(ordinals.slice(0, depth)),
    scores: Float64Array.from(scores.slice(0, depth)),
    total: total + withoutWord - gone,
    ...(matched && { matched }),
    ranking,
  };
}

/**
 * Every product that is accepted, for a query that only named limits: the preferred ones first,
 * else in the catalogue's order.
 */
export function browseProducts(
  { columns }: SearchIndex,
  { boost }: ProductQuery,
  { accept, depth }: FindingOptions,
): Finding {
  const all: number[] = [];
  for (let ordinal = 0; ordinal < columns.length; ordinal++) {
    if (accept === undefined ? columns.isLive(ordinal) : accept[ordinal] === 1) all.push(ordinal);
  }
  const ordinals = Int32Array.from(all);
  const scores = boost?.(ordinals) ?? new Float64Array(ordinals.length);
  const order = orderDescending(scores).subarray(0, depth);
  const matched = new Uint8Array(columns.length);
  for (const ordinal of all) matched[ordinal] = 1;
  return {
    ordinals: order.map((place) => ordinals[place]!),
    scores: Float64Array.from(order, (place) => scores[place]!),
    total: all.length,
    matched,
  };
}

const nothing: OrdinalRanking = {
  ordinals: new Int32Array(0),
  scores: new Float64Array(0),
  total: 0,
};

/** Shape [pool], 1 where some field of the product is near enough to the query. */
function nearPositions({ pool, sources }: Ranking, minimumSimilarity: number): Uint8Array {
  const near = new Uint8Array(pool.length);
  for (const { group, scores } of sources) {
    if (group !== "semantic") continue;
    for (let position = 0; position < near.length; position++) {
      if (scores[position]! > minimumSimilarity) near[position] = 1;
    }
  }
  return near;
}
