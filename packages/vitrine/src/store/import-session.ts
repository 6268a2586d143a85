/**
 * @file A bulk import: batches are kept as JSON until the end, then written in one transaction.
 *
 * Staging a batch is one insert of its text, three times as fast as writing its products. Which
 * ids are staged is remembered in memory (some 80 MB for a million) and read back on resuming.
 * The last `finish` costs what the upsert of all batches costs; others see nothing of it until it
 * is committed.
 */
import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { VitrineError, checkNotCancelled } from "../errors.js";
import { toProductRow, toStorableText } from "./product-row.js";
import { importRecords, imports, stagedBatches } from "./schema.js";
import { toDrizzle } from "./sql-database.js";
import type { SqlDatabase, SqlLease } from "./sql-database.js";
import type { FinishOptions, FinishResult, ImportSession, ImportSource } from "./store.js";
import type { Written } from "./sql-store.js";
import { deleteWhere, lockCatalogue, saveCatalogue, writeBatch } from "./write-products.js";

/** Batches between two cuts of the journal. */
const checkpointBatches = 64;

/** What an import needs of its store. */
export interface ImportContext {
  readonly database: SqlDatabase;
  readonly clock: () => Date;
  /** Runs a write of the catalogue with what surrounds it. */
  readonly writing: <T extends Written>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Begins an import or resumes it.
 *
 * @throws {VitrineError} `LOCKED` when another one is under way.
 */
export async function beginImport(
  context: ImportContext,
  { key, label }: ImportSource,
): Promise<ImportSession> {
  const lease = await context.database.lease("import");
  if (lease === undefined) {
    throw new VitrineError(
      "LOCKED",
      `One import at a time is possible; got another while one is under way in ${context.database.label}. Wait for its end.`,
      { path: context.database.label },
    );
  }
  try {
    return await openSession(context, lease, {
      key: toStorableText(key),
      label: toStorableText(label),
    });
  } catch (error) {
    await lease.release();
    throw error;
  }
}

async function openSession(
  context: ImportContext,
  lease: SqlLease,
  { key, label }: ImportSource,
): Promise<ImportSession> {
  const { database } = context;
  const begun = await database.transaction(async (connection) => {
    const db = toDrizzle(connection);
    await forgetImports(db, database.kind, ne(imports.key, key));
    await db.insert(imports).values({ key, label }).onConflictDoNothing();
    const [row] = await db.select().from(imports).where(eq(imports.key, key));
    if (row === undefined) throw new Error("internal: the import was not inserted");
    return row;
  });
  const { id: importId } = begun;
  const { ids, batchCount } = await stagedIds(database, importId);
  let nextNumber = batchCount;
  let open = true;
  const checkOpen = (): void => {
    if (!open) throw new Error("internal: this import has ended");
  };
  const end = async (): Promise<void> => {
    open = false;
    await lease.release();
  };
  const forget = (db: ReturnType<typeof toDrizzle>): Promise<void> =>
    forgetImports(db, database.kind, eq(imports.id, importId));

  return {
    resumeAtRow: begun.rowsRead,
    state: begun.state ?? undefined,
    get stagedCount() {
      return ids.size;
    },
    async stage(products, rowsRead, state) {
      checkOpen();
      const duplicateIds: string[] = [];
      const fresh = new Map<string, string>();
      for (const product of products) {
        const { id, json } = toProductRow(product);
        if (ids.has(id) || fresh.has(id)) duplicateIds.push(id);
        else fresh.set(id, json);
      }
      await database.transaction(async (connection) => {
        const db = toDrizzle(connection);
        if (fresh.size > 0) {
          await db.insert(stagedBatches).values({
            importId,
            number: nextNumber,
            ids: [...fresh.keys()],
            payload: `[${[...fresh.values()].join(",")}]`,
          });
        }
        const stored = state === undefined ? null : state;
        await db.update(imports).set({ rowsRead, state: stored }).where(eq(imports.id, importId));
      });
      for (const id of fresh.keys()) ids.add(id);
      if (fresh.size > 0) nextNumber += 1;
      if (nextNumber % checkpointBatches === 0) await database.checkpoint();
      return { duplicateIds };
    },
    async finish(options) {
      checkOpen();
      const result = await context.writing(() =>
        database.transaction(async (connection) => {
          const db = toDrizzle(connection);
          const applied = await applyStaged(db, importId, ids.size, options, async () => {
            if (database.kind === "pglite") await connection.query("checkpoint");
          });
          await db.insert(importRecords).values({
            label,
            finishedAt: context.clock().toISOString(),
            revision: applied.revision,
            report: options.report ?? null,
          });
          await forget(db);
          return applied;
        }),
      );
      await end();
      await database.checkpoint();
      return result;
    },
    async abandon() {
      checkOpen();
      await database.transaction((connection) => forget(toDrizzle(connection)));
      await end();
    },
    async suspend() {
      if (open) await end();
    },
  };
}

async function forgetImports(
  db: ReturnType<typeof toDrizzle>,
  kind: SqlDatabase["kind"],
  which: SQL,
): Promise<void> {
  const gone = await db.delete(imports).where(which).returning({ id: imports.id });
  if (gone.length === 0) return;
  if (kind === "pglite" && (await db.$count(imports)) === 0) {
    // PGlite does not vacuum by itself; this gives the disk back with the commit.
    await db.execute(sql`truncate staged_batches`);
    return;
  }
  const ids = gone.map(({ id }) => id);
  await db.delete(stagedBatches).where(inArray(stagedBatches.importId, ids));
}

async function applyStaged(
  db: ReturnType<typeof toDrizzle>,
  importId: number,
  stagedCount: number,
  options: FinishOptions,
  cutJournal: () => Promise<void>,
): Promise<FinishResult> {
  const before = await lockCatalogue(db);
  const revision = Math.max(before.revision, options.aboveRevision ?? 0) + 1;
  const anew = options.order === "staged";
  let deleted = 0;
  if (anew) deleted = await deleteWhere(db, sql`true`, revision);
  const numbers = await db
    .select({ number: stagedBatches.number, size: sql<number>`cardinality(${stagedBatches.ids})` })
    .from(stagedBatches)
    .where(eq(stagedBatches.importId, importId))
    .orderBy(asc(stagedBatches.number));
  let { nextPosition } = before;
  let added = 0;
  let updated = 0;
  let applied = 0;
  for (const [k, { number, size }] of numbers.entries()) {
    const payload = sql`select payload from staged_batches where import_id = ${importId}::bigint and number = ${number}::integer`;
    const count = await writeBatch(db, payload, revision, nextPosition);
    added += count.added;
    updated += count.updated;
    nextPosition += size;
    applied += size;
    options.onProgress?.(applied, stagedCount);
    checkNotCancelled(options.signal, "the import");
    if ((k + 1) % checkpointBatches === 0) await cutJournal();
  }
  if (anew) {
    // Deleted first and written again: only what did not come back was deleted.
    const [row] = await db.execute<{ gone: unknown }>(
      sql`select count(*) as gone from product_deletions where revision = ${revision}::bigint`,
    );
    deleted = Number(row?.gone);
    updated = before.productCount - deleted;
    added -= updated;
  } else if (options.replace && before.productCount > 0) {
    deleted = await deleteWhere(db, notStaged(importId, [...(options.keepIds ?? [])]), revision);
  }
  const changed = added + updated + deleted > 0 || options.aboveRevision !== undefined;
  const after = {
    revision: changed ? revision : before.revision,
    nextPosition,
    productCount: before.productCount + added - deleted,
  };
  if (changed) await saveCatalogue(db, after);
  return {
    revision: after.revision,
    added,
    updated,
    unchanged: stagedCount - added - updated,
    deleted,
    products: after.productCount,
  };
}

function notStaged(importId: number, keepIds: readonly string[]): ReturnType<typeof sql> {
  return sql`not exists (
    select 1 from (
      select unnest(ids) as id from staged_batches where import_id = ${importId}::bigint
    ) staged where staged.id = products.id
  ) and not exists (
    select 1 from unnest(${sql.param(keepIds.map(toStorableText))}::text[]) as kept(id)
    where kept.id = products.id
  )`;
}

async function stagedIds(
  database: SqlDatabase,
  importId: number,
): Promise<{ ids: Set<string>; batchCount: number }> {
  const ids = new Set<string>();
  const db = toDrizzle(database);
  const [last] = await db
    .select({ number: stagedBatches.number })
    .from(stagedBatches)
    .where(eq(stagedBatches.importId, importId))
    .orderBy(desc(stagedBatches.number))
    .limit(1);
  const batchCount = last === undefined ? 0 : last.number + 1;
  for (let number = 0; number < batchCount; number += 1) {
    const [batch] = await db
      .select({ ids: stagedBatches.ids })
      .from(stagedBatches)
      .where(and(eq(stagedBatches.importId, importId), eq(stagedBatches.number, number)));
    for (const id of batch?.ids ?? []) ids.add(id);
  }
  return { ids, batchCount };
}
