/**
 * @file Intervals by resampling: what a mean could have been with other queries.
 *
 * O(resamples × n) time, O(resamples) space. The same seed and number of values draw the
 * same resamples, so that all metrics of one evaluation are resampled alike.
 *
 * Source: Efron & Tibshirani 1993, chapter 13 (percentile interval).
 */
import { VitrineError } from "../errors.js";
import { createRandom } from "../random.js";

/** A value and the interval it stands in. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** How many resamples; default 10,000. */
  readonly resamples?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Share of the resamples inside the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/**
 * The mean of `values` with its percentile bootstrap interval.
 *
 * @param values - Shape [n], n ≥ 1: one number per query or shopper.
 * @returns low ≤ value ≤ high, except in samples so skewed that the percentiles miss the mean.
 * @throws {VitrineError} `PARAM_INVALID` when there is no value, one is not finite, or an option is out of range.
 *
 * @example
 * bootstrapMean([0, 1, 1, 1]); // { value: 0.75, low: 0.25, high: 1 }
 */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions = {}): Interval {
  const means = resampledMeans(values, options).sort();
  const tail = (1 - (options.level ?? 0.95)) / 2;
  return { value: mean(values), low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

/**
 * Means of resamples drawn with replacement, in the order they were drawn.
 *
 * @param values - Shape [n], n ≥ 1.
 * @returns Shape [resamples].
 * @throws {VitrineError} `PARAM_INVALID`, as `bootstrapMean`.
 */
export function resampledMeans(
  values: ArrayLike<number>,
  options: BootstrapOptions = {},
): Float64Array {
  const { resamples = 10_000, seed = 1, level = 0.95 } = options;
  checkSample("values", values);
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    throw new VitrineError(
      "PARAM_INVALID",
      `resamples must be a positive integer; got ${resamples}. Leave it out for 10,000.`,
      { param: "resamples", got: resamples },
    );
  }
  if (!(level > 0 && level < 1)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `level must lie between 0 and 1; got ${level}. Leave it out for 0.95.`,
      { param: "level", got: level },
    );
  }
  const sample = Float64Array.from(values);
  const random = createRandom(seed);
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    for (let draw = 0; draw < sample.length; draw++) sum += sample[random.below(sample.length)]!;
    means[resample] = sum / sample.length;
  }
  return means;
}

/** The arithmetic mean; NaN when there is nothing to average. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return sum / values.length;
}

/**
 * The quantile of sorted values, linear between neighbours (type 7 of Hyndman & Fan 1996).
 *
 * @param sorted - Shape [n], n ≥ 1, rising.
 * @param share - In [0, 1]; 0.5 is the median.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** Throws `PARAM_INVALID` unless there is at least one value and all are finite. */
export function checkSample(param: string, values: ArrayLike<number>): void {
  if (values.length === 0) {
    throw new VitrineError(
      "PARAM_INVALID",
      `${param} must hold at least one number; got none. Is every query without a relevant product?`,
      { param, got: [] },
    );
  }
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(values[index])) continue;
    throw new VitrineError(
      "PARAM_INVALID",
      `${param} must be finite numbers; got ${String(values[index])} at ${index}. Leave out what could not be measured.`,
      { param, got: values[index] },
    );
  }
}
