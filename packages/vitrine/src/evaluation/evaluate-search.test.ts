import { expect, it } from "vitest";
import { evaluateSearch } from "./evaluate-search.js";
import { readJudgements } from "./judgements.js";
import { createRandomSystem } from "./random-system.js";

const ids = Array.from({ length: 50 }, (_, index) => `p${index}`);
const lines = [
  '{"query":"desk","grades":{"p1":3,"p2":0,"gone":2}}',
  '{"query":"lamp","grades":{"p3":1}}',
  '{"query":"void","grades":{"p4":0}}',
  '{"query":"desk","grades":{"p5":1}}',
].join("\n");
const judged = readJudgements([lines], { path: "-", knownIds: new Set(ids) });
const random = createRandomSystem(ids, 1);

it("ranks the whole catalogue unless told to stay within the judged products", async () => {
  const whole = await evaluateSearch([random], await judged, { resamples: 100 });
  const within = await evaluateSearch([random], await judged, {
    resamples: 100,
    withinJudged: true,
  });
  expect(whole.perQuery[1]?.top["random"]?.length).toBe(5);
  expect(within.perQuery[1]?.top["random"]).toEqual([{ id: "p3", grade: 1 }]);
  expect(within.systems[0]?.metrics["recall@5"]?.value).toBe(1);
  expect(within.protocol.options["withinJudged"]).toBe(true);
});

it("reports unknown products, merged lines and queries without a positive grade", async () => {
  const report = await evaluateSearch([random], await judged, { resamples: 100 });
  expect(report.queries).toBe(2);
  expect(report.skipped).toEqual({ "without a positive grade": 1 });
  expect(report.notes).toEqual([
    "Left out 1 grade of 1 product that the catalogue lacks (gone).",
    "Merged 1 line with an earlier line of the same query.",
  ]);
});

it("shows a product that nobody judged without a grade", async () => {
  const report = await evaluateSearch([random], await judged, { resamples: 100 });
  const grades = report.perQuery
    .flatMap(({ top }) => top["random"] ?? [])
    .map(({ grade }) => grade);
  expect(grades).toContain(null);
});

it("gives a part of the report to each group of queries", async () => {
  const grouped = [
    { query: "desk", grades: new Map([["p1", 3]]), group: "plain" },
    { query: "lamp", grades: new Map([["p3", 3]]), group: "rare" },
    { query: "void", grades: new Map<string, number>(), group: "empty" },
  ];
  const { groups, perQuery } = await evaluateSearch([random], grouped, {
    resamples: 100,
    groupBy: "kind",
  });
  expect(groups?.by).toBe("kind");
  expect(groups?.results.map(({ name, queries }) => [name, queries])).toEqual([["plain", 1], ["rare", 1]]); // prettier-ignore
  expect(perQuery.map(({ group }) => group)).toEqual(["plain", "rare"]);
  expect((await evaluateSearch([random], grouped, { resamples: 100 })).groups).toBeUndefined();
});
