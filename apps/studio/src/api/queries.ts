/** @file What is asked of the server, and for how long an answer is taken for true. */
import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import { ProblemError } from "vitrine/client";
import type { ClientRecommendOptions } from "vitrine/client";
import { client } from "./client.js";
import type { SearchParameters } from "./search-parameters.js";

/** Hits of a page. */
export const PAGE_SIZE = 24;

const MINUTE_MS = 60_000;
const OPENING_MS = 3000;
/** The client has tried already, where that helps. */
const RETRIES = 0;

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        ...{ staleTime: MINUTE_MS, retry: RETRIES, networkMode: "always" },
        // A shop that is being opened is shown as soon as it is open.
        refetchInterval: ({ state }) => (isNotReady(state.error) ? OPENING_MS : false),
      },
    },
  });
}

/** A page of a search; the page before stays until it is there. */
export function searchQuery({ q, filters, sort, page, literal }: SearchParameters) {
  return queryOptions({
    queryKey: ["search", q, filters, sort, page, literal],
    queryFn: async ({ signal }) =>
      client.search(q, {
        ...{ filters, literal, signal, facets: true, variants: "grouped" },
        ...{ limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE },
        ...(sort === "" ? {} : { sort }),
      }),
    placeholderData: keepPreviousData,
  });
}

/** What may be meant by what is being typed. */
export function suggestQuery(typed: string) {
  return queryOptions({
    queryKey: ["suggest", typed],
    queryFn: async ({ signal }) => client.suggest(typed, { limit: 5, signal }),
    placeholderData: keepPreviousData,
    enabled: typed.trim() !== "",
  });
}

export function productQuery(id: string) {
  return queryOptions({
    queryKey: ["product", id],
    queryFn: async ({ signal }) => client.product(id, { signal }),
  });
}

/** Why a product is found by a search. */
export function explainQuery({ q, filters, literal }: SearchParameters, id: string) {
  return queryOptions({
    queryKey: ["explain", q, filters, literal, id],
    queryFn: async ({ signal }) => client.explain(q, id, { filters, literal, signal }),
  });
}

/** What a placement shows; asked anew each time, for every event may change it. */
export function recommendationsQuery(options: ClientRecommendOptions) {
  return queryOptions({
    queryKey: ["recommendations", options],
    queryFn: async ({ signal }) => client.recommendations({ ...options, details: true, signal }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
}

function isNotReady(error: unknown): boolean {
  return error instanceof ProblemError && error.code === "NOT_READY";
}

/** Whether something is wrong with what was asked for, not with the server. */
export function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 404;
}
