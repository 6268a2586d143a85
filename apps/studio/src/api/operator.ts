/** @file What an operator asks of the server. */
import { queryOptions } from "@tanstack/react-query";
import { createOperatorClient, ProblemError } from "vitrine/client";
import { client } from "./client.js";

export const operator = createOperatorClient({ url: location.origin });

/** What was learned or indexed may change at any time. */
const LOOK_AGAIN_MS = 10_000;

const SIGNED_IN = "vitrine.signedIn";

/** Who has never signed in here has no session to be asked for. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ["session"],
    queryFn: async ({ signal }) => (await operator.session({ signal })) ?? null,
    enabled: localStorage.getItem(SIGNED_IN) !== null,
  });
}

export async function signIn(key: string): Promise<void> {
  await operator.signIn(key);
  localStorage.setItem(SIGNED_IN, "true");
}

export async function signOut(): Promise<void> {
  await operator.signOut();
  localStorage.removeItem(SIGNED_IN);
}

export const artifactsQuery = queryOptions({
  queryKey: ["artifacts"],
  queryFn: async ({ signal }) => operator.artifacts({ signal }),
  refetchInterval: LOOK_AGAIN_MS,
});

export const evaluationsQuery = queryOptions({
  queryKey: ["evaluations"],
  queryFn: async ({ signal }) => operator.evaluations({ signal }),
  refetchInterval: LOOK_AGAIN_MS,
});

export function evaluationQuery(id: string) {
  return queryOptions({
    queryKey: ["evaluations", id],
    queryFn: async ({ signal }) => operator.evaluation(id, { signal }),
    staleTime: Infinity,
  });
}

/** Everything that is kept of a shopper. */
export function shopperQuery(id: string) {
  return queryOptions({
    queryKey: ["shopper", id],
    queryFn: async ({ signal }) => client.exportShopper(id, { signal }),
    staleTime: 0,
  });
}

/** What the server says of itself. */
export interface ServerState {
  readonly isReady: boolean;
  readonly version?: string;
  readonly products?: number;
  /** Why it is not ready. */
  readonly problem?: string;
  readonly coming: readonly {
    readonly artifact: string;
    readonly version: string;
    readonly state: string;
  }[];
}

export const readyQuery = queryOptions({
  queryKey: ["ready"],
  queryFn: async ({ signal }): Promise<ServerState> => {
    const answer = await fetch("/health/ready", { signal });
    const told = (await answer.json()) as Partial<ServerState> & { readonly detail?: string };
    const { version, products, coming = [], detail } = told;
    return {
      ...{ isReady: answer.ok, coming },
      ...(version === undefined ? {} : { version }),
      ...(products === undefined ? {} : { products }),
      ...(detail === undefined ? {} : { problem: detail }),
    };
  },
  refetchInterval: LOOK_AGAIN_MS,
});

/** Whether an operator must sign in first. */
export function needsKey(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 401 || error.status === 403);
}
