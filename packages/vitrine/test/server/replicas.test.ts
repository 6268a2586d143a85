/**
 * @file Two `vitrine serve` over one Postgres server and one workspace: what one takes in the other
 * gives out, and the death of one costs nothing that was acknowledged.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, ProblemError } from "../../src/client/index.js";
import type { Client } from "../../src/client/index.js";
import { openStore } from "../../src/store/open-store.js";
import { askVitrine } from "../cli/run-vitrine.js";
import { servingProcesses } from "../cli/serve-vitrine.js";
import type { ServingProcess } from "../cli/serve-vitrine.js";
import { makeProduct, makeProducts } from "../made-catalogue.js";
import { allEvents, makeEvent } from "../made-events.js";
import { writeRows } from "../open-engines.js";
import { startPostgres, whyNoPostgres } from "../store/postgres-server.js";
import type { PostgresServer } from "../store/postgres-server.js";
import { temporaryFolders } from "../temporary-folder.js";

const missing = whyNoPostgres();
const makeFolder = temporaryFolders();
const serve = servingProcesses();
const ROUNDS = 10;

describe.skipIf(missing !== undefined)(
  `two servers over one Postgres${missing === undefined ? "" : ` (skipped: ${missing})`}`,
  { timeout: 180_000 },
  () => {
    let postgres: PostgresServer;
    let folder: string;
    const start = async (): Promise<ServingProcess> =>
      serve(folder, ["--log-level", "silent"], { DATABASE_URL: postgres.url() });
    beforeAll(async () => {
      postgres = await startPostgres();
      folder = makeFolder();
      const env = { DATABASE_URL: postgres.url() };
      const file = writeRows(folder, makeProducts(60));
      await askVitrine(["products", "put", file, "-w", folder], { env });
      await askVitrine(["index", "--encoder", "tfidf", "--offline", "-w", folder], { env });
    });
    afterAll(async () => {
      await postgres.remove();
    });

    it("show each other's products and events at once, and go on when one is killed", async () => {
      const servers = await Promise.all([start(), start()]);
      const clients = servers.map(({ url }) => createClient({ url, retries: 0 }));
      const slowest = { product: 0, event: 0, past: 0 };
      const before = makeProducts(60);
      for (let round = 0; round < ROUNDS; round += 1) {
        const [writer, reader] = round % 2 === 0 ? clients : clients.toReversed();
        const id = `new${round}`;
        await writer!.putProducts([makeProduct({ id, title: `Zinnober${round} chair` })]);
        slowest.product = Math.max(
          slowest.product,
          await waited(async () => {
            const { hits } = await reader!.search(`zinnober${round}`);
            return hits[0]?.id === id;
          }),
        );
        const shopper = `shopper${round}`;
        const viewed = async (): Promise<readonly string[]> => {
          const asked = { placement: "recently-viewed", shopper };
          return (await reader!.recommendations(asked)).items.map(({ id: seen }) => seen);
        };
        // From now on the reader holds what it knows of her.
        expect(await viewed()).toEqual([]);
        await writer!.sendEvents([{ kind: "view", product: id, shopper }]);
        slowest.event = Math.max(
          slowest.event,
          await waited(async () => (await viewed())[0] === id),
        );
        const anonymous = `visitor${round}`;
        await writer!.sendEvents([{ kind: "view", product: before[0]!.id, anonymous }]);
        await writer!.mergeShopper(anonymous, shopper);
        slowest.past = Math.max(
          slowest.past,
          await waited(async () => (await viewed()).includes(before[0]!.id)),
        );
        await writer!.eraseShopper(shopper);
        slowest.past = Math.max(
          slowest.past,
          await waited(async () => (await viewed()).length === 0),
        );
      }
      process.stdout.write(
        `the other server shows a product after at most ${slowest.product} ms, an event after ${slowest.event} ms, a merge or an erasure after ${slowest.past} ms (${ROUNDS} of each)\n`,
      );

      // Clients of both write; those of the one that dies send again to the other.
      const acknowledged: string[] = [];
      let isOver = false;
      const turned = await Promise.all([
        ...[0, 1, 2, 3].map(async (writer) => {
          let vitrine: Client = clients[writer % 2]!;
          let turns = 0;
          for (let call = 0; !isOver; call += 1) {
            const key = `${writer}-${call}`;
            const isThere = await send(vitrine, key);
            if (!isThere) {
              turns += 1;
              vitrine = clients[1]!;
              expect(await send(vitrine, key)).toBe(true);
            }
            acknowledged.push(key);
          }
          return turns;
        }),
        (async () => {
          await sleep(500);
          await servers[0].end("SIGKILL");
          const atDeath = acknowledged.length;
          await waited(async () => Promise.resolve(acknowledged.length > atDeath + 50));
          isOver = true;
          return 0;
        })(),
      ]);
      expect(turned).toEqual([1, 0, 1, 0, 0]);
      const survivor = clients[1]!;
      expect((await survivor.search("lamp")).total).toBeGreaterThan(0);
      await survivor.putProducts([makeProduct({ id: "later", title: "Karmesin stool" })]);
      expect((await survivor.search("karmesin")).hits[0]?.id).toBe("later");
      const ready = await fetch(`${servers[1].url}/health/ready`);
      expect(ready.status).toBe(200);
      const store = await openStore({
        folder,
        databaseUrl: postgres.url(),
        clock: () => new Date(),
      });
      const stored = (await allEvents(store)).map(({ key }) => key);
      await store.close();
      const written = stored.filter((key) => /^\d-\d+$/.test(key));
      expect(written.toSorted()).toEqual(acknowledged.toSorted());
      // The one that died comes back beside it.
      const again = await start();
      const { hits } = await createClient({ url: again.url }).search("karmesin");
      expect(hits[0]?.id).toBe("later");
      expect(await again.end("SIGTERM")).toBe(0);
      expect(await servers[1].end("SIGTERM")).toBe(0);
    });
  },
);

/** Whether the event is committed; false when the server is gone. */
async function send(vitrine: Client, key: string): Promise<boolean> {
  try {
    const { accepted, duplicates } = await vitrine.sendEvents([makeEvent({ key })]);
    return accepted + duplicates === 1;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 0) return false;
    throw error;
  }
}

/** Milliseconds until `holds`; a minute at most. */
async function waited(holds: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > 60_000) throw new Error("It does not hold after a minute.");
    await sleep(5);
  }
  return Math.round(performance.now() - began);
}
