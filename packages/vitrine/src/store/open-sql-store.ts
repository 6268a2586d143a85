/**
 * @file A migrated store over a database that has just been opened.
 */
import { randomUUID } from "node:crypto";
import { migrate, readMigrations } from "./migrate.js";
import { behaviour, catalogue } from "./schema.js";
import { toDrizzle } from "./sql-database.js";
import type { SqlDatabase } from "./sql-database.js";
import { finishErasure } from "./sql-event-store.js";
import { createSqlStore } from "./sql-store.js";
import type { SqlStoreOptions } from "./sql-store.js";
import type { Store } from "./store.js";

/**
 * Brings the database to the newest schema and gives it an identity when it has none.
 *
 * @param database - The store closes it; so does a failure.
 * @throws {VitrineError} `STORE_NEWER` when a newer version has written it.
 */
export async function openSqlStore(
  database: SqlDatabase,
  options: SqlStoreOptions,
): Promise<Store> {
  try {
    await migrate(database, await readMigrations());
    const db = toDrizzle(database);
    const [row] = await db.select({ id: catalogue.id }).from(catalogue);
    // Of two processes that come here at once the first names the database.
    if (row === undefined) {
      await db.insert(catalogue).values({ identity: randomUUID() }).onConflictDoNothing();
    }
    const [recorded] = await db.select({ id: behaviour.id }).from(behaviour);
    if (recorded === undefined) await db.insert(behaviour).values({}).onConflictDoNothing();
    // What can not be cleaned now, on a full disk say, stays noted; the store can be used meanwhile.
    await finishErasure(database).catch(() => undefined);
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
  return createSqlStore(database, options);
}
