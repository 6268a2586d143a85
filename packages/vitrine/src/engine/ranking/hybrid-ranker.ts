/**
 * @file Ranks products for a query by all sources together.
 *
 * 1. Every source proposes its best candidates; together they are the pool.
 * 2. Every source scores the whole pool; the scores are brought to one scale and added.
 * 3. The products nearest to the query vote for its categories.
 * 4. The query is moved towards its own best results (pseudo-relevance feedback), and 2 and 3
 *    are done again.
 *
 * Statistics are those of the pool, so the cost does not grow with the catalogue beyond what the
 * sources need to find candidates: O(sources × pool × dimensions).
 */
import { findBranches, voteForCategories } from "./category-vote.js";
import type { PoolBranches } from "./category-vote.js";
import {
  fuseByReciprocalRank,
  fuseByStandardScore,
  orderDescending,
  softBest,
  standardScores,
} from "./fusion.js";
import type { SoftBest } from "./fusion.js";
import type { RankingOptions } from "./ranking-options.js";
import type { OpenSource, Ordinals, RankingQuery, Source, SourceGroup } from "./source.js";

/** What the ranker works with. */
export interface HybridRanker {
  readonly sources: readonly Source[];
  readonly options: RankingOptions;
  /** The category path of a product, from the root; empty when unknown. */
  readonly pathOf: (ordinal: number) => readonly string[];
}

/** How one source saw the pool. */
export interface SourceView {
  readonly name: string;
  readonly group: SourceGroup;
  /** Its share of the fusion; all shares sum to 1. */
  readonly weight: number;
  /** Shape [pool], on the source's own scale, before feedback; NaN where it could not compare. */
  readonly scores: Float64Array;
}

/** The pool in order, with what made the order. */
export interface Ranking {
  /** Products, best first. */
  readonly pool: Ordinals;
  /** Shape [pool], in standard deviations of the pool; falls from first to last. */
  readonly scores: Float64Array;
  readonly sources: readonly SourceView[];
  /** Shape [pool], in [0, 1]: the share of the vote for each product's categories. */
  readonly votes: Float64Array;
  /** Shape [pool]: what the query's own boost added; all 0 without one. */
  readonly boosts: Float64Array;
  /** The results the query was moved towards; empty without feedback. */
  readonly feedback: readonly { readonly ordinal: number; readonly weight: number }[];
}

interface WeighedSource {
  readonly source: Source;
  readonly open: OpenSource;
  readonly weight: number;
}

/**
 * Ranks.
 *
 * @param accept - Shape [productCount], 1 where a product may take part; everything that is not
 * accepted is left out before any statistic, vote or feedback.
 * @param groups - Which groups of sources take part.
 */
