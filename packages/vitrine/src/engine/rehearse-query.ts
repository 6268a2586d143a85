/**
 * @file Answers one query under many settings of the ranking: what does not depend on the
 * settings (candidates, scores of the sources, words) is computed once and remembered.
 *
 * The path of a search is the same, so every answer is what a search under that setting gives.
 * A setting then costs the additions over the pool, and one comparison of the pool with the
 * moved query for each source where there is feedback. Memory: pools × sources × 8 bytes a
 * candidate, for as long as the query is rehearsed.
 *
 * Reference: `findProducts` over `withRanking`, which must agree exactly.
 */
import { findPrepared } from "./arrange/arrange-finding.js";
import type { PreparedQuery } from "./prepare-query.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import type { OpenSource, Source } from "./ranking/source.js";
import type { SearchIndex } from "./search-index.js";
import { withRanking } from "./search-index.js";

/** The best products under a setting, best first. */
export type Rehearsal = (ranking: RankingOptions, depth: number) => Promise<readonly string[]>;

/** Prepares a query. The index may not change while it is rehearsed. */
export function rehearseQuery(index: SearchIndex, prepared: PreparedQuery): Rehearsal {
  const { columns, lexical, ranker } = index;
  const remembering: SearchIndex = {
    ...index,
    lexical: {
      ...lexical,
      rank: remember(lexical.rank, (text, { k }) => `${k} ${text}`),
      scoresOf: remember(lexical.scoresOf, (text, ordinals) => `${ordinals.join(" ")} ${text}`),
    },
    ranker: { ...ranker, sources: ranker.sources.map(rememberSource) },
  };
  // The same array for the same boosts: a pool is boosted once.
  const { boost } = prepared.query;
  const query =
    boost === undefined
      ? prepared.query
      : { ...prepared.query, boost: remember(boost, (pool) => pool.join(" ")) };
  return async (ranking, depth) => {
    const finding = await findPrepared(
      withRanking(remembering, ranking),
      { ...prepared, query },
      { depth },
    );
    return Array.from(finding.ordinals.filter(columns.isLive), columns.idOf);
  };
}

function rememberSource(source: Source): Source {
  let opened: Promise<OpenSource> | undefined;
  return {
    ...source,
    open: async (query) => (opened ??= source.open(query).then(rememberScores)),
  };
}

function rememberScores(open: OpenSource): OpenSource {
  const movedScores = open.movedScores?.bind(open);
  return {
    candidates: remember(open.candidates.bind(open), (count) => String(count)),
    scores: remember(open.scores.bind(open), (pool) => pool.join(" ")),
    ...(movedScores === undefined ? {} : { movedScores }),
  };
}

/** A function that is asked once for equal keys. What it gives is not to be changed. */
function remember<Input extends readonly unknown[], Output>(
  ask: (...input: Input) => Output,
  keyOf: (...input: Readonly<Input>) => string,
): (...input: Input) => Output {
  const known = new Map<string, Output>();
  return (...input) => {
    const key = keyOf(...input);
    const before = known.get(key);
    if (before !== undefined) return before;
    const output = ask(...input);
    known.set(key, output);
    return output;
  };
}
