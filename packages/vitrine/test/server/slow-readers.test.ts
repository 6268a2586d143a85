/**
 * @file Clients that ask for much and do not read it: others are answered all the while, the slow are
 * dropped after a time or when too much waits for them, and nothing of them is left.
 */
import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { makeProduct } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { servedShops } from "./serve-shop.js";
import type { ServedShop } from "./serve-shop.js";

const serveShop = servedShops(temporaryFolders());
const products = Array.from({ length: 1000 }, (_, n) =>
  makeProduct({
    id: `p${n}`,
    title: `desk ${n} ${"of a very long name ".repeat(20)}`,
    categoryPath: ["Furniture", "Desks"],
  }),
);
/** Nearly a megabyte. */
const BIG = "/v1/search?q=desk&limit=1000";

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** Asks `count` times on one connection and reads nothing. */
async function askWithoutReading({ server }: ServedShop, count: number): Promise<Socket> {
  const socket = connect(server.port, "127.0.0.1");
  sockets.push(socket);
  socket.pause();
  // The server resets what it drops.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(`GET ${BIG} HTTP/1.1\r\nhost: localhost\r\n\r\n`.repeat(count));
  return socket;
}

async function measure({ call }: ServedShop, name: string): Promise<number> {
  const { text } = await call("/metrics");
  const value = new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1];
  expect(value, name).toBeDefined();
  return Number(value);
}
const drops = async (shop: ServedShop): Promise<number> =>
  measure(shop, "vitrine_unread_drops_total");
/** Besides that of the metrics themselves. */
const inFlight = async (shop: ServedShop): Promise<number> =>
  (await measure(shop, "vitrine_http_requests_in_flight")) - 1;

async function until(holds: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > 60_000) throw new Error("It does not hold after a minute.");
    await sleep(50);
  }
  return Math.round(performance.now() - began);
}

it("answers others while as many as it answers at a time do not read, and drops those in time", async () => {
  const shop = await serveShop({
    products,
    config: { server: { maxInFlight: 4, answerTimeoutMs: 3000 } },
  });
  const { length: bytes } = (await shop.call(BIG)).text;
  expect(bytes).toBeGreaterThan(500_000);
  // More than the system takes off the server's hands, on more connections than it answers at a time.
  const before = performance.now();
  for (let slow = 0; slow < 8; slow += 1) {
    await askWithoutReading(shop, 4);
    await until(async () => (await inFlight(shop)) === 0);
  }
  if (performance.now() - before < 3000) expect(await drops(shop)).toBe(0);
  let slowestMs = 0;
  const waitedMs = await until(async () => {
    const began = performance.now();
    expect((await shop.call("/v1/search?q=desk&limit=1")).status).toBe(200);
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - began));
    return (await drops(shop)) === 8;
  });
  process.stdout.write(
    `8 connections that did not read were dropped within ${waitedMs} ms of 3,000; others waited ${slowestMs} ms at most\n`,
  );
  expect(await inFlight(shop)).toBe(0);
});

it("gives a slow reader who does read the whole of its answer", async () => {
  const shop = await serveShop({ products, config: { server: { answerTimeoutMs: 20_000 } } });
  const socket = await askWithoutReading(shop, 1);
  let got = 0;
  socket.on("data", (part: Buffer) => {
    got += part.length;
    socket.pause();
    setTimeout(() => socket.resume(), 20);
  });
  const { length: bytes } = (await shop.call(BIG)).text;
  await until(async () => Promise.resolve(got >= bytes));
  expect(await drops(shop)).toBe(0);
});

it("drops the longest waiting when more waits to be read than may", async () => {
  const shop = await serveShop({
    products,
    config: { server: { maxUnreadBytes: 16 * 2 ** 20, answerTimeoutMs: 600_000 } },
  });
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
  expect([status, text.length > 500_000]).toEqual([200, true]);
});

it("forgets all that was asked on a connection when it breaks", async () => {
  const shop = await serveShop({ products, config: { server: { maxInFlight: 300 } } });
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
  const shop = await serveShop({
    isIndexed: false,
    config: { server: { maxConnections: 5 } },
  });
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
