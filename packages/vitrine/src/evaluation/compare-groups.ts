/**
 * @file On which kinds of queries one system is better than others: the paired comparison of a
 * report, group by group.
 *
 * Every group is resampled by itself. Holm's correction is over the groups that are compared with
 * one baseline: the chance of any false claim of one baseline stays below 1 − confidence, however
 * many groups there are. O(resamples × queries × systems) time.
 */
import { holmCorrection } from "../metrics/significance.js";
import { outcomesOf } from "./compare-systems.js";
import type { Comparison, EvaluationReport, GroupResult } from "./evaluation-report.js";
import { resampleSeries } from "./resample-series.js";
import { baselinesOf, contestOf } from "./standings.js";

/**
 * Compares the challenger of a report with its baselines, group by group, on the primary metric.
 *
 * @param report - Every query has its group.
 * @returns In the order of each group's first query; without comparisons where one system is alone.
 */
export function compareGroups(report: Omit<EvaluationReport, "groups">): readonly GroupResult[] {
  const { systems, primaryMetric, metrics, confidence } = report;
  const names = systems.map(({ name }) => name);
  const challenger = names.indexOf(contestOf(report)?.challenger ?? "");
  const baselines = baselinesOf(report);
  const position = metrics.indexOf(primaryMetric);
  const measured = [...groupQueries(report.perQuery)].map(([name, queries]) => {
    const series = names.map((system) => queries.map(({ values }) => values[system]![position]!));
    const resampled = resampleSeries(series, report);
    return {
      name,
      queries: queries.length,
      systems: Object.fromEntries(names.map((system, at) => [system, resampled.interval(at)])),
      compared: baselines.map((baseline) => {
        const other = names.indexOf(baseline);
        return {
          ...resampled.compare(challenger, other),
          ...outcomesOf(series[challenger]!, series[other]!),
        };
      }),
    };
  });
  const corrected = baselines.map((_, at) =>
    holmCorrection(measured.map(({ compared }) => compared[at]!.pValue)),
  ); // [baselines][groups]
  return measured.map(({ compared, ...group }, groupAt) => ({
    ...group,
    comparisons: compared.map((comparison, at): Comparison => {
      const holmPValue = corrected[at]![groupAt]!;
      return {
        metric: primaryMetric,
        system: names[challenger]!,
        baseline: baselines[at]!,
        ...comparison,
        holmPValue,
        significant: holmPValue <= 1 - confidence,
      };
    }),
  }));
}

function groupQueries(
  queries: EvaluationReport["perQuery"],
): ReadonlyMap<string, EvaluationReport["perQuery"]> {
  const groups = new Map<string, EvaluationReport["perQuery"][number][]>();
  for (const query of queries) {
    const name = query.group ?? "";
    const group = groups.get(name) ?? [];
    group.push(query);
    groups.set(name, group);
  }
  return groups;
}
