import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holmCorrection, pairedBootstrap } from "../metrics/significance.js";
import { evaluationReportSchema } from "./evaluation-report.js";
import type { EvaluationReport } from "./evaluation-report.js";
import { measureSystems } from "./measure-systems.js";
import type { MeasureOptions } from "./measure-systems.js";
import type { SearchSystem } from "./search-system.js";

const GROUPS = ["typing error", "synonym", "price"];
const protocol = { name: "test", description: "A test.", options: {} };

/** Each query: how many products the systems put before its one relevant product, and its group. */
type Places = readonly { readonly places: readonly number[]; readonly group: string }[];

async function reportOf(
  queries: Places,
  names: readonly string[],
  options: MeasureOptions = {},
): Promise<EvaluationReport> {
  const systems = names.map((name, system): SearchSystem => ({
    name,
    rank: async (query, { k }) => {
      const before = queries[Number(query)]!.places[system]!;
      return [...Array.from({ length: before }, (_, at) => `other${at}`), "right"].slice(0, k);
    },
  })); // prettier-ignore
  const asked = queries.map(({ group }, at) => ({
    query: String(at),
    group,
    grades: new Map([["right", 3]]),
  }));
  const measured = { protocol, queries: asked, skipped: {}, groupBy: "kind" };
  return measureSystems(systems, measured, { resamples: 300, seed: 4, ...options });
}

const placesOf = (length: number): fc.Arbitrary<Places> =>
  fc.array(
    fc.record({
      places: fc.array(fc.nat(12), { minLength: 3, maxLength: 3 }),
      group: fc.constantFrom(...GROUPS),
    }),
    { minLength: 1, maxLength: length },
  );

describe("the groups of a report", () => {
  it("compare as the paired bootstrap of each group alone does, corrected over the groups", async () => {
    await fc.assert(
      fc.asyncProperty(placesOf(40), async (queries) => {
        const baselines = ["plain", "half"];
        const report = await reportOf(queries, ["plain", "half", "hybrid"], { baselines });
        const { groups } = evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)));
        const position = report.metrics.indexOf(report.primaryMetric);
        const valuesOf = (group: string, system: string): number[] =>
          report.perQuery
            .filter((query) => query.group === group)
            .map(({ values }) => values[system]![position]!);
        expect(groups?.results.map(({ name }) => name)).toEqual([...new Set(queries.map(({ group }) => group))]); // prettier-ignore
        for (const { name, queries: count, systems, comparisons } of groups!.results) {
          expect(count).toBe(valuesOf(name, "hybrid").length);
          expect(Object.keys(systems)).toEqual(["plain", "half", "hybrid"]);
          expect(comparisons.map(({ system, baseline }) => [system, baseline])).toEqual(baselines.map((baseline) => ["hybrid", baseline])); // prettier-ignore
          for (const { baseline, difference, wins, losses, ties } of comparisons) {
            const [one, other] = [valuesOf(name, "hybrid"), valuesOf(name, baseline)];
            const expected = pairedBootstrap(one, other, { resamples: 300, seed: 4 });
            expect(difference.value).toBeCloseTo(expected.value, 12);
            expect(difference.low).toBeCloseTo(expected.low, 12);
            expect(difference.high).toBeCloseTo(expected.high, 12);
            expect(wins + losses + ties).toBe(count);
          }
        }
        baselines.forEach((_, at) => {
          const compared = groups!.results.map(({ comparisons }) => comparisons[at]!);
          const corrected = holmCorrection(compared.map(({ pValue }) => pValue));
          expect(compared.map(({ holmPValue }) => holmPValue)).toEqual([...corrected]);
        });
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it("tell where a gain comes from", async () => {
    const queries = Array.from({ length: 60 }, (_, at) => ({
      places: [at % 3 === 0 ? 9 : 1, 1],
      group: GROUPS[at % 3]!,
    }));
    const { groups } = await reportOf(queries, ["plain", "hybrid"]);
    const verdicts = groups!.results.map(({ name, comparisons: [only] }) => [name, only?.significant]); // prettier-ignore
    expect(verdicts).toEqual([["typing error", true], ["synonym", false], ["price", false]]); // prettier-ignore
  });

  it("compare nothing where one system is alone", async () => {
    const { groups } = await reportOf([{ places: [0], group: "synonym" }], ["hybrid"]);
    expect(groups?.results).toMatchObject([{ name: "synonym", queries: 1, comparisons: [] }]);
  });

  it("refuse a baseline that is not measured", async () => {
    const queries = [{ places: [0], group: "synonym" }];
    await expect(reportOf(queries, ["hybrid"], { baselines: ["bm25"] })).rejects.toMatchObject({
      code: "PARAM_INVALID",
      details: { param: "baseline", got: "bm25" },
    });
  });
});
