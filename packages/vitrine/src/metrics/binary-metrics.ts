/**
 * @file Scores the first k places of a ranking where a product is right or wrong, nothing between.
 *
 * O(k) time. What `evaluateRanking` gives for grades of 1 and a ranking of k products, without a
 * map of ids: for the hundreds of thousands of rankings of a full evaluation of a recommender. As
 * RecBole and LightGCN count: recall and NDCG's ideal are over all right products of the user.
 *
 * Reference: `evaluateRanking`, which must agree to 1e-12.
 */

/** The metrics of `binaryMetrics`, in its order; each is `name@k`. */
export const binaryMetricKinds = ["recall", "ndcg", "precision", "hit", "mrr"] as const;

/**
 * Recall, NDCG, precision, hit and reciprocal rank of the first `k` places.
 *
 * @param ranked - Items, best first, each once; may be shorter than `k`, which counts as misses.
 * @param relevant - At least one item.
 * @param k - A positive integer.
 * @returns Shape [5], in the order of `binaryMetricKinds`, each in [0, 1].
 *
 * @example
 * binaryMetrics(Int32Array.of(4, 7), new Set([7]), 2); // [1, 0.6309…, 0.5, 1, 0.5]
 */
export function binaryMetrics(
  ranked: Int32Array,
  relevant: ReadonlySet<number>,
  k: number,
): [recall: number, ndcg: number, precision: number, hit: number, mrr: number] {
  let hits = 0;
  let gain = 0;
  let reciprocal = 0;
  for (let place = 0; place < Math.min(k, ranked.length); place++) {
    if (!relevant.has(ranked[place]!)) continue;
    if (hits === 0) reciprocal = 1 / (place + 1);
    hits++;
    gain += 1 / Math.log2(place + 2);
  }
  let ideal = 0;
  for (let place = 0; place < Math.min(k, relevant.size); place++)
    ideal += 1 / Math.log2(place + 2);
  return [hits / relevant.size, gain / ideal, hits / k, hits > 0 ? 1 : 0, reciprocal];
}
