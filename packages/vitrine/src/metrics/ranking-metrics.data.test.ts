import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeWith, expectedFolder } from "../../test/outside-data.js";
import type { MetricName } from "./ranking-metrics.js";
import { evaluateRanking } from "./ranking-metrics.js";

interface Reference {
  readonly qrels: Record<string, Record<string, number>>;
  readonly run: Record<string, Record<string, number>>;
  readonly perQuery: Record<string, Record<string, number>>;
}

const file = join(expectedFolder, "ranking-metrics.json");

/** trec_eval's name of a metric as ours. */
function ourName(theirs: string): MetricName {
  if (theirs === "map") return "map";
  if (theirs === "recip_rank") return "mrr";
  const [, measure, k] = /^(P|recall|ndcg_cut|success)_(\d+)$/.exec(theirs) ?? [];
  const ours = { P: "precision", recall: "recall", ndcg_cut: "ndcg-linear", success: "hit" }[
    measure as "P" | "recall" | "ndcg_cut" | "success"
  ];
  return `${ours}@${Number(k)}` as MetricName;
}

describeWith("evaluateRanking against trec_eval", [file], () => {
  it("equals every metric of every query within 1e-9", () => {
    const reference = JSON.parse(readFileSync(file, "utf8")) as Reference;
    let compared = 0;
    for (const [query, theirs] of Object.entries(reference.perQuery)) {
      const scores = Object.entries(reference.run[query]!);
      // trec_eval ranks by score and equal scores by falling id.
      scores.sort(([a, x], [b, y]) => y - x || (a < b ? 1 : -1));
      const ours = evaluateRanking(
        scores.map(([id]) => id),
        new Map(Object.entries(reference.qrels[query]!)),
        [5, 10],
      );
      for (const [name, value] of Object.entries(theirs)) {
        const own = ours[ourName(name)] ?? Number.NaN;
        expect(Math.abs(own - value), `${name} of ${query}`).toBeLessThan(1e-9);
        compared++;
      }
    }
    expect(compared).toBe(40 * 9);
  });
});
