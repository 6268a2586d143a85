import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogueCoverage, giniIndex, intraListDiversity, novelty } from "./beyond-accuracy.js";

const id = fc.integer({ min: 0, max: 11 }).map((n) => `p${n}`);
const rankings = fc.array(fc.uniqueArray(id, { maxLength: 6 }), { maxLength: 12 });

/** Gini's mean difference, straight from its definition. */
function giniByPairs(counts: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0);
  if (total === 0) return 0;
  let differences = 0;
  for (const a of counts) for (const b of counts) differences += Math.abs(a - b);
  return differences / (2 * counts.length * total);
}

describe("catalogueCoverage", () => {
  it("counts each shown product once, among the first k only", () => {
    const shown = [
      ["a", "b", "c"],
      ["b", "a", "d"],
    ];
    expect(catalogueCoverage(shown, 8, 2)).toBe(2 / 8);
    expect(catalogueCoverage(shown, 8, 3)).toBe(4 / 8);
  });

  it("refuses an empty catalogue", () => {
    expect(() => catalogueCoverage([], 0, 1)).toThrow(/catalogueSize must be a positive integer/);
  });
});

describe("giniIndex", () => {
  it("is 0 when all are shown equally and 1 − 1/n when one takes all", () => {
    expect(giniIndex([["a"], ["b"]], 2, 1)).toBe(0);
    expect(giniIndex([["a"], ["a"]], 4, 1)).toBeCloseTo(3 / 4, 12);
    expect(giniIndex([], 4, 1)).toBe(0);
  });

  it("equals half the relative mean difference", () => {
    fc.assert(
      fc.property(rankings, fc.integer({ min: 1, max: 6 }), (shown, k) => {
        const counts = Array.from({ length: 12 }, (_, n) =>
          shown.reduce((sum, list) => sum + (list.slice(0, k).includes(`p${n}`) ? 1 : 0), 0),
        );
        expect(giniIndex(shown, 12, k)).toBeCloseTo(giniByPairs(counts), 10);
      }),
      { seed: 1 },
    );
  });

  it("refuses a catalogue smaller than what was shown", () => {
    expect(() => giniIndex([["a", "b"]], 1, 2)).toThrow(/2 products shown of 1/);
  });
});

describe("novelty", () => {
  const counts = new Map([
    ["a", 4],
    ["b", 2],
    ["c", 2],
  ]);

  it("is the mean of −log2 of the popularity without smoothing", () => {
    const value = novelty([["a", "b"]], { counts, catalogueSize: 3 }, 2, 0);
    expect(value).toBeCloseTo((1 + 2) / 2, 12);
  });

  it("is finite for a product nobody met, and greater than for any other", () => {
    const popularity = { counts, catalogueSize: 4 };
    const unseen = novelty([["d"]], popularity, 1)!;
    expect(unseen).toBeCloseTo(Math.log2(12), 12);
    expect(unseen).toBeGreaterThan(novelty([["c"]], popularity, 1)!);
  });

  it("is undefined when nothing is shown", () => {
    expect(novelty([[]], { counts, catalogueSize: 3 }, 5)).toBeUndefined();
  });
});

describe("intraListDiversity", () => {
  const similarity = (a: string, b: string): number => (a[0] === b[0] ? 1 : 0.25);

  it("averages the distances of all pairs, list by list", () => {
    const lists = [["a1", "a2"], ["a1", "b1", "b2"], ["alone"]];
    expect(intraListDiversity(lists, similarity, 3)).toBeCloseTo((0 + (0.75 + 0.75) / 3) / 2, 12);
  });

  it("looks at the first k only, and is undefined without a pair", () => {
    expect(intraListDiversity([["a1", "a2", "b1"]], similarity, 2)).toBe(0);
    expect(intraListDiversity([["a1", "a2"]], similarity, 1)).toBeUndefined();
  });
});
