/** @file What a server holds: `bench/serving/results.json` as tables of latencies and of where the time goes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../run.mjs";
import { measuredOn } from "./measured-on.mjs";

/** How the kinds of requests are called. */
const KINDS = {
  search: "searches, each for the first time",
  repeated: "searches, some more frequent than others",
  recommendations: "recommendations",
};

/** The tables and what they were measured on. */
export function servingTables(file) {
  const record = JSON.parse(readFileSync(join(repository, file), "utf8"));
  const { rows, profiles, products, events, connections, seconds, versions } = record;
  const latencies = [
    ["", "asked a second", "median", "99 %", "longest", "processor time each", "failed"],
    ["---", ...Array(6).fill("---:")],
    ...rows.map((row) => [
      KINDS[row.kind],
      row.rate < row.wanted * 0.95 ? `${row.wanted}, not held` : String(row.wanted),
      ...[row.medianMs, row.p99Ms, row.worstMs, row.processorMs].map(toMs),
      String(row.failed),
    ]),
  ];
  return [
    table(latencies),
    `${products.toLocaleString("en")} products, ${events.toLocaleString("en")} events, ${connections} connections, ${seconds} s a rate. ${measuredOn(record)} node ${versions.node}.`,
    "Where the time of the server's main thread goes in one request, by a profile at 50 a second (the profile itself slows it):",
    table(shares(profiles)),
  ].join("\n\n");
}

function shares(profiles) {
  const parts = [...new Set(Object.values(profiles).flatMap(Object.keys))].filter(
    (part) => part !== "waiting",
  );
  const names = Object.keys(profiles);
  const rows = parts.map((part) => [part, ...names.map((name) => profiles[name][part] ?? 0)]);
  rows.sort((a, b) => b[1] - a[1]);
  const sums = names.map((_, at) => rows.reduce((sum, row) => sum + row[at + 1], 0));
  return [
    ["", ...names],
    ["---", ...names.map(() => "---:")],
    ...rows.map(([part, ...ms]) => [part, ...ms.map(toMs)]),
    ["together", ...sums.map(toMs)],
  ];
}

const table = (lines) => lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function toMs(milliseconds) {
  return milliseconds < 0.1 ? "< .1 ms" : `${Number(milliseconds.toPrecision(2))} ms`;
}
