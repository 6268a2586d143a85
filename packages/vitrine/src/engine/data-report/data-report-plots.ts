/** @file The plots of the page of a data report. */
import * as Plot from "@observablehq/plot";
import type { Quantiles } from "../../data/profile-numbers.js";
import type { PriceProfile } from "../../data/profile-prices.js";
import { drawPlot } from "../../evaluation/draw-plot.js";
import type { Html } from "../../evaluation/html-template.js";
import { formatCount } from "../../evaluation/number-format.js";
import { currencyOf, formatPrice, formatShare } from "./data-report-facts.js";
import type { ShareRow } from "./data-report-facts.js";

const NAME_LENGTH = 18;
const ROW = 24;

/** A bar for each row, its share beside it. */
export function plotShares(rows: readonly ShareRow[], label: string): Html {
  // Two names may be cut to the same text: rows stand at their places, not at their names.
  const placed = rows.map((row, place) => ({ ...row, place: String(place) }));
  return drawPlot({
    label: `${label}: ${rows.map(({ name, share }) => `${name} ${formatShare(share)}`).join("; ")}`,
    options: {
      height: 8 + rows.length * ROW,
      marginTop: 4,
      marginBottom: 4,
      marginLeft: 132,
      marginRight: 58,
      x: { domain: [0, 1], axis: null },
      y: {
        domain: placed.map(({ place }) => place),
        label: null,
        tickSize: 0,
        tickFormat: (place: string) => cutName(rows[Number(place)]?.name ?? ""),
        type: "band",
        padding: 0.3,
      },
      marks: [
        Plot.barX(placed, { y: "place", x: 1, fill: "var(--surface-2)" }),
        Plot.barX(placed, { y: "place", x: "share", fill: "var(--hue-blue)" }),
        Plot.text(placed, {
          y: "place",
          frameAnchor: "right",
          textAnchor: "end",
          dx: 54,
          text: ({ share }: ShareRow) => formatShare(share),
          fontVariant: "tabular-nums",
        }),
      ],
    },
  });
}

/** How many prices lie where; the axis is logarithmic, as the bins are of equal ratio. */
export function plotPrices(price: PriceProfile): Html {
  const { histogram } = price;
  const most = Math.max(...histogram.map(({ count }) => count));
  const [from, to] = [histogram[0]?.from ?? 1, histogram.at(-1)?.to ?? 1];
  // Equal prices have no extent, but their bar needs some.
  const bins = histogram.map((bin) =>
    bin.from === bin.to ? { ...bin, from: bin.from / 1.1, to: bin.to * 1.1 } : bin,
  );
  return drawPlot({
    label: `${formatCount(price.count)} prices in ${currencyOf(price)} from ${formatPrice(from)} to ${formatPrice(to)}, median ${formatPrice(price.median)}; at most ${formatCount(most)} in one bar`,
    options: {
      height: 220,
      marginTop: 16,
      marginBottom: 44,
      marginLeft: 52,
      marginRight: 16,
      x: {
        type: "log",
        domain: [bins[0]?.from ?? 1, bins.at(-1)?.to ?? 1],
        ticks: 4,
        tickFormat: tickOf,
        tickSize: 0,
        label: `price in ${currencyOf(price)}`,
        labelArrow: "none",
        labelAnchor: "center",
        labelOffset: 38,
      },
      y: {
        domain: [0, most],
        ticks: 4,
        tickFormat: tickOf,
        tickSize: 0,
        label: null,
      },
      marks: [
        Plot.gridY({ ticks: 4, stroke: "var(--line)", strokeOpacity: 1 }),
        Plot.rect(bins, {
          x1: "from",
          x2: "to",
          y1: 0,
          y2: "count",
          inset: 0.5,
          fill: "var(--hue-blue)",
        }),
        Plot.ruleX(
          [price.median].filter((median) => median > 0),
          {
            stroke: "var(--text)",
            strokeDasharray: "3 3",
          },
        ),
        Plot.ruleY([0], { stroke: "var(--line-strong)" }),
      ],
    },
  });
}

/** Texts by their length: half of them in the thick line, nearly all in the thin one, the median as a dot. */
export function plotLengths(
  texts: readonly { readonly name: string; readonly quantiles: Quantiles }[],
): Html {
  const rows = texts.map(({ name, quantiles: { min, q1, median, q3, p95 } }) => ({
    name,
    min: Math.max(1, min),
    q1: Math.max(1, q1),
    median: Math.max(1, median),
    q3: Math.max(1, q3),
    p95: Math.max(1, p95),
  }));
  const label = rows.map(
    ({ name, q1, median, q3 }) =>
      `${name} median ${Math.round(median)}, half from ${Math.round(q1)} to ${Math.round(q3)} characters`,
  );
  return drawPlot({
    label: label.join("; "),
    options: {
      height: 58 + rows.length * 34,
      marginTop: 8,
      marginBottom: 44,
      marginLeft: 92,
      marginRight: 24,
      x: {
        type: "log",
        domain: [
          Math.min(...rows.map(({ min }) => min)),
          Math.max(...rows.map(({ p95, min }) => Math.max(p95, min * 1.5))),
        ],
        ticks: 4,
        tickFormat: tickOf,
        tickSize: 0,
        label: "characters",
        labelArrow: "none",
        labelAnchor: "center",
        labelOffset: 38,
      },
      y: { domain: rows.map(({ name }) => name), label: null, tickSize: 0, type: "band" },
      marks: [
        Plot.gridX({ ticks: 4, stroke: "var(--line)", strokeOpacity: 1 }),
        Plot.link(rows, {
          y: "name",
          x1: "min",
          x2: "p95",
          stroke: "var(--hue-blue)",
          strokeWidth: 1.5,
        }),
        Plot.link(rows, {
          y: "name",
          x1: "q1",
          x2: "q3",
          stroke: "var(--hue-blue)",
          strokeWidth: 7,
          strokeLinecap: "butt",
        }),
        Plot.dot(rows, {
          y: "name",
          x: "median",
          r: 5,
          fill: "var(--surface-1)",
          stroke: "var(--text)",
          strokeWidth: 1.5,
        }),
      ],
    },
  });
}

/** `1,200` as `1.2k`: an axis has little room. */
function tickOf(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (value >= 1e3) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}

function cutName(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH - 1)}…`;
}
