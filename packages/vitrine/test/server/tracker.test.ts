/** @file The tracker of pages against a real server: what is refused never holds up the rest. */
import { beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../../src/client/client.js";
import { createTracker } from "../../src/client/tracker.js";
import type { Tracker, TrackerOptions } from "../../src/client/tracker.js";
import type { TrackerStorage } from "../../src/client/tracker-storage.js";
import type { EventInput } from "../../src/data/event.js";
import { openKeysFile } from "../../src/server/keys-file.js";
import { temporaryFolders } from "../temporary-folder.js";
import { servedShops } from "./serve-shop.js";
import type { ServedShop } from "./serve-shop.js";

const serveShop = servedShops(temporaryFolders());
let shop: ServedShop;
let publicKey = "";
beforeAll(async () => {
  shop = await serveShop({
    isIndexed: false,
    prepare: async ({ workspace }) => {
      const keys = openKeysFile(workspace.keysFile, () => new Date());
      publicKey = (await keys.create({ kind: "public", name: "pages", scopes: [] })).text;
    },
  });
});

const WAITING = "vitrine.waiting";

function storageOf(held = new Map<string, string>()): TrackerStorage {
  return {
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => void held.set(name, value),
    removeItem: (name) => void held.delete(name),
  };
}

interface TrackedPage {
  readonly tracker: Tracker;
  readonly storage: TrackerStorage;
  /** How many events each request had, and whether it outlasts the page. */
  readonly requests: { readonly events: number; readonly keepalive: boolean | undefined }[];
  readonly told: { readonly error: unknown; readonly dropped: readonly EventInput[] }[];
}

function openPage(options: Partial<TrackerOptions> = {}): TrackedPage {
  const { storage = storageOf() } = options;
  const [requests, told]: [TrackedPage["requests"], TrackedPage["told"]] = [[], []];
  const client = createClient({
    url: shop.server.url,
    key: publicKey,
    fetch: async (url, init) => {
      const { events } = JSON.parse(init?.body as string) as { events: unknown[] };
      requests.push({ events: events.length, keepalive: init?.keepalive });
      return fetch(url, init);
    },
  });
  const tracker = createTracker({
    client,
    storage,
    delayMs: 60_000,
    onError: (error, dropped) => told.push({ error, dropped }),
    ...options,
  });
  return { tracker, storage, requests, told };
}

/** What the events that the shop holds of a visitor are of; her history goes into an account for it. */
async function recorded({ tracker }: TrackedPage): Promise<readonly string[]> {
  const account = `account of ${tracker.anonymous}`;
  await shop.engine.mergeShopper(tracker.anonymous, account);
  const { events } = await shop.engine.exportShopper(account);
  return events.map(({ product = "", query = "" }) => product + query);
}

describe("the tracker, of events that the server refuses as wrong,", () => {
  it("drops the wrong ones alone, tells of each, and sends all others", async () => {
    const page = openPage();
    const products = Array.from({ length: 20 }, (_, at) => (at % 9 === 4 ? "" : `p${at}`));
    for (const product of products) page.tracker.track({ kind: "view", product });
    await page.tracker.flush();
    expect([...(await recorded(page))].sort()).toEqual(
      products.filter((product) => product !== "").sort(),
    );
    expect(page.told).toMatchObject([
      { error: { code: "PARAM_INVALID" }, dropped: [{ product: "" }] },
      { error: { code: "PARAM_INVALID" }, dropped: [{ product: "" }] },
    ]);
    expect(page.storage.getItem(WAITING)).toBeNull();
  });

  it("gets over those that an earlier page left behind", async () => {
    const query = "x".repeat(501);
    const storage = storageOf(
      new Map([
        [
          WAITING,
          JSON.stringify([null, 3, { kind: "search", key: "k", anonymous: "visitor", query }]),
        ],
      ]),
    );
    const page = openPage({ storage });
    page.tracker.track({ kind: "like", product: "lamp" });
    await page.tracker.flush();
    expect(await recorded(page)).toEqual(["lamp"]);
    expect(page.told).toMatchObject([{ dropped: [{ key: "k" }] }]);
    expect(storage.getItem(WAITING)).toBeNull();
  });

  it("drops at once all of a shopper for whom its key may not speak", async () => {
    const page = openPage({ shopper: "s-17" });
    for (let at = 0; at < 40; at++) page.tracker.track({ kind: "view", product: `p${at}` });
    await page.tracker.flush();
    expect(page.requests).toHaveLength(1);
    expect(page.told).toMatchObject([{ error: { code: "FORBIDDEN", status: 403 } }]);
    expect(page.told[0]?.dropped).toHaveLength(40);
    expect(page.storage.getItem(WAITING)).toBeNull();
  });
});

describe("the tracker", () => {
  it("keeps events while its key does not hold, which may be mended", async () => {
    const page = openPage({ client: createClient({ url: shop.server.url, key: "wrong" }) });
    page.tracker.track({ kind: "view", product: "p" });
    await page.tracker.flush();
    expect(page.told).toMatchObject([{ error: { code: "KEY_REQUIRED" }, dropped: [] }]);
    expect(page.storage.getItem(WAITING)).toContain('"view"');
  });

  it("sends at most 500 events at a time, and few so that they outlast the page", async () => {
    const page = openPage();
    page.tracker.track({ kind: "click", product: "p" });
    await page.tracker.flush();
    for (let at = 0; at < 1100; at++) page.tracker.track({ kind: "view", product: `p${at}` });
    await page.tracker.flush();
    expect(page.requests).toEqual([
      { events: 1, keepalive: true },
      { events: 500, keepalive: false },
      { events: 500, keepalive: false },
      { events: 100, keepalive: false },
    ]);
    expect(await recorded(page)).toHaveLength(1101);
  });

  it("cuts a query to what the server takes, between characters", async () => {
    const page = openPage();
    page.tracker.track({ kind: "search", query: "a".repeat(700) });
    page.tracker.track({ kind: "search", query: `${"b".repeat(499)}🛋️` });
    await page.tracker.flush();
    expect([...(await recorded(page))].sort()).toEqual(["a".repeat(500), "b".repeat(499)]);
    expect(page.told).toEqual([]);
  });

  it("works from memory where the storage refuses everything", async () => {
    const refuse = (): never => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    const page = openPage({ storage: { getItem: refuse, setItem: refuse, removeItem: refuse } });
    page.tracker.track({ kind: "view", product: "p" });
    expect(page.tracker.session()).toBe(page.tracker.session());
    await page.tracker.flush();
    expect(await recorded(page)).toEqual(["p"]);
  });

  it("is made where reaching for the storage is forbidden already", () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
    try {
      const client = createClient({ url: shop.server.url });
      expect(createTracker({ client }).anonymous).toMatch(/^[0-9a-f-]{36}$/);
    } finally {
      if (before === undefined) Reflect.deleteProperty(globalThis, "localStorage");
      else Object.defineProperty(globalThis, "localStorage", before);
    }
  });
});
