/** @file An engine served over HTTP: put together, started, and stopped without losing a request. */
import { Server as NetServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { VitrineError } from "../errors.js";
import { createAccess } from "./access.js";
import { createAnswerGuard } from "./answer-guard.js";
import { createApp } from "./create-app.js";
import { toDocsPage } from "./docs-page.js";
import { openEndedSessions } from "./ended-sessions.js";
import { createHostGuard, isLoopback } from "./host-guard.js";
import { createImageProxy } from "./images/image-proxy.js";
import type { ImageProxyOptions } from "./images/image-proxy.js";
import { openKeysFile } from "./keys-file.js";
import { createLoadGuard } from "./load-guard.js";
import { toOpenApi } from "./openapi.js";
import { watchReadiness } from "./readiness.js";
import type { RouteTools } from "./route.js";
import { ROUTES } from "./routes.js";
import type { ServedEngine } from "./served-engine.js";
import { createServerLog } from "./server-log.js";
import type { ServerLog } from "./server-log.js";
import { createServerMetrics } from "./server-metrics.js";

export interface ServeOptions {
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string;
  /** Default 7070; 0 takes any that is free. */
  readonly port?: number;
  /** What the shop signs tokens of shoppers with, at least 32 characters; without it none holds. */
  readonly shopperSecret?: string;
  /** What sessions of operators are signed with; default one that ends with the process. */
  readonly sessionSecret?: string;
  readonly log?: ServerLog;
  readonly clock?: () => Date;
  /** How hosts of pictures are found and which addresses may be called. */
  readonly images?: ImageProxyOptions;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Whether everything is open to who can reach it: on loopback, while there is no key. */
  readonly isOpen: boolean;
  /** Stops accepting, answers what was accepted, and lets go; the engine stays open. */
  stop(): Promise<void>;
}

export const DEFAULT_PORT = 7070;

/** For so long requests on kept connections are still answered, each with the word that it is the last. */
const DRAIN_MS = 300;

/**
 * Serves an engine.
 *
 * @throws {VitrineError} `KEY_REQUIRED` when it would listen off loopback without a key;
 *   `PARAM_INVALID` when the address or port can not be listened on.
 *
 * @example
 * const engine = await createEngine({ workspace: "shop" });
 * const server = await startServer(engine, { port: 7070 });
 */
export async function startServer(
  engine: ServedEngine,
  options: ServeOptions = {},
): Promise<RunningServer> {
  const { host = "127.0.0.1", port = DEFAULT_PORT, clock = () => new Date() } = options;
  const config = engine.config.server;
  const log = options.log ?? createServerLog({ write: () => undefined }, "silent");
  const keys = openKeysFile(engine.workspace.keysFile, clock);
  const hasKeys = (await keys.list()).length > 0;
  const needsKeys = !isLoopback(host);
  if (needsKeys && !hasKeys) throw withoutKeys(host);
  const access = createAccess({
    keys,
    needsKeys,
    clock,
    endedSessions: openEndedSessions(engine.workspace.endedSessionsFolder, clock),
    shopperSecret: options.shopperSecret,
    sessionSecret: options.sessionSecret,
  });
  const load = createLoadGuard(config);
  const metrics = createServerMetrics(load.inFlight, engine.coming);
  const now = (): number => performance.now();
  const answers = createAnswerGuard(config, now, () => {
    metrics.countDrop();
  });
  const openApi = toOpenApi(ROUTES);
  const docsPage = toDocsPage(ROUTES, openApi);
  const readiness = watchReadiness(engine);
  const tools: RouteTools = {
    engine,
    access,
    readiness,
    metrics,
    images: createImageProxy(config.images, options.images),
    openApi: () => openApi,
    docsPage: () => docsPage,
  };
  let isStopping = false;
  const app = await createApp({
    config,
    routes: ROUTES,
    tools,
    load,
    answers,
    guardHost: createHostGuard(host, config.hosts),
    log,
    isStopping: () => isStopping,
    now,
  });
  try {
    await app.listen({ host, port });
  } catch (cause) {
    load.close();
    answers.close();
    await app.close();
    throw notListening(host, port, cause);
  }
  const bound = (app.server.address() as AddressInfo).port;
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    isOpen: !needsKeys && !hasKeys,
    stop: async () =>
      (stopped ??= (async () => {
        isStopping = true;
        readiness.stop();
        const pending = (): number => load.inFlight() + answers.waiting();
        await drain(app, pending, config.stopTimeoutMs);
        load.close();
        answers.close();
      })()),
  };
}

/**
 * Stops listening at once, but leaves kept connections open for a moment: a request that is on its
 * way there is answered, not reset.
 */
async function drain(
  app: FastifyInstance,
  pending: () => number,
  timeoutMs: number,
): Promise<void> {
  const { server } = app;
  const closed = new Promise<void>((resolve) => {
    // The close of an HTTP server would reset idle connections first.
    NetServer.prototype.close.call(server, () => {
      resolve();
    });
  });
  const ended = new AbortController();
  const late = sleep(timeoutMs, undefined, { signal: ended.signal }).catch(() => undefined);
  await sleep(DRAIN_MS);
  const idle = (async () => {
    while (pending() > 0 && !ended.signal.aborted) await sleep(10);
    server.closeIdleConnections();
    await closed;
  })();
  await Promise.race([idle, late]);
  ended.abort();
  server.closeAllConnections();
  await app.close();
}

function withoutKeys(host: string): VitrineError<"KEY_REQUIRED"> {
  return new VitrineError(
    "KEY_REQUIRED",
    `Off loopback the server must have keys; it would listen on ${host}, and the workspace has none. Make them first: vitrine keys create --public, vitrine keys create --admin`,
    { needs: "keys" },
  );
}

function notListening(host: string, port: number, cause: unknown): VitrineError<"PARAM_INVALID"> {
  return new VitrineError(
    "PARAM_INVALID",
    `The server must be able to listen on ${host}:${port}; the system refuses (${(cause as Error).message}). Choose another --port or --host.`,
    { param: "port", got: port },
    { cause },
  );
}
