/**
 * @file The routes as a Fastify application: what happens to every request before and after its
 * route runs, in the order of the code.
 */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import fastifyCors from "@fastify/cors";
import fastifyRateLimit from "@fastify/rate-limit";
import fastify from "fastify";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ServerConfig } from "../engine/server-config.js";
import { isVitrineError } from "../errors.js";
import type { VitrineError } from "../errors.js";
import { callerKey, isOperator } from "./access.js";
import type { Caller } from "./access.js";
import type { AnswerGuard } from "./answer-guard.js";
import { answerClientError } from "./client-error.js";
import type { HostGuard } from "./host-guard.js";
import { checkMediaType, readJsonBody } from "./json-body.js";
import type { LoadGuard } from "./load-guard.js";
import { PROBLEM_MEDIA_TYPE, problemHeaders, toProblem } from "./problem.js";
import { splitQuery } from "./read-parameters.js";
import { noHost, noRoute, rateLimited, toKnownError } from "./request-faults.js";
import { RawAnswer } from "./route.js";
import type { Route, RouteTools } from "./route.js";
import { toFastifyPath } from "./route-paths.js";
import type { ServerLog } from "./server-log.js";
import { SECURITY_HEADERS, TRANSPORT_SECURITY } from "./security-headers.js";

export interface AppOptions {
  readonly config: ServerConfig;
  readonly routes: readonly Route[];
  readonly tools: RouteTools;
  readonly load: LoadGuard;
  readonly answers: AnswerGuard;
  readonly guardHost: HostGuard;
  readonly log: ServerLog;
  readonly isStopping: () => boolean;
  readonly now: () => number;
}

/** What is known of a request while it lasts. */
interface RequestState {
  readonly startedMs: number;
  route: Route | undefined;
  caller: Caller | undefined;
  isRunning: boolean;
  isClosed: boolean;
  isCounted: boolean;
  code: string | undefined;
}

const MAX_HEADER_BYTES = 16_384;
const KEEP_ALIVE_MS = 65_000;
/** A connection on which nothing moves for so long is closed. */
const IDLE_SOCKET_MS = 60_000;
/** The log says so often that something is missing. */
const NOTE_AGAIN_MS = 60_000;
/** Longer than every id that a schema lets pass, percent-encoded. */
const MAX_PATH_PARAMETER = 12_000;

