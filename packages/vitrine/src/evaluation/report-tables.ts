/**
 * @file The tables of the report page: systems × metrics, and one system against all others.
 */
import type { Comparison, EvaluationReport, SystemResult } from "./evaluation-report.js";
import { html } from "./html-template.js";
import type { Html } from "./html-template.js";
import {
  formatBytes,
  formatCount,
  formatDifference,
  formatMargin,
  formatMilliseconds,
  formatPValue,
  formatScore,
} from "./number-format.js";
import { differenceFor, standingsOf } from "./standings.js";
import type { Contest } from "./standings.js";
import { renderSystemName, systemColours } from "./system-colours.js";

/** Every system with its metrics, intervals and standing; on a phone one card for each. */
export function renderSystems(report: EvaluationReport, metrics: readonly string[]): Html {
  const colours = systemColours(report.systems.map(({ name }) => name));
  const standings = metrics.map((metric) => standingsOf(report, metric));
  const hasLatency = report.systems.some(({ latency }) => latency !== null);
  const hasMemory = report.systems.some(({ memoryBytes }) => memoryBytes !== null);
  const extras = [...new Set(report.systems.flatMap(({ catalogue }) => Object.keys(catalogue)))];
  const row = (system: SystemResult): Html =>
    html`<tr role="row">
      <th scope="row" role="rowheader">${renderSystemName(system.name, colours)}</th>
      ${metrics.map((metric, index) => {
        const interval = system.metrics[metric];
        if (interval === undefined) return html`<td role="cell" data-label="${metric}">–</td>`;
        const standing = standings[index]?.get(system.name) ?? "unknown";
        const mark = { best: "★", tied: "≈", behind: "", unknown: "" }[standing];
        const words = {
          best: "significantly better than all others",
          tied: "highest, or not to be told from the highest",
          behind: "",
          unknown: "",
        }[standing];
        return html`<td
          role="cell"
          class="${standing}"
          data-label="${metric}"
          title="${formatScore(interval.low)} to ${formatScore(interval.high)}"
        >
          <span
            ><span class="value">${formatScore(interval.value)}</span>
            <span class="margin">± ${formatMargin(interval)}</span
            ><span class="mark" aria-hidden="true">${mark}</span
            ><span class="hidden">${words}</span></span
          >
        </td>`;
      })}
      ${
        hasLatency
          ? html`<td role="cell" data-label="median time">
                ${system.latency === null ? "–" : formatMilliseconds(system.latency.p50Ms)}
              </td>
              <td role="cell" data-label="95th percentile">
                ${system.latency === null ? "–" : formatMilliseconds(system.latency.p95Ms)}
              </td>`
          : undefined
      }
      ${hasMemory ? html`<td role="cell" data-label="memory">${system.memoryBytes === null ? "–" : formatBytes(system.memoryBytes)}</td>` : undefined}
    </tr>`;
  const hasCeiling = Object.keys(report.ceiling).length > 0;
  const possible = !hasCeiling
    ? undefined
    : html`<tr role="row" class="possible">
        <th scope="row" role="rowheader">possible</th>
        ${metrics.map(
          (metric) =>
            html`<td role="cell" data-label="${metric}">
              <span
                >${formatScore(report.ceiling[metric] ?? Number.NaN)}<span class="mark"></span
              ></span>
            </td>`,
        )}${
          hasLatency
            ? html`<td role="cell"></td>
                <td role="cell"></td>`
            : undefined
        }${hasMemory ? html`<td role="cell"></td>` : undefined}
      </tr>`;
  return html`<section aria-labelledby="systems">
    <h2 id="systems">Systems</h2>
    <div class="card">
      <div class="scroll">
        <table role="table" class="cards">
          <caption>
            Mean over queries ± half the interval
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">system</th>
              ${metrics.map((metric) => html`<th scope="col" role="columnheader">${metric}<span class="mark"></span></th>`)}${
                hasLatency
                  ? html`<th scope="col" role="columnheader">median time</th>
                      <th scope="col" role="columnheader">95th percentile</th>`
                  : undefined
              }${hasMemory ? html`<th scope="col" role="columnheader">memory</th>` : undefined}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${report.systems.map(row)}${possible}
          </tbody>
        </table>
      </div>
      <p class="legend">
        ★ is significantly better than every other system; ≈ is the highest value, or can not be
        told from it.${hasCeiling ? " “Possible” is the best ranking that this data allows." : ""}
      </p>
      ${extras.length === 0 ? undefined : renderExtras(report, extras)}
    </div>
  </section>`;
}

