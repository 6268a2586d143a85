import { Agent, request as sendRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, test } from "vitest";
import { createLoadGuard } from "../../src/server/load-guard.js";
import { openKeysFile } from "../../src/server/keys-file.js";
import { createServerLog } from "../../src/server/server-log.js";
import type { ServedEngine } from "../../src/server/served-engine.js";
import { temporaryFolders } from "../temporary-folder.js";
import { servedShops } from "./serve-shop.js";
import type { Answer } from "./serve-shop.js";

const serveShop = servedShops(temporaryFolders());

/** Recommendations that are answered when they are let go. */
function heldRecommendations(): {
  readonly serve: (engine: ServedEngine) => ServedEngine;
  readonly waiting: () => number;
  readonly letGo: () => void;
} {
  const held: (() => void)[] = [];
  return {
    serve: (engine) => ({
      ...engine,
      recommend: async () => {
        await new Promise<void>((resolve) => held.push(resolve));
        return { listId: "held", items: [], fallback: null };
      },
    }),
    waiting: () => held.length,
    letGo: () => {
      for (const resolve of held.splice(0)) resolve();
    },
  };
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await sleep(5);
};

describe("more than can be answered at a time", () => {
  it("is refused at once, health is not, and afterwards all goes on", async () => {
    const { serve, waiting, letGo } = heldRecommendations();
    const shop = await serveShop({
      isIndexed: false,
      serve,
      config: { server: { maxInFlight: 3 } },
    });
    const path = "/v1/recommendations?placement=home";
    const first = [1, 2, 3].map(async () => shop.call(path));
    await until(() => waiting() === 3);
    const refused = await shop.call(path);
    expect(refused).toMatchObject({ status: 503, json: { code: "OVERLOADED" } });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await shop.call("/health/live")).status).toBe(200);
    const { text } = await shop.call("/metrics");
    expect(text).toContain("vitrine_overload_refusals_total 1");
    expect(text).toContain("vitrine_http_requests_in_flight 4");
    letGo();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const later = shop.call(path);
    await until(() => waiting() === 1);
    letGo();
    expect((await later).status).toBe(200);
  });

  it("can be read by pages that may call, whatever refuses them", async () => {
    const { serve, waiting, letGo } = heldRecommendations();
    const origin = "https://shop.example";
    let key = "";
    const server = { maxInFlight: 1, rateLimit: 2, origins: [origin] };
    const shop = await serveShop({
      isIndexed: false,
      serve,
      config: { server },
      prepare: async ({ workspace }) => {
        const keys = openKeysFile(workspace.keysFile, () => new Date());
        key = (await keys.create({ kind: "public", name: "", scopes: [] })).text;
      },
    });
    const call = async (headers: Record<string, string>): Promise<Answer> =>
      shop.call("/v1/recommendations?placement=home", { key, headers });
    const first = call({});
    await until(() => waiting() === 1);
    const overload = await call({ origin });
    const preflight = await shop.call("/v1/recommendations", {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
    const foreign = await call({ origin: "https://other.example" });
    letGo();
    await first;
    const second = call({});
    await until(() => waiting() === 1);
    letGo();
    await second;
    const tooMany = await call({ origin });
    expect([overload.status, foreign.status, tooMany.status]).toEqual([503, 503, 429]);
    for (const { headers } of [overload, tooMany]) {
      expect(headers.get("access-control-allow-origin")).toBe(origin);
      expect(headers.get("access-control-expose-headers")).toContain("retry-after");
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
  });

  it("counts requests whose client has gone away until their work is done", async () => {
    const { serve, waiting, letGo } = heldRecommendations();
    const shop = await serveShop({
      isIndexed: false,
      serve,
      config: { server: { maxInFlight: 1 } },
    });
    const url = `${shop.server.url}/v1/recommendations?placement=home`;
    const leaving = new AbortController();
    const left = fetch(url, { signal: leaving.signal }).catch(() => "left");
    await until(() => waiting() === 1);
    leaving.abort();
    await left;
    await sleep(50);
    expect((await shop.call("/v1/recommendations?placement=home")).status).toBe(503);
    letGo();
    await sleep(50);
    const next = shop.call("/v1/recommendations?placement=home");
    await until(() => waiting() === 1);
    letGo();
    expect((await next).status).toBe(200);
  });

  it("is told by a process that is late with its work, and forgotten when it is not", async () => {
    const guard = createLoadGuard({ maxInFlight: 10, maxEventLoopDelayMs: 30 });
    try {
      const enter = (): boolean => {
        try {
          guard.enter(false);
          guard.leave();
          return true;
        } catch {
          return false;
        }
      };
      expect(enter()).toBe(true);
      let refusals = 0;
      for (let step = 0; step < 12; step++) {
        const end = performance.now() + 90;
        while (performance.now() < end);
        await sleep(1);
        if (!enter()) refusals += 1;
      }
      expect(refusals).toBeGreaterThan(0);
      guard.enter(true);
      guard.leave();
      await sleep(700);
      expect(enter()).toBe(true);
    } finally {
      guard.close();
    }
  });
});

test("a key that asks too often is told when to come back; others and health are not refused", async () => {
  const texts: string[] = [];
  const shop = await serveShop({
    config: { server: { rateLimit: 5 } },
    prepare: async ({ workspace }) => {
      const keys = openKeysFile(workspace.keysFile, () => new Date());
      for (const kind of ["public", "admin"] as const) {
        texts.push((await keys.create({ kind, name: "", scopes: [] })).text);
      }
    },
  });
  const [first, second] = texts;
  const statuses: number[] = [];
  for (let call = 0; call < 7; call++) {
    statuses.push((await shop.call("/v1/suggest?q=d", { key: first! })).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  const refused = await shop.call("/v1/suggest?q=d", { key: first! });
  expect(refused).toMatchObject({ json: { code: "RATE_LIMITED" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await shop.call("/v1/suggest?q=d", { key: second! })).status).toBe(200);
  expect((await shop.call("/health/live")).status).toBe(200);
  // Keys can not be tried without limit either, nor routes that do not exist.
  const tries: number[] = [];
  for (let call = 0; call < 3; call++) tries.push((await shop.call("/nothing")).status);
  for (let call = 0; call < 4; call++) {
    tries.push((await shop.call("/v1/search?q=a", { key: `wrong${call}` })).status);
  }
  expect(tries).toEqual([404, 404, 404, 401, 401, 429, 429]);
});

describe("stopping", () => {
  it("answers all that was accepted, says so to balancers, and takes nothing new", async () => {
    const { serve, waiting, letGo } = heldRecommendations();
    const shop = await serveShop({ serve });
    const path = "/v1/recommendations?placement=home";
    const accepted = Array.from({ length: 10 }, async () => shop.call(path));
    await until(() => waiting() === 10);
    const kept = new Agent({ keepAlive: true, maxSockets: 1 });
    const probe = async (): Promise<{ status: number; connection: string | undefined }> =>
      new Promise((resolve, reject) => {
        sendRequest(`${shop.server.url}/health/ready`, { agent: kept }, (response) => {
          const { statusCode = 0, headers } = response;
          response.resume().on("end", () => {
            resolve({ status: statusCode, connection: headers.connection });
          });
        })
          .on("error", reject)
          .end();
      });
    expect(await probe()).toMatchObject({ status: 200, connection: "keep-alive" });
    const stopped = shop.server.stop();
    await sleep(50);
    // On a connection that was open before; new ones are not taken.
    expect(await probe()).toMatchObject({ status: 503, connection: "close" });
    await expect(fetch(shop.server.url)).rejects.toThrow("fetch failed");
    letGo();
    const answers = await Promise.all(accepted);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    await stopped;
  });

  it("loses no write that was sent, under clients that go on calling", async () => {
    const shop = await serveShop({ isIndexed: false });
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const acknowledged: string[] = [];
    const broken: string[] = [];
    let isRefused = false;
    const send = async (key: string): Promise<void> =>
      new Promise((resolve) => {
        const body = JSON.stringify({
          events: [
            { key, kind: "view", anonymous: "a", product: "p1", time: "2024-01-01T00:00:00Z" },
          ],
        });
        const request = sendRequest(
          `${shop.server.url}/v1/events`,
          { method: "POST", agent, headers: { "content-type": "application/json" } },
          (response) => {
            let text = "";
            response.setEncoding("utf8").on("data", (part: string) => (text += part));
            response.on("end", () => {
              if (response.statusCode === 200) acknowledged.push(key);
              else broken.push(text);
              resolve();
            });
            response.on("error", (error) => {
              broken.push(String(error));
              resolve();
            });
          },
        );
        request.on("error", (error: NodeJS.ErrnoException) => {
          if (error.code === "ECONNREFUSED") isRefused = true;
          else broken.push(String(error));
          resolve();
        });
        request.end(body);
      });
    const clients = Array.from({ length: 20 }, async (_, client) => {
      for (let call = 0; !isRefused; call++) await send(`${client}-${call}`);
    });
    await until(() => acknowledged.length > 100);
    await shop.server.stop();
    await Promise.all(clients);
    await shop.engine.mergeShopper("a", "account");
    const known = await shop.engine.exportShopper("account");
    expect(broken).toEqual([]);
    expect(known.events.map(({ key }) => key).toSorted()).toEqual(acknowledged.toSorted());
  });

  it("does not wait longer than it may for work that does not end", async () => {
    const { serve, waiting, letGo } = heldRecommendations();
    const shop = await serveShop({
      isIndexed: false,
      serve,
      config: { server: { stopTimeoutMs: 400 } },
    });
    const cut = shop.call("/v1/recommendations?placement=home").catch(() => "cut");
    await until(() => waiting() === 1);
    const began = performance.now();
    await shop.server.stop();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(await cut).toBe("cut");
    letGo();
  });
});

test("the log holds a line for each request, and neither keys nor texts nor shoppers", async () => {
  const lines: string[] = [];
  const shop = await serveShop({
    log: createServerLog({ write: (line: string) => lines.push(line) }),
  });
  await shop.call("/v1/search?q=whisky&filter=brand%3Dsecret", {
    headers: { "x-request-id": "r1" },
  });
  await shop.call("/v1/shoppers/ada-lovelace");
  await shop.call("/v1/nothing/ada-lovelace", { key: "vitrine_secret" });
  await sleep(50);
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records[0]).toMatchObject({
    level: 30,
    requestId: "r1",
    method: "GET",
    route: "/v1/search",
    status: 200,
    caller: "anyone",
  });
  expect(records[1]).toMatchObject({ route: "/v1/shoppers/{id}", status: 200 });
  expect(records[2]).toMatchObject({ route: "none", status: 401, code: "KEY_REQUIRED" });
  expect(lines.join("")).not.toMatch(/whisky|ada-lovelace|vitrine_secret|secret|127\.0\.0\.1/);
});

test("a server without an index says so in its log once a minute, not for every probe", async () => {
  const lines: string[] = [];
  const shop = await serveShop({
    isIndexed: false,
    log: createServerLog({ write: (line: string) => lines.push(line) }, "warn"),
  });
  for (let probe = 0; probe < 3; probe++) {
    expect((await shop.call("/health/ready")).status).toBe(503);
    expect((await shop.call("/v1/search?q=desk")).status).toBe(503);
  }
  await sleep(50);
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    level: 40,
    msg: expect.stringMatching(/^NOT_READY: .*vitrine index/) as string,
  });
  expect(lines.join("")).not.toContain("stack");
});
