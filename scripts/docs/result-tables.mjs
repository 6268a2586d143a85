/**
 * @file The measured results: every `docs/results/<name>.json` as a section, and the summary of them.
 *
 * A result is `{ title, command, note, order?, headline?, report?, figures? }`. `report` is what
 * `record-result.mjs` keeps of an evaluation report; `figures` are single values with a unit:
 * `[{ name, value, unit?, note? }]`. Nothing of a catalogue or of its queries is in either.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../run.mjs";

const folder = join(repository, "docs", "results");

/** One section for each result. */
export function resultSections() {
  return readResults().map(toSection).join("\n\n");
}

/** The headline metrics of every result that has some, one row each. */
export function resultSummary() {
  const rows = readResults().flatMap((result) =>
    (result.headline ?? []).map((metric) => ({ result, metric })),
  );
  if (rows.length === 0) return "No result has been recorded yet.";
  const names = [...new Set(rows.flatMap(({ result }) => systemNames(result)))];
  return table(
    ["measured on", "metric", ...names],
    rows.map(({ result, metric }) => {
      const values = new Map(
        result.report.systems.map(({ name, metrics }) => [name, metrics[metric]]),
      );
      const best = Math.max(...[...values.values()].map(({ value }) => value));
      return [
        result.title,
        metric,
        ...names.map((name) => {
          const found = values.get(name);
          if (found === undefined) return "–";
          return found.value === best ? `**${fraction(found.value)}**` : fraction(found.value);
        }),
      ];
    }),
  );
}

function readResults() {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({ file, ...JSON.parse(readFileSync(join(folder, file), "utf8")) }))
    .sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || (a.file < b.file ? -1 : 1));
}

function toSection({ title, command, note, report, figures }) {
  return [
    `## ${title}`,
    note,
    `\`\`\`sh\n${command}\n\`\`\``,
    ...(report === undefined ? [] : reportTables(report)),
    ...(figures === undefined ? [] : [figureTable(figures)]),
  ].join("\n\n");
}

function reportTables(report) {
  const { systems, metrics, ceiling, comparisons, queries, protocol, skipped, primaryMetric } =
    report;
  const options = Object.entries(protocol.options).map(([name, value]) => `${name} ${value}`);
  const left = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
  return [
    `${queries} queries, ${protocol.name} (${options.join(", ")})${left.length > 0 ? `; left out: ${left.join(", ")}` : ""}. Means with their ${report.confidence * 100} % interval from ${report.resamples.toLocaleString("en")} resamples, seed ${report.seed}.`,
    table(
      ["system", ...metrics],
      [
        ...systems.map(({ name, metrics: values }) => [
          name,
          ...metrics.map((metric) => withInterval(values[metric])),
        ]),
        ["possible", ...metrics.map((metric) => fraction(ceiling[metric]))],
      ],
    ),
    ...(comparisons.length === 0
      ? []
      : [
          `Paired by query on ${primaryMetric}, p-values corrected by Holm:`,
          table(
            ["comparison", "difference", "p", "better on", "worse on", "equal on"],
            comparisons.map(({ system, baseline, difference, holmPValue, wins, losses, ties }) => [
              `${system} − ${baseline}`,
              withInterval(difference, true),
              pValue(holmPValue),
              wins,
              losses,
              ties,
            ]),
          ),
        ]),
    ...groupTables(report),
    ...latencyTable(systems),
  ];
}

/** A table for each baseline, a row for each group of queries. */
function groupTables({ groups, primaryMetric }) {
  const [first] = groups?.results ?? [];
  return (first?.comparisons ?? []).flatMap(({ system, baseline }, at) => [
    `${system} against ${baseline} by ${groups.by}, paired by query on ${primaryMetric}, p-values corrected by Holm over the kinds:`,
    table(
      [groups.by, "queries", baseline, system, "difference", "p", "better on", "worse on", "equal on"], // prettier-ignore
      groups.results.map(({ name, queries, systems, comparisons }) => {
        const { difference, holmPValue, wins, losses, ties } = comparisons[at];
        return [
          name,
          queries,
          fraction(systems[baseline].value),
          fraction(systems[system].value),
          withInterval(difference, true),
          pValue(holmPValue),
          wins,
          losses,
          ties,
        ];
      }),
    ),
  ]);
}

function latencyTable(systems) {
  const timed = systems.filter(({ latency }) => latency !== null && latency !== undefined);
  if (timed.length === 0) return [];
  return [
    "Time of one answer, on the machine of that run and beside its other work:",
    table(
      ["system", "median", "95 % below"],
      timed.map(({ name, latency }) => [name, ms(latency.p50Ms), ms(latency.p95Ms)]),
    ),
  ];
}

function figureTable(figures) {
  return table(
    ["figure", "value", "remark"],
    figures.map(({ name, value, unit, note }) => [
      name,
      `${typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 4 }) : value}${unit === undefined ? "" : ` ${unit}`}`,
      note ?? "",
    ]),
  );
}

/** Whether the pages show a metric: one of each kind, the same choice that the terminal's table makes. */
export function isShown(metric) {
  return /^(?:(?:precision|recall|hit)@5|ndcg@\d+|mrr|map)$/.test(metric);
}

const systemNames = ({ report }) => report.systems.map(({ name }) => name);

function withInterval({ value, low, high }, signed = false) {
  const sign = signed && value > 0 ? "+" : "";
  return `${sign}${fraction(value)} [${fraction(low)}, ${fraction(high)}]`;
}

function fraction(value) {
  return value
    .toFixed(3)
    .replace(/^(-?)0\./, "$1.")
    .replace("-", "−");
}

function pValue(value) {
  return value < 0.001 ? "< .001" : fraction(value);
}

function ms(value) {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

function table(head, rows) {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
