import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.js";
import { bootstrapMean } from "./bootstrap.js";
import { holmCorrection, pairedBootstrap, pairedRandomisationTest } from "./significance.js";

const sample = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 9 });
const pair = sample.chain((a) =>
  fc.tuple(
    fc.constant(a),
    fc.array(fc.integer({ min: 0, max: 8 }), { minLength: a.length, maxLength: a.length }),
  ),
);

function normals(count: number, shift: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.normal() + shift);
}

describe("pairedRandomisationTest", () => {
  it("gives 2 in 2^n when one system wins every query by as much", () => {
    const test = pairedRandomisationTest([1, 1, 1, 1, 1], [0, 0, 0, 0, 0]);
    expect(test).toEqual({ difference: 1, p: 2 / 32, exact: true });
  });

  it("gives 1 when the systems are equal", () => {
    expect(pairedRandomisationTest([0.3, 0.5], [0.3, 0.5]).p).toBe(1);
  });

  it("counts sums as equal that differ only by the order of rounding", () => {
    // 0.1 + 0.2 and 0.3 are not the same number to a computer.
    const test = pairedRandomisationTest([0.1, 0.2, 0.3], [0, 0, 0]);
    expect(test.p).toBe(2 / 8);
  });

  it("does not care which system comes first", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const forth = pairedRandomisationTest(a, b);
        const back = pairedRandomisationTest(b, a);
        expect(back.p).toBe(forth.p);
        expect(back.difference).toBeCloseTo(-forth.difference, 12);
      }),
      { seed: 1 },
    );
  });

  it("samples with more queries, near the exact answer of the normal distribution", () => {
    const a = normals(200, 0.15, 3);
    const b = new Array<number>(200).fill(0);
    const test = pairedRandomisationTest(a, b);
    const squares = a.reduce((sum, value) => sum + value * value, 0);
    const z = Math.abs(test.difference * 200) / Math.sqrt(squares);
    expect(test.exact).toBe(false);
    // Two-sided tail of the standard normal by Abramowitz & Stegun 26.2.17.
    const t = 1 / (1 + 0.2316419 * z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const tail =
      density *
      t *
      (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    expect(Math.abs(test.p - 2 * tail)).toBeLessThan(0.01);
  });

  it("claims a difference between equals about 5 times in 100", () => {
    let claims = 0;
    for (let trial = 0; trial < 400; trial++) {
      const a = normals(20, 0, 2 * trial + 1);
      const b = normals(20, 0, 2 * trial + 2);
      if (pairedRandomisationTest(a, b, { permutations: 399 }).p <= 0.05) claims++;
    }
    expect(claims / 400).toBeGreaterThan(0.02);
    expect(claims / 400).toBeLessThan(0.08);
  });

  it("refuses samples of different sizes", () => {
    expect(() => pairedRandomisationTest([1], [1, 2])).toThrow(/1 and 2 values/);
    expect(() => pairedRandomisationTest([1], [1], { permutations: 0 })).toThrow(/permutations/);
  });
});

describe("pairedBootstrap", () => {
  it("gives the interval of the differences", () => {
    const a = normals(40, 1, 5);
    const b = normals(40, 0, 6);
    const { value, low, high } = bootstrapMean(a.map((x, index) => x - b[index]!));
    expect(pairedBootstrap(a, b)).toMatchObject({ value, low, high });
  });

  it("is sure of a large difference and unsure of none", () => {
    expect(pairedBootstrap(normals(50, 2, 1), normals(50, 0, 2)).p).toBeLessThan(0.001);
    expect(pairedBootstrap([1, 2, 3], [1, 2, 3]).p).toBe(1);
  });

  it("agrees with the randomisation test on many queries", () => {
    const a = normals(150, 0.2, 11);
    const b = normals(150, 0, 12);
    const byResampling = pairedBootstrap(a, b).p;
    const bySwapping = pairedRandomisationTest(a, b).p;
    expect(Math.abs(byResampling - bySwapping)).toBeLessThan(0.03);
  });
});

describe("holmCorrection", () => {
  it("gives the values one works out by hand, in the order given", () => {
    const corrected = holmCorrection([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, index) => {
      expect(corrected[index]).toBeCloseTo(p, 12);
    });
  });

  it("never lowers a value, never exceeds Bonferroni's, and keeps the order", () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(ps, (values) => {
        const corrected = holmCorrection(values);
        values.forEach((p, i) => {
          expect(corrected[i]).toBeGreaterThanOrEqual(p);
          expect(corrected[i]).toBeLessThanOrEqual(Math.min(1, p * values.length));
          values.forEach((q, j) => {
            if (p < q) expect(corrected[i]!).toBeLessThanOrEqual(corrected[j]!);
          });
        });
      }),
      { seed: 1 },
    );
  });

  it("refuses what is no probability", () => {
    expect(() => holmCorrection([1.2])).toThrow(/got 1.2/);
  });
});