/** Builds the application; it does not listen yet. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, routes, tools, log } = options;
  const states = new WeakMap<FastifyRequest, RequestState>();
  const stateOf = (request: FastifyRequest): RequestState => {
    const known = states.get(request);
    if (known !== undefined) return known;
    const state: RequestState = {
      startedMs: options.now(),
      route: undefined,
      caller: undefined,
      isRunning: false,
      isClosed: false,
      isCounted: false,
      code: undefined,
    };
    states.set(request, state);
    return state;
  };
  const app = fastify({
    bodyLimit: config.maxBodyBytes,
    requestTimeout: config.requestTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionTimeout: Math.max(IDLE_SOCKET_MS, config.requestTimeoutMs),
    trustProxy: config.trustProxy,
    return503OnClosing: false,
    http: {
      headersTimeout: Math.min(config.headersTimeoutMs, config.requestTimeoutMs),
      connectionsCheckingInterval: Math.min(1000, config.headersTimeoutMs / 2),
      maxHeaderSize: MAX_HEADER_BYTES,
      // Looked at below, for an answer as all others.
      requireHostHeader: false,
    },
    // Parameters are read by the route's schema, not before.
    routerOptions: { maxParamLength: MAX_PATH_PARAMETER, querystringParser: () => ({}) },
    requestIdHeader: false,
    genReqId: ({ headers }) => requestIdOf(headers["x-request-id"]),
    clientErrorHandler: (error, socket) => {
      answerClientError(error, socket, MAX_HEADER_BYTES);
    },
    frameworkErrors: (error, request, reply) => {
      sendRawProblem(toKnownError(error, config), request, reply);
    },
  });

  app.addHook("onRequest", (request, reply, done) => {
    const state = stateOf(request);
    reply.headers({ ...SECURITY_HEADERS, "x-request-id": request.id });
    if (request.protocol === "https") reply.header("strict-transport-security", TRANSPORT_SECURITY);
    reply.raw.once("close", () => {
      state.isClosed = true;
      if (!state.isRunning) leave(state);
      tell(request, reply, state);
    });
    state.route = request.routeOptions.config.route;
    done();
  });
  const leave = (state: RequestState): void => {
    if (state.isCounted) options.load.leave();
    state.isCounted = false;
  };
  const tell = (request: FastifyRequest, reply: FastifyReply, state: RequestState): void => {
    const ms = options.now() - state.startedMs;
    const path = state.route?.path ?? "none";
    // 499, as nginx says: the client went away before it was answered.
    const status = reply.raw.writableFinished ? reply.statusCode : 499;
    tools.metrics.countRequest(path, request.method, status, ms / 1000);
    log.request({
      requestId: request.id,
      method: request.method,
      route: path,
      status,
      ms: Math.round(ms * 100) / 100,
      caller: state.caller?.kind ?? "unknown",
      ...(state.code === undefined ? {} : { code: state.code }),
    });
  };

  // Before anything is refused, so that pages can read what became of their call.
  if (config.origins.length > 0) {
    await app.register(fastifyCors, {
      origin: config.origins,
      methods: ["GET", "HEAD", "POST", "DELETE"],
      allowedHeaders: ["authorization", "content-type", "x-request-id"],
      exposedHeaders: ["x-request-id", "retry-after"],
      maxAge: 600,
      strictPreflight: false,
    });
  }
  app.addHook("onRequest", (request, _reply, done) => {
    const state = stateOf(request);
    try {
      options.load.enter(state.route?.isVital === true);
      state.isCounted = true;
      done();
    } catch (error) {
      tools.metrics.countRefusal();
      done(error as Error);
    }
  });
  await app.register(fastifyRateLimit, { global: false });
  const checkRate = app.createRateLimit({
    max: config.rateLimit,
    timeWindow: 60_000,
    keyGenerator: (request) => rateKey(request, stateOf(request).caller),
  });
  app.addHook("onRequest", async (request) => {
    const state = stateOf(request);
    if (request.headers.host === undefined && request.raw.httpVersion !== "1.0") throw noHost();
    options.guardHost(request.headers.host);
    let refusal: Error | undefined;
    try {
      state.caller = await tools.access.identify({
        method: request.method,
        authorization: request.headers.authorization,
        cookie: request.headers.cookie,
        csrfToken: one(request.headers["x-csrf-token"]),
      });
    } catch (error) {
      refusal = error as Error;
    }
    const isTrusted = state.caller?.kind === "anyone" && state.caller.isTrusted;
    if (config.rateLimit > 0 && !isTrusted && state.route?.isVital !== true) {
      const limit = await checkRate(request);
      if (!limit.isAllowed && limit.isExceeded) throw rateLimited(config, limit.ttlInSeconds);
    }
    // Thrown after it was counted, so that keys can not be tried without limit.
    if (refusal !== undefined) throw refusal;
  });
  app.addHook("preParsing", (request, _reply, payload, done) => {
    const { route, caller } = stateOf(request);
    try {
      if (route === undefined) throw noRoute(pathOf(request), request.method, routes);
      tools.access.need(caller ?? { kind: "anyone", isTrusted: false }, route.access);
      const { headers } = request;
      const hasBody =
        headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
      if (route.body !== undefined && hasBody) {
        checkMediaType(headers["content-type"], headers["content-encoding"]);
      }
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, bytes, done) => {
    try {
      // What a route does not read is passed over.
      const isRead = stateOf(request).route?.body !== undefined;
      done(null, isRead ? readJsonBody(bytes as Buffer, config.maxJsonDepth) : undefined);
    } catch (error) {
      done(error as Error);
    }
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    if (options.isStopping()) reply.header("connection", "close");
    leave(stateOf(request));
    const { socket } = request.raw;
    if (!socket.destroyed) {
      reply.raw.once("close", options.answers.watch(socket, bytesOf(payload)));
    }
    done(null, payload);
  });

  const notedMs = new Map<string, number>();
  /** What has to be made first is no fault, and probes ask for it again and again. */
  const noteUnready = ({ code, message, details }: VitrineError<"NOT_READY">): void => {
    const nowMs = options.now();
    const lastMs = notedMs.get(details.missing);
    if (lastMs !== undefined && nowMs - lastMs < NOTE_AGAIN_MS) return;
    notedMs.set(details.missing, nowMs);
    log.note(`${code}: ${message}`);
  };
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const known = toKnownError(error, config);
    const state = stateOf(request);
    const problem = toProblem(known, {
      path: pathOf(request),
      requestId: request.id,
      isOperator: isOperator(state.caller),
    });
    state.code = problem.code;
    if (isVitrineError(known, "NOT_READY")) noteUnready(known);
    else if (problem.status >= 500 && problem.code !== "OVERLOADED") log.fault(request.id, known);
    return (
      reply
        .code(problem.status)
        .headers(problemHeaders(known))
        .header("content-type", PROBLEM_MEDIA_TYPE)
        // As bytes: to a text the framework would add a charset, which this type does not have.
        .send(Buffer.from(JSON.stringify(problem)))
    );
  });
  app.setNotFoundHandler((request) => {
    throw noRoute(pathOf(request), request.method, routes);
  });
  for (const route of routes) {
    app.route({
      method: route.method,
      url: toFastifyPath(route.path),
      config: { route },
      handler: async (request, reply) => {
        const state = stateOf(request);
        state.isRunning = true;
        try {
          const answer = await route.run(
            {
              params: withoutStar(request.params),
              query: splitQuery(request.raw.url?.split("?").slice(1).join("?") ?? ""),
              body: request.body,
            },
            {
              ...tools,
              caller: state.caller ?? { kind: "anyone", isTrusted: false },
              headers: request.headers,
              isSecure: request.protocol === "https",
            },
          );
          return await sendAnswer(reply, answer);
        } finally {
          state.isRunning = false;
          if (state.isClosed) leave(state);
        }
      },
    });
  }
  app.server.maxConnections = config.maxConnections;
  return app;
}

