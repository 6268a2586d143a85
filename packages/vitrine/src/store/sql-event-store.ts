/**
 * @file The events of the store over a database that this process itself is connected to.
 *
 * They share nothing with the catalogue: its revision, its turns and its revision file are left
 * alone, so that nothing takes the catalogue for changed because a shopper looked at a product.
 */
import type { EventKind } from "../data/event.js";
import { VitrineError, checkNotCancelled } from "../errors.js";
import {
  checkBatch,
  checkEventId,
  checkHistory,
  checkLimits,
  checkSequence,
} from "./event-checks.js";
import { toEventRow } from "./event-row.js";
import type { EventRow } from "./event-row.js";
import type { ErasureResult, EventStore, HistoryOptions, RecordedEvent } from "./event-store.js";
import { createGroupedWrites } from "./grouped-writes.js";
import { toStorableText } from "./product-row.js";
import {
  readEvents,
  readHistory,
  readMerges,
  readShopper,
  summarizeEvents,
} from "./read-events.js";
import { toDrizzle, unwrapQueryError } from "./sql-database.js";
import type { SqlDatabase } from "./sql-database.js";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import {
  hasRemains,
  noteCleaned,
  readBehaviour,
  writeErasure,
  writeEvents,
  writeMerge,
  writePruning,
} from "./write-events.js";

/** Events of a commit before further calls wait for the next one. */
const groupSize = 1_000;
/** What is recorded before the journal is cut; PGlite does not do that by itself. */
const checkpointAfter = { events: 50_000, commits: 5_000 };
/** Erasures that share one cleaning of the files. */
const erasureGroupSize = 1_000;
/** Dead rows before the room they take is made free: some, and a share of all. */
const deadRows = { least: 1_000, share: 0.2 };
const pageSize = 1_000;
/** The tables that name shoppers. */
const tables = ["events", "identity_merges"];

/** The events, and what the store that holds them needs of them. */
export interface SqlEventStore extends EventStore {
  /** Waits for the calls in flight. */
  idle(): Promise<void>;
}

/** @param checkOpen - Throws when the store is closed. */
export function createSqlEventStore(database: SqlDatabase, checkOpen: () => void): SqlEventStore {
  const db = toDrizzle(database);
  const inFlight = new Set<Promise<unknown>>();
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    checkOpen();
    const done = work().catch((error: unknown) => {
      throw unwrapQueryError(error);
    });
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    inFlight.add(settled);
    try {
      return await done;
    } finally {
      inFlight.delete(settled);
    }
  };
  const inTransaction = <T>(work: (inside: PgRemoteDatabase) => Promise<T>): Promise<T> =>
    database.transaction((connection) => work(toDrizzle(connection)));
  let [events, commits] = [0, 0];
  const groups = createGroupedWrites(async (calls: readonly (readonly EventRow[])[]) => {
    if (events >= checkpointAfter.events || commits >= checkpointAfter.commits) {
      [events, commits] = [0, 0];
      await database.checkpoint();
    }
    const results = await inTransaction((inside) => writeEvents(inside, calls));
    commits += 1;
    for (const { accepted } of results) events += accepted;
    return results;
  }, groupSize);
  const erasures = createGroupedWrites(async (calls: readonly (readonly string[])[]) => {
    const results: ErasureResult[] = [];
    for (const [id = ""] of calls) {
      results.push(await inTransaction((inside) => writeErasure(inside, id)));
    }
    await cleanFiles(database);
    return results;
  }, erasureGroupSize);
  let dead = 0;
  const sweep = async (): Promise<void> => {
    if (dead < deadRows.least) return;
    if (dead < deadRows.share * (await readBehaviour(db)).eventCount) return;
    dead = 0;
    await database.vacuum(tables);
  };

  const history = (
    column: "shopper" | "anonymous" | "session",
    id: string,
    options: HistoryOptions,
  ): Promise<readonly RecordedEvent[]> =>
    asked(async () => {
      checkEventId(column, id);
      checkHistory(options);
      return readHistory(db, column, toStorableText(id), options);
    });

  return {
    behaviour: () => asked(() => readBehaviour(db)),
    eventCount: () => asked(async () => (await readBehaviour(db)).eventCount),
    eventSummary: () => asked(() => summarizeEvents(db)),
    recordEvents: (given) => asked(async () => groups.write(given.map(toEventRow))),
    async *eventsSince(sequence, { batchSize: size = pageSize, signal } = {}) {
      checkSequence("sequence", sequence);
      checkBatch(size);
      const { sequence: last } = await asked(() => readBehaviour(db));
      if (sequence > last) throw behind(sequence, last);
      for (let after = sequence; ;) {
        checkNotCancelled(signal, "reading the events");
        const page = await asked(() => readEvents(db, after, last, size));
        if (page.length > 0) yield page;
        if (page.length < size) return;
        after = page.at(-1)?.sequence ?? last;
      }
    },
    shopperEvents: (id, options = {}) => history("shopper", id, options),
    anonymousEvents: (id, options = {}) => history("anonymous", id, options),
    sessionEvents: (id, options = {}) => history("session", id, options),
    async *identityMerges(sinceRevision = 0) {
      checkSequence("sinceRevision", sinceRevision);
      for (let since = sinceRevision; ;) {
        const page = await asked(() => readMerges(db, since, pageSize));
        if (page.length > 0) yield page;
        if (page.length < pageSize) return;
        since = page.at(-1)?.revision ?? since;
      }
    },
    mergeShopper: (anonymous, shopper) =>
      asked(async () => {
        checkEventId("anonymous", anonymous);
        checkEventId("shopper", shopper);
        const result = await inTransaction((inside) =>
          writeMerge(inside, toStorableText(anonymous), toStorableText(shopper)),
        );
        dead += result.merged;
        // The merge is committed; what is wrong with the database is told by the next call.
        await sweep().catch(() => undefined);
        return result;
      }),
    exportShopper: (id) =>
      asked(async () => {
        checkEventId("shopper", id);
        return readShopper(db, toStorableText(id));
      }),
    eraseShopper: (id) =>
      asked(async () => {
        checkEventId("shopper", id);
        return erasures.write([toStorableText(id)]);
      }),
    pruneEvents: (olderThan) =>
      asked(async () => {
        checkLimits(olderThan);
        const limits = Object.entries(olderThan).map(
          ([kind, time]) => [kind as EventKind, Date.parse(time)] as const,
        );
        const counts = await inTransaction((inside) => writePruning(inside, limits));
        const isChange = [...counts.values()].some((count) => count > 0);
        // It is committed; what is wrong with the database is told by the next call.
        if (isChange) await database.vacuum(tables).catch(() => undefined);
        return Object.fromEntries(counts);
      }),
    async idle() {
      await Promise.all(inFlight);
    },
  };
}

/** Finishes an erasure that the end of a process interrupted. */
export async function finishErasure(database: SqlDatabase): Promise<void> {
  if (await hasRemains(toDrizzle(database))) await cleanFiles(database);
}

async function cleanFiles(database: SqlDatabase): Promise<void> {
  await database.scrub(tables);
  await noteCleaned(toDrizzle(database));
}

function behind(asked: number, sequence: number): VitrineError<"STORE_BEHIND"> {
  return new VitrineError(
    "STORE_BEHIND",
    `The store must have come to event ${asked}; got ${sequence}. It is another database or an older copy: build anew what was built from the other.`,
    { revision: sequence, asked },
  );
}
