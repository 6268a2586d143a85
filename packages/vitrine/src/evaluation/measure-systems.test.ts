import { describe, expect, it } from "vitest";
import { isVitrineError } from "../errors.js";
import { mean } from "../metrics/bootstrap.js";
import { evaluateRanking } from "../metrics/ranking-metrics.js";
import { evaluationReportSchema } from "./evaluation-report.js";
import { measureSystems } from "./measure-systems.js";
import type { EvaluationQuery, MeasureOptions } from "./measure-systems.js";
import { createRandomSystem } from "./random-system.js";
import type { RankOptions, SearchSystem } from "./search-system.js";

const ids = Array.from({ length: 30 }, (_, index) => `p${index}`);
const queries: EvaluationQuery[] = Array.from({ length: 40 }, (_, index) => ({
  query: `q${index}`,
  grades: new Map([
    [`p${index % 30}`, 3],
    [`p${(index + 7) % 30}`, 1],
  ]),
  exclude: new Set([`p${(index + 1) % 30}`]),
}));
const protocol = { name: "test", description: "A test.", options: {} };
const fast: MeasureOptions = { resamples: 200, seed: 5 };

/** Puts the relevant products first. */
const oracle: SearchSystem = {
  name: "oracle",
  memoryBytes: 1000,
  async rank(query, { k, exclude }) {
    const relevant = [...queries.find((known) => known.query === query)!.grades.keys()];
    const rest = ids.filter((id) => !relevant.includes(id) && exclude?.has(id) !== true);
    return [...relevant, ...rest].slice(0, k);
  },
};
const random = createRandomSystem(ids, 1);

