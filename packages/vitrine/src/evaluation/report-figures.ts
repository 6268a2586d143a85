/**
 * @file The figures of the report page: each a plot, its words and the data behind it.
 */
import type { EvaluationReport } from "./evaluation-report.js";
import { html } from "./html-template.js";
import type { Html } from "./html-template.js";
import {
  formatCount,
  formatDifference,
  formatInterval,
  formatMilliseconds,
  formatScore,
} from "./number-format.js";
import { plotLatency, plotMetric, plotQueries, timedSystems } from "./report-plots.js";
import { gainsOf } from "./standings.js";
import type { Contest, QueryGain } from "./standings.js";
import { systemColours } from "./system-colours.js";

/** One small plot for each metric. */
export function renderMetricPlots(
  report: EvaluationReport,
  metrics: readonly string[],
  contest: Contest | undefined,
): Html {
  const rule = contest === undefined ? "" : ` The grey rule is ${contest.baseline}.`;
  const dashed =
    Object.keys(report.ceiling).length === 0 ? "" : " The dashed rule is what is possible.";
  return html`<section aria-labelledby="metrics">
    <h2 id="metrics">Metric by metric</h2>
    <p class="muted">
      Dot: mean over queries. Bar: ${Math.round(report.confidence * 100)} %
      interval.${rule}${dashed}
    </p>
    <div class="plots">
      ${metrics.map(
        (metric) =>
          html`<div class="card">
            <figure>
              <figcaption><h3>${metric}</h3></figcaption>
              ${plotMetric(report, metric, contest?.baseline)}
              <details>
                <summary>Show the data</summary>
                <div class="scroll">
                  <table>
                    <caption>
                      ${metric}, mean and interval
                    </caption>
                    <thead>
                      <tr>
                        <th scope="col">system</th>
                        <th scope="col">mean</th>
                        <th scope="col">low</th>
                        <th scope="col">high</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${report.systems.map(({ name, metrics: values }) => {
                        const interval = values[metric];
                        return interval === undefined
                          ? undefined
                          : html`<tr>
                              <th scope="row">${name}</th>
                              <td>${formatScore(interval.value)}</td>
                              <td>${formatScore(interval.low)}</td>
                              <td>${formatScore(interval.high)}</td>
                            </tr>`;
                      })}
                    </tbody>
                  </table>
                </div>
              </details>
            </figure>
          </div>`,
      )}
    </div>
  </section>`;
}

/** Query by query and time against quality, as far as the report knows them. */
export function renderQueryPlots(
  report: EvaluationReport,
  contest: Contest | undefined,
): Html | undefined {
  const latency = plotLatency(report);
  const gains = contest === undefined ? [] : gainsOf(report, contest);
  if (latency === undefined && gains.length === 0) return undefined;
  return html`<section aria-labelledby="plots">
    <h2 id="plots">Where and at what price</h2>
    <div class="plots">
      ${contest === undefined || gains.length === 0 ? undefined : renderScatter(report, contest, gains)}${latency === undefined ? undefined : renderLatency(report, latency)}
    </div>
  </section>`;
}

function renderScatter(
  report: EvaluationReport,
  contest: Contest,
  gains: readonly QueryGain[],
): Html {
  const { challenger, baseline } = contest;
  const colour =
    systemColours(report.systems.map(({ name }) => name)).get(challenger) ?? "currentColor";
  const better = gains.filter(({ gain }) => gain > 0).length;
  const worse = gains.filter(({ gain }) => gain < 0).length;
  return html`<div class="card">
    <figure>
      <figcaption>
        <h3>${challenger} against ${baseline}, each query</h3>
        <p>
          Better on ${formatCount(better)} queries, worse on ${formatCount(worse)}, equal on
          ${formatCount(gains.length - better - worse)}. Larger dots are more queries.
        </p>
      </figcaption>
      ${plotQueries(gains, contest, report.primaryMetric, colour)}
      <details>
        <summary>Show the data</summary>
        <div class="scroll">
          <table>
            <caption>
              ${report.primaryMetric} of each query, largest gain first
            </caption>
            <thead>
              <tr>
                <th scope="col" class="words">query</th>
                <th scope="col">${baseline}</th>
                <th scope="col">${challenger}</th>
                <th scope="col">gain</th>
              </tr>
            </thead>
            <tbody>
              ${gains.map(
                ({ result, baselineValue, challengerValue, gain }) =>
                  html`<tr>
                    <td class="words" dir="auto">${result.query}</td>
                    <td>${formatScore(baselineValue)}</td>
                    <td>${formatScore(challengerValue)}</td>
                    <td>${formatDifference(gain)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  </div>`;
}

function renderLatency(report: EvaluationReport, plot: Html): Html {
  const timed = timedSystems(report);
  const k = timed[0]?.latency.k ?? 0;
  return html`<div class="card">
    <figure>
      <figcaption>
        <h3>Quality and speed</h3>
        <p>
          Up and to the left is better. Time of one answer of ${k} products, one query at a time, on
          the machine of this evaluation.
        </p>
      </figcaption>
      ${plot}
      <details>
        <summary>Show the data</summary>
        <div class="scroll">
          <table>
            <caption>
              ${report.primaryMetric} and time of an answer
            </caption>
            <thead>
              <tr>
                <th scope="col">system</th>
                <th scope="col">${report.primaryMetric}</th>
                <th scope="col">median</th>
                <th scope="col">95th percentile</th>
                <th scope="col">answers</th>
              </tr>
            </thead>
            <tbody>
              ${timed.map(
                ({ system, latency, interval }) =>
                  html`<tr>
                    <th scope="row">${system.name}</th>
                    <td>${formatInterval(interval)}</td>
                    <td>${formatMilliseconds(latency.p50Ms)}</td>
                    <td>${formatMilliseconds(latency.p95Ms)}</td>
                    <td>${formatCount(latency.answers)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  </div>`;
}
