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

/** The branches of a pool's products, numbered, so that any voters are counted fast. */
export interface PoolBranches {
  /** How many products the pool has. */
  readonly size: number;
  /** What a vote for the same branch counts; those that count nothing are left out. They sum to 1. */
  readonly weights: Float64Array;
  /** Shape [weights][size]: the number of the branch on each level, from 0; −1 when unknown. */
  readonly numbers: readonly Int32Array[];
  /** How many branches there are. */
  readonly count: number;
}

/**
 * Numbers the branches of a pool.
 *
 * @param levels - Weights of the leaf, its parent, its grandparent …; a path that is shorter
 * votes with its root.
 */
export function findBranches(paths: PoolPaths, levels: readonly number[]): PoolBranches {
  const total = levels.reduce((sum, weight) => sum + weight, 0);
  const counting = levels.flatMap((weight, level) => (weight === 0 ? [] : [{ weight, level }]));
  const numberOf = new Map<string, number>();
  const numbers = counting.map(({ level }) => {
    const ofLevel = new Int32Array(paths.length).fill(-1);
    paths.forEach((path, position) => {
      const key = branchKey(path, level);
      if (key === undefined) return;
      let number = numberOf.get(key);
      if (number === undefined) numberOf.set(key, (number = numberOf.size));
      ofLevel[position] = number;
    });
    return ofLevel;
  });
  const weights = Float64Array.from(counting, ({ weight }) => weight / total);
  return { size: paths.length, weights, numbers, count: numberOf.size };
}

/**
 * Counts the votes.
 *
 * @param voters - Who votes and with what weight.
 * @returns Shape [pool], in [0, 1]: the share of the vote that fell on each product's categories;
 * all 0 where no product of the pool says its category.
 */
export function voteForCategories(
  { size, weights, numbers, count }: PoolBranches,
  voters: SoftBest,
): Float64Array {
  const votes = new Float64Array(size);
  const [leaves] = numbers;
  if (leaves === undefined) return votes;
  const ofBranch = new Float64Array(count);
  numbers.forEach((branches, level) => {
    ofBranch.fill(0);
    for (let at = 0; at < voters.positions.length; at++) {
      const branch = branches[voters.positions[at]!] ?? -1;
      if (branch >= 0) ofBranch[branch]! += voters.weights[at]!;
    }
    for (let position = 0; position < size; position++) {
      const branch = branches[position]!;
      if (branch >= 0) votes[position]! += weights[level]! * ofBranch[branch]!;
    }
  });
  giveUnknownTheAverage(votes, leaves, voters);
  return votes;
}

/** A product that does not say its category keeps its own vote where that is more than an average one. */
function giveUnknownTheAverage(votes: Float64Array, leaves: Int32Array, voters: SoftBest): void {
  let sum = 0;
  let known = 0;
  for (let position = 0; position < votes.length; position++) {
    if (leaves[position]! < 0) continue;
    sum += votes[position]!;
    known += 1;
  }
  if (known === 0 || known === votes.length) return;
  const average = sum / known;
  for (let position = 0; position < votes.length; position++) {
    if (leaves[position]! < 0) votes[position] = average;
  }
  voters.positions.forEach((position, at) => {
    if (leaves[position]! < 0) votes[position] = Math.max(average, voters.weights[at]!);
  });
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
