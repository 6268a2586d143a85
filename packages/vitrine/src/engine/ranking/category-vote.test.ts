import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findBranches, voteForCategories } from "./category-vote.js";
import type { PoolPaths } from "./category-vote.js";
import type { SoftBest } from "./fusion.js";

const desks = ["Furniture", "Desks"];
const chairs = ["Furniture", "Chairs"];
const lamps = ["Lighting", "Desk lamps"];

const voters = (positions: readonly number[], weights: readonly number[]): SoftBest => ({
  positions: Int32Array.from(positions),
  weights: Float64Array.from(weights),
});

const voteOf = (paths: PoolPaths, by: SoftBest, levels: readonly number[]): Float64Array =>
  voteForCategories(findBranches(paths, levels), by);

describe("the vote for categories", () => {
  it("gives every product the share of the vote that its leaf got", () => {
    const votes = voteOf([desks, chairs, desks, lamps], voters([0, 1], [0.7, 0.3]), [1]);
    expect(Array.from(votes)).toEqual([0.7, 0.3, 0.7, 0]);
  });

  it("gives less to the branches above, by the weight of the level", () => {
    const votes = voteOf([desks, chairs, lamps], voters([0], [1]), [1, 0.5]);
    expect(votes[0]).toBeCloseTo(1, 12);
    expect(votes[1]).toBeCloseTo(0.5 / 1.5, 12);
    expect(votes[2]).toBe(0);
  });

  it("takes two categories of one name under different roots for two", () => {
    const paths = [
      ["Garden", "Tables"],
      ["Kitchen", "Tables"],
    ];
    expect(Array.from(voteOf(paths, voters([0], [1]), [1]))).toEqual([1, 0]);
  });

  it("is not misled by names that hold the separator", () => {
    const paths = [["A", "B > C"], ["A > B", "C"], ["A,B"], ["A", "B"]];
    expect(Array.from(voteOf(paths, voters([0], [1]), [1]))).toEqual([1, 0, 0, 0]);
    expect(Array.from(voteOf(paths, voters([2], [1]), [1]))).toEqual([0, 0, 1, 0]);
  });

  it("lets a short path vote with its root on every level", () => {
    const paths = [["Furniture"], desks];
    const votes = voteOf(paths, voters([0], [1]), [1, 1]);
    expect(Array.from(votes)).toEqual([1, 0.5]);
  });

  it("takes a product without a category for one of its own, no worse off than an average one", () => {
    const paths = [[], desks, lamps, []];
    const votes = voteOf(paths, voters([0, 1], [0.6, 0.4]), [1]);
    expect(Array.from(votes)).toEqual([0.6, 0.4, 0, 0.2]);
  });

  it("is held by nobody where no product says its category", () => {
    expect(Array.from(voteOf([[], []], voters([0, 1], [0.6, 0.4]), [1]))).toEqual([0, 0]);
  });

  it("is nothing when no level weighs anything, nobody votes or nobody is there", () => {
    expect(Array.from(voteOf([desks], voters([0], [1]), [0, 0]))).toEqual([0]);
    expect(Array.from(voteOf([desks], voters([], []), [1]))).toEqual([0]);
    expect(voteOf([], voters([], []), [1, 0.5])).toHaveLength(0);
  });

  it("stays within 0 and 1, and is 1 for all when all are of one category and vote together", () => {
    const path = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 4 });
    const levels = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 12 }), levels, (paths, weights) => {
        const share = 1 / paths.length;
        const all = voters(
          paths.map((_, position) => position),
          paths.map(() => share),
        );
        for (const vote of voteOf(paths, all, weights)) {
          expect(vote).toBeGreaterThanOrEqual(0);
          expect(vote).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
    const unanimous = voteOf([desks, desks], voters([0, 1], [0.5, 0.5]), [1, 0.5, 0.25]);
    for (const vote of unanimous) expect(vote).toBeCloseTo(1, 12);
  });
});
