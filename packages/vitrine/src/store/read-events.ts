/** @file The reads of events. All page by key, so a page costs O(page) wherever it lies. */
import { and, asc, desc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { eventKinds } from "../data/event.js";
import { toEvent, toRecordedEvent } from "./event-row.js";
import type {
  HistoryOptions,
  IdentityMerge,
  KindSummary,
  RecordedEvent,
  ShopperExport,
} from "./event-store.js";
import { events, identityMerges } from "./schema.js";

/** The next events after a sequence number and not after another, in their order. */
export async function readEvents(
  db: PgRemoteDatabase,
  after: number,
  upTo: number,
  size: number,
): Promise<readonly RecordedEvent[]> {
  const rows = await db
    .select()
    .from(events)
    .where(and(gt(events.sequence, after), lte(events.sequence, upTo)))
    .orderBy(asc(events.sequence))
    .limit(size);
  return rows.map(toRecordedEvent);
}

/**
 * What happened under an id, newest first.
 *
 * @param column - What kind of id it is.
 */
export async function readHistory(
  db: PgRemoteDatabase,
  column: "shopper" | "anonymous" | "session",
  id: string,
  { limit = 100, kinds, before }: HistoryOptions,
): Promise<readonly RecordedEvent[]> {
  const rows = await db
    .select()
    .from(events)
    .where(
      and(
        eq(events[column], id),
        kinds === undefined ? undefined : inArray(events.kind, [...kinds]),
        before === undefined
          ? undefined
          : sql`(${events.time}, ${events.sequence}) < (${Date.parse(before.time)}::bigint, ${before.sequence}::bigint)`,
      ),
    )
    .orderBy(desc(events.time), desc(events.sequence))
    .limit(limit);
  return rows.map(toRecordedEvent);
}

/** All that is kept of a shopper. */
export async function readShopper(db: PgRemoteDatabase, shopper: string): Promise<ShopperExport> {
  const merges = await db
    .select({ anonymous: identityMerges.anonymous })
    .from(identityMerges)
    .where(eq(identityMerges.shopper, shopper))
    .orderBy(asc(identityMerges.revision));
  const rows = await db
    .select()
    .from(events)
    .where(eq(events.shopper, shopper))
    .orderBy(asc(events.time), asc(events.sequence));
  return {
    shopper,
    anonymous: merges.map(({ anonymous }) => anonymous),
    events: rows.map(toEvent),
  };
}

/** The next merges after a revision, oldest first. */
export async function readMerges(
  db: PgRemoteDatabase,
  sinceRevision: number,
  size: number,
): Promise<readonly IdentityMerge[]> {
  return db
    .select()
    .from(identityMerges)
    .where(gt(identityMerges.revision, sinceRevision))
    .orderBy(asc(identityMerges.revision))
    .limit(size);
}

export async function summarizeEvents(db: PgRemoteDatabase): Promise<readonly KindSummary[]> {
  const rows = await db
    .select({
      kind: events.kind,
      count: sql<unknown>`count(*)`,
      oldest: sql<unknown>`min(${events.time})`,
      newest: sql<unknown>`max(${events.time})`,
    })
    .from(events)
    .groupBy(events.kind);
  return rows
    .map(({ kind, count, oldest, newest }) => ({
      kind,
      count: Number(count),
      oldest: new Date(Number(oldest)).toISOString(),
      newest: new Date(Number(newest)).toISOString(),
    }))
    .sort((a, b) => eventKinds.indexOf(a.kind) - eventKinds.indexOf(b.kind));
}
