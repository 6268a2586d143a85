/** @file Maximal marginal relevance as it is defined, looking at all pairs again at each step. */

/** @returns Places in their new order; ties fall to the better one. */
export function diversifyNaively(
  relevance: readonly number[],
  strength: number,
  similarity: (a: number, b: number) => number,
): number[] {
  const order: number[] = [];
  while (order.length < relevance.length) {
    const values = relevance.map((value, place) =>
      order.includes(place)
        ? -Infinity
        : (1 - strength) * value -
          strength * Math.max(0, ...order.map((taken) => similarity(place, taken))),
    );
    order.push(values.indexOf(Math.max(...values)));
  }
  return order;
}
