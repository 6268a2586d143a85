/**
 * @file Exact statistics of numbers that come one by one: 8 bytes each, sorted once at the end.
 */

/** Places in a sorted list of numbers, by linear interpolation as in R's type 7. */
export interface Quantiles {
  readonly count: number;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly p95: number;
  readonly max: number;
  readonly mean: number;
}

/** How many numbers lie in `from ≤ x < to`; in the last bin also `x = to`. */
export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Numbers that are gathered. */
export interface NumberList {
  add(value: number): void;
  /** In ascending order; a copy. */
  sorted(): Float64Array;
}

export function createNumberList(): NumberList {
  let values = new Float64Array(256);
  let count = 0;
  return {
    add(value) {
      if (count === values.length) {
        const larger = new Float64Array(count * 2);
        larger.set(values);
        values = larger;
      }
      values[count++] = value;
    },
    sorted: () => values.slice(0, count).sort(),
  };
}

/**
 * The quantiles of a sorted list.
 *
 * @returns Undefined when the list is empty.
 */
export function quantilesOf(sorted: Float64Array): Quantiles | undefined {
  if (sorted.length === 0) return undefined;
  return {
    count: sorted.length,
    min: sorted[0]!,
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
    p95: quantile(sorted, 0.95),
    max: sorted[sorted.length - 1]!,
    mean: sorted.reduce((sum, value) => sum + value / sorted.length, 0),
  };
}

/** @param p - From 0 to 1. */
export function quantile(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const low = sorted[Math.floor(place)]!;
  const high = sorted[Math.ceil(place)]!;
  return low + (high - low) * (place - Math.floor(place));
}

/**
 * Counts positive numbers in bins of equal ratio.
 *
 * @param sorted - Positive and ascending.
 * @param bins - How many; one when all numbers are equal.
 */
export function logHistogram(sorted: Float64Array, bins: number): HistogramBin[] {
  const min = sorted[0];
  const max = sorted[sorted.length - 1];
  if (min === undefined || max === undefined) return [];
  if (min === max) return [{ from: min, to: max, count: sorted.length }];
  const edges = Array.from({ length: bins + 1 }, (_, i) =>
    i === bins ? max : i === 0 ? min : min * (max / min) ** (i / bins),
  );
  const counts = new Array<number>(bins).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < bins - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return counts.map((count, i) => ({ from: edges[i]!, to: edges[i + 1]!, count }));
}
