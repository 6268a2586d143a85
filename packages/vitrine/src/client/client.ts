/**
 * @file The typed client of a Vitrine server, for browsers and Node alike.
 *
 * @example
 * const vitrine = createClient({ url: "http://127.0.0.1:7070" });
 * const { hits } = await vitrine.search("walnut desk", { filters: ["price<150"], limit: 5 });
 */
import type { Event, EventInput } from "../data/event.js";
import type { Product } from "../data/product.js";
import type { ExplainOptions, Explanation } from "../engine/explain-product.js";
import type { ProductInput } from "../engine/product-input.js";
import type { RecommendOptions } from "../engine/recommend/recommend.js";
import type { RecommendationAnswer } from "../engine/recommend/recommendation-service.js";
import type { FindOptions, SearchAnswer, SearchOptions } from "../engine/search-products.js";
import type { Suggestions } from "../engine/suggestions/index.js";
import type { DeleteResult, UpsertResult } from "../store/store.js";
import type { MergeResult, ErasureResult, ShopperExport } from "../store/event-store.js";
import { createTransport } from "./transport.js";
import type { TransportOptions } from "./transport.js";

export type ClientOptions = TransportOptions;

/** What any call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface SendOptions extends CallOptions {
  /** Whether it goes on when the page is left; browsers do so for at most 64 KiB. Default false. */
  readonly keepalive?: boolean;
}

/** What a search is asked, as the engine is asked it. */
export type ClientSearchOptions = CallOptions & Asked<SearchOptions>;
/** How the query of a search that is explained is read. */
export type ClientExplainOptions = CallOptions & Asked<ExplainOptions>;
/** What is asked of similar products. */
export type ClientFindOptions = CallOptions & Asked<FindOptions>;

type Asked<T extends Pick<FindOptions, "filters">> = Omit<T, "filters" | "exclude"> & {
  /** Each `FIELD OP VALUE`; all must hold. */
  readonly filters?: readonly string[];
  /** Ids that may not be returned. */
  readonly exclude?: readonly string[];
};

/** What is asked of a placement, as the engine is asked it. */
export type ClientRecommendOptions = CallOptions &
  Omit<RecommendOptions, "filters"> & {
    /** Each `FIELD OP VALUE`; all must hold. */
    readonly filters?: readonly string[];
  };

/** What became of events. */
export interface SentResult {
  /** Committed now. */
  readonly accepted: number;
  /** Committed before, under the same key. */
  readonly duplicates: number;
}

/** A server's API. Every call throws `ProblemError`. */
export interface Client {
  search(text: string, options?: ClientSearchOptions): Promise<SearchAnswer>;
  suggest(typed: string, options?: CallOptions & { readonly limit?: number }): Promise<Suggestions>;
  product(id: string, options?: CallOptions): Promise<Product>;
  similar(id: string, options?: ClientFindOptions): Promise<SearchAnswer>;
  explain(text: string, id: string, options?: ClientExplainOptions): Promise<Explanation>;
  recommendations(options: ClientRecommendOptions): Promise<RecommendationAnswer>;
  /** Sends events; repeated calls of the same keys count once. When it resolves they are committed. */
  sendEvents(events: readonly EventInput[], options?: SendOptions): Promise<SentResult>;
  putProducts(products: readonly ProductInput[], options?: CallOptions): Promise<UpsertResult>;
  deleteProducts(ids: readonly string[], options?: CallOptions): Promise<DeleteResult>;
  exportShopper(id: string, options?: CallOptions): Promise<ShopperExport>;
  eraseShopper(id: string, options?: CallOptions): Promise<ErasureResult>;
  /** Gives a shopper what an anonymous visitor did. */
  mergeShopper(anonymous: string, shopper: string, options?: CallOptions): Promise<MergeResult>;
}

/** Prepares to call a server. */
export function createClient(options: ClientOptions): Client {
  const call = createTransport(options);
  const path = (...parts: readonly string[]): string =>
    `/v1/${parts.map(encodeURIComponent).join("/")}`;
  const get = async <T>(
    where: string,
    query: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>,
    { signal }: CallOptions = {},
  ): Promise<T> => call({ method: "GET", path: where, query, ...(signal && { signal }) });
  const send = async <T>(
    method: "POST" | "DELETE",
    where: string,
    body: unknown,
    { signal, keepalive = false }: SendOptions = {},
  ): Promise<T> => call({ method, path: where, body, keepalive, ...(signal && { signal }) });
  const asked = ({ signal: _, filters, ...options }: ClientSearchOptions = {}) => ({
    filter: filters,
    ...options,
  });
  return {
    search: async (text, given) => get(path("search"), { q: text, ...asked(given) }, given),
    suggest: async (typed, given) => get(path("suggest"), { q: typed, limit: given?.limit }, given),
    product: async (id, given) => get(path("products", id), {}, given),
    similar: async (id, given) => get(path("products", id, "similar"), asked(given), given),
    explain: async (text, id, given) =>
      get(path("explain"), { ...asked(given), q: text, id }, given),
    recommendations: async ({ signal, filters, ...asked }) =>
      get(path("recommendations"), { ...asked, filter: filters }, signal && { signal }),
    sendEvents: async (events, given) =>
      send("POST", path("events"), { events: events.map(toEvent) }, given),
    putProducts: async (products, given) => send("POST", path("products"), { products }, given),
    deleteProducts: async (ids, given) => send("DELETE", path("products"), { ids }, given),
    exportShopper: async (id, given) => get(path("shoppers", id), {}, given),
    eraseShopper: async (id, given) => send("DELETE", path("shoppers", id), undefined, given),
    mergeShopper: async (anonymous, shopper, given) =>
      send("POST", path("shoppers", shopper), { anonymous }, given),
  };
}

/** Made once, before the first attempt, so that every attempt sends the same event. */
function toEvent(event: EventInput): Event {
  return {
    ...event,
    key: event.key ?? crypto.randomUUID(),
    time: event.time ?? new Date().toISOString(),
  };
}
