/**
 * @file How import, index and search grow with the catalogue: `bench/scale/results.json` as a table,
 * with an exponent fitted to each column.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../run.mjs";
import { measuredOn } from "./measured-on.mjs";

/** Column heads, and where their numbers stand in a row of the record. */
const COLUMNS = [
  ["import", (row) => row.import.seconds, toTime],
  ["its memory", (row) => row.import.peakMegabytes, toMegabytes],
  ["index", (row) => row.index.seconds, toTime],
  ["its memory", (row) => row.index.peakMegabytes, toMegabytes],
  ["open, first search", (row) => row.open.seconds, toTime],
  ["search, median", (row) => row.search.medianMs / 1000, toTime],
  ["search, 99 %", (row) => row.search.p99Ms / 1000, toTime],
  ["its memory", (row) => row.search.peakMegabytes, toMegabytes],
  ["100 changes found", (row) => row.update.updateSeconds, toTime],
  ["100 changes indexed", (row) => row.update.indexSeconds, toTime],
];

/** The table and what it was measured on. */
export function scaleTables(file) {
  const record = JSON.parse(readFileSync(join(repository, file), "utf8"));
  const { rows, versions } = record;
  const lines = [
    ["products", ...COLUMNS.map(([name]) => name)],
    ["---:", ...COLUMNS.map(() => "---:")],
    ...rows.map((row) => [
      row.products.toLocaleString("en"),
      ...COLUMNS.map(([, valueOf, toText]) => toText(valueOf(row))),
    ]),
    ["exponent", ...COLUMNS.map(([, valueOf]) => exponentOf(rows, valueOf).toFixed(2))],
  ];
  return [
    lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
    `${measuredOn(record)} node ${versions.node}.`,
  ].join("\n\n");
}

/** What the embedded store does by itself, as a table. */
export function storeFigures(file) {
  const { store } = JSON.parse(readFileSync(join(repository, file), "utf8"));
  const perSecond = (rows) => `${Number(rows.toPrecision(2)).toLocaleString("en")} products/s`;
  const lines = [
    ["embedded store, small products", ""],
    ["---", "---:"],
    ["first write of a new folder", toTime(store.openSeconds)],
    ["first write of a folder that is there", toTime(store.reopenSeconds)],
    ["writes of 1,000", perSecond(store.bulkRowsPerSecond)],
    ["writes of one, each awaited", perSecond(store.singleRowsPerSecond)],
    ["memory of the process, the engine's included", toMegabytes(store.peakMegabytes)],
  ];
  return [lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n"), measuredOn(store)].join(
    "\n\n",
  );
}

/** The b of value ≈ a · products^b: the slope of the logarithms by least squares. */
function exponentOf(rows, valueOf) {
  const points = rows.map((row) => [Math.log(row.products), Math.log(valueOf(row))]);
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return over / under;
}

function toTime(seconds) {
  if (seconds < 1) return `${Number((seconds * 1000).toPrecision(2))} ms`;
  return `${Number(seconds.toPrecision(3))} s`;
}

function toMegabytes(megabytes) {
  return `${megabytes.toLocaleString("en")} MB`;
}
