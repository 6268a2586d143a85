/**
 * @file The contract of a source: one way to tell which products suit a query.
 *
 * A source proposes candidates and scores any candidate, its own or another's. Scores of
 * different sources are on different scales; the ranker brings them together.
 */

import type { QueryReading } from "../../indexes/lexical-query.js";
import type { OrdinalRanking } from "../../indexes/ordinal-lexical-index.js";

/** Products by their place in the catalogue, in [0, productCount). */
export type Ordinals = Int32Array;

/** Sources of one group share that group's weight in the fusion. */
export type SourceGroup = "lexical" | "semantic";

/** What is asked: a text, products as examples, or both. */
export interface RankingQuery {
  /** What a shopper typed. */
  readonly text: string;
  /** What is compared by words, where that is another text than what is compared by meaning. */
  readonly words?: string;
  /** Products of the catalogue that what is wanted is like; weights are positive. */
  readonly examples?: readonly { readonly ordinal: number; readonly weight: number }[];
  /** What the meaning of the text counts beside that of the examples; default 0. */
  readonly textWeight?: number;
  /** Whether the last word is still being typed. */
  readonly prefix?: boolean;
  /** Other words that a span of the query's words may be matched by. */
  readonly alternatives?: QueryReading["alternatives"];
  /**
   * How far products suit what is preferred, 1 for a sure preference. Shape [pool.length].
   */
  readonly boost?: (pool: Ordinals) => Float64Array;
  /** What a caller has ranked by words already: the same words and the same mask. */
  readonly byWords?: OrdinalRanking;
}

/** One way to tell which products suit a query. */
export interface Source {
  readonly name: string;
  readonly group: SourceGroup;
  /** Whether it proposes candidates; others only score those of the rest. */
  readonly proposes: boolean;
  /** Whether no product has what it compares, so that its share falls to the others; default never. */
  readonly isEmpty?: () => boolean;
  /** Begins one query. */
  open(query: RankingQuery): Promise<OpenSource>;
}

/** A source at work on one query. */
export interface OpenSource {
  /**
   * The best products of this source alone.
   *
   * @param accept - Shape [productCount], 1 where a product may be returned; absent when all may.
   * @returns At most `count` ordinals, best first, only ones that have something in common with the query.
   */
  candidates(count: number, accept: Uint8Array | undefined): Promise<Ordinals>;
  /**
   * Scores of `pool`, shape [pool.length]; 0 where there is nothing in common. NaN where a product
   * lacks what the source compares (a category, say), which counts neither for nor against it.
   */
  scores(pool: Ordinals): Promise<Float64Array>;
  /**
   * Scores of `pool` after the query has been moved towards its own best results
   * (Rocchio 1971). A source that can not be moved has no such method and keeps its scores.
   *
   * @param best - Positions in `pool` of the results to move towards.
   * @param weights - Shape [best.length], their weights, which sum to 1.
   * @param strength - Length of the move where the query has length 1.
   */
  movedScores?(
    pool: Ordinals,
    best: Ordinals,
    weights: Float64Array,
    strength: number,
  ): Promise<Float64Array>;
}
