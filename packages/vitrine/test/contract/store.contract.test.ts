/** @file Runs the store contract on the database in the workspace, on a server, and through another process. */
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, it } from "vitest";
import { openPgliteDatabase } from "../../src/store/pglite-database.js";
import { openPostgresDatabase } from "../../src/store/postgres-database.js";
import { openSqlStore } from "../../src/store/open-sql-store.js";
import type { Store } from "../../src/store/store.js";
import { startPostgres, whyNoPostgres } from "../store/postgres-server.js";
import type { PostgresServer } from "../store/postgres-server.js";
import { temporaryFolders } from "../temporary-folder.js";
import { describeStore } from "./store.contract.js";

const folder = temporaryFolders();
const opened: Store[] = [];
const kept = (store: Store): Store => {
  opened.push(store);
  return store;
};
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});
const clock = (): Date => new Date(1_700_000_000_000);

describeStore("pglite", {
  open: async () =>
    kept(await openSqlStore(await openPgliteDatabase(join(folder(), "database")), { clock })),
});

const missing = whyNoPostgres();
if (missing === undefined) {
  let server: PostgresServer;
  let count = 0;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.remove());
  describeStore("postgres", {
    open: async () => {
      count += 1;
      const database = await openPostgresDatabase({
        databaseUrl: server.url(`workspace_${count}`),
      });
      return kept(await openSqlStore(database, { clock }));
    },
  });
} else {
  describe("the postgres store", () => {
    it.skip(missing);
  });
}
