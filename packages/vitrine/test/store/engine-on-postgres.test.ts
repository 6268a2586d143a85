/** @file The engine on a Postgres server: what several processes see of each other, and a server that goes away. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../src/index.js";
import type { Engine } from "../../src/index.js";
import { makeProducts } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { startPostgres, whyNoPostgres } from "./postgres-server.js";
import type { PostgresServer } from "./postgres-server.js";

const missing = whyNoPostgres();
const makeFolder = temporaryFolders();

describe.skipIf(missing !== undefined)(
  `an engine on a Postgres server${missing === undefined ? "" : ` (skipped: ${missing})`}`,
  { timeout: 120_000 },
  () => {
    let server: PostgresServer;
    const engines: Engine[] = [];
    const openEngine = async (schema: string, workspace = makeFolder()): Promise<Engine> => {
      const engine = await createEngine({ workspace, config: {}, databaseUrl: server.url(schema) });
      engines.push(engine);
      return engine;
    };
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(async () => {
      await Promise.all(engines.map((engine) => engine.close()));
      await server.remove();
    });

    it("finds what another one has acknowledged by its next search", async () => {
      const workspace = makeFolder();
      const [writer, reader] = [
        await openEngine("shared", workspace),
        await openEngine("shared", workspace),
      ];
      await writer.upsertProducts(makeProducts(50));
      await writer.index();
      expect((await reader.search("lamp")).total).toBeGreaterThan(0);
      for (let round = 0; round < 20; round++) {
        const [product] = makeProducts(1);
        await writer.upsertProducts([{ ...product!, id: "new", title: `Zinnober${round} chair` }]);
        expect((await reader.search(`zinnober${round}`)).hits[0]?.id).toBe("new");
        await writer.deleteProducts(["new"]);
        const { hits } = await reader.search(`zinnober${round}`);
        expect(hits.map(({ id }) => id)).not.toContain("new");
      }
    });

    it("that loses its server during an import keeps the old catalogue and goes on when it is back", async () => {
      const engine = await openEngine("gone");
      await engine.upsertProducts(makeProducts(10));
      const rows = Array.from({ length: 12_000 }, (_, n) => `n${n},Chair number ${n}`);
      const file = join(makeFolder(), "chairs.csv");
      writeFileSync(file, `id,title\n${rows.join("\n")}\n`);
      let stopping: Promise<void> | undefined;
      let steps = 0;
      const importing = engine.importProducts(file, {
        onProgress: () => {
          steps++;
          if (steps === 4) stopping = server.stop("SIGQUIT");
        },
      });
      await expect(importing).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      await stopping;
      await server.start();
      expect((await engine.count()).products).toBe(10);
      const again = await engine.importProducts(file);
      expect(again.resumedRows).toBeGreaterThan(0);
      expect([again.added, again.products]).toEqual([12_000, 12_010]);
    });
  },
);
