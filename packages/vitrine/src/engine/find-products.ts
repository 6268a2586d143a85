/**
 * @file Which products a query finds, and in which order: what search, explanation and evaluation share.
 */
import type { Ranking } from "./ranking/hybrid-ranker.js";
import { rankHybrid } from "./ranking/hybrid-ranker.js";
import type { Ordinals, RankingQuery } from "./ranking/source.js";
import type { SearchIndex } from "./search-index.js";
import type { SearchMode } from "./search-mode.js";

/** A query as the index is asked it. */
export interface ProductQuery extends RankingQuery {
  readonly mode: SearchMode;
}

/** Everything a query finds. */
export interface Finding {
  /** Best first. */
  readonly ordinals: Ordinals;
  /** Shape [ordinals.length], falling. */
  readonly scores: Float64Array;
  /** How the first of them were ranked; absent in lexical mode, which has one source. */
  readonly ranking?: Ranking;
}

/**
 * Finds products.
 *
 * The pool of the ranker comes first; behind it stand the other products that share a word with
 * the query, in the order of their words alone.
 *
 * @param accept - Shape [productCount], 1 where a product may be found; absent when all may.
 * @param nearest - Whether products count that are not near enough to be found otherwise.
 */
export async function findProducts(
  index: SearchIndex,
  query: ProductQuery,
  accept: Uint8Array | undefined,
  nearest = false,
): Promise<Finding> {
  const byWords = query.mode === "semantic" ? emptyFinding() : findByWords(index, query, accept);
  if (query.mode === "lexical") return byWords;
  const groups =
    query.mode === "semantic" ? (["semantic"] as const) : (["lexical", "semantic"] as const);
  const ranking = await rankHybrid(index.ranker, query, accept, groups);

  const sharesWord = new Set(byWords.ordinals);
  const isNear = nearPositions(ranking, index.minimumSimilarity);
  const ordinals: number[] = [];
  const scores: number[] = [];
  ranking.pool.forEach((ordinal, position) => {
    if (!nearest && isNear[position] === 0 && !sharesWord.has(ordinal)) return;
    ordinals.push(ordinal);
    scores.push(ranking.scores[position]!);
  });
  const ranked = new Set(ordinals);
  const floor = scores.at(-1) ?? 0;
  const bestByWords = byWords.scores[0] ?? 1;
  byWords.ordinals.forEach((ordinal, place) => {
    if (ranked.has(ordinal)) return;
    ordinals.push(ordinal);
    // Within one unit below the pool, so that scores go on falling.
    scores.push(floor - 1 + byWords.scores[place]! / bestByWords);
  });
  return { ordinals: Int32Array.from(ordinals), scores: Float64Array.from(scores), ranking };
}

function findByWords(
  index: SearchIndex,
  { text, prefix }: ProductQuery,
  accept: Uint8Array | undefined,
): Finding {
  const { hits } = index.lexical.search(text, {
    k: Math.max(1, index.products.length),
    fuzzy: true,
    prefix: prefix ?? false,
    ...(accept === undefined ? {} : { accept: (id) => accept[index.ordinalOf(id)] === 1 }),
  });
  return {
    ordinals: Int32Array.from(hits, ({ id }) => index.ordinalOf(id)),
    scores: Float64Array.from(hits, ({ score }) => score),
  };
}

/** Shape [pool], 1 where some field of the product is near enough to the query. */
function nearPositions({ pool, sources }: Ranking, minimumSimilarity: number): Uint8Array {
  const near = new Uint8Array(pool.length);
  for (const { group, scores } of sources) {
    if (group !== "semantic") continue;
    scores.forEach((score, position) => {
      if (score > minimumSimilarity) near[position] = 1;
    });
  }
  return near;
}

function emptyFinding(): Finding {
  return { ordinals: new Int32Array(0), scores: new Float64Array(0) };
}
