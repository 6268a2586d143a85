/**
 * @file How many typing errors lie between two words.
 *
 * Insertions, deletions, replacements and swaps of neighbours each count 1; no part is
 * edited twice (optimal string alignment, the restricted Damerau–Levenshtein distance).
 * O(length²) time at worst; with a bound, O(length × bound). Counted in UTF-16 code units.
 *
 * Source: Damerau 1964; Ukkonen 1985 (the diagonal band).
 * Reference: `editDistanceByDefinition` in the test, which must agree exactly.
 */

/**
 * The distance between two words, when it is at most `bound`.
 *
 * @param bound - The largest distance of interest; default: any.
 * @returns The distance; `Infinity` when it is greater than `bound`.
 *
 * @example
 * editDistance("chiar", "chair"); // 1
 * editDistance("table", "chair", 2); // Infinity
 */
export function editDistance(a: string, b: string, bound = Infinity): number {
  if (a === b) return 0;
  const width = b.length + 1;
  const limit = Math.min(bound, Math.max(a.length, b.length));
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  const far = limit + 1;
  // Beyond its band a row holds `far` from the start: bands only move to the right.
  let beforePrevious = new Array<number>(width).fill(far);
  let previous = Array.from({ length: width }, (_, j) => Math.min(j, far));
  let current = new Array<number>(width).fill(far);
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    let smallest = (current[from - 1] = from === 1 ? Math.min(i, far) : far);
    const unit = a.charCodeAt(i - 1);
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(j - 1);
      let distance = Math.min(
        previous[j - 1]! + (unit === other ? 0 : 1),
        previous[j]! + 1,
        current[j - 1]! + 1,
      );
      if (i > 1 && j > 1 && unit === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        distance = Math.min(distance, beforePrevious[j - 2]! + 1);
      }
      current[j] = Math.min(distance, far);
      if (distance < smallest) smallest = distance;
    }
    if (smallest > limit) return Infinity;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  const distance = previous[b.length]!;
  return distance > bound ? Infinity : distance;
}
