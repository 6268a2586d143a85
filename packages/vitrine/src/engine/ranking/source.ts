/**
 * @file The contract of a source: one way to tell which products suit a query.
 *
 * A source proposes candidates and scores any candidate, its own or another's. Scores of
 * different sources are on different scales; the ranker brings them together.
 */

/** Products by their place in the catalogue, in [0, productCount). */
export type Ordinals = Int32Array;

/** Sources of one group share that group's weight in the fusion. */
export type SourceGroup = "lexical" | "semantic";

/** What is asked: a text, or a product as the example. */
export interface RankingQuery {
  /** The words: what a shopper typed, or the title of the example. */
  readonly text: string;
  /** The example's ordinal, when the query is a product of the catalogue. */
  readonly example?: number;
  /** Whether the last word is still being typed. */
  readonly prefix?: boolean;
}

/** One way to tell which products suit a query. */
export interface Source {
  readonly name: string;
  readonly group: SourceGroup;
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
