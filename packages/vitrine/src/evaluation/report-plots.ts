/**
 * @file The plots of a report, drawn by Observable Plot into SVG text without a browser.
 *
 * All are 340 px wide, so that their 12 px labels stay readable on a phone, and take their colours
 * from the custom properties of the page, so that one drawing serves light and dark.
 */
import * as Plot from "@observablehq/plot";
import type { EvaluationReport, SystemResult } from "./evaluation-report.js";
import { drawPlot, PLOT_WIDTH } from "./draw-plot.js";
import type { Html } from "./html-template.js";
import { formatInterval, formatMilliseconds, formatScore } from "./number-format.js";
import type { Contest, QueryGain } from "./standings.js";
import { systemColours } from "./system-colours.js";

const NAME_LENGTH = 16;

/**
 * Dot and interval of every system on one metric; a grey rule at the baseline, a dashed one at the
 * ceiling. The random order does not stretch the axis: where it falls off, an arrow points to it.
 */
export function plotMetric(
  report: EvaluationReport,
  metric: string,
  baseline: string | undefined,
): Html {
  const colours = systemColours(report.systems.map(({ name }) => name));
  const ceiling = report.ceiling[metric];
  const rows = report.systems.flatMap(({ name, metrics }) => {
    const interval = metrics[metric];
    return interval === undefined ? [] : [{ name, colour: colours.get(name), ...interval }];
  });
  const others = rows.filter(({ name }) => name !== "random");
  const domain = paddedDomain([
    ...(others.length === 0 ? rows : others).flatMap(({ low, high }) => [low, high]),
    ...(ceiling === undefined ? [] : [ceiling]),
  ]);
  const inside = rows.filter(({ low }) => low >= domain[0]);
  const left = rows.filter(({ low }) => low < domain[0]);
  const baselineValue = inside.find(({ name }) => name === baseline)?.value;
  const label = rows.map((row) => `${row.name} ${formatInterval(row)}`).join("; ");
  return drawPlot({
    label: `${metric}: ${label}${ceiling === undefined ? "" : `; possible ${formatScore(ceiling)}`}`,
    options: {
      height: 34 + rows.length * 26,
      marginTop: 6,
      marginBottom: 28,
      marginLeft: 122,
      marginRight: 84,
      x: { domain, ticks: 3, tickFormat: formatTick, label: null, tickSize: 0, tickPadding: 8 },
      y: {
        domain: rows.map(({ name }) => name),
        label: null,
        tickSize: 0,
        tickFormat: cutName,
        type: "band",
        padding: 0,
      },
      marks: [
        Plot.gridX({ ticks: 3, stroke: "var(--line)", strokeOpacity: 1 }),
        ...(baselineValue === undefined
          ? []
          : [Plot.ruleX([baselineValue], { stroke: "var(--line-strong)" })]),
        ...(ceiling === undefined
          ? []
          : [Plot.ruleX([ceiling], { stroke: "var(--line-strong)", strokeDasharray: "2 3" })]),
        // A rim, because light hues alone are hard to see on white.
        Plot.link(inside, {
          y: "name",
          x1: "low",
          x2: "high",
          stroke: "var(--mark-outline)",
          strokeWidth: 4,
          strokeLinecap: "round",
        }),
        Plot.link(inside, {
          y: "name",
          x1: "low",
          x2: "high",
          stroke: "colour",
          strokeWidth: 2.5,
          strokeLinecap: "round",
        }),
        Plot.dot(inside, {
          y: "name",
          x: "value",
          fill: "colour",
          r: 4.5,
          stroke: "var(--mark-outline)",
        }),
        Plot.text(left, {
          y: "name",
          frameAnchor: "left",
          textAnchor: "start",
          dx: 2,
          text: () => "◂",
          className: "quiet",
        }),
        Plot.text(rows, {
          y: "name",
          frameAnchor: "right",
          textAnchor: "end",
          dx: 82,
          text: (row: (typeof rows)[number]) => formatInterval(row),
          fontVariant: "tabular-nums",
        }),
      ],
    },
  });
}