function renderExtras(report: EvaluationReport, extras: readonly string[]): Html {
  return html`<details>
    <summary>Show how the rankings use the catalogue</summary>
    <div class="scroll">
      <table>
        <caption>
          Share of the catalogue shown (coverage), unevenness of showing it (gini), variety within a
          list (diversity), rarity (novelty, in bits).
        </caption>
        <thead>
          <tr>
            <th scope="col">system</th>
            ${extras.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${report.systems.map(
            ({ name, catalogue }) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${extras.map((extra) => html`<td>${formatScore(catalogue[extra] ?? Number.NaN)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** The challenger against each other system, on the primary metric and, folded away, on the others. */
export function renderComparisons(
  report: EvaluationReport,
  metrics: readonly string[],
  contest: Contest | undefined,
): Html | undefined {
  if (contest === undefined) return undefined;
  const { challenger } = contest;
  const ofChallenger = report.comparisons.filter(
    ({ system, baseline }) => system === challenger || baseline === challenger,
  );
  const primary = ofChallenger.filter(({ metric }) => metric === report.primaryMetric);
  const others = ofChallenger.filter(
    ({ metric }) => metric !== report.primaryMetric && metrics.includes(metric),
  );
  if (primary.length === 0) return undefined;
  return html`<section aria-labelledby="comparisons">
    <h2 id="comparisons">${challenger}, query by query</h2>
    <p class="muted">
      Differences on the same queries. p-values of the paired randomisation test, corrected by Holm
      for the number of systems compared.
    </p>
    <div class="card">
      <div class="scroll">${renderComparisonTable(primary, challenger, report.primaryMetric)}</div>
      ${
        others.length === 0
          ? undefined
          : html`<details>
              <summary>Show the other metrics</summary>
              <div class="scroll">
                ${renderComparisonTable(others, challenger, "all other metrics shown")}
              </div>
            </details>`
      }
    </div>
  </section>`;
}

function renderComparisonTable(
  comparisons: readonly Comparison[],
  challenger: string,
  what: string,
): Html {
  const cell = (label: string, value: string | Html): Html =>
    html`<td role="cell" data-label="${label}">${value}</td>`;
  const row = (comparison: Comparison): Html => {
    const turned = comparison.baseline === challenger;
    const difference = differenceFor(comparison, challenger);
    const style = comparison.significant ? (difference > 0 ? "good" : "bad") : "muted";
    const verdict = comparison.significant
      ? difference > 0
        ? "better"
        : "worse"
      : "may be chance";
    return html`<tr role="row">
      <th scope="row" role="rowheader">${turned ? comparison.system : comparison.baseline}</th>
      ${cell("metric", comparison.metric)}${cell("difference", html`<span class="${style}">${formatDifference(difference)} ± ${formatMargin(comparison.difference)}</span>`)}${cell("corrected p", formatPValue(comparison.holmPValue))}${cell("better on", formatCount(turned ? comparison.losses : comparison.wins))}${cell("worse on", formatCount(turned ? comparison.wins : comparison.losses))}${cell("equal on", formatCount(comparison.ties))}${cell("verdict", html`<span class="${style}">${verdict}</span>`)}
    </tr>`;
  };
  return html`<table role="table" class="cards">
    <caption>
      ${challenger} minus each other system, ${what}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${["against", "metric", "difference", "corrected p", "better on", "worse on", "equal on", "verdict"].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${comparisons.map(row)}
    </tbody>
  </table>`;
}
