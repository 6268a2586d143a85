/** @file The migrations make what the schema says, older databases are brought up, newer ones left alone. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readMigrations } from "../../src/store/migrate.js";
import { openStore } from "../../src/store/open-store.js";
import { openPgliteDatabase } from "../../src/store/pglite-database.js";
import * as schema from "../../src/store/schema.js";
import type { Store } from "../../src/store/store.js";
import { makeEvents } from "../made-events.js";
import { makeProduct } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { startPostgres, whyNoPostgres } from "./postgres-server.js";
import type { PostgresServer } from "./postgres-server.js";
import { all, changes } from "./read-store.js";

const makeFolder = temporaryFolders();
const clock = (): Date => new Date(1_700_000_000_000);
const missing = whyNoPostgres();

it("leave nothing to generate from the schema", async () => {
  const newest = (await readMigrations()).length - 1;
  const number = String(newest).padStart(4, "0");
  const snapshot = new URL(`../../assets/migrations/meta/${number}_snapshot.json`, import.meta.url);
  const written: unknown = JSON.parse(await readFile(snapshot, "utf8"));
  // What the declared type of a snapshot is made of is not installed with the tool.
  expect(await generateMigration(written as never, generateDrizzleJson(schema))).toEqual([]);
});

describe("an embedded database", () => {
  it("of version 1 keeps everything and takes new products", { timeout: 60_000 }, async () => {
    const folder = join(makeFolder(), "database");
    const initDbStartParams = ["--wal-segsize=1"];
    const database = await PGlite.create({ dataDir: folder, initDbStartParams });
    await database.exec(await readFile(new URL("schema-1.sql", import.meta.url), "utf8"));
    await database.close();
    await checkBroughtUp(await openStore({ folder, clock }));
  });

  it("compares vectors", { timeout: 60_000 }, async () => {
    const folder = join(makeFolder(), "database");
    await (await openStore({ folder, clock })).close();
    const database = await openPgliteDatabase(folder);
    await database.query("create extension vector");
    const { rows } = await database.query("select '[3,4]'::vector <-> '[0,0]'::vector");
    expect(rows).toEqual([[5]]);
    await database.close();
  });
});

/** What schema-1.sql holds is there, and more can come. */
async function checkBroughtUp(store: Store): Promise<void> {
  expect([await store.identity(), await store.revision()]).toEqual(["first", 7]);
  const added = makeProduct({ id: "n" });
  expect(await store.upsertProducts([added])).toMatchObject({ revision: 8, added: 1 });
  expect((await all(store)).map(({ id }) => id)).toEqual(["a", "b", "n"]);
  expect((await changes(store, 4)).deleted).toEqual(["c"]);
  expect(await store.recordEvents(makeEvents(3))).toMatchObject({ accepted: 3, sequence: 3 });
  await store.close();
}

describe.skipIf(missing !== undefined)(
  `a database${missing === undefined ? "" : `: ${missing}`}`,
  () => {
    let server: PostgresServer;
    const run = async (sql: string): Promise<void> => {
      const client = new Client({ connectionString: server.url() });
      await client.connect();
      await client.query(sql);
      await client.end();
    };
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.remove());

    it("of version 1 keeps everything and takes new products", async () => {
      const script = await readFile(new URL("schema-1.sql", import.meta.url), "utf8");
      await run(`create schema old; set search_path = old; ${script}`);
      await checkBroughtUp(
        await openStore({ folder: makeFolder(), databaseUrl: server.url("old"), clock }),
      );
    });

    it("of a newer version is refused and not changed", async () => {
      await run(
        "create schema newer; create table newer.schema_versions (version integer, name text); insert into newer.schema_versions values (99, 'later')",
      );
      const opening = openStore({ folder: makeFolder(), databaseUrl: server.url("newer"), clock });
      await expect(opening).rejects.toMatchObject({
        code: "STORE_NEWER",
        details: { schemaVersion: 99 },
      });
    });

    it("that stops answering is an error with a name, and is used again when it is back", async () => {
      const store = await openStore({
        folder: makeFolder(),
        databaseUrl: server.url("gone"),
        clock,
      });
      await store.upsertProducts([makeProduct({ id: "a" })]);
      await server.stop("SIGQUIT");
      const write = store.upsertProducts([makeProduct({ id: "b" })]);
      await expect(write).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      await server.start();
      expect(await store.productCount()).toBe(1);
      await store.close();
    });
  },
);
