import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuseCandidates } from "./fuse-candidates.js";
import type { Proposal } from "./fuse-candidates.js";
import { sourceNames } from "./placement.js";

const proposal = (
  source: Proposal["source"],
  ordinals: readonly number[],
  weight = 1,
): Proposal => ({
  source,
  weight,
  candidates: ordinals.map((ordinal, at) => ({
    ordinal,
    score: -at,
    reasons: [{ kind: "viewed", product: source }],
  })),
});
const ordinalsOf = (proposals: readonly Proposal[], fusion: Parameters<typeof fuseCandidates>[1]) =>
  fuseCandidates(proposals, fusion).map(({ ordinal }) => ordinal);

describe("fusion of sources", () => {
  it("puts first what several sources propose, by rank and weight", () => {
    const proposals = [proposal("for-you", [1, 2, 3]), proposal("similar", [3, 4])];
    const fused = fuseCandidates(proposals, "reciprocal-rank");
    expect(fused.map(({ ordinal }) => ordinal)).toEqual([3, 1, 2, 4]);
    expect(fused[0]).toMatchObject({ source: "similar", score: 1 / 63 + 1 / 61 });
    expect(fused[0]?.reasons.map(({ product }) => product)).toEqual(["similar", "for-you"]);
    const weighted = [proposal("for-you", [1, 2]), proposal("similar", [3, 4], 5)];
    expect(ordinalsOf(weighted, "reciprocal-rank")).toEqual([3, 4, 1, 2]);
  });

  it("takes one of each in turn, or all of the first before the next", () => {
    const proposals = [proposal("for-you", [1, 2, 3]), proposal("similar", [3, 4, 5])];
    expect(ordinalsOf(proposals, "round-robin")).toEqual([1, 3, 2, 4, 5]);
    expect(ordinalsOf(proposals, "in-order")).toEqual([1, 2, 3, 4, 5]);
  });

  it("lists each product once, all that were proposed, with falling scores", () => {
    const proposals = fc.array(
      fc.record({
        source: fc.constantFrom(...sourceNames),
        ordinals: fc.uniqueArray(fc.nat(30), { maxLength: 12 }),
        weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
      }),
      { maxLength: 5 },
    );
    const fusion = fc.constantFrom("reciprocal-rank", "round-robin", "in-order");
    fc.assert(
      fc.property(proposals, fusion, (given, how) => {
        const all = given.map(({ source, ordinals, weight }) => proposal(source, ordinals, weight));
        const fused = fuseCandidates(all, how);
        const proposed = new Set(given.flatMap(({ ordinals }) => ordinals));
        expect(new Set(fused.map(({ ordinal }) => ordinal))).toEqual(proposed);
        expect(fused).toHaveLength(proposed.size);
        const scores = fused.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
