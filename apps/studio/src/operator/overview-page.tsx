/** @file What needs the operator, and how the shop does, at a glance. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ArtifactSummary, EvaluationList } from "vitrine/client";
import { artifactsQuery, evaluationsQuery, readyQuery } from "../api/operator.js";
import type { ServerState } from "../api/operator.js";
import { formatCount } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { useTitle } from "../parts/use-title.js";
import { When } from "../parts/when.js";
import { sayValue } from "./interval-cell.js";

export function OverviewPage(): ReactNode {
  useTitle("Overview");
  const ready = useQuery(readyQuery);
  const artifacts = useQuery(artifactsQuery);
  const evaluations = useQuery(evaluationsQuery);
  const error = ready.error ?? evaluations.error;
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void ready.refetch()} />;
  const served = artifacts.data?.filter(({ aliases }) => aliases.includes("current")) ?? [];
  const needs = whatNeedsYou(ready.data, served, evaluations.data);
  return (
    <div className="flex flex-col gap-10">
      <h1 className="sr-only">Overview</h1>
      <section aria-label="Now" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Card name="Server" to="/studio/models">
          {ready.data === undefined ? "…" : ready.data.isReady ? "Ready" : "Not ready"}
        </Card>
        <Card name="Products that are found" to="/studio/models">
          {ready.data?.products === undefined ? "–" : formatCount(ready.data.products)}
        </Card>
        {["judged search", "interactions"].map((protocol) => {
          const newest = evaluations.data?.evaluations.find((one) => one.protocol === protocol);
          const best = newest === undefined ? undefined : bestOf(newest.systems);
          return (
            <Card
              key={protocol}
              name={newest === undefined ? protocol : `${newest.primaryMetric}, ${protocol}`}
              to="/studio/evaluations"
              note={best === undefined ? "not measured yet" : `by ${best.name}`}
            >
              {best === undefined ? "–" : sayValue(best.value)}
            </Card>
          );
        })}
      </section>
      <section aria-label="What needs you">
        <h2 className="pb-3 text-title">What needs you</h2>
        {needs.length === 0 ? (
          <p className="text-muted">Nothing, now.</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {needs.map((need) => (
              <li key={need} className="rounded-box border border-line bg-surface-1 px-4 py-3">
                {need}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="What is served">
        <h2 className="pb-3 text-title">What is served</h2>
        <ul className="grid gap-4 sm:grid-cols-2">
          {served.map(({ name, version, created }) => (
            <li key={name} className="rounded-box border border-line bg-surface-1 p-4">
              <p className="font-medium">
                {name} <span className="text-muted tabular-nums">{version}</span>
              </p>
              <p className="text-small text-muted">
                {created === null ? (
                  "damaged"
                ) : (
                  <>
                    built <When time={created} />
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

interface CardProps {
  readonly name: string;
  readonly to: "/studio/models" | "/studio/evaluations";
  readonly note?: string;
  readonly children: ReactNode;
}

function Card({ name, to, note = "", children }: CardProps): ReactNode {
  return (
    <Link
      to={to}
      className="flex flex-col gap-1 rounded-box border border-line bg-surface-1 p-4 hover:bg-surface-2"
    >
      <span className="text-small text-muted">{name}</span>
      <span className="text-display font-semibold tabular-nums">{children}</span>
      <span className="min-h-[1.5em] text-small text-muted">{note}</span>
    </Link>
  );
}

type Measured = EvaluationList["evaluations"][number]["systems"][number];

function bestOf(systems: readonly Measured[]): { name: string; value: number } | undefined {
  return systems
    .flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]))
    .sort((a, b) => b.value - a.value)[0];
}

/** Models that are measured to be told what is worth its cost. */
const SIMPLE = new Set(["random", "popularity", "tfidf", "bm25"]);

function whatNeedsYou(
  ready: ServerState | undefined,
  served: readonly ArtifactSummary[],
  list: EvaluationList | undefined,
): readonly string[] {
  const newest = new Map(list?.evaluations.toReversed().map((one) => [one.protocol, one]));
  return [
    ...(ready?.problem === undefined ? [] : [ready.problem]),
    ...(ready?.coming ?? []).map(({ artifact, version, state }) =>
      state === "failed"
        ? `Version ${version} of ${artifact} can not be served; the one before goes on serving. Build it again, or go back.`
        : `Version ${version} of ${artifact} is being opened.`,
    ),
    ...served.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`])),
    ...(ready?.isReady === true && !served.some(({ name }) => name === "recommendations")
      ? ["Nothing has been learned of what shoppers do: vitrine train"]
      : []),
    ...(list?.damaged ?? []).map(({ id, problem }) => `The report ${id} is damaged: ${problem}`),
    ...(list?.evaluations.length === 0
      ? ["How good search is has not been measured: vitrine evaluate search"]
      : []),
    ...[...newest.values()].flatMap(({ protocol, systems, primaryMetric }) => {
      const best = bestOf(systems);
      return best !== undefined && SIMPLE.has(best.name)
        ? [`In ${protocol} nothing beats ${best.name} in ${primaryMetric}.`]
        : [];
    }),
  ];
}
