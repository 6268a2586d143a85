import { describe, expect, it } from "vitest";
import { createInteractionsBuilder } from "../models/interactions.js";
import type { Interactions, ItemIndex, UserIndex } from "../models/interactions.js";
import { createRandom } from "../random.js";
import { evaluateInteractions } from "./evaluate-interactions.js";
import { evaluationReportSchema } from "./evaluation-report.js";
import type { EvaluationReport, SystemResult } from "./evaluation-report.js";
import type { InteractionSplit } from "./interaction-split.js";
import { reportToHtml } from "./report-html.js";
import { reportToText } from "./report-terminal.js";

function interactionsOf(
  rows: readonly (readonly number[])[],
  itemCount: number,
  timed = false,
): Interactions {
  const builder = createInteractionsBuilder();
  rows.forEach((items, user) => {
    for (const item of items) {
      builder.add(user as UserIndex, item as ItemIndex, 1, timed ? user : undefined);
    }
  });
  return builder.build(rows.length, itemCount);
}

function splitOf(
  train: readonly (readonly number[])[],
  test: readonly (readonly number[])[],
  itemCount: number,
): InteractionSplit {
  return {
    train: interactionsOf(train, itemCount),
    test: interactionsOf(test, itemCount),
    userIds: train.map((_, user) => `u${user}`),
    itemIds: Array.from({ length: itemCount }, (_, item) => `i${item}`),
  };
}

/** Users of two tastes; the last of each one's items is the test. */
function twoTastes(userCount: number): InteractionSplit {
  const random = createRandom(2);
  const rows = Array.from({ length: userCount }, (_, user) =>
    random
      .shuffle(Array.from({ length: 12 }, (_unused, place) => 2 * place + (user % 2)))
      .slice(0, 6),
  );
  return splitOf(
    rows.map((items) => items.slice(0, 5)),
    rows.map((items) => items.slice(5)),
    24,
  );
}

function systemOf(report: EvaluationReport, name: string): SystemResult {
  return report.systems.find((system) => system.name === name)!;
}

