/**
 * @file Learns on some queries and measures on others, so that what is reported was never tuned on.
 *
 * Each fold is held out once; `fit` sees the rest and nothing else. Settings that `fit` chooses among
 * must be chosen inside it, on the queries it is given (by folds of its own: that is the nesting).
 * Every query is thus scored exactly once, by a system that had not seen it.
 *
 * Source: Varma & Simon, "Bias in error estimation when using cross-validation for model selection" (2006).
 */
import { VitrineError, checkNotCancelled } from "../errors.js";
import { createRandom } from "../random.js";
import { resampleSeries } from "./resample-series.js";
import type { SeriesDifference } from "./resample-series.js";

/** One division of the queries; both parts in the order of the input. */
export interface Fold<Query> {
  readonly train: readonly Query[];
  readonly test: readonly Query[];
}

/**
 * Divides queries into k folds of sizes that differ by at most one group.
 *
 * @param k - 2 to the number of groups.
 * @param groupOf - Queries of one group stay together, as near-duplicates must. Default: each its own group.
 * @returns Shape [k]; every query is in `test` exactly once.
 * @throws {VitrineError} `PARAM_INVALID` when k is not such an integer.
 */
export function foldsOf<Query>(
  queries: readonly Query[],
  k: number,
  seed: number,
  groupOf?: (query: Query) => string,
): readonly Fold<Query>[] {
  const groups = queries.map((query, index) => groupOf?.(query) ?? `#${index}`);
  const order = createRandom(seed).shuffle([...new Set(groups)]);
  if (!Number.isSafeInteger(k) || k < 2 || k > order.length) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The number of folds must be an integer from 2 to the ${order.length} groups of queries; got ${k}. Use fewer folds or judge more queries.`,
      { param: "k", got: k },
    );
  }
  const foldOfGroup = new Map(order.map((group, position) => [group, position % k]));
  return Array.from({ length: k }, (_, fold) => ({
    train: queries.filter((_query, index) => foldOfGroup.get(groups[index]!) !== fold),
    test: queries.filter((_query, index) => foldOfGroup.get(groups[index]!) === fold),
  }));
}

export interface CrossValidateOptions<Query, Fitted> {
  /** Default 5. */
  readonly k?: number;
  /** Default 1: of the folds, the intervals and the tests. */
  readonly seed?: number;
  /** Default 10,000. */
  readonly resamples?: number;
  /** Queries of one group are held out together. */
  readonly groupOf?: (query: Query) => string;
  /** Learns from the training queries of one fold, and from nothing else. */
  readonly fit: (train: readonly Query[], fold: number) => Promise<Fitted> | Fitted;
  /** The value of what was fitted on one held-out query. */
  readonly score: (fitted: Fitted, query: Query) => Promise<number> | number;
  /** The value of the baseline on a query; it learns nothing, so it needs no folds. */
  readonly scoreBaseline: (query: Query) => Promise<number> | number;
  readonly signal?: AbortSignal;
}

/** What was gained on queries that were not learned from. */
export interface HeldOutGain<Fitted> {
  /** Shape [queries], in the order of the input. */
  readonly values: readonly number[];
  /** Shape [queries]. */
  readonly baselineValues: readonly number[];
  /** Mean of `values` minus mean of `baselineValues`, paired by query, with interval and test. */
  readonly gain: SeriesDifference;
  /** What each fold fitted, in the order of the folds: how much they differ says how stable the fit is. */
  readonly fitted: readonly Fitted[];
  /**
   * Mean value on the queries that were learned from, averaged over folds, minus the held-out mean:
   * what one would have deceived oneself by.
   */
  readonly optimism: number;
}

/**
 * Measures what `fit` gains over a baseline on queries it has not seen.
 *
 * @throws {VitrineError} `PARAM_INVALID` as `foldsOf`, `CANCELLED`, and whatever `fit` and the scores throw.
 */
export async function crossValidate<Query, Fitted>(
  queries: readonly Query[],
  options: CrossValidateOptions<Query, Fitted>,
): Promise<HeldOutGain<Fitted>> {
  const { k = 5, seed = 1, resamples = 10_000, groupOf, fit, score, scoreBaseline } = options;
  const positions = queries.map((_, index) => index);
  const queryAt = (position: number): Query => queries[position]!;
  const groupAt =
    groupOf === undefined ? undefined : (position: number): string => groupOf(queryAt(position));

  const values = new Array<number>(queries.length).fill(0);
  const fitted: Fitted[] = [];
  let seenMean = 0;
  for (const [index, { train, test }] of foldsOf(positions, k, seed, groupAt).entries()) {
    checkNotCancelled(options.signal, "Cross-validation");
    const learned = await fit(train.map(queryAt), index);
    fitted.push(learned);
    for (const position of test) values[position] = await score(learned, queryAt(position));
    for (const position of train) {
      seenMean += (await score(learned, queryAt(position))) / (train.length * k);
    }
  }
  const baselineValues: number[] = [];
  for (const query of queries) baselineValues.push(await scoreBaseline(query));

  const resampled = resampleSeries([values, baselineValues], { resamples, seed, confidence: 0.95 });
  return {
    values,
    baselineValues,
    gain: resampled.compare(0, 1),
    fitted,
    optimism: seenMean - resampled.interval(0).value,
  };
}
