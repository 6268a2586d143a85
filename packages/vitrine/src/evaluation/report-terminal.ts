/**
 * @file Prints a report as an aligned table for terminals of any width.
 *
 * `*` marks a system that is significantly
 * better than all others, `≈` the highest value and what can not be told from it: a difference that
 * may be chance is never shown as a win. Control characters of the data are never printed.
 */
import type {
  Comparison,
  EvaluationReport,
  GroupResult,
  SystemResult,
} from "./evaluation-report.js";
import { headlineMetrics } from "./headline-metrics.js";
import {
  formatBytes,
  formatCount,
  formatDifference,
  formatInterval,
  formatMargin,
  formatMilliseconds,
  formatPValue,
  formatScore,
} from "./number-format.js";
import { baselinesOf, contestOf, standingsOf } from "./standings.js";
import type { Standing } from "./standings.js";
import { layOutTable } from "./text-table.js";
import type { Cell, Column } from "./text-table.js";

export interface ReportTextOptions {
  /** Characters in a line; at least 40 are used. */
  readonly width: number;
  /** Whether escape codes for bold and dim may be used: only for a terminal that wants them. */
  readonly colour: boolean;
  /** Which metrics to show; by default those of the headline. */
  readonly metrics?: readonly string[];
  /** Whether the table also says how the rankings use the catalogue; default false. */
  readonly catalogue?: boolean;
}

/**
 * Renders a report as lines of plain text.
 *
 * @returns Text that ends with a line feed, no line longer than `width` but for words that are.
 */
export function reportToText(report: EvaluationReport, options: ReportTextOptions): string {
  const width = Math.max(40, options.width);
  const metrics = options.metrics ?? headlineMetrics(report.metrics);
  const lines = [
    `${report.protocol.name}: ${formatCount(report.queries)} queries, means with ${Math.round(report.confidence * 100)} % intervals`,
    "",
    ...renderTables(report, metrics, width, options),
    ...legendOf(report, metrics),
    ...renderContest(report),
    ...renderGroups(report, width, options.colour),
    ...skippedOf(report),
    ...report.notes.map((note) => `Note: ${printable(note)}`),
  ];
  return `${lines.flatMap((line) => wrap(line, width)).join("\n")}\n`;
}

function renderTables(
  report: EvaluationReport,
  metrics: readonly string[],
  width: number,
  { colour, catalogue = false }: ReportTextOptions,
): string[] {
  const hasCeiling = Object.keys(report.ceiling).length > 0;
  const names: Column = {
    title: "system",
    cells: [
      ...report.systems.map(({ name }): Cell => ({ text: cut(printable(name), 28) })),
      ...(hasCeiling ? [{ text: "possible", style: "dim" as const }] : []),
    ],
  };
  const columns = metrics.map((metric) => metricColumn(report, metric));
  if (catalogue) {
    const names = new Set(report.systems.flatMap((system) => Object.keys(system.catalogue)));
    for (const name of names) columns.push(catalogueColumn(report.systems, name));
  }
  if (report.systems.some(({ training }) => training !== undefined)) {
    columns.push(trainingColumn(report.systems, "fitMs"), trainingColumn(report.systems, "rankMs"));
  }
  if (report.systems.some(({ latency }) => latency !== null)) {
    columns.push(latencyColumn(report.systems, "p50"), latencyColumn(report.systems, "p95"));
  }
  if (report.systems.some(({ memoryBytes }) => memoryBytes !== null)) {
    const cells = report.systems.map(({ memoryBytes }) => ({
      text: memoryBytes === null ? "–" : formatBytes(memoryBytes),
    }));
    columns.push({ title: "memory", cells });
  }
  return layOutTable(names, columns, { width, colour });
}

const MARKS: Readonly<Record<Standing, string>> = {
  best: "*",
  tied: "≈",
  behind: " ",
  unknown: " ",
};

function metricColumn(report: EvaluationReport, metric: string): Column {
  const standings = standingsOf(report, metric);
  const cells = report.systems.map(({ name, metrics }): Cell => {
    const interval = metrics[metric];
    if (interval === undefined) return { text: "–  ", style: "dim" };
    const standing = standings.get(name) ?? "unknown";
    const text = `${formatInterval(interval)} ${MARKS[standing]}`;
    return standing === "best" ? { text, style: "bold" } : { text };
  });
  const ceiling = report.ceiling[metric];
  const best: Cell = {
    text: ceiling === undefined ? "" : `${formatScore(ceiling)}         `,
    style: "dim",
  };
  return {
    title: `${metric}  `,
    cells: Object.keys(report.ceiling).length > 0 ? [...cells, best] : cells,
  };
}

function latencyColumn(systems: readonly SystemResult[], part: "p50" | "p95"): Column {
  const cells = systems.map(({ latency }) => ({
    text: latency === null ? "–" : formatMilliseconds(latency[part === "p50" ? "p50Ms" : "p95Ms"]),
  }));
  return { title: part, cells };
}

