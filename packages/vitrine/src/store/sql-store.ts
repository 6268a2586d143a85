/**
 * @file The store over a database that this process itself is connected to.
 *
 * Writes of the catalogue lock its one row, so that they are committed in the order of their
 * revisions; within the process they take turns before they come to the database.
 */
import { VitrineError } from "../errors.js";
import type { Product } from "../data/product.js";
import { desc, sql } from "drizzle-orm";
import { beginImport } from "./import-session.js";
import { toProductRow, toStorableText } from "./product-row.js";
import {
  countChanges,
  readCatalogue,
  readChanged,
  readDeleted,
  readProducts,
} from "./read-products.js";
import type { ChangePlace } from "./read-products.js";
import { createScans } from "./scans.js";
import { importRecords } from "./schema.js";
import { createSqlEventStore } from "./sql-event-store.js";
import { createSerialLock } from "./serial-lock.js";
import { toDrizzle, unwrapQueryError } from "./sql-database.js";
import type { SqlDatabase } from "./sql-database.js";
import type { ChangeBatch, ImportSession, Store } from "./store.js";
import { unavailable } from "./store-errors.js";
import { deleteWhere, lockCatalogue, saveCatalogue, writeBatch } from "./write-products.js";

/** Dead rows before the room they take is made free: some, and a share of the catalogue. */
const deadRows = { least: 1_000, share: 0.2 };

/** Products a statement; more makes neither faster, and the text of a batch is held in memory. */
const batchSize = 1_000;

/** What the writes of the catalogue tell. */
export interface Written {
  readonly revision: number;
  readonly updated?: number;
  readonly deleted?: number;
}

/** What surrounds each write of the catalogue. */
export interface WriteHooks {
  /** Before anything of the write can be committed. */
  before(): Promise<void>;
  /** After the commit. */
  after(revision: number): Promise<void>;
}

export interface SqlStoreOptions {
  readonly clock: () => Date;
  readonly hooks?: WriteHooks;
  /** Called once the database has been let go. */
  readonly onClosed?: () => Promise<void>;
}

/**
 * @param database - Migrated; the store closes it.
 */
export function createSqlStore(database: SqlDatabase, options: SqlStoreOptions): Store {
  const db = toDrizzle(database);
  const gate = createSerialLock();
  const scans = createScans(database, gate);
  let session: ImportSession | undefined;
  let closing: Promise<void> | undefined;

  const checkOpen = (): void => {
    if (closing !== undefined) throw unavailable(database.label, "it is closed");
  };
  const { idle, ...events } = createSqlEventStore(database, checkOpen);
  let dead = 0;
  const sweep = async (): Promise<void> => {
    if (dead < deadRows.least) return;
    if (dead < deadRows.share * (await readCatalogue(db)).productCount) return;
    dead = 0;
    await database.vacuum(["products", "product_deletions"]);
  };
  const writing = <T extends Written>(work: () => Promise<T>): Promise<T> =>
    gate.run(async () => {
      await scans.freeze();
      await options.hooks?.before();
      const result = await work();
      await options.hooks?.after(result.revision);
      dead += (result.updated ?? 0) + (result.deleted ?? 0);
      // The write is committed; what is wrong with the database is told by the next call.
      await sweep().catch(() => undefined);
      return result;
    });
  const asked = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw unwrapQueryError(error);
    });

  return {
    kind: database.kind,
    ...events,
    async identity() {
      checkOpen();
      return (await asked(readCatalogue(db))).identity;
    },
    async revision() {
      checkOpen();
      return (await asked(readCatalogue(db))).revision;
    },
    async productCount() {
      checkOpen();
      return (await asked(readCatalogue(db))).productCount;
    },
    async products(ids) {
      checkOpen();
      return asked(readProducts(db, ids.map(toStorableText)));
    },
    async upsertProducts(products) {
      checkOpen();
      const rows = new Map<string, string>();
      for (const product of products) {
        const { id, json } = toProductRow(product);
        rows.set(id, json);
      }
      return writing(() => upsert(database, [...rows.values()]));
    },
    async deleteProducts(ids) {
      checkOpen();
      const condition = sql`id = any(${sql.param(ids.map(toStorableText))}::text[])`;
      return writing(() =>
        database.transaction(async (connection) => {
          const inside = toDrizzle(connection);
          const before = await lockCatalogue(inside);
          const deleted = await deleteWhere(inside, condition, before.revision + 1);
          if (deleted === 0) return { revision: before.revision, deleted };
          const revision = before.revision + 1;
          const productCount = before.productCount - deleted;
          await saveCatalogue(inside, { ...before, revision, productCount });
          return { revision, deleted };
        }),
      );
    },
    async *scan({ batchSize: size = batchSize, signal } = {}) {
      checkOpen();
      checkBatchSize(size);
      yield* readingAll(scans.scan(size, signal));
    },
    async *changesSince(revision) {
      checkOpen();
      yield* readingAll(changesSince(database, revision));
    },
    async changeCount(revision) {
      checkOpen();
      return asked(countChanges(db, revision));
    },
    async beginImport(source) {
      checkOpen();
      session = await asked(beginImport({ database, clock: options.clock, writing }, source));
      return session;
    },
    async importRecords(limit = 20) {
      checkOpen();
      checkRecordLimit(limit);
      const records = db
        .select({
          label: importRecords.label,
          finishedAt: importRecords.finishedAt,
          revision: importRecords.revision,
          report: importRecords.report,
        })
        .from(importRecords)
        .orderBy(desc(importRecords.id))
        .limit(limit);
      return asked(records.execute());
    },
    close() {
      closing ??= (async () => {
        try {
          await scans.end();
          // What is staged stays; only the lease, which holds a connection, is given back.
          await gate.run(async () => session?.suspend());
          await idle();
          await database.close();
        } finally {
          // A database that did not close in good order is not used by this process either.
          await options.onClosed?.();
        }
      })();
      return closing;
    },
  };
}

