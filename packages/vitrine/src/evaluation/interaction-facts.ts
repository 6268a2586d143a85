/**
 * @file How the rankings of a recommender use the catalogue: coverage, Gini, novelty and diversity.
 *
 * Diversity takes a pass over all pairs of a list, with the cosine of who had the two items; it is
 * measured on a sample of users, which is stated.
 */
import { intraListDiversity } from "../metrics/beyond-accuracy.js";
import type { Rankings } from "../metrics/beyond-accuracy.js";
import { toSparseRows } from "../models/interactions.js";
import type { UserIndex } from "../models/interactions.js";
import { createRandom } from "../random.js";
import { transposeSparse } from "../text/sparse-rows.js";
import { catalogueValues } from "./catalogue-values.js";
import type { InteractionSplit } from "./interaction-split.js";

/** What rankings are measured with. */
export interface InteractionFacts {
  /** Says how diversity was measured. */
  readonly note: string;
  /** @param rankings - Ids of items, in the order of the users. */
  valuesOf(rankings: Rankings): Record<string, number>;
}

const DIVERSITY_USERS = 2000;

/** Prepares the measures. */
export function createInteractionFacts(
  { train, itemIds }: InteractionSplit,
  users: readonly UserIndex[],
  { k, seed }: { readonly k: number; readonly seed: number },
): InteractionFacts {
  const { rowStarts, columns } = transposeSparse(toSparseRows(train)); // who had each item
  const countOf = (item: number): number => rowStarts[item + 1]! - rowStarts[item]!;
  const counts = new Map(itemIds.map((id, item) => [id, countOf(item)]));
  const numbers = new Map(itemIds.map((id, item) => [id, item]));
  const sampled = createRandom(seed)
    .shuffle(users.map((_, index) => index))
    .slice(0, DIVERSITY_USERS)
    .sort((one, other) => one - other);

  const cosines = new Map<number, number>();
  const cosine = (one: number, other: number): number => {
    const key = Math.min(one, other) * train.itemCount + Math.max(one, other);
    const known = cosines.get(key);
    if (known !== undefined) return known;
    let a = rowStarts[one]!;
    let b = rowStarts[other]!;
    let shared = 0;
    while (a < rowStarts[one + 1]! && b < rowStarts[other + 1]!) {
      const difference = columns[a]! - columns[b]!;
      if (difference === 0) shared++;
      if (difference <= 0) a++;
      if (difference >= 0) b++;
    }
    const value = shared === 0 ? 0 : shared / Math.sqrt(countOf(one) * countOf(other));
    cosines.set(key, value);
    return value;
  };
  return {
    note: `Diversity is 1 − the cosine of who had two items in training, over ${sampled.length === users.length ? "all users" : `${sampled.length.toLocaleString("en")} users drawn from the seed`}.`,
    valuesOf(rankings) {
      const diversity = intraListDiversity(
        sampled.map((index) => rankings[index]!),
        (one, other) => cosine(numbers.get(one)!, numbers.get(other)!),
        k,
      );
      return {
        ...catalogueValues(rankings, [k], { size: train.itemCount, popularity: counts }),
        ...(diversity === undefined ? {} : { [`diversity@${k}`]: diversity }),
      };
    },
  };
}