function catalogueColumn(systems: readonly SystemResult[], name: string): Column {
  const cells = systems.map(({ catalogue }) => ({
    text: catalogue[name] === undefined ? "–" : formatScore(catalogue[name]),
  }));
  return { title: name, cells };
}

function trainingColumn(systems: readonly SystemResult[], part: "fitMs" | "rankMs"): Column {
  const cells = systems.map(({ training }) => ({
    text: training === undefined ? "–" : formatMilliseconds(training[part]),
  }));
  return { title: part === "fitMs" ? "learning" : "ranking", cells };
}

function legendOf(report: EvaluationReport, metrics: readonly string[]): string[] {
  const found = new Set(metrics.flatMap((metric) => [...standingsOf(report, metric).values()]));
  const marks = [
    ...(found.has("best") ? ["* significantly better than every other system"] : []),
    ...(found.has("tied") ? ["≈ highest, or not to be told from the highest"] : []),
  ];
  const ceiling =
    Object.keys(report.ceiling).length > 0 ? ["possible: the best ranking of this data"] : [];
  const parts = [...marks, ...ceiling];
  return parts.length === 0 ? [] : [...parts, ""];
}

function renderContest(report: EvaluationReport): string[] {
  const contest = contestOf(report);
  if (contest === undefined) return [];
  const lines = report.comparisons
    .filter(
      ({ metric, system, baseline }) =>
        metric === report.primaryMetric &&
        (system === contest.challenger || baseline === contest.challenger),
    )
    .map((comparison) => describeComparison(comparison, contest.challenger));
  return lines.length === 0 ? [] : [`${report.primaryMetric}, query by query:`, ...lines, ""];
}

/** `hybrid against tfidf: +.021 ± .010, p = .004; better on 80, worse on 41, equal on 153 queries` */
function describeComparison(comparison: Comparison, challenger: string): string {
  const turned = comparison.baseline === challenger;
  const other = turned ? comparison.system : comparison.baseline;
  const difference = turned ? -comparison.difference.value : comparison.difference.value;
  const better = turned ? comparison.losses : comparison.wins;
  const worse = turned ? comparison.wins : comparison.losses;
  const verdict = comparison.significant ? "" : ", not significant";
  return `  ${printable(challenger)} against ${printable(other)}: ${formatDifference(difference)} ± ${formatMargin(comparison.difference)}, ${formatPValue(comparison.holmPValue)}${verdict}; better on ${formatCount(better)}, worse on ${formatCount(worse)}, equal on ${formatCount(comparison.ties)}`;
}

/** Group by group, a table for each baseline. */
function renderGroups(report: EvaluationReport, width: number, colour: boolean): string[] {
  const { groups, primaryMetric } = report;
  if (groups === undefined) return [];
  const contest = contestOf(report);
  const column = (title: string, textOf: (group: GroupResult) => string): Column => ({
    title,
    cells: groups.results.map((group) => ({ text: textOf(group) })),
  });
  return baselinesOf(report).flatMap((baseline, at) => {
    const challenger = contest?.challenger ?? "";
    const compared =
      (textOf: (comparison: Comparison) => string): ((group: GroupResult) => string) =>
      ({ comparisons }) =>
        textOf(comparisons[at]!);
    return [
      `${printable(challenger)} against ${printable(baseline)} by ${printable(groups.by)}, ${primaryMetric}:`,
      "",
      ...layOutTable(
        column(printable(groups.by), ({ name }) => cut(printable(name), 28)),
        [
          column("queries", ({ queries }) => formatCount(queries)),
          column("baseline", ({ systems }) => formatScore(systems[baseline]!.value)),
          column(printable(challenger), ({ systems }) => formatScore(systems[challenger]!.value)),
          column(
            "difference",
            compared(
              ({ difference }) =>
                `${formatDifference(difference.value)} ± ${formatMargin(difference)}`,
            ),
          ),
          column(
            "corrected p",
            compared(({ holmPValue }) => formatPValue(holmPValue)),
          ),
          column(
            "better",
            compared(({ wins }) => formatCount(wins)),
          ),
          column(
            "worse",
            compared(({ losses }) => formatCount(losses)),
          ),
          column(
            "equal",
            compared(({ ties }) => formatCount(ties)),
          ),
        ],
        { width, colour },
      ),
    ];
  });
}

function skippedOf(report: EvaluationReport): string[] {
  const reasons = Object.entries(report.skipped).filter(([, count]) => count > 0);
  if (reasons.length === 0) return [];
  return [
    `Skipped: ${reasons.map(([reason, count]) => `${formatCount(count)} ${printable(reason)}`).join(", ")}`,
  ];
}

/** Breaks a plain line at spaces; a table's lines fit already. */
function wrap(line: string, width: number): string[] {
  if (line.replace(/\u001B\[\d+m/g, "").length <= width) return [line];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = "";
  for (const word of line.trim().split(" ")) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = "";
    }
    current =
      current === ""
        ? `${lines.length === 0 ? indent : `${indent}  `}${word}`
        : `${current} ${word}`;
  }
  return [...lines, current];
}

/** Keeps control characters and direction marks of the data from acting on the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