/** Each query as a dot: the baseline's value across, the challenger's up. Equal dots are one larger dot. */
export function plotQueries(
  gains: readonly QueryGain[],
  { challenger, baseline }: Contest,
  metric: string,
  colour: string,
): Html {
  const counted = new Map<string, { x: number; y: number; count: number }>();
  for (const { baselineValue, challengerValue } of gains) {
    const x = Math.round(baselineValue * 50) / 50;
    const y = Math.round(challengerValue * 50) / 50;
    const dot = counted.get(`${x} ${y}`);
    if (dot === undefined) counted.set(`${x} ${y}`, { x, y, count: 1 });
    else dot.count++;
  }
  const better = gains.filter(({ gain }) => gain > 0).length;
  const worse = gains.filter(({ gain }) => gain < 0).length;
  const axis = {
    domain: [0, 1],
    ticks: 5,
    tickFormat: formatTick,
    tickSize: 0,
    labelArrow: "none",
    labelAnchor: "center",
  } as const;
  return drawPlot({
    label: `${metric} of ${gains.length} queries: ${challenger} is better than ${baseline} on ${better}, worse on ${worse}.`,
    options: {
      height: PLOT_WIDTH,
      marginTop: 14,
      marginRight: 14,
      marginLeft: 46,
      marginBottom: 42,
      x: { ...axis, label: `${metric}, ${cutName(baseline)}`, labelOffset: 38 },
      y: { ...axis, label: `${metric}, ${cutName(challenger)}`, labelOffset: 42 },
      r: { type: "identity" },
      marks: [
        Plot.gridX({ ticks: 5, stroke: "var(--line)", strokeOpacity: 1 }),
        Plot.gridY({ ticks: 5, stroke: "var(--line)", strokeOpacity: 1 }),
        Plot.link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: "var(--line-strong)" }),
        Plot.dot(
          [...counted.values()].sort((a, b) => b.count - a.count),
          {
            x: "x",
            y: "y",
            r: ({ count }: { count: number }) => Math.min(13, 2.6 * Math.sqrt(count)),
            fill: colour,
            fillOpacity: 0.65,
            stroke: "var(--mark-outline)",
          },
        ),
        Plot.text([{ x: 0.03, y: 0.97, text: `${cutName(challenger)} better` }], {
          x: "x",
          y: "y",
          text: "text",
          textAnchor: "start",
          fontWeight: 600,
          stroke: "var(--surface-1)",
          strokeWidth: 4,
          className: "quiet",
        }),
        Plot.text([{ x: 0.97, y: 0.03, text: `${cutName(baseline)} better` }], {
          x: "x",
          y: "y",
          text: "text",
          textAnchor: "end",
          fontWeight: 600,
          stroke: "var(--surface-1)",
          strokeWidth: 4,
          className: "quiet",
        }),
      ],
    },
  });
}

/**
 * Quality against the time of an answer: up and left is better. Names stand in a column, led to their
 * dots. The random order is left to the data beside the plot: it would stretch both axes.
 */
