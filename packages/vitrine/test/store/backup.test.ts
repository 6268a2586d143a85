/** @file A backup gives back what was saved, between both kinds of database, and refuses what is damaged. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backupStore, restoreStore } from "../../src/store/backup.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { makeEvent, makeEvents } from "../made-events.js";
import { makeProduct, makeProducts } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { startPostgres, whyNoPostgres } from "./postgres-server.js";
import type { PostgresServer } from "./postgres-server.js";
import { all } from "./read-store.js";

const templateFolder = join(tmpdir(), "vitrine-test-databases");
const makeFolder = temporaryFolders();
const clock = (): Date => new Date(1_700_000_000_000);
const missing = whyNoPostgres();

describe.skipIf(missing !== undefined)(
  `a backup${missing === undefined ? "" : `: ${missing}`}`,
  () => {
    let server: PostgresServer;
    let embedded: Store;
    let served: Store;
    beforeAll(async () => {
      server = await startPostgres();
      embedded = await openStore({ folder: join(makeFolder(), "database"), clock, templateFolder });
      served = await openStore({ folder: makeFolder(), databaseUrl: server.url("shop"), clock });
    });
    afterAll(async () => {
      await embedded.close();
      await served.close();
      await server.remove();
    });

    it("goes from one kind of database to the other and back, above both revisions", async () => {
      const file = join(makeFolder(), "shop.backup");
      const products = makeProducts(2_345);
      await embedded.upsertProducts(products);
      await embedded.deleteProducts(["p0"]);
      const header = await backupStore(embedded, file, { clock });
      expect(header).toMatchObject({ revision: 2, products: 2_344 });
      await served.upsertProducts([makeProduct({ id: "other" })]);
      expect(await restoreStore(served, file)).toMatchObject({
        revision: 3,
        deleted: 1,
        products: 2_344,
      });
      expect(await all(served)).toEqual(products.slice(1));
      await backupStore(served, file, { clock });
      expect((await restoreStore(embedded, file)).revision).toBe(4);
      expect(await all(embedded)).toEqual(products.slice(1));
      expect(readdirSync(join(file, "..")).length).toBe(1);
    });

    it("carries events and merges, which are added to those that are there", async () => {
      const file = join(makeFolder(), "shop.backup");
      const own = makeEvents(2_300);
      await embedded.recordEvents(own);
      await embedded.mergeShopper("a1", "s1");
      await embedded.mergeShopper("a2", "s2");
      const header = await backupStore(embedded, file, { clock });
      expect(header).toMatchObject({ version: 2, events: 2_300 });
      await served.recordEvents([makeEvent({ key: "theirs" }), ...own.slice(0, 10)]);
      // This visitor became somebody else there, which holds.
      await served.mergeShopper("a2", "other");
      expect((await restoreStore(served, file)).events).toBe(2_290);
      expect((await restoreStore(served, file)).events).toBe(0);
      expect(await served.eventCount()).toBe(2_301);
      const { events, anonymous } = await embedded.exportShopper("s1");
      expect(await served.exportShopper("s1")).toEqual({ shopper: "s1", events, anonymous });
      expect(anonymous).toEqual(["a1"]);
      expect((await served.exportShopper("other")).anonymous).toEqual(["a2"]);
    });

    it("of the first version, which had products only, is still read", async () => {
      const file = join(makeFolder(), "old.backup");
      const lines = [
        {
          format: "vitrine-backup",
          version: 1,
          identity: "old",
          revision: 1,
          products: 1,
          createdAt: "",
        },
        makeProduct({ id: "of old" }),
      ].map((line) => `${JSON.stringify(line)}\n`);
      const sha256 = createHash("sha256").update(lines.join("")).digest("hex");
      writeFileSync(
        file,
        gzipSync(`${lines.join("")}${JSON.stringify({ sha256, products: 1 })}\n`),
      );
      const before = await embedded.eventCount();
      expect(await restoreStore(embedded, file)).toMatchObject({ products: 1, events: 0 });
      expect((await all(embedded)).map(({ id }) => id)).toEqual(["of old"]);
      expect(await embedded.eventCount()).toBe(before);
    });

    it("is not written when a restore would refuse it, and says which product is why", async () => {
      const file = join(makeFolder(), "shop.backup");
      writeFileSync(file, "earlier");
      const bad = { id: "bad", currency: "dollars" };
      for (const store of [embedded, served]) {
        await store.upsertProducts([...makeProducts(1_200), makeProduct(bad)]);
        await expect(backupStore(store, file, { clock })).rejects.toMatchObject({
          code: "STORE_FAILED",
          message: expect.stringContaining('the currency of product "bad" must be') as string,
        });
        expect(readFileSync(file, "utf8")).toBe("earlier");
        expect(readdirSync(join(file, "..")).length).toBe(1);
        await store.deleteProducts([bad.id]);
        const { products } = await backupStore(store, join(makeFolder(), "b"), { clock });
        expect(products).toBe(await store.productCount());
      }
    });

    it("is refused when any part of it is cut off or changed, and nothing is touched", async () => {
      const file = join(makeFolder(), "shop.backup");
      await embedded.upsertProducts(makeProducts(300));
      await backupStore(embedded, file, { clock });
      const bytes = readFileSync(file);
      const before = await embedded.revision();
      const places = Array.from({ length: 12 }, (_, n) =>
        Math.floor((bytes.length * (n + 0.5)) / 12),
      );
      for (const place of places) {
        writeFileSync(file, bytes.subarray(0, place));
        await expect(restoreStore(embedded, file)).rejects.toMatchObject({
          code: "BACKUP_INVALID",
        });
        const changed = Buffer.from(bytes);
        changed[place] = changed[place]! ^ 0x55;
        writeFileSync(file, changed);
        await expect(restoreStore(embedded, file)).rejects.toMatchObject({
          code: "BACKUP_INVALID",
        });
      }
      await expect(restoreStore(embedded, `${file}.no`)).rejects.toMatchObject({
        code: "FILE_NOT_FOUND",
      });
      expect(await embedded.revision()).toBe(before);
    });
  },
);
