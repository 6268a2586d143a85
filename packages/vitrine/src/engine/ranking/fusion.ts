/**
 * @file Adds scores of different scales: by standard score, or by reciprocal rank.
 *
 * O(sources × pool) time, times log(pool) for ranks. A score that is missing (NaN) stands for an
 * average one: what is not known of a product speaks neither for nor against it.
 */
import { topK } from "../../indexes/top-k.js";

/** The constant of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009). */
const RANK_OFFSET = 60;

/** Scores of one source with its weight in the sum. */
export interface WeightedScores {
  readonly weight: number;
  /** Shape [pool]. */
  readonly scores: Float64Array;
}

/**
 * How many standard deviations each value lies above the mean (population form).
 *
 * @param values - NaN where a value is missing; mean and deviation are those of the others.
 * @returns Shape [values.length]; 0 for a missing value, all 0 when the values are equal.
 */
export function standardScores(values: Float64Array): Float64Array {
  const standard = new Float64Array(values.length);
  const { mean, known } = meanOfKnown(values);
  if (known === 0) return standard;
  let squares = 0;
  for (let at = 0; at < values.length; at++) {
    if (!Number.isNaN(values[at]!)) squares += (values[at]! - mean) ** 2;
  }
  const deviation = Math.max(Math.sqrt(squares / known), 1e-9);
  for (let at = 0; at < values.length; at++) {
    if (!Number.isNaN(values[at]!)) standard[at] = (values[at]! - mean) / deviation;
  }
  return standard;
}

/** The mean of the values that are not missing (NaN), 0 where all are, and how many there are. */
export function meanOfKnown(values: Float64Array): {
  readonly mean: number;
  readonly known: number;
} {
  let sum = 0;
  let known = 0;
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at]!)) continue;
    sum += values[at]!;
    known += 1;
  }
  return { mean: known === 0 ? 0 : sum / known, known };
}

/** Positions of `values`, the largest first, missing ones (NaN) last; equal values keep their order. */
export function orderDescending(values: Float64Array): Int32Array {
  const sortable = new Float64Array(values.length);
  const order = new Int32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    sortable[at] = Number.isNaN(values[at]!) ? -Infinity : values[at]!;
    order[at] = at;
  }
  return order.sort((a, b) => (sortable[a] === sortable[b] ? a - b : sortable[b]! - sortable[a]!));
}

/**
 * Adds weighted standard scores, and standardises the sum, so that everything downstream
 * counts in standard deviations of the pool.
 *
 * @returns Shape [pool].
 */
export function fuseByStandardScore(parts: readonly WeightedScores[]): Float64Array {
  return fuse(parts, standardScores);
}

/**
 * Adds weighted reciprocal ranks, 1 / (60 + rank), and standardises the sum.
 *
 * @returns Shape [pool].
 * @see Cormack, Clarke, Büttcher: Reciprocal Rank Fusion (SIGIR 2009).
 */
export function fuseByReciprocalRank(parts: readonly WeightedScores[]): Float64Array {
  return fuse(parts, (scores) => {
    const shares = new Float64Array(scores.length);
    const known = orderDescending(scores).filter((position) => !Number.isNaN(scores[position]!));
    known.forEach((position, index) => {
      shares[position] = 1 / (RANK_OFFSET + index + 1);
    });
    const average = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, known.length);
    return shares.map((share, position) => (Number.isNaN(scores[position]!) ? average : share));
  });
}

function fuse(
  parts: readonly WeightedScores[],
  scale: (scores: Float64Array) => Float64Array,
): Float64Array {
  const sum = new Float64Array(parts[0]?.scores.length ?? 0);
  for (const { weight, scores } of parts) {
    const scaled = scale(scores);
    for (let index = 0; index < sum.length; index++) sum[index]! += weight * scaled[index]!;
  }
  return standardScores(sum);
}

/** The best of a pool with weights that fall exponentially from the best: w ∝ exp((score − best) / temperature). */
export interface SoftBest {
  /** Positions in the pool, best first. */
  readonly positions: Int32Array;
  /** Shape [positions.length]; they sum to 1. */
  readonly weights: Float64Array;
}

/**
 * Picks the best `count` of a pool and weighs them.
 *
 * @param scores - Shape [pool], in standard deviations.
 */
export function softBest(scores: Float64Array, count: number, temperature: number): SoftBest {
  const positions = bestPositions(scores, count);
  const top = scores[positions[0] ?? 0] ?? 0;
  const weights = new Float64Array(positions.length);
  let sum = 0;
  for (let at = 0; at < positions.length; at++) {
    weights[at] = Math.exp((scores[positions[at]!]! - top) / temperature);
    sum += weights[at]!;
  }
  for (let at = 0; at < positions.length; at++) weights[at]! /= sum;
  return { positions, weights };
}

/** The first `count` of `orderDescending(values)`, in O(length × log(count)). */
function bestPositions(values: Float64Array, count: number): Int32Array {
  const { indices } = topK(values, count);
  // What is missing or infinitely bad is selected by nobody, but stands at the end of the order.
  const isWhole = indices.length === Math.min(count, values.length);
  return isWhole ? indices : orderDescending(values).slice(0, count);
}
