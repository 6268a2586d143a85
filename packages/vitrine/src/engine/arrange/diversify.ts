/**
 * @file Orders the best of a result so that its first page shows more than one kind of thing.
 *
 * Maximal marginal relevance: the next product is the one with the most relevance left after what
 * it repeats of those before it. O(window × page × dimensions).
 *
 * Source: Carbonell & Goldstein, "The use of MMR, diversity-based reranking for reordering
 * documents and producing summaries", SIGIR 1998.
 */

export interface DiversityOptions {
  /** From 0 (relevance alone) to 1 (difference alone). */
  readonly strength: number;
  /** How many of the best take part; those behind keep their places. */
  readonly window: number;
  /** How alike one product, by its place in the result, and each of the window are, in [−1, 1]. Asked once for each. */
  readonly similarities: (place: number) => Float64Array;
  /** How many products the first page shows; what `cost` is measured on. */
  readonly pageSize: number;
}

/** What diversity changed on the first page. */
export interface DiversityCost {
  /** Mean relevance of the page before and after; the best product has 1, the last of the window 0. */
  readonly relevance: { readonly before: number; readonly after: number };
  /** Mean similarity of two products of the page before and after. */
  readonly similarity: { readonly before: number; readonly after: number };
}

/** A new order and its price. */
export interface Diversified {
  /** Places in the given result, in their new order. Shape [scores.length]. */
  readonly order: Int32Array;
  readonly cost: DiversityCost;
}

/**
 * Diversifies.
 *
 * @param scores - Shape [count], falling.
 */
export function diversify(scores: Float64Array, options: DiversityOptions): Diversified {
  const { strength, pageSize } = options;
  const window = Math.min(options.window, scores.length);
  const relevance = relevanceOf(scores.subarray(0, window));
  const rows: Float64Array[] = [];
  const similaritiesOf = (place: number): Float64Array =>
    (rows[place] ??= options.similarities(place));
  const order: number[] = [];
  const isTaken = new Uint8Array(window);
  /** Similarity of each candidate to the nearest of those taken. */
  const nearest = new Float64Array(window);
  while (order.length < window) {
    let best = -1;
    let bestValue = -Infinity;
    for (let place = 0; place < window; place++) {
      if (isTaken[place] === 1) continue;
      const value = (1 - strength) * relevance[place]! - strength * nearest[place]!;
      if (value > bestValue) {
        best = place;
        bestValue = value;
      }
    }
    order.push(best);
    isTaken[best] = 1;
    const similarities = similaritiesOf(best);
    for (let place = 0; place < window; place++) {
      if (similarities[place]! > nearest[place]!) nearest[place] = similarities[place]!;
    }
  }
  for (let place = window; place < scores.length; place++) order.push(place);

  const page = Math.min(pageSize, window);
  const before = Array.from({ length: page }, (_, place) => place);
  const after = order.slice(0, page);
  const meanRelevance = (places: readonly number[]): number =>
    mean(places.map((place) => relevance[place]!));
  return {
    order: Int32Array.from(order),
    cost: {
      relevance: { before: meanRelevance(before), after: meanRelevance(after) },
      similarity: {
        before: meanSimilarity(before, similaritiesOf),
        after: meanSimilarity(after, similaritiesOf),
      },
    },
  };
}

/** Scores brought to [0, 1]; all 1 where they are equal. */
function relevanceOf(scores: Float64Array): Float64Array {
  const first = scores[0] ?? 0;
  const spread = first - (scores.at(-1) ?? 0);
  return scores.map((score) => (spread === 0 ? 1 : 1 - (first - score) / spread));
}

function meanSimilarity(
  places: readonly number[],
  similaritiesOf: (place: number) => Float64Array,
): number {
  return mean(
    places.flatMap((a, at) => {
      const similarities = similaritiesOf(a);
      return places.slice(at + 1).map((b) => similarities[b]!);
    }),
  );
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
