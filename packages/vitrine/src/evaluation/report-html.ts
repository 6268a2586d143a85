/**
 * @file Renders a report as one HTML page that needs nothing else: no script, no request, no font.
 *
 * The policy in its head allows the page's own style sheet, by hash, and nothing more, so that even
 * markup that slipped through could load and run nothing. All text of the data is escaped.
 */
import type { EvaluationReport } from "./evaluation-report.js";
import { headlineMetrics } from "./headline-metrics.js";
import { html } from "./html-template.js";
import type { Html } from "./html-template.js";
import {
  formatCount,
  formatDifference,
  formatInterval,
  formatMargin,
  formatPValue,
} from "./number-format.js";
import { renderContest } from "./report-contest.js";
import { renderMetricPlots, renderQueryPlots } from "./report-figures.js";
import { renderGroups } from "./report-groups.js";
import { reportPage } from "./report-page.js";
import { renderComparisons, renderSystems } from "./report-tables.js";
import { comparisonOf, contestOf, differenceFor } from "./standings.js";
import type { Contest } from "./standings.js";

export interface ReportHtmlOptions {
  /** Heading of the page; default the protocol's name. */
  readonly title?: string;
  /** How many wins and how many losses are shown; default 6. */
  readonly shownQueries?: number;
}

/**
 * Renders the page.
 *
 * @returns A whole HTML document, a few hundred kB for thousands of queries; the same report gives the same bytes.
 */
export function reportToHtml(report: EvaluationReport, options: ReportHtmlOptions = {}): string {
  const title = options.title ?? `Evaluation: ${report.protocol.name}`;
  const contest = contestOf(report);
  const metrics = headlineMetrics(report.metrics);
  return reportPage(
    title,
    html`${renderHeader(report, title, contest)} ${renderSystems(report, metrics)}
    ${renderMetricPlots(report, metrics, contest)} ${renderComparisons(report, metrics, contest)}
    ${renderGroups(report, contest)} ${renderQueryPlots(report, contest)}
    ${renderContest(report, contest, options.shownQueries ?? 6)} ${renderMethod(report)}`,
  );
}

function renderHeader(report: EvaluationReport, title: string, contest: Contest | undefined): Html {
  const skipped = Object.values(report.skipped).reduce((sum, count) => sum + count, 0);
  return html`<header>
    <h1 dir="auto">${title}</h1>
    ${contest === undefined ? undefined : html`<p class="verdict">${renderVerdict(report, contest)}</p>`}
    <p class="muted">${report.protocol.description}</p>
    <ul class="facts">
      <li><b>${formatCount(report.queries)}</b> queries</li>
      <li><b>${formatCount(skipped)}</b> left out</li>
      <li><b>${Math.round(report.confidence * 100)} %</b> intervals, bootstrap over queries</li>
      <li>seed <b>${report.seed}</b></li>
    </ul>
  </header>`;
}

/** The answer in one sentence, which never calls a difference a gain that may be chance. */
function renderVerdict(report: EvaluationReport, { challenger, baseline }: Contest): Html {
  const metric = report.primaryMetric;
  const intervalOf = (name: string): Html => {
    const interval = report.systems.find((system) => system.name === name)?.metrics[metric];
    return html`<span class="keep"
      >${interval === undefined ? "–" : formatInterval(interval)}</span
    >`;
  };
  const values = html`<b>${challenger}</b> reaches ${metric} ${intervalOf(challenger)},
    <b>${baseline}</b> ${intervalOf(baseline)}.`;
  const comparison = comparisonOf(report.comparisons, metric, challenger, baseline);
  if (comparison === undefined) return html`${values} The two were not compared query by query.`;
  const difference = differenceFor(comparison, challenger);
  const change = html`<span class="keep"
      >${formatDifference(difference)} ± ${formatMargin(comparison.difference)}</span
    >
    <span class="keep">(${formatPValue(comparison.holmPValue)})</span>`;
  if (!comparison.significant) {
    return html`${values} The difference of ${change} may be chance.`;
  }
  return difference > 0
    ? html`${values} A gain of <span class="good">${change}</span>.`
    : html`${values} <b>${challenger}</b> does not beat it: <span class="bad">${change}</span>.`;
}

function renderMethod(report: EvaluationReport): Html {
  const entries: readonly (readonly [string, string])[] = [
    ["Protocol", report.protocol.name],
    ...Object.entries(report.protocol.options).map(
      ([name, value]) => [name, String(value)] as const,
    ),
    ["Resamples", formatCount(report.resamples)],
    ["Seed", String(report.seed)],
    [
      "Left out",
      Object.entries(report.skipped)
        .map(([reason, count]) => `${formatCount(count)} ${reason}`)
        .join("; ") || "nothing",
    ],
    ...report.notes.map((note) => ["Note", note] as const),
    ["Fingerprint of the data", report.dataFingerprint],
  ];
  return html`<section aria-labelledby="method">
    <h2 id="method">How it was measured</h2>
    <dl>
      ${entries.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </section>`;
}
