/**
 * @file What a route is: its place, who may call it, the schemas of what goes in and comes out, and
 * the call of the engine between them. Validation, OpenAPI and the documentation page derive from it.
 */
import type { Readable } from "node:stream";
import { z } from "zod";
import type { AccessControl, Caller } from "./access.js";
import type { Scope } from "./keys-file.js";
import { check, readQuery } from "./read-parameters.js";
import type { RawQuery } from "./read-parameters.js";
import type { ImageProxy } from "./images/image-proxy.js";
import type { ServerMetrics } from "./server-metrics.js";
import type { Readiness } from "./readiness.js";
import type { ServedEngine } from "./served-engine.js";

/**
 * Who may call: anyone; who holds any key; an operator with a session in a browser; or an operator
 * whose key has this scope.
 */
export type Access = "anyone" | "public" | "session" | Scope;

/** What routes work with. */
export interface RouteTools {
  readonly engine: ServedEngine;
  readonly access: AccessControl;
  readonly readiness: Readiness;
  readonly metrics: ServerMetrics;
  readonly images: ImageProxy;
  /** OpenAPI 3.1 of all routes. */
  readonly openApi: () => object;
  readonly docsPage: () => string;
}

/** One request, checked. */
export interface RouteCall<P, Q, B> extends RouteTools {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  /** Of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether the request came over TLS. */
  readonly isSecure: boolean;
}

/** An answer that is not JSON, or that needs more than a body. */
export class RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Readable | undefined;

  constructor(
    status: number,
    headers: Readonly<Record<string, string>>,
    body?: string | Buffer | Readable,
  ) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** What comes out: the schema of JSON, or the media types of anything else. */
export type AnswerShape<R extends z.ZodType> = R | { readonly mediaTypes: readonly string[] };

interface RouteSpec<
  P extends z.ZodRawShape,
  Q extends z.ZodRawShape,
  B extends z.ZodType,
  R extends z.ZodType,
> {
  readonly method: "GET" | "POST" | "DELETE";
  /** With `{name}` for what varies; a last part `{name*}` takes slashes too. */
  readonly path: string;
  /** In the documents; unique. */
  readonly name: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject<P>;
  /** Without it there may be no parameters. */
  readonly query?: z.ZodObject<Q>;
  readonly body?: B;
  readonly answer: AnswerShape<R>;
  /** Whether parameters are left to the page that is answered; default false: those of `query` alone. */
  readonly passesQuery?: boolean;
  /** Whether it is answered even when the server has too much to do. */
  readonly isVital?: boolean;
  readonly handle: (
    call: RouteCall<z.output<z.ZodObject<P>>, z.output<z.ZodObject<Q>>, z.output<B>>,
  ) => Promise<z.output<R> | RawAnswer>;
}

/** What the framework has read of a request. */
export interface RawCall {
  readonly params: unknown;
  readonly query: RawQuery;
  readonly body: unknown;
}

/** A route whatever its schemas. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly access: Access;
  readonly params: z.ZodObject | undefined;
  readonly query: z.ZodObject | undefined;
  readonly body: z.ZodType | undefined;
  readonly answer: AnswerShape<z.ZodType>;
  readonly isVital: boolean;
  readonly run: (
    raw: RawCall,
    rest: Omit<RouteCall<never, never, never>, keyof RawCall>,
  ) => Promise<unknown>;
}

/** Declares a route. */
export function defineRoute<
  P extends z.ZodRawShape,
  Q extends z.ZodRawShape,
  B extends z.ZodType,
  R extends z.ZodType,
>(spec: RouteSpec<P, Q, B, R>): Route {
  const { params, query, body, handle, passesQuery = false, isVital = false, ...rest } = spec;
  return {
    ...rest,
    isVital,
    params,
    query,
    body,
    run: async (raw, tools) =>
      handle({
        ...tools,
        params: (params === undefined ? {} : check(params, raw.params, "")) as z.output<
          z.ZodObject<P>
        >,
        query: readQuery(query ?? noParameters, passesQuery ? {} : raw.query) as z.output<
          z.ZodObject<Q>
        >,
        body: (body === undefined ? undefined : check(body, raw.body, "body")) as z.output<B>,
      }),
  };
}

const noParameters = z.object({});
