/**
 * @file Lets the products nearest to a query vote for the categories it means.
 *
 * A word like "table" is in a thousand titles; the products that suit the query best in
 * everything else tell whether desks or tablecloths are meant. Each voter gives its weight to
 * its own leaf category and, less, to the branches above it. A product that does not say its
 * category is one of its own: it keeps its vote, and gets an average one where that is more, so
 * that a gap in the shop's data hides no product behind those that fit worse.
 *
 * O(voters + pool) time for each level.
 */
import type { SoftBest } from "./fusion.js";

/** The category path of each product of a pool, from the root; empty when unknown. Shape [pool]. */
export type PoolPaths = readonly (readonly string[])[];

/**
 * Counts the votes.
 *
 * @param voters - Who votes and with what weight.
 * @param levels - Weights of the leaf, its parent, its grandparent …; a path that is shorter
 * votes with its root.
 * @returns Shape [pool], in [0, 1]: the share of the vote that fell on each product's categories;
 * all 0 where no product of the pool says its category.
 */
export function voteForCategories(
  paths: PoolPaths,
  voters: SoftBest,
  levels: readonly number[],
): Float64Array {
  const votes = new Float64Array(paths.length);
  const total = levels.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return votes;
  levels.forEach((levelWeight, level) => {
    if (levelWeight === 0) return;
    const byCategory = new Map<string, number>();
    voters.positions.forEach((position, index) => {
      const key = branchKey(paths[position] ?? [], level);
      if (key === undefined) return;
      byCategory.set(key, (byCategory.get(key) ?? 0) + (voters.weights[index] ?? 0));
    });
    paths.forEach((path, position) => {
      const key = branchKey(path, level);
      if (key === undefined) return;
      votes[position]! += (levelWeight / total) * (byCategory.get(key) ?? 0);
    });
  });
  const known = paths.filter((path) => path.length > 0).length;
  if (known === 0) return votes;
  const average = votes.reduce((sum, vote) => sum + vote, 0) / known;
  paths.forEach((path, position) => {
    if (path.length === 0) votes[position] = average;
  });
  voters.positions.forEach((position, index) => {
    if (paths[position]?.length !== 0) return;
    votes[position] = Math.max(average, voters.weights[index] ?? 0);
  });
  return votes;
}

/** The path without its last `level` names, but never without its root. */
function branchKey(path: readonly string[], level: number): string | undefined {
  if (path.length === 0) return undefined;
  let keys = keysOfPath.get(path);
  if (keys === undefined) {
    keys = [];
    keysOfPath.set(path, keys);
  }
  return (keys[level] ??= JSON.stringify(path.slice(0, Math.max(1, path.length - level))));
}

/** A catalogue has one array for all products of a category, so that keys are written once. */
const keysOfPath = new WeakMap<readonly string[], string[]>();
