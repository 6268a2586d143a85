/**
 * @file The kinds of queries on the report page: where the challenger gains and where it loses.
 */
import type { EvaluationReport, GroupResult } from "./evaluation-report.js";
import { html } from "./html-template.js";
import type { Html } from "./html-template.js";
import {
  formatCount,
  formatDifference,
  formatInterval,
  formatMargin,
  formatPValue,
} from "./number-format.js";
import { baselinesOf } from "./standings.js";
import type { Contest } from "./standings.js";

/** A table for each baseline, a row for each group of queries. */
export function renderGroups(
  report: EvaluationReport,
  contest: Contest | undefined,
): Html | undefined {
  const { groups, primaryMetric } = report;
  if (groups === undefined || contest === undefined) return undefined;
  return html`<section aria-labelledby="groups">
    <h2 id="groups">By ${groups.by}</h2>
    <p class="muted">
      ${primaryMetric} on the queries of each ${groups.by}, and the difference on the same queries.
      p-values of the paired randomisation test, corrected by Holm for the number of groups.
    </p>
    ${baselinesOf(report).map(
      (baseline, at) =>
        html`<div class="card">
          <div class="scroll">
            ${renderGroupTable(groups.by, groups.results, { ...contest, baseline }, at)}
          </div>
        </div>`,
    )}
  </section>`;
}

function renderGroupTable(
  by: string,
  groups: readonly GroupResult[],
  { challenger, baseline }: Contest,
  at: number,
): Html {
  const cell = (label: string, value: string | Html): Html =>
    html`<td role="cell" data-label="${label}">${value}</td>`;
  const head = [by, "queries", baseline, challenger, "difference", "corrected p", "better on", "worse on", "equal on", "verdict"]; // prettier-ignore
  return html`<table role="table" class="cards">
    <caption>
      ${challenger} minus ${baseline}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${head.map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${groups.map(({ name, queries, systems, comparisons }) => {
        const { difference, holmPValue, significant, wins, losses, ties } = comparisons[at]!;
        const isGain = difference.value > 0;
        const style = significant ? (isGain ? "good" : "bad") : "muted";
        const verdict = significant ? (isGain ? "better" : "worse") : "may be chance";
        return html`<tr role="row">
          <th scope="row" role="rowheader" dir="auto">${name}</th>
          ${cell("queries", formatCount(queries))}${cell(baseline, formatInterval(systems[baseline]!))}${cell(challenger, formatInterval(systems[challenger]!))}${cell("difference", html`<span class="${style}">${formatDifference(difference.value)} ± ${formatMargin(difference)}</span>`)}${cell("corrected p", formatPValue(holmPValue))}${cell("better on", formatCount(wins))}${cell("worse on", formatCount(losses))}${cell("equal on", formatCount(ties))}${cell("verdict", html`<span class="${style}">${verdict}</span>`)}
        </tr>`;
      })}
    </tbody>
  </table>`;
}
