/**
 * @file Says who stands where on a metric, without calling a difference that may be chance a win.
 *
 * A system is the best only when its difference to every other one is significant after Holm's
 * correction. Otherwise the highest value and all that can not be told from it stand together.
 */
import type { Comparison, EvaluationReport, QueryResult } from "./evaluation-report.js";

/**
 * `best`: the highest value, significantly above all others. `tied`: the highest value, or not to be
 * told from it. `behind`: significantly below the highest. `unknown`: not compared with the highest.
 */
export type Standing = "best" | "tied" | "behind" | "unknown";

/** The standing of every system on `metric`, by name. One system alone stands nowhere: `unknown`. */
export function standingsOf(
  report: Pick<EvaluationReport, "systems" | "comparisons">,
  metric: string,
): ReadonlyMap<string, Standing> {
  const ranked = report.systems
    .flatMap(({ name, metrics }) => {
      const interval = metrics[metric];
      return interval === undefined ? [] : [{ name, value: interval.value }];
    })
    .sort((a, b) => b.value - a.value);
  const [highest, ...others] = ranked;
  const standings = new Map<string, Standing>();
  if (highest === undefined) return standings;

  for (const { name } of others) {
    const comparison = comparisonOf(report.comparisons, metric, highest.name, name);
    if (comparison === undefined) standings.set(name, "unknown");
    else standings.set(name, comparison.significant ? "behind" : "tied");
  }
  const found = [...standings.values()];
  if (found.length > 0 && found.every((standing) => standing === "behind")) {
    standings.set(highest.name, "best");
  } else {
    standings.set(highest.name, found.includes("tied") ? "tied" : "unknown");
  }
  return standings;
}

/** The comparison of two systems, whichever of them is called the baseline. */
export function comparisonOf(
  comparisons: readonly Comparison[],
  metric: string,
  one: string,
  other: string,
): Comparison | undefined {
  return comparisons.find(
    (comparison) =>
      comparison.metric === metric &&
      ((comparison.system === one && comparison.baseline === other) ||
        (comparison.system === other && comparison.baseline === one)),
  );
}

/** The difference as the challenger sees it, whichever side of the comparison it stands on. */
export function differenceFor({ system, difference }: Comparison, challenger: string): number {
  return system === challenger ? difference.value : -difference.value;
}

/** The two systems that a report sets side by side. */
export interface Contest {
  readonly challenger: string;
  readonly baseline: string;
}

/**
 * Chooses what to set side by side: `hybrid`, else the best system, against the first named baseline,
 * else the best of the rest. The random order is a rival only when there is no other.
 */
export function contestOf(
  report: Pick<EvaluationReport, "systems" | "primaryMetric" | "baselines">,
): Contest | undefined {
  const valueOf = (system: EvaluationReport["systems"][number]): number =>
    system.metrics[report.primaryMetric]?.value ?? -Infinity;
  const ranked = [...report.systems].sort(
    (a, b) => Number(a.name === "random") - Number(b.name === "random") || valueOf(b) - valueOf(a),
  );
  const named = ranked.find(({ name }) => name === report.baselines?.[0]);
  const rivals = ranked.filter((system) => system !== named);
  const challenger = rivals.find(({ name }) => name === "hybrid") ?? rivals[0];
  const baseline = named ?? rivals.find((system) => system !== challenger);
  if (challenger === undefined || baseline === undefined) return undefined;
  return { challenger: challenger.name, baseline: baseline.name };
}

/** What the challenger is compared with in the groups of a report. */
export function baselinesOf(
  report: Pick<EvaluationReport, "systems" | "primaryMetric" | "baselines">,
): readonly string[] {
  const contest = contestOf(report);
  if (contest === undefined) return [];
  return (report.baselines ?? [contest.baseline]).filter((name) => name !== contest.challenger);
}

/** A query with what the challenger gained on it over the baseline. */
export interface QueryGain {
  readonly result: QueryResult;
  readonly challengerValue: number;
  readonly baselineValue: number;
  /** Challenger minus baseline on the primary metric. */
  readonly gain: number;
}

/** The gain on every query, largest first; equal gains by query in code-unit order. */
export function gainsOf(
  report: Pick<EvaluationReport, "metrics" | "primaryMetric" | "perQuery">,
  { challenger, baseline }: Contest,
): readonly QueryGain[] {
  const position = report.metrics.indexOf(report.primaryMetric);
  return report.perQuery
    .flatMap((result) => {
      const challengerValue = result.values[challenger]?.[position];
      const baselineValue = result.values[baseline]?.[position];
      if (challengerValue === undefined || baselineValue === undefined) return [];
      return [{ result, challengerValue, baselineValue, gain: challengerValue - baselineValue }];
    })
    .sort(
      (a, b) =>
        b.gain - a.gain ||
        (a.result.query < b.result.query ? -1 : Number(a.result.query > b.result.query)),
    );
}
