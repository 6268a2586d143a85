/**
 * @file Scores one ranking against graded judgements.
 *
 * O(n log n) in the number of grades. A product is relevant from grade 1; one without a
 * grade counts as grade 0; a grade below 0 counts as 0. Equal to trec_eval within 1e-9
 * where it has the metric: P, recall, ndcg_cut (here `ndcg-linear`), recip_rank, map,
 * success. `ndcg` has the exponential gain 2^grade − 1 of Burges et al. 2005.
 *
 * Source: Järvelin & Kekäläinen 2002 (NDCG); trec_eval 9 (measures m_*.c).
 */
import { VitrineError } from "../errors.js";

/** The name of a metric of one ranking; what stands after `@` is how many of the first places count. */
export type MetricName =
  | `precision@${number}`
  | `recall@${number}`
  | `f1@${number}`
  | `ndcg@${number}`
  | `ndcg-linear@${number}`
  | `hit@${number}`
  | "mrr"
  | "map";

/** Values of the metrics of one ranking, each in [0, 1]. */
export type MetricValues = Record<MetricName, number>;

/** What a grade is worth to NDCG: itself, or 2^grade − 1. */
export type Gain = "linear" | "exponential";

/**
 * Every metric of one ranking.
 *
 * `mrr` and `map` are the reciprocal rank and the average precision of this one ranking
 * over its whole length; they earn their names when the caller averages over queries.
 * Without a relevant product every metric is 0, as in trec_eval; whoever averages should
 * skip and count such queries instead.
 *
 * @param ranked - Ids, best first; may be shorter than k, which counts as misses.
 * @param grades - Judged ids with their grades.
 * @param ks - How many of the first places count; each a positive integer.
 * @returns One entry per metric and k, in the order of `metricNames(ks)`.
 * @throws {VitrineError} `PARAM_INVALID` when an id is ranked twice, a grade is not finite or a k is not a positive integer.
 *
 * @example
 * evaluateRanking(["a", "b"], new Map([["b", 1]]), [2])["ndcg@2"]; // 0.6309…
 */
export function evaluateRanking(
  ranked: readonly string[],
  grades: ReadonlyMap<string, number>,
  ks: readonly number[],
): MetricValues {
  checkCutoffs(ks);
  checkDistinct(ranked);
  const ideal = idealGrades(grades);
  const found = ranked.map((id) => Math.max(0, grades.get(id) ?? 0));
  const values: Partial<MetricValues> = {};
  for (const k of ks) {
    const hits = relevantAmong(found, k);
    const precision = hits / k;
    const recall = ideal.length === 0 ? 0 : hits / ideal.length;
    values[`precision@${k}`] = precision;
    values[`recall@${k}`] = recall;
    values[`f1@${k}`] = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    values[`ndcg@${k}`] = normalisedGain(found, ideal, k, "exponential");
    values[`ndcg-linear@${k}`] = normalisedGain(found, ideal, k, "linear");
    values[`hit@${k}`] = hits > 0 ? 1 : 0;
  }
  values.mrr = reciprocalRank(found);
  values.map = averagePrecision(found, ideal.length);
  return values as MetricValues;
}

/** The names that `evaluateRanking` gives for these cutoffs, in its order. */
export function metricNames(ks: readonly number[]): MetricName[] {
  checkCutoffs(ks);
  const atCutoffs = ks.flatMap((k): MetricName[] => [
    `precision@${k}`,
    `recall@${k}`,
    `f1@${k}`,
    `ndcg@${k}`,
    `ndcg-linear@${k}`,
    `hit@${k}`,
  ]);
  return [...atCutoffs, "mrr", "map"];
}

/** Whether any grade is positive: only such queries can tell a good ranking from a bad one. */
export function hasRelevant(grades: ReadonlyMap<string, number>): boolean {
  for (const grade of grades.values()) if (isRelevant(grade)) return true;
  return false;
}

function isRelevant(grade: number): boolean {
  return grade >= 1;
}

/** Grades of the relevant products, best first: the ranking nothing can beat. */
function idealGrades(grades: ReadonlyMap<string, number>): number[] {
  const relevant: number[] = [];
  for (const [id, grade] of grades) {
    if (!Number.isFinite(grade)) {
      throw new VitrineError(
        "PARAM_INVALID",
        `Every grade must be a finite number; got ${String(grade)} for "${id}". Leave products without a judgement out.`,
        { param: "grades", got: grade },
      );
    }
    if (isRelevant(grade)) relevant.push(grade);
  }
  return relevant.sort((a, b) => b - a);
}

function relevantAmong(found: readonly number[], k: number): number {
  let hits = 0;
  for (let place = 0; place < Math.min(k, found.length); place++) {
    if (isRelevant(found[place]!)) hits++;
  }
  return hits;
}

function normalisedGain(
  found: readonly number[],
  ideal: readonly number[],
  k: number,
  gain: Gain,
): number {
  const best = discountedGain(ideal, k, gain);
  return best === 0 ? 0 : discountedGain(found, k, gain) / best;
}

/** Σ gain(grade) / log2(place + 1) over the first k places, counted from 1. */
function discountedGain(grades: readonly number[], k: number, gain: Gain): number {
  let sum = 0;
  for (let place = 0; place < Math.min(k, grades.length); place++) {
    const grade = grades[place]!;
    if (!isRelevant(grade)) continue;
    sum += (gain === "linear" ? grade : 2 ** grade - 1) / Math.log2(place + 2);
  }
  return sum;
}

function reciprocalRank(found: readonly number[]): number {
  const first = found.findIndex(isRelevant);
  return first < 0 ? 0 : 1 / (first + 1);
}

function averagePrecision(found: readonly number[], relevantCount: number): number {
  if (relevantCount === 0) return 0;
  let hits = 0;
  let sum = 0;
  found.forEach((grade, place) => {
    if (!isRelevant(grade)) return;
    hits++;
    sum += hits / (place + 1);
  });
  return sum / relevantCount;
}

function checkCutoffs(ks: readonly number[]): void {
  for (const k of ks) {
    if (Number.isSafeInteger(k) && k >= 1) continue;
    throw new VitrineError(
      "PARAM_INVALID",
      `Every k must be a positive integer; got ${k}. Ask for at least the first place.`,
      { param: "ks", got: k },
    );
  }
}

function checkDistinct(ranked: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ranked) {
    if (seen.has(id)) {
      throw new VitrineError(
        "PARAM_INVALID",
        `A ranking must name every product once; got "${id}" twice. Remove the repetitions before scoring, they would be counted as hits twice.`,
        { param: "ranked", got: id },
      );
    }
    seen.add(id);
  }
}