/** What a payload takes in memory until it is read. */
function bytesOf(payload: unknown): number {
  if (typeof payload === "string" || Buffer.isBuffer(payload)) return Buffer.byteLength(payload);
  return payload instanceof Readable ? payload.readableHighWaterMark : 0;
}

async function sendAnswer(reply: FastifyReply, answer: unknown): Promise<FastifyReply> {
  if (answer instanceof RawAnswer) {
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  }
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(answer));
}

/** For requests that no route and no hook has seen. */
function sendRawProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error, {
    path: pathOf(request),
    requestId: request.id,
    isOperator: false,
  });
  const text = JSON.stringify(problem);
  reply.raw
    .writeHead(problem.status, {
      ...SECURITY_HEADERS,
      "x-request-id": request.id,
      "content-type": PROBLEM_MEDIA_TYPE,
      "content-length": Buffer.byteLength(text),
      connection: "close",
    })
    .end(text);
}

/** Operators and shoppers are counted wherever they are; a public key is the same in every browser. */
function rateKey({ ip }: FastifyRequest, caller: Caller | undefined): string {
  const key = callerKey(caller);
  if (key === undefined) return ip;
  return caller?.kind === "public" ? `${key} ${ip}` : key;
}

function requestIdOf(given: string | readonly string[] | undefined): string {
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

function pathOf({ raw }: FastifyRequest): string {
  return (raw.url ?? "").split(/[?#]/, 1)[0] ?? "";
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}

/** Fastify calls the rest of a path `*`. */
function withoutStar(params: unknown): unknown {
  const { "*": path, ...rest } = params as Readonly<Record<string, string>>;
  return path === undefined ? rest : { ...rest, path };
}

declare module "fastify" {
  interface FastifyContextConfig {
    route?: Route;
  }
}
