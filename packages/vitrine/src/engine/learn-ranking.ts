/**
 * @file Learns how the sources are weighed from a shop's own judged queries, and says honestly what that gains.
 *
 * A small grid over the three settings that matter most. Every setting is tried on every query
 * once; cross-validation then chooses on the queries of the other folds, so that the reported
 * gain is of queries that had no say. The learned setting is taken only when the interval of
 * that gain lies above 0: a handful of judgements should not move a good default.
 *
 * O(settings × queries) rankings.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { checkNotCancelled } from "../errors.js";
import { crossValidate } from "../evaluation/cross-validation.js";
import type { JudgedQuery } from "../evaluation/judgements.js";
import { evaluateRanking, hasRelevant } from "../metrics/ranking-metrics.js";
import type { StageProgress } from "./engine-context.js";
import { prepareQuery } from "./prepare-query.js";
import { fewSettings } from "./ranking-settings.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import { rehearseQuery } from "./rehearse-query.js";
import type { SearchIndex } from "./search-index.js";

/** What is learned on and reported: NDCG with exponential gain. */
const METRIC_DEPTH = 10;
const FOLDS = 5;
/** With fewer queries the intervals are wider than anything there is to gain. */
export const FEWEST_QUERIES = 20;

/** What was learned. */
export interface LearnedRanking {
  /** What the index ranks with from now on. */
  readonly ranking: RankingOptions;
  /** Whether that differs from what was configured. */
  readonly adopted: boolean;
  /** Queries that were learned from. */
  readonly queries: number;
  /** Held-out gain in ndcg@10 over the configured setting; absent with too few queries. */
  readonly gain?: { readonly value: number; readonly low: number; readonly high: number };
  /** Why it was adopted or not, as a sentence. */
  readonly reason: string;
}

/**
 * Learns from judged queries.
 *
 * @param index - Ranks with the configured settings.
 * @param seed - Of the folds and the interval.
 */
export async function learnRanking(
  index: SearchIndex,
  judged: readonly JudgedQuery[],
  options: {
    readonly seed?: number;
    readonly signal?: AbortSignal;
    readonly onProgress?: StageProgress;
  } = {},
): Promise<LearnedRanking> {
  const queries = judged.filter(({ grades }) => hasRelevant(grades));
  const configured = index.ranking;
  if (queries.length < FEWEST_QUERIES) {
    return {
      ranking: configured,
      adopted: false,
      queries: queries.length,
      reason: `${queries.length} judged queries are too few to learn from; at least ${FEWEST_QUERIES} are needed.`,
    };
  }
  const settings = [configured, ...fewSettings(configured)];
  const values = await scoreSettings(index, queries, settings, options);
  const meanOver = (setting: number, positions: readonly number[]): number =>
    positions.reduce((sum, position) => sum + values[setting]![position]!, 0) / positions.length;
  const bestOn = (positions: readonly number[]): number =>
    settings.reduce(
      (best, _, setting) =>
        meanOver(setting, positions) > meanOver(best, positions) ? setting : best,
      0,
    );
  const positions = queries.map((_, position) => position);
  const { gain: held } = await crossValidate(positions, {
    k: FOLDS,
    seed: options.seed ?? 1,
    fit: bestOn,
    score: (setting, position) => values[setting]![position]!,
    scoreBaseline: (position) => values[0]![position]!,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const gain = held.difference;
  const best = bestOn(positions);
  const isBetter = best !== 0 && gain.low > 0;
  return {
    ranking: isBetter ? settings[best]! : configured,
    adopted: isBetter,
    queries: queries.length,
    gain: { value: gain.value, low: gain.low, high: gain.high },
    reason: isBetter
      ? "The learned setting is better on queries that it was not learned from."
      : "No setting is reliably better than the configured one on queries that it was not learned from.",
  };
}

/**
 * The metric of every setting on every query; each query is read as a search reads it.
 *
 * @returns Shape [settings][queries].
 */
export async function scoreSettings(
  index: SearchIndex,
  queries: readonly JudgedQuery[],
  settings: readonly RankingOptions[],
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: StageProgress },
): Promise<readonly Float64Array[]> {
  const values = settings.map(() => new Float64Array(queries.length));
  for (const [position, { query, grades }] of queries.entries()) {
    const rehearsal = rehearseQuery(index, prepareQuery(index, query, "hybrid", {}));
    for (const [setting, ranking] of settings.entries()) {
      checkNotCancelled(signal, "Learning the ranking");
      const ids = await rehearsal(ranking, METRIC_DEPTH);
      values[setting]![position] =
        evaluateRanking(ids, grades, [METRIC_DEPTH])[`ndcg@${METRIC_DEPTH}`] ?? 0;
    }
    // Without a turn of the event loop no signal would be heard.
    await nextTurn();
    onProgress?.("Learning the ranking", position + 1, queries.length);
  }
  return values;
}
