/** @file Servers on real sockets over real engines, for tests. */
import { afterAll } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import type { Engine, FollowMode } from "../../src/engine/engine.js";
import type { ConfigInput } from "../../src/engine/config.js";
import type { Product } from "../../src/data/product.js";
import { startServer } from "../../src/server/start-server.js";
import type { RunningServer, ServeOptions } from "../../src/server/start-server.js";
import type { ServedEngine } from "../../src/server/served-engine.js";
import { makeProducts } from "../made-catalogue.js";

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What the text is as JSON; undefined when it is none. */
  readonly json: unknown;
}

export interface CallOptions {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly rawBody?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
}

/** A shop that is served. */
export interface ServedShop {
  readonly engine: Engine;
  readonly folder: string;
  readonly server: RunningServer;
  call(path: string, options?: CallOptions): Promise<Answer>;
}

export interface ShopOptions extends ServeOptions {
  /** Default 60 made ones; none where they are not indexed. */
  readonly products?: readonly Product[];
  readonly config?: ConfigInput;
  /** Default true. */
  readonly isIndexed?: boolean;
  /** How the engine follows what is published; default as a library does. */
  readonly follow?: FollowMode;
  /** What is served in place of the engine itself; default the engine. */
  readonly serve?: (engine: Engine) => ServedEngine;
  /** Before the server starts, such as to make keys. */
  readonly prepare?: (engine: Engine) => Promise<void>;
}

/**
 * Prepares to serve shops; call it once at the top of a test file.
 *
 * @returns Serves a shop until the end of the file.
 */
export function servedShops(
  makeFolder: () => string,
): (options?: ShopOptions) => Promise<ServedShop> {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });
  return async ({
    products,
    config,
    isIndexed = true,
    follow = "at once",
    serve,
    prepare,
    ...options
  } = {}) => {
    const folder = makeFolder();
    const engine = await createEngine({
      workspace: folder,
      offline: true,
      follow,
      // Tests share their machine with others, which must not make them refuse.
      config: { ...config, server: { maxEventLoopDelayMs: 60_000, ...config?.server } },
    });
    // Opening a database takes longer than most tests, which need none.
    if (isIndexed || products !== undefined) {
      await engine.upsertProducts(products ?? makeProducts(60));
    }
    if (isIndexed) await engine.index({ encoder: "tfidf" });
    await prepare?.(engine);
    const server = await startServer(serve?.(engine) ?? engine, { port: 0, ...options });
    closing.push(async () => {
      await server.stop();
      await engine.close();
    });
    return { engine, folder, server, call: async (path, call) => callUrl(server.url + path, call) };
  };
}

/** Calls a URL and reads the answer. */
export async function callUrl(url: string, options: CallOptions = {}): Promise<Answer> {
  const { method = "GET", body, rawBody, headers = {}, key } = options;
  const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent as string | Uint8Array<ArrayBuffer> }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
