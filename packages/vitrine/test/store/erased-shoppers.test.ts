/** @file Of an erased shopper no file of the embedded database holds a byte, whatever happened to it before. */
import { readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.js";
import { openPgliteDatabase } from "../../src/store/pglite-database.js";
import { toDrizzle } from "../../src/store/sql-database.js";
import type { Store } from "../../src/store/store.js";
import { writeErasure } from "../../src/store/write-events.js";
import { filesWith } from "../files-with.js";
import { allEvents, makeEvent, makeEvents } from "../made-events.js";
import { temporaryFolders } from "../temporary-folder.js";

const templateFolder = join(tmpdir(), "vitrine-test-databases");
const makeFolder = temporaryFolders();
const clock = (): Date => new Date(1_700_000_000_000);
const timeout = 60_000;

/** Everything that could be found of the shopper. */
const traces = ["Shopper-7c1e", "Visitor-90ab", "Visit-55d2", "Key-of-theirs", "what they asked"];
const [shopper = "", anonymous = "", session = "", key = "", query = ""] = traces;

/** A life in the shop: visits, a merge, carts, searches, old events that are pruned. */
async function live(store: Store): Promise<void> {
  const own = (n: number, fields: Partial<Parameters<typeof makeEvent>[0]>) =>
    makeEvent({ key: `${key} ${n}`, session, ...fields });
  for (let n = 0; n < 40; n += 1) {
    await store.recordEvents([
      ...makeEvents(50, n).map((event) => ({ ...event, key: `${event.key} ${n}` })),
      own(3 * n, { anonymous }),
      own(3 * n + 1, { shopper, kind: "purchase" }),
      own(3 * n + 2, { shopper, kind: "search", query }),
    ]);
    if (n === 20) await store.mergeShopper(anonymous, shopper);
  }
  await store.recordEvents([
    makeEvent({
      key: "shown",
      kind: "impression",
      anonymous,
      products: Array.from({ length: 200 }, (_, n) => `${query} ${n} ${"x".repeat(100)}`),
    }),
    makeEvent({ key: "another's", shopper: "another", anonymous }),
    makeEvent({ key: `${key} old`, shopper, kind: "like", time: "2001-01-01T00:00:00Z" }),
  ]);
  await store.pruneEvents({ like: "2002-01-01T00:00:00Z" });
}

it("a journal of events is cut while they are recorded", { timeout }, async () => {
  const folder = makeFolder();
  const store = await openStore({ folder: join(folder, "database"), templateFolder, clock });
  const journal = join(folder, "database", "pg_wal");
  const bytes = (): number =>
    readdirSync(journal).reduce((sum, name) => sum + statSync(join(journal, name)).size, 0);
  let most = 0;
  for (let n = 0; n < 51; n += 1) {
    const events = makeEvents(1_000, n).map((event) => ({ ...event, key: `${event.key} ${n}` }));
    most = Math.max(most, bytes());
    await store.recordEvents(events);
  }
  expect(bytes()).toBeLessThan(most / 2);
  await store.close();
});

describe("an erased shopper", () => {
  it("is in no file, neither while the database is open nor after", { timeout }, async () => {
    const folder = makeFolder();
    const store = await openStore({ folder: join(folder, "database"), templateFolder, clock });
    await live(store);
    const found = filesWith(folder, traces);
    for (const trace of traces) expect(found.join()).toContain(trace);
    // Some are in the tables and some in the journal.
    expect(found.join()).toContain("pg_wal");
    expect(await store.eraseShopper(shopper)).toEqual({ events: 121, merges: 1, unlinked: 1 });
    expect(filesWith(folder, traces)).toEqual([]);
    expect((await allEvents(store)).length).toBe(2_001);
    await store.close();
    expect(filesWith(folder, traces)).toEqual([]);
    const again = await openStore({ folder: join(folder, "database"), templateFolder, clock });
    expect(await again.eventCount()).toBe(2_001);
    await again.close();
    expect(filesWith(folder, traces)).toEqual([]);
  });

  it("is in no file when there is almost nothing else", { timeout }, async () => {
    const folder = makeFolder();
    const store = await openStore({ folder: join(folder, "database"), templateFolder, clock });
    await store.recordEvents([makeEvent({ key, shopper })]);
    expect(filesWith(folder, traces).length).toBeGreaterThan(0);
    expect(await store.eraseShopper(shopper)).toMatchObject({ events: 1 });
    expect(filesWith(folder, traces)).toEqual([]);
    await store.close();
  });

  it("is in no file either when all events had been pruned before", { timeout }, async () => {
    const folder = makeFolder();
    const store = await openStore({ folder: join(folder, "database"), templateFolder, clock });
    await store.recordEvents([makeEvent({ key, shopper })]);
    await store.pruneEvents({ view: "2030-01-01T00:00:00Z" });
    expect(filesWith(folder, traces).length).toBeGreaterThan(0);
    expect(await store.eraseShopper(shopper)).toMatchObject({ events: 0 });
    expect(filesWith(folder, traces)).toEqual([]);
    await store.close();
  });

  it(
    "is in no file after the next start when the process ended in between",
    { timeout },
    async () => {
      const folder = makeFolder();
      const path = join(folder, "database");
      const store = await openStore({ folder: path, templateFolder, clock });
      await live(store);
      await store.close();
      const database = await openPgliteDatabase(path);
      await database.transaction((connection) => writeErasure(toDrizzle(connection), shopper));
      await database.close();
      expect(filesWith(folder, traces).length).toBeGreaterThan(0);
      const again = await openStore({ folder: path, templateFolder, clock });
      expect(filesWith(folder, traces)).toEqual([]);
      expect(await again.eventCount()).toBe(2_001);
      await again.close();
    },
  );
});
