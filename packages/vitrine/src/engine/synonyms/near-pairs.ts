/**
 * @file Pairs of unit vectors that are near each other. O(count² × dimensions) time.
 */

/** Two rows, `a < b`, and their inner product. */
export interface NearPair {
  readonly a: number;
  readonly b: number;
  readonly cosine: number;
}

/**
 * Finds pairs of which one is among the nearest of the other.
 *
 * @param data - Shape [count, dimensions], rows of length 1 or 0.
 * @param least - The least inner product.
 * @param most - Neighbours of each row, the nearest first.
 */
export function nearPairs(
  data: Float32Array,
  dimensions: number,
  least: number,
  most: number,
): NearPair[] {
  const count = data.length / dimensions;
  const near: NearPair[][] = Array.from({ length: count }, () => []);
  const offer = (row: number, pair: NearPair): void => {
    const pairs = near[row]!;
    if (pairs.length === most && pairs[most - 1]!.cosine >= pair.cosine) return;
    let place = pairs.length;
    while (place > 0 && pairs[place - 1]!.cosine < pair.cosine) place--;
    pairs.splice(place, 0, pair);
    if (pairs.length > most) pairs.pop();
  };
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      let cosine = 0;
      for (let k = 0; k < dimensions; k++)
        cosine += data[a * dimensions + k]! * data[b * dimensions + k]!;
      if (cosine < least) continue;
      const pair = { a, b, cosine };
      offer(a, pair);
      offer(b, pair);
    }
  }
  return [...new Set(near.flat())].sort((x, y) => x.a - y.a || x.b - y.b);
}

/**
 * For each pair, how many rows of a vocabulary are nearer to either row than the other is.
 *
 * A synonym is nearer than nearly all words of the language, not only nearer than the
 * catalogue's. O(rows in pairs × vocabulary × dimensions) time.
 *
 * @param data - Shape [count, dimensions], which the pairs number.
 * @param vocabulary - Shape [words, dimensions]; may hold the pairs' own rows.
 * @returns Seen from `a` and from `b`.
 */
export function ranksOf(
  data: Float32Array,
  vocabulary: Float32Array,
  dimensions: number,
  pairs: readonly NearPair[],
): [number, number][] {
  const ranks = pairs.map((): [number, number] => [0, 0]);
  const ofRow = new Map<number, { readonly pair: number; readonly side: 0 | 1 }[]>();
  const see = (row: number, pair: number, side: 0 | 1): void => {
    const seen = ofRow.get(row);
    if (seen === undefined) ofRow.set(row, [{ pair, side }]);
    else seen.push({ pair, side });
  };
  pairs.forEach(({ a, b }, pair) => {
    see(a, pair, 0);
    see(b, pair, 1);
  });
  for (const [row, seen] of ofRow) {
    for (let other = 0; other < vocabulary.length; other += dimensions) {
      let cosine = 0;
      for (let k = 0; k < dimensions; k++)
        cosine += data[row * dimensions + k]! * vocabulary[other + k]!;
      // The row itself is in the vocabulary too.
      if (cosine > ITSELF) continue;
      for (const { pair, side } of seen) {
        if (cosine > pairs[pair]!.cosine + ROUNDING) ranks[pair]![side]++;
      }
    }
  }
  return ranks;
}

const ITSELF = 1 - 1e-5;
/** The other row of the pair may come with another rounding. */
const ROUNDING = 1e-6;
