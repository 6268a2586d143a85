/** @file What was built and learned, version by version: which one serves, and the way back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ArtifactSummary } from "vitrine/client";
import { artifactsQuery, operator, readyQuery } from "../api/operator.js";
import { Button } from "../parts/button.js";
import { formatBytes } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { useTitle } from "../parts/use-title.js";
import { When } from "../parts/when.js";

export function ModelsPage(): ReactNode {
  useTitle("Models");
  const { data = [] } = useQuery(artifactsQuery);
  const { data: ready } = useQuery(readyQuery);
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: async ({ name, version }: { name: string; version?: string }) =>
      version === undefined
        ? operator.rollbackArtifact(name)
        : operator.promoteArtifact(name, version),
    onSettled: async () => queries.invalidateQueries(),
  });
  const names = [...new Set(data.map(({ name }) => name))];
  return (
    <div className="flex flex-col gap-8">
      <h1 className="text-display">Models</h1>
      <div role="status">
        {move.data !== undefined && (
          <p>
            {move.data.name} {move.data.version} is served from now on.
          </p>
        )}
        {ready?.coming.map(({ artifact, version, state }) => (
          <p key={artifact} className="text-muted">
            {artifact} {version} {state === "failed" ? "can not be served" : "is being opened"}
          </p>
        ))}
      </div>
      {move.error !== null && <ProblemPanel error={move.error} level={2} />}
      {names.length === 0 && (
        <p className="text-muted">
          Nothing has been built yet: <code>vitrine index</code>
        </p>
      )}
      {names.map((name) => (
        <section key={name} aria-label={name}>
          <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
            <h2 className="text-title">{name}</h2>
            <Button
              disabled={move.isPending || data.filter((one) => one.name === name).length < 2}
              onClick={() => {
                move.mutate({ name });
              }}
            >
              Go back to the version before
            </Button>
          </div>
          <Versions
            versions={data.filter((one) => one.name === name)}
            isBusy={move.isPending}
            onServe={(version) => {
              move.mutate({ name, version });
            }}
          />
        </section>
      ))}
    </div>
  );
}

interface VersionsProps {
  readonly versions: readonly ArtifactSummary[];
  readonly isBusy: boolean;
  readonly onServe: (version: string) => void;
}

function Versions({ versions, isBusy, onServe }: VersionsProps): ReactNode {
  const newestFirst = versions.toSorted((a, b) => Number(b.version) - Number(a.version));
  return (
    <ul className="flex flex-col gap-2">
      {newestFirst.map(({ name, version, created, bytes, aliases, problem }) => (
        <li
          key={version}
          className="grid grid-cols-[3rem_1fr_auto] items-center gap-4 rounded-box border border-line bg-surface-1 px-4 py-2"
        >
          <span className="font-semibold tabular-nums">{version}</span>
          <span className="min-w-0 text-small text-muted">
            {problem ?? (
              <>
                {created !== null && <When time={created} />}
                {bytes !== null && <span className="ps-3 tabular-nums">{formatBytes(bytes)}</span>}
              </>
            )}
          </span>
          {aliases.includes("current") ? (
            <span className="flex min-h-10 items-center px-4 font-medium text-good">Served</span>
          ) : (
            <Button
              disabled={isBusy || problem !== null}
              aria-label={`Serve version ${version} of ${name}`}
              onClick={() => {
                onServe(version);
              }}
            >
              Serve
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
