/** @file The evaluations that were kept, newest first. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { evaluationsQuery } from "../api/operator.js";
import { countOf } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { useTitle } from "../parts/use-title.js";
import { When } from "../parts/when.js";
import { sayValue } from "./interval-cell.js";

export function EvaluationsPage(): ReactNode {
  useTitle("Evaluation");
  const { data, error, refetch } = useQuery(evaluationsQuery);
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex flex-col gap-6">
      <h1 className="text-display">Evaluation</h1>
      {data?.evaluations.length === 0 && (
        <p className="text-muted">
          Nothing has been measured yet: <code>vitrine evaluate catalogue</code> needs no more than
          the products.
        </p>
      )}
      <ul className="flex flex-col gap-3">
        {data?.evaluations.map(({ id, created, protocol, queries, primaryMetric, systems }) => (
          <li
            key={id}
            className="relative flex flex-col gap-2 rounded-box border border-line bg-surface-1 p-4 hover:bg-surface-2"
          >
            <h2 className="text-large">
              <Link
                to="/studio/evaluations/$id"
                params={{ id }}
                className="after:absolute after:inset-0"
              >
                {protocol}
              </Link>
            </h2>
            <p className="text-small text-muted">
              <When time={created} />, {countOf(queries, "query", "queries")}, {primaryMetric}
            </p>
            <ul className="flex flex-wrap gap-x-6 gap-y-1 tabular-nums">
              {systems.map(({ name, value }) => (
                <li key={name}>
                  <span className="text-muted">{name}</span>{" "}
                  {value === null ? "–" : sayValue(value)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}
