/**
 * @file Wins and losses on the report page: what two systems made of the same query, side by side.
 */
import type { EvaluationReport, QueryResult } from "./evaluation-report.js";
import { html } from "./html-template.js";
import type { Html } from "./html-template.js";
import { formatCount, formatDifference, formatScore } from "./number-format.js";
import { gainsOf } from "./standings.js";
import type { Contest, QueryGain } from "./standings.js";
import { renderSystemName, systemColours } from "./system-colours.js";

/** The rest of a list is folded away, so that a phone shows wins and losses without long scrolling. */
const SHOWN_AT_ONCE = 3;

/** The queries on which the challenger gained and lost most. */
export function renderContest(
  report: EvaluationReport,
  contest: Contest | undefined,
  shown: number,
): Html | undefined {
  if (contest === undefined) return undefined;
  const gains = gainsOf(report, contest);
  if (gains.length === 0) return undefined;
  const wins = gains.filter(({ gain }) => gain > 0).slice(0, shown);
  const losses = gains
    .filter(({ gain }) => gain < 0)
    .slice(-shown)
    .reverse();
  const list = (name: string, found: readonly QueryGain[], none: string): Html => {
    const cards = found.map((gain) => renderGain(report, contest, gain));
    const folded = cards.slice(SHOWN_AT_ONCE);
    return html`<div>
      <h3>${name}</h3>
      ${cards.length === 0 ? html`<p class="muted">${none}</p>` : cards.slice(0, SHOWN_AT_ONCE)}
      ${
        folded.length === 0
          ? undefined
          : html`<details>
              <summary>Show ${folded.length} more</summary>
              ${folded}
            </details>`
      }
    </div>`;
  };
  return html`<section aria-labelledby="contest">
    <h2 id="contest">Wins and losses</h2>
    <p class="muted">
      The queries on which ${contest.challenger} gained and lost most against ${contest.baseline},
      with the first products of both. The number before a title is its grade; a dash means that
      nobody judged it.
    </p>
    <div class="contest">
      ${list("Gained most", wins, "No query was better.")}${list("Lost most", losses, "No query was worse.")}
    </div>
  </section>`;
}

function renderGain(
  report: EvaluationReport,
  contest: Contest,
  { result, challengerValue, baselineValue, gain }: QueryGain,
): Html {
  const colours = systemColours(report.systems.map(({ name }) => name));
  return html`<article class="card query">
    <h4 dir="auto">${result.query}</h4>
    <p class="change">
      ${report.primaryMetric} ${formatScore(baselineValue)} → ${formatScore(challengerValue)},
      ${formatDifference(gain)} · ${formatCount(result.relevant)} relevant
    </p>
    <div class="lists">
      ${[contest.challenger, contest.baseline].map((name) => renderTop(report, result, name, colours))}
    </div>
  </article>`;
}

function renderTop(
  report: EvaluationReport,
  result: QueryResult,
  name: string,
  colours: ReadonlyMap<string, string>,
): Html {
  const found = result.top[name] ?? [];
  return html`<div>
    <h5>${renderSystemName(name, colours)}</h5>
    ${
      found.length === 0
        ? html`<p class="muted">Found nothing.</p>`
        : html`<ol>
            ${found.map(({ id, grade }) => {
              const style = grade !== null && grade >= 1 ? " right" : "";
              const words = grade === null ? "not judged:" : `grade ${grade}:`;
              const title = Object.hasOwn(report.titles, id) ? report.titles[id] : undefined;
              return html`<li>
                <span class="grade${style}" aria-hidden="true">${grade ?? "–"}</span
                ><span dir="auto" title="${title ?? id}"
                  ><span class="hidden">${words} </span>${title ?? id}</span
                >
              </li>`;
            })}
          </ol>`
    }
  </div>`;
}
