/**
 * @file The contract of what is evaluated: a query in, ids in order out.
 *
 * A protocol knows nothing else of a system, so lexical search, an encoder with
 * an index, the whole engine and a random order are measured in the same way.
 */

/** What a protocol asks of one ranking. */
export interface RankOptions {
  /** How many ids to return at most; a positive integer. */
  readonly k: number;
  /**
   * Ids that do not exist for this query. A system must leave them out before anything
   * else: they may neither be returned nor vote, give feedback or shift a normalisation.
   */
  readonly exclude?: ReadonlySet<string>;
  /** When given, only these ids may be returned. */
  readonly within?: ReadonlySet<string>;
}

/** Something that ranks products for a query. */
export interface SearchSystem {
  /** What reports print: `random`, `tfidf`, `bm25`, `static`, `hybrid`, or the last path segment of a model's name. */
  readonly name: string;
  /** Bytes of the artifacts that the system holds in memory while it answers, where it can tell. */
  readonly memoryBytes?: number;
  /**
   * Ranks products.
   *
   * @returns At most `k` distinct ids, best first; fewer when nothing else matches.
   */
  rank(query: string, options: RankOptions): Promise<readonly string[]>;
}
