/**
 * @file Cross-validation of a search system whose settings are learned from judged queries.
 */
import { evaluateRanking, hasRelevant } from "../metrics/ranking-metrics.js";
import type { MetricName } from "../metrics/ranking-metrics.js";
import { crossValidate } from "./cross-validation.js";
import type { CrossValidateOptions, HeldOutGain } from "./cross-validation.js";
import { nothingToMeasure } from "./measure-systems.js";
import type { EvaluationQuery } from "./measure-systems.js";
import type { SearchSystem } from "./search-system.js";

export interface CrossValidateSystemOptions<Fitted extends SearchSystem> extends Omit<
  CrossValidateOptions<EvaluationQuery, Fitted>,
  "score" | "scoreBaseline"
> {
  /** What the learned system must beat on queries that it did not learn from. */
  readonly baseline: SearchSystem;
  /** Default `ndcg@10`. */
  readonly metric?: MetricName;
  /** How many products a ranking is asked for; default 1000. */
  readonly depth?: number;
}

/**
 * Measures what a learned system gains on held-out queries.
 *
 * @param queries - Those without a positive grade are left out.
 * @throws {VitrineError} `NOTHING_TO_MEASURE` when no query is left; else as `crossValidate`.
 *
 * @example
 * const { gain } = await crossValidateSystem(queries, {
 *   fit: (train) => searchWith(learnWeights(train)),
 *   baseline: searchWith(defaultWeights),
 * });
 * gain.difference; // { value: 0.012, low: 0.004, high: 0.02 }
 */
export async function crossValidateSystem<Fitted extends SearchSystem>(
  queries: readonly EvaluationQuery[],
  options: CrossValidateSystemOptions<Fitted>,
): Promise<HeldOutGain<Fitted>> {
  const { baseline, metric = "ndcg@10", depth = 1000, ...rest } = options;
  const useful = queries.filter(({ grades }) => hasRelevant(grades));
  if (useful.length === 0) {
    throw nothingToMeasure("cross-validation", { "without a positive grade": queries.length });
  }
  const cutoff = Number(/@(\d+)$/.exec(metric)?.[1] ?? 1);
  const score = async (system: SearchSystem, query: EvaluationQuery): Promise<number> => {
    const { exclude, within } = query;
    const ranked = await system.rank(query.query, {
      k: Math.max(depth, cutoff),
      ...(exclude === undefined ? {} : { exclude }),
      ...(within === undefined ? {} : { within }),
    });
    return evaluateRanking(ranked, query.grades, [cutoff])[metric]!;
  };
  return crossValidate(useful, {
    ...rest,
    score,
    scoreBaseline: (query) => score(baseline, query),
  });
}
