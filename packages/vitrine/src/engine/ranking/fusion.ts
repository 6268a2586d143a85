/**
 * @file Adds scores of different scales: by standard score, or by reciprocal rank.
 *
 * O(sources × pool) time, times log(pool) for ranks.
 */

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
 * @returns Shape [values.length]; all 0 when the values are equal.
 */
export function standardScores(values: Float64Array): Float64Array {
  const { length } = values;
  if (length === 0) return new Float64Array(0);
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.max(Math.sqrt(squares / length), 1e-9);
  return values.map((value) => (value - mean) / deviation);
}

/** Positions of `values`, the largest first; equal values keep their order. */
export function orderDescending(values: Float64Array): Int32Array {
  return Int32Array.from(values, (_, index) => index).sort(
    (a, b) => values[b]! - values[a]! || a - b,
  );
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
    orderDescending(scores).forEach((position, index) => {
      shares[position] = 1 / (RANK_OFFSET + index + 1);
    });
    return shares;
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
  const positions = orderDescending(scores).slice(0, count);
  const top = scores[positions[0] ?? 0] ?? 0;
  const weights = Float64Array.from(positions, (position) =>
    Math.exp((scores[position]! - top) / temperature),
  );
  let sum = 0;
  for (const weight of weights) sum += weight;
  return { positions, weights: weights.map((weight) => weight / sum) };
}
