/** @file Events of several processes' stores on one server: one order, every key once, merges seen by all. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { allEvents, makeEvent } from "../made-events.js";
import { temporaryFolders } from "../temporary-folder.js";
import { startPostgres, whyNoPostgres } from "./postgres-server.js";
import type { PostgresServer } from "./postgres-server.js";

const makeFolder = temporaryFolders();
const clock = (): Date => new Date(1_700_000_000_000);
const missing = whyNoPostgres();

describe.skipIf(missing !== undefined)(
  `events on a server${missing === undefined ? "" : `: ${missing}`}`,
  () => {
    let server: PostgresServer;
    const stores: Store[] = [];
    beforeAll(async () => {
      server = await startPostgres();
      for (let n = 0; n < 3; n += 1) {
        stores.push(
          await openStore({ folder: makeFolder(), databaseUrl: server.url("shop"), clock }),
        );
      }
    });
    afterAll(async () => {
      for (const store of stores) await store.close();
      await server.remove();
    });

    it(
      "are all met by who follows the sequence while others write",
      { timeout: 60_000 },
      async () => {
        const [reader, ...writers] = stores as [Store, Store, Store];
        let state: "writing" | "written" = "writing";
        const hasEnded = (): boolean => state === "written";
        const seen: string[] = [];
        const following = (async () => {
          for (let place = 0; ;) {
            const isLast = hasEnded();
            for (const event of await allEvents(reader, place, 100)) {
              expect(event.sequence).toBeGreaterThan(place);
              place = event.sequence;
              seen.push(event.key);
            }
            if (isLast) return;
          }
        })();
        const results = await Promise.all(
          writers.flatMap((writer, w) =>
            Array.from({ length: 10 }, async (_, lane) => {
              let accepted = 0;
              for (let n = 0; n < 40; n += 1) {
                const own = makeEvent({ key: `own ${w} ${lane} ${n}` });
                // Both writers send this one; one of them is first.
                const shared = makeEvent({ key: `shared ${lane} ${n}` });
                accepted += (await writer.recordEvents([own, shared])).accepted;
              }
              return accepted;
            }),
          ),
        );
        state = "written";
        await following;
        expect(results.reduce((sum, count) => sum + count, 0)).toBe(1_200);
        expect(seen.length).toBe(1_200);
        expect(new Set(seen).size).toBe(1_200);
        expect(await reader.eventCount()).toBe(1_200);
      },
    );

    it("of a visitor belong to the shopper, whoever records them while the merge is made", async () => {
      const [one, two] = stores as [Store, Store];
      for (let round = 0; round < 20; round += 1) {
        const anonymous = `visitor ${round}`;
        const shopper = `shopper ${round}`;
        await Promise.all([
          ...Array.from({ length: 8 }, (_, n) =>
            two.recordEvents([makeEvent({ key: `${anonymous} ${n}`, anonymous })]),
          ),
          one.mergeShopper(anonymous, shopper),
          two.mergeShopper(anonymous, shopper),
        ]);
        expect((await one.shopperEvents(shopper)).length).toBe(8);
      }
    });
  },
);