async function* readingAll<T>(batches: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* batches;
  } catch (error) {
    throw unwrapQueryError(error);
  }
}

async function upsert(
  database: SqlDatabase,
  rows: readonly string[],
): Promise<{ revision: number; added: number; updated: number; unchanged: number }> {
  return database.transaction(async (connection) => {
    const db = toDrizzle(connection);
    const before = await lockCatalogue(db);
    let added = 0;
    let updated = 0;
    for (let start = 0; start < rows.length; start += batchSize) {
      const payload = `[${rows.slice(start, start + batchSize).join(",")}]`;
      const first = before.nextPosition + start;
      const count = await writeBatch(db, sql`${payload}::text`, before.revision + 1, first);
      added += count.added;
      updated += count.updated;
    }
    const unchanged = rows.length - added - updated;
    if (added + updated === 0) return { revision: before.revision, added, updated, unchanged };
    const revision = before.revision + 1;
    await saveCatalogue(db, {
      revision,
      nextPosition: before.nextPosition + rows.length,
      productCount: before.productCount + added,
    });
    return { revision, added, updated, unchanged };
  });
}

async function* changesSince(database: SqlDatabase, since: number): AsyncGenerator<ChangeBatch> {
  const db = toDrizzle(database);
  const { revision } = await readCatalogue(db);
  if (since > revision) {
    throw new VitrineError(
      "STORE_BEHIND",
      `The store must have come to revision ${since}; got ${revision}. It is another database or an older copy: build anew what was built from the other.`,
      { revision, asked: since },
    );
  }
  let place: ChangePlace = { revision: since, position: Number.MAX_SAFE_INTEGER };
  for (let upserted: readonly Product[]; ;) {
    ({ products: upserted, place } = await readChanged(db, place, revision, batchSize));
    if (upserted.length > 0) yield { upserted, deleted: [], revision };
    if (upserted.length < batchSize) break;
  }
  // No id is greater than none, so nothing of the first revision is told.
  let after = { revision: since + 1, id: "" };
  for (;;) {
    const gone = await readDeleted(db, after, revision, batchSize);
    if (gone.length > 0) yield { upserted: [], deleted: gone.map(({ id }) => id), revision };
    if (gone.length < batchSize) break;
    after = gone.at(-1) ?? after;
  }
}

function checkRecordLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 0) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `The limit of import records must be a whole number of at least 0; got ${limit}. Leave it out.`,
    { param: "limit", got: limit },
  );
}

function checkBatchSize(size: number): void {
  if (Number.isInteger(size) && size >= 1 && size <= 10_000) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `batchSize must be an integer from 1 to 10,000; got ${size}. Leave it out.`,
    { param: "batchSize", got: size },
  );
}
