import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { createClient } from "./client.js";
import { createTracker } from "./tracker.js";
import type { TrackerStorage } from "./tracker-storage.js";

type Answer = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>];
interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that gives these answers in turn, the last one for ever; `undefined` hangs up. */
async function serve(
  answers: readonly (Answer | undefined)[],
): Promise<{ readonly url: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url, headers } = request;
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({ method, url, headers, body: await text(request) });
    if (answer === undefined) {
      request.socket.destroy();
      return;
    }
    const [status, body, extra] = answer;
    response.writeHead(status, { "content-type": "application/json", ...extra });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

const busy: Answer = [
  503,
  { code: "OVERLOADED", title: "Too busy", detail: "Come again.", status: 503 },
  { "retry-after": "0" },
];

describe("the client", () => {
  it("asks with its key and every part of the question encoded", async () => {
    const { url, asked } = await serve([[200, { hits: [] }]]);
    const client = createClient({ url, key: "vitrine_public_1" });
    await client.search("grün & groß", { filters: ["price<150", "brand=A B"], limit: 5 });
    await client.similar("a/b?c");
    expect(asked[0]?.headers.authorization).toBe("Bearer vitrine_public_1");
    const search = new URL(asked[0]?.url ?? "", url);
    expect(search.pathname).toBe("/v1/search");
    expect([...search.searchParams]).toEqual([
      ["q", "grün & groß"],
      ["filter", "price<150"],
      ["filter", "brand=A B"],
      ["limit", "5"],
    ]);
    expect(asked[1]?.url).toBe("/v1/products/a%2Fb%3Fc/similar");
  });

  it("sends the very same events again when the server hung up or was too busy", async () => {
    const { url, asked } = await serve([undefined, busy, [200, { accepted: 1, duplicates: 0 }]]);
    const sent = await createClient({ url }).sendEvents([
      { kind: "view", anonymous: "a", product: "p" },
    ]);
    expect(sent).toEqual({ accepted: 1, duplicates: 0 });
    expect(asked).toHaveLength(3);
    const [first] = asked;
    expect(JSON.parse(first?.body ?? "")).toEqual({
      events: [
        {
          kind: "view",
          anonymous: "a",
          product: "p",
          key: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
          time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        },
      ],
    });
    for (const { body } of asked) expect(body).toBe(first?.body);
  });

  it("gives up after its retries, with the server's problem", async () => {
    const { url, asked } = await serve([busy]);
    await expect(createClient({ url, retries: 1 }).suggest("wal")).rejects.toMatchObject({
      name: "ProblemError",
      code: "OVERLOADED",
      status: 503,
    });
    expect(asked).toHaveLength(2);
  });

  it("does not repeat what the caller did wrong", async () => {
    const problem = { code: "PARAM_INVALID", title: "x", detail: "The limit …", param: "limit" };
    const { url, asked } = await serve([[400, problem]]);
    await expect(createClient({ url }).product("p")).rejects.toMatchObject({
      code: "PARAM_INVALID",
      problem: { param: "limit" },
    });
    expect(asked).toHaveLength(1);
  });

  it("says when there is no server, no answer in time, and no JSON", async () => {
    const nowhere = createClient({ url: "http://127.0.0.1:1", retries: 0 });
    await expect(nowhere.product("p")).rejects.toMatchObject({ code: "UNREACHABLE", status: 0 });
    const { url } = await serve([[200]]);
    await expect(createClient({ url }).product("p")).rejects.toMatchObject({ code: "BAD_ANSWER" });
    const never = createServer(() => undefined);
    await new Promise<void>((resolve) => never.listen(0, "127.0.0.1", resolve));
    closing.push(() => {
      never.closeAllConnections();
      never.close();
    });
    const slow = `http://127.0.0.1:${(never.address() as AddressInfo).port}`;
    const hurried = createClient({ url: slow, timeoutMs: 50, retries: 0 });
    await expect(hurried.product("p")).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  it("ends at once when the caller asks for it", async () => {
    const { url, asked } = await serve([[503, {}, { "retry-after": "9" }]]);
    const ending = new AbortController();
    const asking = createClient({ url }).search("desk", { signal: ending.signal });
    setTimeout(() => {
      ending.abort(new Error("enough"));
    }, 50);
    await expect(asking).rejects.toThrow("enough");
    expect(asked).toHaveLength(1);
  });
});

describe("the tracker", () => {
  const storageOf = (held = new Map<string, string>()): TrackerStorage => ({
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => void held.set(name, value),
    removeItem: (name) => void held.delete(name),
  });

  it("sends what a visitor did in batches, in one visit, under an id that stays", async () => {
    const { url, asked } = await serve([[200, { accepted: 2, duplicates: 0 }]]);
    const storage = storageOf();
    const client = createClient({ url });
    const tracker = createTracker({ client, storage, delayMs: 60_000 });
    tracker.track({ kind: "view", product: "a" });
    tracker.track({ kind: "add_to_cart", product: "a", listId: "l" });
    await tracker.flush();
    await tracker.flush();
    expect(asked).toHaveLength(1);
    const { events } = JSON.parse(asked[0]?.body ?? "") as { events: Record<string, string>[] };
    expect(events.map(({ kind, listId }) => [kind, listId])).toEqual([
      ["view", undefined],
      ["add_to_cart", "l"],
    ]);
    expect(events.map(({ anonymous }) => anonymous)).toEqual([
      tracker.anonymous,
      tracker.anonymous,
    ]);
    expect(events[0]?.["session"]).toBe(tracker.session());
    expect(createTracker({ client, storage }).anonymous).toBe(tracker.anonymous);
  });

  it("keeps what could not be sent for the next page", async () => {
    const storage = storageOf();
    const lost: unknown[] = [];
    const away = createTracker({
      client: createClient({ url: "http://127.0.0.1:1", retries: 0 }),
      storage,
      delayMs: 60_000,
      onError: (error) => lost.push(error),
    });
    away.track({ kind: "like", product: "a" });
    await away.flush();
    expect(lost).toHaveLength(1);

    const { url, asked } = await serve([[200, { accepted: 1, duplicates: 0 }]]);
    const next = createTracker({ client: createClient({ url }), storage, delayMs: 60_000 });
    await next.flush();
    expect(asked[0]?.body).toContain('"like"');
    await createTracker({ client: createClient({ url }), storage }).flush();
    expect(asked).toHaveLength(1);
  });
});
