/**
 * @file Whether one system is better than another on the same queries, or just luckier.
 *
 * Both tests work on the differences per query and are two-sided. Holm's correction keeps
 * the chance of any false claim among several comparisons at the stated level.
 *
 * Sources: Smucker, Allan & Carterette 2007 (randomisation and bootstrap in retrieval);
 * Phipson & Smyth 2010 (why p is never 0); Holm 1979.
 */
import { VitrineError } from "../errors.js";
import { createRandom } from "../random.js";
import type { BootstrapOptions, Interval } from "./bootstrap.js";
import { checkSample, mean, quantile, resampledMeans } from "./bootstrap.js";

/** Mean of a − b with its percentile interval and the chance of so large a difference among equals. */
export interface PairedDifference extends Interval {
  readonly p: number;
}

/**
 * Compares two systems by resampling queries.
 *
 * p is the share of resamples whose mean difference, moved to 0, is at least as far from 0
 * as the observed one, the observed one counted in.
 *
 * @param a - Shape [n]: one number per query.
 * @param b - Shape [n]: of the same queries in the same order.
 * @throws {VitrineError} `PARAM_INVALID` when the shapes differ, a number is not finite, or an option is out of range.
 */
export function pairedBootstrap(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: BootstrapOptions = {},
): PairedDifference {
  const differences = pairedDifferences(a, b);
  const means = resampledMeans(differences, options);
  const value = mean(differences);
  const slack = roundingSlack(differences);
  let asFar = 0;
  for (const resampled of means) {
    if (Math.abs(resampled - value) >= Math.abs(value) - slack) asFar++;
  }
  const tail = (1 - (options.level ?? 0.95)) / 2;
  means.sort();
  return {
    value,
    low: quantile(means, tail),
    high: quantile(means, 1 - tail),
    p: (asFar + 1) / (means.length + 1),
  };
}

export interface RandomisationOptions {
  /** How many random sign changes when there are too many to try all; default 10,000. */
  readonly permutations?: number;
  /** Default 1. */
  readonly seed?: number;
}

export interface RandomisationTest {
  /** Mean of a − b. */
  readonly difference: number;
  readonly p: number;
  /** Whether all sign changes were tried, so that p holds no chance. */
  readonly exact: boolean;
}

/** Up to 2^14 sign changes are tried one by one: as many as the default sample, and exact. */
const EXACT_QUERIES = 14;

/**
 * Compares two systems by swapping them, query by query: if they are equal, every sign of
 * every difference was as likely.
 *
 * Exact when at most 14 queries differ, else sampled.
 *
 * @param a - Shape [n]: one number per query.
 * @param b - Shape [n]: of the same queries in the same order.
 * @throws {VitrineError} `PARAM_INVALID` when the shapes differ, a number is not finite, or `permutations` is not a positive integer.
 */
export function pairedRandomisationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: RandomisationOptions = {},
): RandomisationTest {
  const { permutations = 10_000, seed = 1 } = options;
  if (!Number.isSafeInteger(permutations) || permutations < 1) {
    throw new VitrineError(
      "PARAM_INVALID",
      `permutations must be a positive integer; got ${permutations}. Leave it out for 10,000.`,
      { param: "permutations", got: permutations },
    );
  }
  const differences = pairedDifferences(a, b);
  const difference = mean(differences);
  const slack = roundingSlack(differences) * differences.length;
  const threshold = Math.abs(difference) * differences.length - slack;
  // The sign of no difference is of no consequence.
  const nonZero = differences.filter((value) => value !== 0);
  if (nonZero.length <= EXACT_QUERIES) {
    const all = 2 ** nonZero.length;
    let asFar = 0;
    for (let signs = 0; signs < all; signs++) {
      let sum = 0;
      for (let query = 0; query < nonZero.length; query++) {
        sum += (signs >> query) & 1 ? -nonZero[query]! : nonZero[query]!;
      }
      if (Math.abs(sum) >= threshold) asFar++;
    }
    return { difference, p: asFar / all, exact: true };
  }
  const random = createRandom(seed);
  let asFar = 0;
  for (let permutation = 0; permutation < permutations; permutation++) {
    let sum = 0;
    for (const value of nonZero) sum += random.next() < 0.5 ? -value : value;
    if (Math.abs(sum) >= threshold) asFar++;
  }
  return { difference, p: (asFar + 1) / (permutations + 1), exact: false };
}

/**
 * Holm's step-down correction.
 *
 * @param pValues - Shape [m]: of m comparisons.
 * @returns Shape [m], in the same order: a comparison is significant at level α when its
 *   corrected value is at most α, with a chance of at most α of any false claim among all m.
 * @throws {VitrineError} `PARAM_INVALID` when a value is not in [0, 1].
 *
 * @example
 * holmCorrection([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 */
export function holmCorrection(pValues: readonly number[]): number[] {
  for (const p of pValues) {
    if (p >= 0 && p <= 1) continue;
    throw new VitrineError(
      "PARAM_INVALID",
      `Every p must lie in [0, 1]; got ${p}. Correct the values of tests, not their statistics.`,
      { param: "pValues", got: p },
    );
  }
  const rising = pValues.map((p, index) => ({ p, index })).sort((x, y) => x.p - y.p);
  const corrected = new Array<number>(pValues.length);
  let largest = 0;
  rising.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
    corrected[index] = largest;
  });
  return corrected;
}

function pairedDifferences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length) {
    throw new VitrineError(
      "PARAM_INVALID",
      `Both systems must be measured on the same queries; got ${a.length} and ${b.length} values. Pair them query by query.`,
      { param: "b", got: b.length },
    );
  }
  checkSample("a", a);
  checkSample("b", b);
  return Float64Array.from(a, (value, index) => value - b[index]!);
}

/** Means that differ by less than this differ by rounding: equal sums taken in another order. */
function roundingSlack(differences: Float64Array): number {
  let size = 0;
  for (const value of differences) size += Math.abs(value);
  return (size / differences.length) * 1e-12;
}
