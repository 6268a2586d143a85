/**
 * @file `node scripts/record-result.mjs REPORT NAME --title … --command … [--note …]
 * [--headline precision@5,ndcg@5] [--order N] [--subject hybrid]`: keeps of a report of
 * `vitrine evaluate … --output REPORT` what the results page shows, as `docs/results/NAME.json`.
 *
 * Queries, ids and titles stay out, because a shop's data is not the project's to publish; so do
 * the notes, which may name ids. Renew the pages afterwards: npm run docs.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { isShown } from "./docs/result-tables.mjs";
import { repository } from "./run.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    title: { type: "string" },
    command: { type: "string" },
    note: { type: "string", default: "" },
    headline: { type: "string" },
    order: { type: "string" },
    subject: { type: "string", default: "hybrid" },
  },
});
const [reportFile, name] = positionals;
if (!reportFile || !/^[a-z0-9-]+$/.test(name ?? "") || !values.title || !values.command) {
  console.error(
    "Name a report, a short name (a-z, 0-9, -), --title and --command:\n" +
      'node scripts/record-result.mjs report.json demo-shop --title "Demo shop" --command "npx vitrine evaluate …"',
  );
  process.exit(2);
}

const full = JSON.parse(readFileSync(reportFile, "utf8"));
if (full.kind !== "vitrine-evaluation" || full.schemaVersion !== 1) {
  console.error(`${reportFile} must be a report that vitrine evaluate wrote with --output.`);
  process.exit(3);
}
const headline = values.headline?.split(",");
for (const metric of headline ?? []) {
  if (full.metrics.includes(metric)) continue;
  console.error(`The report has no metric ${metric}; it has ${full.metrics.join(", ")}.`);
  process.exit(2);
}

const result = {
  title: values.title,
  command: values.command,
  note: values.note,
  ...(values.order === undefined ? {} : { order: Number(values.order) }),
  ...(headline === undefined ? {} : { headline }),
  report: {
    protocol: full.protocol,
    seed: full.seed,
    resamples: full.resamples,
    confidence: full.confidence,
    dataFingerprint: full.dataFingerprint,
    queries: full.queries,
    skipped: full.skipped,
    metrics: full.metrics.filter(isShown),
    primaryMetric: full.primaryMetric,
    systems: full.systems.map(roundedSystem),
    comparisons: full.comparisons
      .filter(({ metric }) => metric === full.primaryMetric)
      .filter(({ system, baseline }) => [system, baseline].includes(values.subject))
      .map(roundedComparison),
    ...(full.baselines === undefined ? {} : { baselines: full.baselines }),
    ...(full.groups === undefined ? {} : { groups: roundedGroups(full.groups) }),
    ceiling: rounded(shown(full.ceiling)),
  },
};
mkdirSync(join(repository, "docs", "results"), { recursive: true });
const file = join(repository, "docs", "results", `${name}.json`);
const options = { ...(await resolveConfig(file)), filepath: file };
writeFileSync(file, await format(JSON.stringify(result, null, 2), options));
console.log(`Wrote docs/results/${name}.json. Renew the pages: npm run docs`);

function roundedSystem({ name: system, metrics, catalogue, latency, memoryBytes }) {
  const kept = Object.entries(shown(metrics)).map(([metric, value]) => [metric, rounded(value)]);
  return {
    name: system,
    metrics: Object.fromEntries(kept),
    catalogue: rounded(catalogue),
    latency: latency === null ? null : rounded(latency),
    memoryBytes,
  };
}

function roundedComparison(comparison) {
  return { ...comparison, difference: rounded(comparison.difference) };
}

/** The names of the groups are kept: name them so that they tell nothing of a shop. */
function roundedGroups({ by, results }) {
  return {
    by,
    results: results.map(({ systems, comparisons, ...group }) => ({
      ...group,
      systems: Object.fromEntries(
        Object.entries(systems).map(([system, value]) => [system, rounded(value)]),
      ),
      comparisons: comparisons.map(roundedComparison),
    })),
  };
}

function shown(byMetric) {
  return Object.fromEntries(Object.entries(byMetric).filter(([metric]) => isShown(metric)));
}

/** Four decimals are more than any interval allows. */
function rounded(record) {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, Math.round(value * 1e4) / 1e4]),
  );
}