describe("the evaluation of recommenders", () => {
  it("gives popularity the metrics that a hand computes, without items of the training", async () => {
    // By popularity: 0 (three users), 1 and 2 (two each), then 3 and 4.
    const split = splitOf(
      [
        [0, 1],
        [0, 2],
        [0, 1, 2, 3, 4],
      ],
      [[2, 4], [3], []],
      6,
    );
    const report = await evaluateInteractions(split, { models: ["popularity"], k: 2 });
    expect(report.metrics).toEqual(["recall@2", "ndcg@2", "precision@2", "hit@2", "mrr@2"]);
    // u0 is shown 2 and 3, u1 is shown 1 and 3; u2 has no test.
    const second = 1 / Math.log2(3);
    const expected: Record<string, number[]> = {
      u0: [0.5, 1 / (1 + second), 0.5, 1, 1],
      u1: [1, second, 0.5, 1, 0.5],
    };
    expect(report.perQuery.map(({ query }) => query)).toEqual(["u0", "u1"]);
    for (const { query, values } of report.perQuery) {
      values["popularity"]!.forEach((value, at) => {
        expect(value).toBeCloseTo(expected[query]![at]!, 12);
      });
    }
    expect(report.skipped).toEqual({ "without test items": 1 });
    expect(report.perQuery[0]?.top["popularity"]).toEqual([
      { id: "i2", grade: 1 },
      { id: "i3", grade: 0 },
    ]);
    const { catalogue } = systemOf(report, "popularity");
    expect(catalogue["coverage@2"]).toBeCloseTo(3 / 6, 12);
    // Items 2 and 3 share one of their users, 1 and 3 likewise.
    expect(catalogue["diversity@2"]).toBeCloseTo(1 - 1 / Math.sqrt(2), 12);
    expect(report.ceiling["precision@2"]).toBeCloseTo((1 + 0.5) / 2, 12);
  });

  it("sets models beside random and popularity, and finds tastes that those do not", async () => {
    const report = await evaluateInteractions(twoTastes(80), { k: 5 });
    expect(report.systems.map(({ name }) => name)).toEqual([
      "random",
      "popularity",
      "itemknn",
      "ease",
      "gf-cf",
    ]);
    const recall = (name: string): number => systemOf(report, name).metrics["recall@5"]!.value;
    for (const name of ["itemknn", "ease", "gf-cf"]) {
      expect(recall(name)).toBeGreaterThan(recall("popularity") + 0.1);
      const against = report.comparisons.find(
        ({ metric, system, baseline }) =>
          metric === "recall@5" && system === name && baseline === "random",
      );
      expect(against?.significant).toBe(true);
    }
    expect(recall("random")).toBeGreaterThan(0.1);
    expect(recall("random")).toBeLessThan(0.45);
  });

  it("is the same for the same seed, another for another", async () => {
    const split = twoTastes(30);
    const options = { models: ["itemknn"], k: 3, seed: 4 };
    const report = await evaluateInteractions(split, options);
    expect(await evaluateInteractions(split, options)).toEqual(report);
    const other = await evaluateInteractions(split, { ...options, seed: 5 });
    expect(systemOf(other, "random")).not.toEqual(systemOf(report, "random"));
    expect(systemOf(other, "itemknn").catalogue).toEqual(systemOf(report, "itemknn").catalogue);
  });

  it("leaves out what can not learn from the data and says why", async () => {
    const wide = splitOf(
      [
        [0, 1],
        [0, 20_000],
      ],
      [[2], [1]],
      20_001,
    );
    const report = await evaluateInteractions(wide, { models: ["ease", "trending", "itemknn"] });
    expect(report.systems.map(({ name }) => name)).toEqual(["random", "popularity", "itemknn"]);
    expect(report.notes).toContain(
      "ease was left out: it takes at most 20,000 items, and these are 20,001.",
    );
    expect(report.notes.join()).toContain("trending was left out: it needs the times");
  });

  it("measures what is on the rise where there are times", async () => {
    const rows = [
      [0, 1],
      [1, 2],
      [2, 3],
    ];
    const split = { ...splitOf(rows, [[3], [0], [1]], 4), train: interactionsOf(rows, 4, true) };
    const report = await evaluateInteractions(split, { models: ["trending"] });
    expect(report.systems.map(({ name }) => name)).toContain("trending");
  });

  it("gives options to the models", async () => {
    const options = { models: ["popularity"], modelOptions: { popularity: { halfLifeDays: 3 } } };
    await expect(evaluateInteractions(twoTastes(10), options)).rejects.toThrow(/must have times/);
  });

  it("lists no single users where there are many, and says so", async () => {
    const report = await evaluateInteractions(twoTastes(12), {
      models: ["popularity"],
      maxListedUsers: 11,
    });
    expect(report.perQuery).toEqual([]);
    expect(report.notes.join()).toContain("more than 11");
    expect(report.queries).toBe(12);
  });

  it("makes a report that is of the schema, and can be printed and drawn", async () => {
    let time = 0;
    const report = await evaluateInteractions(twoTastes(25), { k: 5, clock: () => (time += 2) });
    expect(evaluationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    const gfCf = systemOf(report, "gf-cf");
    expect(gfCf.training).toEqual({ fitMs: 2, rankMs: 2 });
    expect(gfCf.latency).toEqual({ p50Ms: 2, p95Ms: 2, answers: 25, k: 5 });
    expect(gfCf.memoryBytes).toBeGreaterThan(0);
    const text = reportToText(report, { width: 200, colour: false, catalogue: true });
    for (const part of [
      "recall@5",
      "coverage@5",
      "gini@5",
      "novelty@5",
      "diversity@5",
      "learning",
    ]) {
      expect(text).toContain(part);
    }
    expect(reportToText(report, { width: 200, colour: false })).not.toContain("coverage@5");
    expect(reportToHtml(report)).toContain("gf-cf");
    const unlisted = await evaluateInteractions(twoTastes(25), { maxListedUsers: 5 });
    expect(reportToHtml(unlisted)).toContain("recall@20");
  });

  it("names its stages", async () => {
    const stages = new Set<string>();
    await evaluateInteractions(twoTastes(9), {
      models: ["gf-cf"],
      onProgress: (stage) => stages.add(stage),
    });
    expect([...stages]).toEqual(
      expect.arrayContaining(["Training gf-cf", "Ranking by gf-cf", "Comparing"]),
    );
  });

  it.each([
    [{ models: ["bpr"] }, "PARAM_INVALID"],
    [{ models: ["ease", "ease"] }, "PARAM_INVALID"],
    [{ k: 0 }, "PARAM_INVALID"],
    [{ signal: AbortSignal.abort() }, "CANCELLED"],
  ])("refuses or ends with %o", async (options, code) => {
    await expect(evaluateInteractions(twoTastes(9), options)).rejects.toMatchObject({ code });
  });

  it("needs somebody to measure", async () => {
    const evaluating = evaluateInteractions(splitOf([[0], [1]], [[], []], 2));
    await expect(evaluating).rejects.toMatchObject({ code: "NOTHING_TO_MEASURE" });
  });
});
