/**
 * @file Intervals of all systems and the comparisons between them, corrected for their number.
 *
 * The intervals are percentile bootstraps over queries, the p-values two-sided paired randomisation
 * tests, corrected by Holm within each metric: the chance of any false claim on a metric stays below
 * 1 − confidence, however many systems are compared on it.
 */
import { holmCorrection } from "../metrics/significance.js";
import type { Comparison, IntervalValue } from "./evaluation-report.js";
import { resampleSeries } from "./resample-series.js";
import type { ResampleOptions } from "./resample-series.js";

/** The values of one system. */
export interface SystemValues {
  readonly name: string;
  /** Shape [queries, metrics]. */
  readonly values: readonly (readonly number[])[];
}

export interface CompareOptions extends ResampleOptions {
  /** Compare only this system with the others; default all pairs. */
  readonly subject?: string;
}

export interface ComparedSystems {
  /** Metric → mean with interval, in the order of the systems. */
  readonly intervals: readonly Readonly<Record<string, IntervalValue>>[];
  /** Metric by metric. The subject, else the system with the higher mean, stands as `system`. */
  readonly comparisons: readonly Comparison[];
}

/** Computes intervals and comparisons of systems that were measured on the same queries. */
export function compareSystems(
  systems: readonly SystemValues[],
  metrics: readonly string[],
  options: CompareOptions,
): ComparedSystems {
  const seriesOf = (system: number, metric: number): number => system * metrics.length + metric;
  const series = systems.flatMap(({ values }) =>
    metrics.map((_, metric) => values.map((ofQuery) => ofQuery[metric]!)),
  );
  const resampled = resampleSeries(series, options);
  const intervals = systems.map((_, system) =>
    Object.fromEntries(
      metrics.map((name, metric) => [name, resampled.interval(seriesOf(system, metric))]),
    ),
  );
  const comparisons = metrics.flatMap((name, metric) => {
    const pairs = pairsOf(systems, options.subject).map(([one, other]): [number, number] => {
      const isHigher =
        (intervals[one]?.[name]?.value ?? 0) >= (intervals[other]?.[name]?.value ?? 0);
      return options.subject !== undefined || isHigher ? [one, other] : [other, one];
    });
    const compared = pairs.map(([one, other]) =>
      resampled.compare(seriesOf(one, metric), seriesOf(other, metric)),
    );
    const corrected = holmCorrection(compared.map(({ pValue }) => pValue));
    return pairs.map(([one, other], at): Comparison => {
      const holmPValue = corrected[at]!;
      return {
        metric: name,
        system: systems[one]!.name,
        baseline: systems[other]!.name,
        ...compared[at]!,
        holmPValue,
        significant: holmPValue <= 1 - options.confidence,
        ...outcomesOf(series[seriesOf(one, metric)]!, series[seriesOf(other, metric)]!),
      };
    });
  });
  return { intervals, comparisons };
}

function pairsOf(
  systems: readonly SystemValues[],
  subject: string | undefined,
): [number, number][] {
  const pairs: [number, number][] = [];
  systems.forEach(({ name }, one) => {
    systems.forEach((_, other) => {
      const isWanted = subject === undefined ? one < other : name === subject && one !== other;
      if (isWanted) pairs.push([one, other]);
    });
  });
  return pairs;
}

/** On how many queries the first of two series is better, worse and equal. */
export function outcomesOf(
  one: readonly number[],
  other: readonly number[],
): Pick<Comparison, "wins" | "losses" | "ties"> {
  let wins = 0;
  let losses = 0;
  one.forEach((value, query) => {
    if (value > other[query]!) wins++;
    else if (value < other[query]!) losses++;
  });
  return { wins, losses, ties: one.length - wins - losses };
}