export function plotLatency(report: EvaluationReport): Html | undefined {
  const metric = report.primaryMetric;
  const colours = systemColours(report.systems.map(({ name }) => name));
  const timed = timedSystems(report);
  const informed = timed.filter(({ system }) => system.name !== "random");
  const rows = (informed.length === 0 ? timed : informed).map(({ system, latency, interval }) => ({
    name: system.name,
    colour: colours.get(system.name),
    ms: Math.max(latency.p50Ms, SHORTEST_SHOWN_MS),
    slowMs: Math.max(latency.p95Ms, SHORTEST_SHOWN_MS),
    ...interval,
  }));
  if (rows.length === 0) return undefined;
  const height = 300;
  const marginTop = 10;
  const marginBottom = 44;
  const [low, high] = paddedDomain(rows.flatMap((row) => [row.low, row.high]));
  const scale = (height - marginTop - marginBottom) / (high - low);
  const labels = spread(
    rows.map((row) => ({ row, at: (high - row.value) * scale })),
    15,
    height - marginTop - marginBottom,
  ).map(({ row, at }) => ({ ...row, labelValue: high - at / scale }));
  const slowest = Math.max(...rows.map(({ slowMs }) => slowMs)) * 1.4;
  const fastest = Math.min(...rows.map(({ ms }) => ms)) / 1.4;
  const label = rows.map(
    ({ name, ms, value }) => `${name} ${formatScore(value)} in ${formatMilliseconds(ms)}`,
  );
  return drawPlot({
    label: `${metric} and median time of an answer: ${label.join("; ")}`,
    options: {
      height,
      marginTop,
      marginBottom,
      marginLeft: 46,
      marginRight: 118,
      x: {
        type: "log",
        domain: [fastest, slowest],
        ticks: 3,
        tickFormat: formatMilliseconds,
        tickSize: 0,
        label: "time of an answer, median to 95th percentile",
        labelArrow: "none",
        labelAnchor: "left",
        labelOffset: 38,
      },
      y: {
        domain: [low, high],
        ticks: 5,
        tickFormat: formatTick,
        tickSize: 0,
        label: metric,
        labelArrow: "none",
        labelAnchor: "center",
        labelOffset: 42,
      },
      marks: [
        Plot.gridY({ ticks: 5, stroke: "var(--line)", strokeOpacity: 1 }),
        Plot.link(labels, {
          x1: "ms",
          y1: "value",
          x2: () => slowest,
          y2: "labelValue",
          stroke: "var(--line-strong)",
          strokeWidth: 0.75,
        }),
        Plot.ruleY(rows, { y: "value", x1: "ms", x2: "slowMs", stroke: "colour", strokeWidth: 2 }),
        Plot.ruleX(rows, { x: "ms", y1: "low", y2: "high", stroke: "colour", strokeWidth: 2 }),
        Plot.dot(rows, {
          x: "ms",
          y: "value",
          fill: "colour",
          r: 5,
          stroke: "var(--mark-outline)",
        }),
        Plot.text(labels, {
          x: () => slowest,
          y: "labelValue",
          text: ({ name }: { name: string }) => cutName(name),
          textAnchor: "start",
          dx: 4,
        }),
      ],
    },
  });
}

/** The systems that were timed, with their interval of the primary metric. */
export function timedSystems(report: EvaluationReport): readonly {
  readonly system: SystemResult;
  readonly latency: NonNullable<SystemResult["latency"]>;
  readonly interval: SystemResult["metrics"][string];
}[] {
  return report.systems.flatMap((system) => {
    const interval = system.metrics[report.primaryMetric];
    const { latency } = system;
    return interval === undefined || latency === null ? [] : [{ system, latency, interval }];
  });
}

/** A clock too coarse to see an answer gives 0, which a logarithmic axis can not show. */
const SHORTEST_SHOWN_MS = 0.001;

function paddedDomain(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = Math.max(0.01, (high - low) * 0.06);
  return [Math.max(0, low - pad), Math.min(1, Math.max(high, low + 0.02) + pad)];
}

/** Moves labels apart, downwards and then back up, so that neighbours stand `gap` pixels apart. */
function spread<Row>(
  labels: readonly { readonly row: Row; readonly at: number }[],
  gap: number,
  height: number,
): readonly { readonly row: Row; readonly at: number }[] {
  const sorted = labels.map((label) => ({ ...label })).sort((a, b) => a.at - b.at);
  sorted.forEach((label, index) => {
    const above = sorted[index - 1];
    if (above !== undefined) label.at = Math.max(label.at, above.at + gap);
  });
  let limit = height;
  for (const label of sorted.reverse()) {
    label.at = Math.min(label.at, limit);
    limit = label.at - gap;
  }
  return sorted;
}

function formatTick(value: number): string {
  if (value === 0) return "0";
  return Number(value.toFixed(3)).toString().replace(/^0\./, ".");
}

function cutName(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH - 1)}…`;
}
