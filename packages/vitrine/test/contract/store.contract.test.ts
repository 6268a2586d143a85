/**
 * @file Runs the store contract on PGlite, on a server, and through another process's socket.
 *
 * Opening PGlite costs more than most cases, so its stores are Postgres schemas of one database; that
 * a folder of its own behaves alike is held by the tests of killed processes and of the engine.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, it } from "vitest";
import { openSqlStore } from "../../src/store/open-sql-store.js";
import { openStore } from "../../src/store/open-store.js";
import { connectRemoteStore } from "../../src/store/remote-store.js";
import { openSharedStore } from "../../src/store/shared-store.js";
import { serveStore } from "../../src/store/store-server.js";
import type { Store } from "../../src/store/store.js";
import { startPostgres, whyNoPostgres } from "../store/postgres-server.js";
import type { PostgresServer } from "../store/postgres-server.js";
import { openSchemas } from "../store/pglite-schemas.js";
import type { PgliteSchemas } from "../store/pglite-schemas.js";
import { temporaryFolders } from "../temporary-folder.js";
import { describeStore } from "./store.contract.js";

/** One for all test files, so that only the first of them makes a database from nothing. */
const templateFolder = join(tmpdir(), "vitrine-test-databases");
const folder = temporaryFolders();
const atEnd: (() => Promise<void>)[] = [];
const kept = (store: Store): Store => {
  atEnd.push(() => store.close());
  return store;
};
afterEach(async () => {
  for (const end of atEnd.splice(0)) await end();
});
const clock = (): Date => new Date(1_700_000_000_000);
const unwaited = (): Promise<void> => Promise.resolve();

let schemas: PgliteSchemas;
beforeAll(async () => {
  schemas = await openSchemas(join(folder(), "database"), templateFolder);
});
afterAll(() => schemas.close());

describeStore("pglite", {
  open: async () => {
    const store = await openSqlStore(await schemas.next(), { clock });
    const connect = () => Promise.resolve({ store });
    return kept(await openSharedStore({ label: "test", connect, pause: unwaited }));
  },
});

describeStore("remote", {
  open: async () => {
    const holder = await openSqlStore(await schemas.next(), { clock });
    const socket = join(folder(), "socket", "store");
    const server = await serveStore(holder, socket);
    const connect = async () => ({ store: await connectRemoteStore(socket) });
    // The one that asks is closed before its holder.
    const remote = kept(await openSharedStore({ label: "test", connect, pause: unwaited }));
    atEnd.push(async () => {
      await server.close();
      await holder.close();
    });
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