describe("measureSystems", () => {
  it("averages the metrics of the full rankings over the queries", async () => {
    const report = await measureSystems([random, oracle], { protocol, queries, skipped: {} }, fast);
    for (const metric of report.metrics) {
      const values: number[] = [];
      for (const { query, grades, exclude } of queries) {
        const ranked = await random.rank(query, { k: 1000, exclude: exclude! });
        values.push(
          Object.entries(evaluateRanking(ranked, grades, [5, 10])).find(
            ([name]) => name === metric,
          )![1],
        );
      }
      expect(report.systems[0]?.metrics[metric]?.value).toBeCloseTo(mean(values), 12);
    }
  });

  it("gives the oracle the ceiling and calls its lead over chance significant", async () => {
    const report = await measureSystems([random, oracle], { protocol, queries, skipped: {} }, fast);
    for (const metric of report.metrics) {
      expect(report.systems[1]?.metrics[metric]?.value).toBeCloseTo(report.ceiling[metric]!, 12);
    }
    expect(report.ceiling["precision@5"]).toBeCloseTo(2 / 5, 12);
    const comparison = report.comparisons.find(({ metric }) => metric === "ndcg@10");
    expect(comparison).toMatchObject({ system: "oracle", baseline: "random", significant: true });
    expect(comparison!.wins + comparison!.losses + comparison!.ties).toBe(queries.length);
  });

  it("leaves a report that its schema accepts, and the same bytes for the same seed", async () => {
    const measure = async (): Promise<string> =>
      JSON.stringify(
        await measureSystems(
          [random, oracle],
          { protocol, queries, skipped: {} },
          { ...fast, catalogue: { size: 30 } },
        ),
      );
    const text = await measure();
    expect(await measure()).toBe(text);
    const report = evaluationReportSchema.parse(JSON.parse(text));
    expect(report.systems[0]?.catalogue["coverage@10"]).toBe(1);
    expect(report.systems.map(({ memoryBytes, latency }) => [memoryBytes, latency])).toEqual([[null, null], [1000, null]]); // prettier-ignore
  });

  it("changes its fingerprint with the grades, and with nothing else", async () => {
    const of = async (measured: readonly EvaluationQuery[]): Promise<string> =>
      (await measureSystems([random], { protocol, queries: measured, skipped: {} }, fast))
        .dataFingerprint;
    const turned = queries.map((query) => ({
      ...query,
      grades: new Map([...query.grades].reverse()),
    }));
    const changed = queries.map((query, at) =>
      at === 0 ? { ...query, grades: new Map([["p0", 2]]) } : query,
    );
    expect(await of(turned)).toBe(await of(queries));
    expect(await of(changed)).not.toBe(await of(queries));
  });

  it("skips and counts queries without a positive grade", async () => {
    const useless = { query: "none", grades: new Map([["p1", 0]]) };
    const measured = { protocol, queries: [...queries, useless, useless], skipped: { other: 4 } };
    const report = await measureSystems([random], measured, fast);
    expect(report.queries).toBe(queries.length);
    expect(report.skipped).toEqual({ other: 4, "without a positive grade": 2 });
  });

  it("times a page of products, apart from the full ranking, once for each query", async () => {
    let now = 0;
    const asked: number[] = [];
    const slow: SearchSystem = {
      name: "slow",
      async rank(_query, { k }: RankOptions) {
        asked.push(k);
        now += k === 10 ? 4 : 1000;
        return ids.slice(2, 3);
      },
    };
    const measured = { protocol, queries: queries.slice(5, 15), skipped: {} };
    const report = await measureSystems([slow], measured, { ...fast, clock: () => now });
    expect(report.systems[0]?.latency).toEqual({ p50Ms: 4, p95Ms: 4, answers: 10, k: 10 });
    expect(asked.filter((k) => k === 1000).length).toBe(10);
  });

  it("compares only the subject with the others when there is one", async () => {
    const another = createRandomSystem(ids, 2);
    const systems = [random, { ...another, name: "other" }, oracle];
    const measured = { protocol, queries, skipped: {} };
    const all = await measureSystems(systems, measured, fast);
    const planned = await measureSystems(systems, measured, { ...fast, subject: "random" });
    const pairs = (report: typeof all): string[] =>
      report.comparisons
        .filter(({ metric }) => metric === "mrr")
        .map(({ system, baseline }) => `${system}-${baseline}`);
    expect(pairs(all).length).toBe(3);
    expect(pairs(planned)).toEqual(["random-other", "random-oracle"]);
  });

  it("gives every system its turn to go first", async () => {
    const order: string[] = [];
    const systems = ["a", "b", "c"].map((name): SearchSystem => ({
      name,
      async rank(query, options) {
        order.push(`${query}${name}`);
        return random.rank(query, options);
      },
    }));
    await measureSystems(systems, { protocol, queries: queries.slice(0, 3), skipped: {} }, fast);
    expect(order.slice(3)).toEqual(["q0a", "q0b", "q0c", "q1b", "q1c", "q1a", "q2c", "q2a", "q2b"]);
  });

  it("fails when a system returns what is excluded", async () => {
    const cheat: SearchSystem = { name: "cheat", rank: async () => ["p1"] };
    await expect(measureSystems([cheat], { protocol, queries, skipped: {} }, fast)).rejects.toThrow(
      'internal: the system "cheat" returned "p1"',
    );
  });

  it("says what is wrong with systems, subject, metric and data", async () => {
    const attempts = [
      [[], {}],
      [[random, random], {}],
      [[random], { subject: "hybrid" }],
      [[random], { primaryMetric: "ndcg@7" }],
    ] as const;
    for (const [systems, options] of attempts) {
      const error: unknown = await measureSystems(
        systems,
        { protocol, queries, skipped: {} },
        { ...fast, ...options },
      ).catch((caught: unknown) => caught);
      expect(isVitrineError(error, "PARAM_INVALID")).toBe(true);
    }
    const error: unknown = await measureSystems(
      [random],
      { protocol, queries: [], skipped: { "without a label": 3 } },
      fast,
    ).catch((caught: unknown) => caught);
    expect(isVitrineError(error, "NOTHING_TO_MEASURE") && error.message).toContain(
      "3 without a label",
    );
  });

  it("ends when it is asked to", async () => {
    const controller = new AbortController();
    const measuring = measureSystems([random], { protocol, queries, skipped: {} }, {
      ...fast,
      signal: controller.signal,
      onProgress: (done) => { if (done === 3) controller.abort(); },
    }); // prettier-ignore
    await expect(measuring).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
