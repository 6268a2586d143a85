/** @file One evaluation: every system by every metric with its interval, and what is shown by it. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EvaluationReport } from "vitrine/client";
import { evaluationQuery } from "../api/operator.js";
import { countOf } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { useTitle } from "../parts/use-title.js";
import { IntervalCell, sayValue } from "./interval-cell.js";

export function EvaluationPage(): ReactNode {
  const { id } = useParams({ from: "/studio/evaluations/$id" });
  const { data, error, refetch } = useQuery(evaluationQuery(id));
  useTitle(data?.protocol.name ?? "Evaluation");
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <p aria-busy>Reading the report</p>;
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-col gap-2">
        <p className="text-small">
          <Link to="/studio/evaluations" className="text-muted underline underline-offset-2">
            All evaluations
          </Link>
        </p>
        <h1 className="text-display">{data.protocol.name}</h1>
        <p className="max-w-prose text-muted">{data.protocol.description}</p>
        <p className="text-small text-muted">
          {countOf(data.queries, "query", "queries")}, {Math.round(100 * data.confidence)} %
          intervals from {data.resamples} resamples, seed {data.seed}, data{" "}
          <code>{data.dataFingerprint.slice(0, 8)}</code>
        </p>
      </header>
      <Systems report={data} />
      <Comparisons report={data} />
      {data.notes.length > 0 && (
        <section aria-label="Notes">
          <h2 className="pb-2 text-title">Notes</h2>
          <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
            {data.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const CELL = "px-3 py-2 text-start align-top first:ps-0";

function Systems({ report }: { readonly report: EvaluationReport }): ReactNode {
  const { systems, primaryMetric, baselines } = report;
  const metrics = [primaryMetric, ...report.metrics.filter((metric) => metric !== primaryMetric)];
  const baseline = baselines?.[0];
  const mostOf = (metric: string): number =>
    Math.max(0, ...systems.map((system) => system.metrics[metric]?.high ?? 0));
  return (
    <section aria-label="Systems">
      <h2 className="pb-2 text-title">Systems</h2>
      <div tabIndex={0} role="group" aria-label="Table of systems" className="overflow-x-auto">
        <table className="w-full border-collapse">
          <thead>
            <tr className="border-b border-line text-small text-muted">
              <th scope="col" className={`${CELL} font-medium`}>
                System
              </th>
              {metrics.map((metric) => (
                <th
                  key={metric}
                  scope="col"
                  className={`${CELL} ${metric === primaryMetric ? "font-semibold text-text" : "font-medium"}`}
                >
                  {metric}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {systems.map((system) => (
              <tr key={system.name} className="border-b border-line">
                <th scope="row" className={`${CELL} font-medium whitespace-nowrap`}>
                  {system.name}
                </th>
                {metrics.map((metric) => {
                  const interval = system.metrics[metric];
                  const rule = systems.find(({ name }) => name === baseline)?.metrics[metric];
                  return (
                    <td key={metric} className={CELL}>
                      {interval === undefined ? (
                        "–"
                      ) : (
                        <IntervalCell
                          interval={interval}
                          most={mostOf(metric)}
                          {...(rule === undefined ? {} : { baseline: rule.value })}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Comparisons({ report }: { readonly report: EvaluationReport }): ReactNode {
  const rows = report.comparisons.filter(({ metric }) => metric === report.primaryMetric);
  if (rows.length === 0) return null;
  return (
    <section aria-label="Differences">
      <h2 className="pb-1 text-title">Differences in {report.primaryMetric}</h2>
      <p className="pb-3 text-small text-muted">
        Paired by query, corrected by Holm. What is grey is not shown to differ.
      </p>
      <div tabIndex={0} role="group" aria-label="Table of differences" className="overflow-x-auto">
        <table className="w-full border-collapse tabular-nums">
          <thead>
            <tr className="border-b border-line text-small text-muted">
              {["System", "against", "Difference", "p", "Better", "Worse", "Equal"].map((name) => (
                <th key={name} scope="col" className={`${CELL} font-medium`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.system} ${row.baseline}`} className="border-b border-line">
                <th scope="row" className={`${CELL} font-medium`}>
                  {row.system}
                </th>
                <td className={CELL}>{row.baseline}</td>
                <td className={`${CELL} ${lookOf(row)}`}>
                  {row.difference.value > 0 && "+"}
                  {sayValue(row.difference.value)}{" "}
                  <span className="text-label">
                    [{sayValue(row.difference.low)}, {sayValue(row.difference.high)}]
                  </span>
                </td>
                <td className={CELL}>
                  {row.holmPValue < 0.001 ? "< .001" : sayValue(row.holmPValue)}
                </td>
                <td className={CELL}>{row.wins}</td>
                <td className={CELL}>{row.losses}</td>
                <td className={CELL}>{row.ties}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function lookOf(row: EvaluationReport["comparisons"][number]): string {
  if (!row.significant) return "text-muted";
  return row.difference.value > 0 ? "text-good" : "text-bad";
}
