/** @file What every page of the studio stands in: its parts, and the way in where there are keys. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { artifactsQuery, needsKey, sessionQuery, signIn, signOut } from "../api/operator.js";
import { Button } from "../parts/button.js";
import { ProblemPanel } from "../parts/problem-panel.js";

const PARTS = [
  ["/studio", "Overview"],
  ["/studio/models", "Models"],
  ["/studio/evaluations", "Evaluation"],
  ["/studio/shoppers", "Shoppers"],
] as const;

export function OperatorFrame(): ReactNode {
  const { data: session } = useQuery(sessionQuery());
  // Any call of an operator tells whether this one is let in.
  const { error, isPending, refetch } = useQuery(artifactsQuery);
  const queries = useQueryClient();
  const leave = async (): Promise<void> => {
    await signOut();
    await queries.resetQueries();
  };
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line">
        <nav aria-label="Studio" className="-mx-4 min-w-0 overflow-x-auto px-4 md:mx-0 md:px-0">
          <ul className="flex gap-1">
            {PARTS.map(([to, name]) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={{ exact: to === "/studio" }}
                  className="flex min-h-10 items-center border-b-2 border-transparent px-3 font-medium text-muted hover:text-text aria-[current=page]:border-accent aria-[current=page]:text-text"
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {session !== null && session !== undefined && (
          <Button look="quiet" onClick={() => void leave()}>
            Sign out
          </Button>
        )}
      </div>
      {isPending && <p aria-busy>Opening the studio</p>}
      {error !== null && needsKey(error) && <SignIn />}
      {error !== null && !needsKey(error) && (
        <ProblemPanel error={error} onRetry={() => void refetch()} />
      )}
      {error === null && !isPending && <Outlet />}
    </div>
  );
}

function SignIn(): ReactNode {
  const [key, setKey] = useState("");
  const [error, setError] = useState<unknown>(null);
  const queries = useQueryClient();
  const inputId = useId();
  const enter = async (): Promise<void> => {
    try {
      await signIn(key.trim());
      setError(null);
      await queries.resetQueries();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <form
      className="flex max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h1 className="text-display">Sign in</h1>
      <p className="text-muted">
        The studio is for operators. Sign in with an admin key of this shop; one is made with{" "}
        <code className="text-text">vitrine keys create --admin</code>.
      </p>
      <label htmlFor={inputId} className="font-medium">
        Admin key
      </label>
      <input
        id={inputId}
        type="password"
        autoComplete="current-password"
        value={key}
        maxLength={200}
        onChange={({ target }) => {
          setKey(target.value);
        }}
        className="h-10 rounded-box border border-line-strong bg-surface-1 px-3"
      />
      <Button look="primary" type="submit" disabled={key.trim() === ""}>
        Sign in
      </Button>
      {error !== null && <ProblemPanel error={error} level={2} />}
    </form>
  );
}
