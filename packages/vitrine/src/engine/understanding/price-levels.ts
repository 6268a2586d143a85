/**
 * @file Scores how cheap or dear a price is among the prices of its own category.
 *
 * The rank of a price is the share of its category's products that cost less, half of those that
 * cost the same included. The cheapest third is cheap (1), the dearest third is not (0), linear
 * between; `high` is the same from the other end. A category with few prices is judged by the
 * nearest one above it that has enough. O(log distinct prices) a score.
 */
import type { PriceLevel } from "./price-words.js";
import type { QueryVocabulary } from "./query-vocabulary.js";
import { CATEGORY_JOINT } from "./query-vocabulary.js";

/** Scores prices. */
export interface PriceLevels {
  /**
   * How well a price suits a level.
   *
   * @param category - Path of the product's category joined by ` > `; `""` where it has none.
   * @returns In [0, 1].
   */
  readonly score: (level: PriceLevel, category: string, price: number) => number;
}

/** Fewer prices than this say nothing of what is cheap. */
export const MIN_PRICES = 8;

/** Prepares the prices of a shop; those of a category are sorted when it is first asked for. */
export function createPriceLevels(prices: QueryVocabulary["prices"]): PriceLevels {
  const ladders = new Map<string, Ladder>();
  const ladderOf = (category: string): Ladder => {
    let ladder = ladders.get(category);
    if (ladder === undefined) {
      ladder = toLadder(prices, category);
      ladders.set(category, ladder);
    }
    return ladder;
  };
  return {
    score(level, category, price) {
      let path = category;
      let ladder = ladderOf(path);
      while (ladder.count < MIN_PRICES && path !== "") {
        path = path.slice(0, Math.max(0, path.lastIndexOf(CATEGORY_JOINT)));
        ladder = ladderOf(path);
      }
      const rank = rankIn(ladder, price);
      return Math.min(1, Math.max(0, 2 - 3 * (level === "low" ? rank : 1 - rank)));
    },
  };
}

/** Distinct prices, rising, and how many products cost less than each. */
interface Ladder {
  readonly steps: Float64Array;
  /** Shape [steps + 1]. */
  readonly below: Float64Array;
  readonly count: number;
}

function toLadder(prices: QueryVocabulary["prices"], category: string): Ladder {
  const counts = new Map<number, number>();
  for (const [path, own] of prices) {
    if (category !== "" && path !== category && !path.startsWith(category + CATEGORY_JOINT))
      continue;
    for (const [price, count] of own) counts.set(price, (counts.get(price) ?? 0) + count);
  }
  const steps = Float64Array.from(counts.keys()).sort();
  const below = new Float64Array(steps.length + 1);
  steps.forEach((price, at) => {
    below[at + 1] = below[at]! + counts.get(price)!;
  });
  return { steps, below, count: below[steps.length]! };
}

function rankIn({ steps, below, count }: Ladder, price: number): number {
  if (count === 0) return 0.5;
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! < price) low = middle + 1;
    else high = middle;
  }
  const same = steps[low] === price ? below[low + 1]! - below[low]! : 0;
  return (below[low]! + same / 2) / count;
}
