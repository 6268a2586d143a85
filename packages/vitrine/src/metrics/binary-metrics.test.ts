import fc from "fast-check";
import { expect, it } from "vitest";
import { binaryMetricKinds, binaryMetrics } from "./binary-metrics.js";
import { evaluateRanking } from "./ranking-metrics.js";

it("agrees with the graded metrics where every grade is 1", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(30), { maxLength: 12 }),
      fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 10 }),
      (ranked, relevant, k) => {
        const cut = ranked.slice(0, k);
        const values = binaryMetrics(Int32Array.from(ranked), new Set(relevant), k);
        const graded = evaluateRanking(
          cut.map(String),
          new Map(relevant.map((item) => [String(item), 1])),
          [k],
        );
        binaryMetricKinds.forEach((kind, index) => {
          const name = kind === "mrr" ? kind : (`${kind}@${k}` as const);
          const expected = graded[name] ?? Number.NaN;
          expect(values[index]).toBeCloseTo(expected, 12);
        });
      },
    ),
    { seed: 1 },
  );
});

it("counts as LightGCN does: recall over all right items, NDCG's ideal cut at k", () => {
  const right = new Set([1, 2, 3, 4]);
  const [recall, ndcg, precision, hit, mrr] = binaryMetrics(Int32Array.of(9, 1), right, 2);
  expect([recall, precision, hit, mrr]).toEqual([0.25, 0.5, 1, 0.5]);
  expect(ndcg).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
});
