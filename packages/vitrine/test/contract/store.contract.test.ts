/** @file Runs the store contract on the database in the workspace, on a server, and through another process. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, it } from "vitest";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { startPostgres, whyNoPostgres } from "../store/postgres-server.js";
import type { PostgresServer } from "../store/postgres-server.js";
import { temporaryFolders } from "../temporary-folder.js";
import { describeStore } from "./store.contract.js";

/** One for all test files, so that only the first of them makes a database from nothing. */
const templateFolder = join(tmpdir(), "vitrine-test-databases");
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
    kept(await openStore({ folder: join(folder(), "database"), clock, templateFolder })),
});

describeStore("remote", {
  open: async () => {
    const options = { folder: join(folder(), "database"), clock, templateFolder };
    // The holder is closed after the one that asks it, in the order of closing below.
    const holder = await openStore(options);
    const remote = await openStore(options);
    kept(remote);
    kept(holder);
    return remote;
  },
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
      const databaseUrl = server.url(`workspace_${count}`);
      return kept(await openStore({ folder: folder(), databaseUrl, clock }));
    },
  });
} else {
  describe("the postgres store", () => {
    it.skip(missing);
  });
}