export async function rankHybrid(
  ranker: HybridRanker,
  query: RankingQuery,
  accept: Uint8Array | undefined,
  groups: readonly SourceGroup[] = ["lexical", "semantic"],
): Promise<Ranking> {
  const { options, pathOf } = ranker;
  const weighed = weighSources(ranker, groups);
  const opened: WeighedSource[] = await Promise.all(
    weighed.map(async ({ source, weight }) => ({ source, weight, open: await source.open(query) })),
  );
  const pool = await gatherPool(opened, options.candidatesPerSource, accept);
  const branches = findBranches(Array.from(pool, pathOf), options.voteLevels);
  const first = await Promise.all(opened.map(async ({ open }) => open.scores(pool)));

  const boosts =
    query.boost === undefined || options.preferenceWeight === 0
      ? new Float64Array(pool.length)
      : query.boost(pool).map((boost) => options.preferenceWeight * boost);
  const addUp = (sources: Float64Array, votesOf: Float64Array): Float64Array => {
    const sum = new Float64Array(pool.length);
    for (let at = 0; at < sum.length; at++) {
      sum[at] = sources[at]! + options.voteWeight * votesOf[at]! + boosts[at]!;
    }
    return sum;
  };

  const fused = fuseAll(opened, first, options);
  let votes = vote(branches, fused, options);
  let total = addUp(fused, votes);
  let pulls: SoftBest | undefined;
  if (options.feedbackWeight > 0 && pool.length > 0) {
    const best = softBest(
      standardScores(total),
      options.feedbackResults,
      options.feedbackTemperature,
    );
    pulls = best;
    const moved = await Promise.all(
      opened.map(
        async ({ open }, index) =>
          (await open.movedScores?.(pool, best.positions, best.weights, options.feedbackWeight)) ??
          first[index]!,
      ),
    );
    const fusedAgain = fuseAll(opened, moved, options);
    votes = vote(branches, fusedAgain, options);
    total = addUp(fusedAgain, votes);
  }

  const order = orderDescending(total);
  const inOrder = (values: Float64Array): Float64Array => {
    const ordered = new Float64Array(order.length);
    for (let place = 0; place < order.length; place++) ordered[place] = values[order[place]!]!;
    return ordered;
  };
  return {
    pool: order.map((position) => pool[position]!),
    scores: inOrder(total),
    sources: opened.map(({ source, weight }, index) => ({
      name: source.name,
      group: source.group,
      weight,
      scores: inOrder(first[index]!),
    })),
    votes: inOrder(votes),
    boosts: inOrder(boosts),
    feedback: Array.from(pulls?.positions ?? [], (position, index) => ({
      ordinal: pool[position]!,
      weight: pulls!.weights[index]!,
    })),
  };
}

/** The sources that take part, with shares that sum to 1: the group's share, split by the weights of its sources. */
function weighSources(
  { sources, options }: HybridRanker,
  groups: readonly SourceGroup[],
): readonly { source: Source; weight: number }[] {
  const own = ({ name }: Source): number => options.sourceWeights[name] ?? 1;
  const taking = sources.filter(
    (source) => groups.includes(source.group) && own(source) > 0 && source.isEmpty?.() !== true,
  );
  const groupTotal = (group: SourceGroup): number =>
    taking.reduce((sum, source) => sum + (source.group === group ? own(source) : 0), 0);
  const totals = { lexical: groupTotal("lexical"), semantic: groupTotal("semantic") };
  const lexicalShare = totals.semantic === 0 ? 1 : totals.lexical === 0 ? 0 : options.lexicalWeight;
  const shares = { lexical: lexicalShare, semantic: 1 - lexicalShare };
  return taking
    .map((source) => ({
      source,
      weight: (shares[source.group] * own(source)) / totals[source.group],
    }))
    .filter(({ weight }) => weight > 0);
}

/**
 * Everything accepted that any source proposes, in the catalogue's order, so that ties fall to the
 * earlier product. A source that forgets the mask does not get past it here.
 */
async function gatherPool(
  opened: readonly WeighedSource[],
  count: number,
  accept: Uint8Array | undefined,
): Promise<Ordinals> {
  const proposals = await Promise.all(
    opened.map(async ({ open }) => open.candidates(count, accept)),
  );
  const pool = new Set<number>();
  for (const proposal of proposals) {
    for (const ordinal of proposal) {
      if (accept === undefined || accept[ordinal] === 1) pool.add(ordinal);
    }
  }
  return Int32Array.from(pool).sort();
}

function fuseAll(
  opened: readonly WeighedSource[],
  scores: readonly Float64Array[],
  { fusion }: RankingOptions,
): Float64Array {
  const parts = opened.map(({ weight }, index) => ({ weight, scores: scores[index]! }));
  return fusion === "z-score" ? fuseByStandardScore(parts) : fuseByReciprocalRank(parts);
}

function vote(branches: PoolBranches, fused: Float64Array, options: RankingOptions): Float64Array {
  if (options.voteWeight === 0) return new Float64Array(fused.length);
  const voters = softBest(fused, options.voteNeighbours, options.voteTemperature);
  return voteForCategories(branches, voters);
}
