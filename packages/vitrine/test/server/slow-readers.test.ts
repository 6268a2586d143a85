/**
 * @file Clients that ask for much and do not read it: others are answered all the while, the slow are
 * dropped after a time or when too much waits for them, and nothing of them is left.
 */
import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.js";
import type { ServerConfig } from "../../src/engine/server-config.js";
import { startServer } from "../../src/server/start-server.js";
import type { RunningServer } from "../../src/server/start-server.js";
import { makeProduct } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { callUrl, servedShops } from "./serve-shop.js";
import type { ServedShop } from "./serve-shop.js";

const makeShop = servedShops(temporaryFolders());
const products = Array.from({ length: 1000 }, (_, n) =>
  makeProduct({
    id: `p${n}`,
    title: `desk ${n} ${"of a very long name ".repeat(60)}`,
    categoryPath: ["Furniture", "Desks"],
  }),
);
/** More than a megabyte. */
const BIG = "/v1/search?q=desk&limit=1000";

let engine: Engine;
beforeAll(async () => {
  ({ engine } = await makeShop({ products }));
});

const sockets: Socket[] = [];
const servers: RunningServer[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await server.stop();
});

/** Another server over the one engine. */
async function serveShop(settings: Partial<ServerConfig>): Promise<Shop> {
  const { config } = engine;
  const server = await startServer(
    { ...engine, config: { ...config, server: { ...config.server, ...settings } } },
    { port: 0 },
  );
  servers.push(server);
  return { server, call: async (path) => callUrl(server.url + path) };
}
type Shop = Pick<ServedShop, "server" | "call">;

/** Asks `count` times on one connection and reads nothing. */
async function askWithoutReading({ server }: Shop, count: number): Promise<Socket> {
  const socket = connect(server.port, "127.0.0.1");
  sockets.push(socket);
  socket.pause();
  // The server resets what it drops.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(`GET ${BIG} HTTP/1.1\r\nhost: localhost\r\n\r\n`.repeat(count));
  return socket;
}

async function measure({ call }: Shop, name: string): Promise<number> {
  const { text } = await call("/metrics");
  const value = new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1];
  expect(value, name).toBeDefined();
  return Number(value);
}
const drops = async (shop: Shop): Promise<number> => measure(shop, "vitrine_unread_drops_total");
/** Besides that of the metrics themselves. */
const inFlight = async (shop: Shop): Promise<number> =>
  (await measure(shop, "vitrine_http_requests_in_flight")) - 1;

async function until(holds: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > 60_000) throw new Error("It does not hold after a minute.");
    await sleep(50);
  }
  return Math.round(performance.now() - began);
}

it("answers others while more answers than it makes at a time wait to be read", async () => {
  const shop = await serveShop({ maxInFlight: 4, answerTimeoutMs: 600_000 });
  const { length: bytes } = (await shop.call(BIG)).text;
  // So that much is left when the system has taken what it takes.
  expect(bytes).toBeGreaterThan(1_000_000);
  for (let slow = 0; slow < 8; slow += 1) {
    await askWithoutReading(shop, 4);
    await sleep(50);
  }
  // What is still being made may keep others out, what waits may not.
  let refused = 0;
  const waitedMs = await until(async () => {
    const { status } = await shop.call("/v1/search?q=desk&limit=1");
    if (status === 503) refused += 1;
    return status === 200;
  });
  await until(async () => (await inFlight(shop)) === 0);
  const took = await until(async () => {
    expect((await shop.call("/v1/search?q=desk&limit=1")).status).toBe(200);
    return true;
  });
  expect(await drops(shop)).toBe(0);
  process.stdout.write(
    `beside 8 connections that do not read others were answered after ${waitedMs} ms (${refused} refusals), later in ${took} ms\n`,
  );
});

it("drops who has not read an answer in time", async () => {
  const shop = await serveShop({ answerTimeoutMs: 1000 });
  const closed = await Promise.all(
    [1, 2, 3].map(async () => {
      const socket = await askWithoutReading(shop, 8);
      return { socket, ended: once(socket, "close") };
    }),
  );
  const waitedMs = await until(async () => (await drops(shop)) === 3);
  process.stdout.write(`3 connections that did not read were dropped after ${waitedMs} ms\n`);
  for (const { socket, ended } of closed) {
    socket.resume();
    await ended;
  }
  expect(await inFlight(shop)).toBe(0);
});

it("gives a slow reader who does read the whole of its answer", async () => {
  const shop = await serveShop({ answerTimeoutMs: 20_000 });
  const socket = await askWithoutReading(shop, 1);
  let got = 0;
  socket.on("data", (part: Buffer) => {
    got += part.length;
    socket.pause();
    setTimeout(() => socket.resume(), 20);
  });
  socket.resume();
  const { length: bytes } = (await shop.call(BIG)).text;
  await until(async () => Promise.resolve(got >= bytes));
  expect(await drops(shop)).toBe(0);
});

it("drops the longest waiting when more waits to be read than may", async () => {
  const shop = await serveShop({ maxUnreadBytes: 8 * 2 ** 20, answerTimeoutMs: 600_000 });
  const first = await askWithoutReading(shop, 12);
  const dropped = once(first, "close");
  for (let slow = 1; slow < 4; slow += 1) {
    await sleep(300);
    await askWithoutReading(shop, 12);
  }
  await until(async () => (await drops(shop)) > 0);
  first.resume();
  await dropped;
  const { status, text } = await shop.call(BIG);
  expect([status, text.length > 1_000_000]).toEqual([200, true]);
});

it("forgets all that was asked on a connection when it breaks", async () => {
  const shop = await serveShop({ maxInFlight: 300 });
  const asked = await Promise.all([1, 2, 3].map(async () => askWithoutReading(shop, 50)));
  await sleep(300);
  for (const socket of asked) socket.destroy();
  await until(async () => (await inFlight(shop)) === 0);
  // Stopping waits for answers that are not read yet; there are none.
  const began = performance.now();
  await shop.server.stop();
  expect(performance.now() - began).toBeLessThan(10_000);
});

it("closes connections beyond as many as may be open, and takes new ones when some have gone", async () => {
  const shop = await serveShop({ maxConnections: 5 });
  const open = async (): Promise<{
    readonly socket: Socket;
    readonly closed: Promise<unknown>;
  }> => {
    const socket = connect(shop.server.port, "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => undefined).resume();
    const closed = once(socket, "close");
    await once(socket, "connect");
    return { socket, closed };
  };
  const held = [];
  for (let count = 0; count < 5; count += 1) held.push(await open());
  await (
    await open()
  ).closed;
  expect(held.every(({ socket }) => !socket.destroyed)).toBe(true);
  for (const { socket } of held) socket.destroy();
  await until(async () =>
    fetch(`${shop.server.url}/health/live`).then(
      ({ status }) => status === 200,
      () => false,
    ),
  );
});
