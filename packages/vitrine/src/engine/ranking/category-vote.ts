/**
 * @file Lets the products nearest to a query vote for the categories it means.
 *
 * A word like "table" is in a thousand titles; the products that suit the query best in
 * everything else tell whether desks or tablecloths are meant. Each voter gives its weight to
 * its own leaf category and, less, to the branches above it.
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
 * @returns Shape [pool], in [0, 1]: the share of the vote that fell on each product's categories.
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
  return votes;
}

/** The path without its last `level` names, but never without its root. */
function branchKey(path: readonly string[], level: number): string | undefined {
  if (path.length === 0) return undefined;
  return JSON.stringify(path.slice(0, Math.max(1, path.length - level)));
}
