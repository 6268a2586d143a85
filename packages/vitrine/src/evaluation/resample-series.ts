/**
 * @file Resamples many series over the same queries at once, so that every pair of them can be compared for free.
 *
 * A series is one metric of one system, one value a query. Because all series share each draw, the
 * resampled difference of two systems is the difference of their resampled means, and the signed sum
 * of a difference is the difference of signed sums: O(resamples × queries × series) time for all
 * intervals and all pairs together, and queries drawn once instead of once a pair.
 *
 * Reference: `bootstrapMean` and `pairedBootstrap` (the same draws for the same seed, so equal to
 * rounding) and `pairedRandomisationTest` (other draws, so equal within chance).
 */
import { mean, quantile } from "../metrics/bootstrap.js";
import { pairedRandomisationTest } from "../metrics/significance.js";
import { createRandom } from "../random.js";
import type { IntervalValue } from "./evaluation-report.js";

export interface ResampleOptions {
  readonly resamples: number;
  readonly seed: number;
  /** Share of the resamples inside an interval. */
  readonly confidence: number;
}

/** Two series against each other; the difference is the first minus the second. */
export interface SeriesDifference {
  readonly difference: IntervalValue;
  /** Two-sided, of the paired randomisation test. */
  readonly pValue: number;
}

/** The resamples of a set of series. */
export interface ResampledSeries {
  /** The mean of a series with its percentile bootstrap interval. */
  interval(series: number): IntervalValue;
  /** Compares two series by their positions. */
  compare(one: number, other: number): SeriesDifference;
}

/** Few enough differences for `pairedRandomisationTest` to try all their signs. */
const EXACT_DIFFERENCES = 14;
/** Sums that differ by less than this share of their size differ by rounding. */
const ROUNDING = 1e-12;

/**
 * Draws all resamples.
 *
 * @param series - Shape [series, queries]; finite numbers, at least one query.
 */
export function resampleSeries(
  series: readonly (readonly number[])[],
  { resamples, seed, confidence }: ResampleOptions,
): ResampledSeries {
  const seriesCount = series.length;
  const queryCount = series[0]?.length ?? 0;
  // Query by query, so that one draw reads one block.
  const values = new Float64Array(queryCount * seriesCount); // [queryCount, seriesCount]
  series.forEach((ofSeries, column) => {
    ofSeries.forEach((value, query) => (values[query * seriesCount + column] = value));
  });
  const means = drawMeans(values, seriesCount, queryCount, resamples, seed); // [seriesCount][resamples]
  let signedSums: readonly Float64Array[] | undefined; // [seriesCount][resamples]

  const tail = (1 - confidence) / 2;
  const intervalOf = (value: number, unsorted: Float64Array): IntervalValue => {
    const sorted = unsorted.sort();
    return { value, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
  };
  const at = (index: number): readonly number[] => series[index] ?? [];

  return {
    interval: (index) => intervalOf(mean(at(index)), Float64Array.from(means[index]!)),
    compare(one, other) {
      const differences = at(one).map((value, query) => value - at(other)[query]!);
      const meansOfOther = means[other]!;
      const resampled = means[one]!.map((value, resample) => value - meansOfOther[resample]!);
      const difference = intervalOf(mean(differences), resampled);
      if (differences.filter((value) => value !== 0).length <= EXACT_DIFFERENCES) {
        return { difference, pValue: pairedRandomisationTest(at(one), at(other)).p };
      }
      signedSums ??= drawSignedSums(values, seriesCount, queryCount, resamples, seed);
      const pValue = shareAsFar(differences, signedSums[one]!, signedSums[other]!);
      return { difference, pValue };
    },
  };
}

function drawMeans(
  values: Float64Array,
  seriesCount: number,
  queryCount: number,
  resamples: number,
  seed: number,
): Float64Array[] {
  const random = createRandom(seed);
  const means = Array.from({ length: seriesCount }, () => new Float64Array(resamples));
  const sums = new Float64Array(seriesCount);
  for (let resample = 0; resample < resamples; resample++) {
    sums.fill(0);
    for (let draw = 0; draw < queryCount; draw++) {
      const start = random.below(queryCount) * seriesCount;
      for (let column = 0; column < seriesCount; column++) sums[column]! += values[start + column]!;
    }
    for (let column = 0; column < seriesCount; column++) {
      means[column]![resample] = sums[column]! / queryCount;
    }
  }
  return means;
}

function drawSignedSums(
  values: Float64Array,
  seriesCount: number,
  queryCount: number,
  resamples: number,
  seed: number,
): Float64Array[] {
  const random = createRandom(seed, 1);
  const signedSums = Array.from({ length: seriesCount }, () => new Float64Array(resamples));
  const sums = new Float64Array(seriesCount);
  for (let resample = 0; resample < resamples; resample++) {
    sums.fill(0);
    for (let query = 0; query < queryCount; query++) {
      const sign = random.next() < 0.5 ? -1 : 1;
      const start = query * seriesCount;
      for (let column = 0; column < seriesCount; column++) {
        sums[column]! += sign * values[start + column]!;
      }
    }
    for (let column = 0; column < seriesCount; column++) {
      signedSums[column]![resample] = sums[column]!;
    }
  }
  return signedSums;
}

/** The share of sign changes whose sum lies as far from 0 as the observed one, which is counted in. */
function shareAsFar(
  differences: readonly number[],
  one: Float64Array,
  other: Float64Array,
): number {
  let sum = 0;
  let size = 0;
  for (const value of differences) {
    sum += value;
    size += Math.abs(value);
  }
  // The two signed sums are of the size of the values, not of their differences.
  const threshold = Math.abs(sum) - ROUNDING * Math.max(size, differences.length);
  let asFar = 0;
  for (let resample = 0; resample < one.length; resample++) {
    if (Math.abs(one[resample]! - other[resample]!) >= threshold) asFar++;
  }
  return (asFar + 1) / (one.length + 1);
}
