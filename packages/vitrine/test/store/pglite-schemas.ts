/** @file One PGlite database whose Postgres schemas are databases of their own to the stores of a test file. */
import { makePgliteFolder } from "../../src/store/pglite-template.js";
import { openPgliteDatabase } from "../../src/store/pglite-database.js";
import { createSerialLock } from "../../src/store/serial-lock.js";
import type { SqlDatabase } from "../../src/store/sql-database.js";
import { unavailable } from "../../src/store/store-errors.js";

export interface PgliteSchemas {
  /** A database without tables, of which closing closes nothing but itself. */
  next(): Promise<SqlDatabase>;
  close(): Promise<void>;
}

/** @param folder - Absolute; nobody else may open it. */
export async function openSchemas(folder: string, templateFolder: string): Promise<PgliteSchemas> {
  await makePgliteFolder(folder, templateFolder);
  const database = await openPgliteDatabase(folder);
  const turns = createSerialLock();
  let current = "";
  let count = 0;

  const view = (schema: string): SqlDatabase => {
    const leases = new Set<string>();
    let closed = false;
    const inSchema = <T>(work: () => Promise<T>): Promise<T> =>
      turns.run(async () => {
        if (closed) throw unavailable(schema, "it is closed");
        if (current !== schema) await database.query(`set search_path to ${schema}`);
        current = schema;
        return work();
      });
    return {
      kind: "pglite",
      label: schema,
      query: (text, parameters) => inSchema(() => database.query(text, parameters)),
      transaction: (work, options) => inSchema(() => database.transaction(work, options)),
      async lease(name) {
        if (leases.has(name)) return undefined;
        leases.add(name);
        return {
          async release() {
            leases.delete(name);
          },
        };
      },
      checkpoint: () => database.checkpoint(),
      vacuum: (tables) => inSchema(() => database.vacuum(tables)),
      scrub: (tables) => inSchema(() => database.scrub(tables)),
      async close() {
        await turns.run(async () => {
          closed = true;
        });
      },
    };
  };
  return {
    async next() {
      count += 1;
      const schema = `workspace_${count}`;
      await database.query(`create schema ${schema}`);
      return view(schema);
    },
    close: () => database.close(),
  };
}
