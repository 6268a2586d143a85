/**
 * @file The writes of events, inside a transaction of the caller.
 *
 * Each begins by locking the one row of the behaviour: what it then sees is everything that was
 * committed before, and what it numbers is committed before anything with a higher number.
 */
import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { EventKind } from "../data/event.js";
import { VitrineError } from "../errors.js";
import type { EventRow } from "./event-row.js";
import type { BehaviourState, ErasureResult, MergeResult, RecordResult } from "./event-store.js";
import { behaviour, events, identityMerges } from "./schema.js";

/** Events a statement. */
const batchSize = 1_000;

const state = {
  sequence: behaviour.sequence,
  eventCount: behaviour.eventCount,
  revision: behaviour.revision,
  removalRevision: behaviour.removalRevision,
};

/** The behaviour's row. */
export async function readBehaviour(db: PgRemoteDatabase): Promise<BehaviourState> {
  const [row] = await db.select(state).from(behaviour);
  if (row === undefined) throw new Error("internal: the behaviour has no row");
  return row;
}

async function lockBehaviour(db: PgRemoteDatabase): Promise<BehaviourState> {
  const [row] = await db.select(state).from(behaviour).for("update");
  if (row === undefined) throw new Error("internal: the behaviour has no row");
  return row;
}

async function saveBehaviour(
  db: PgRemoteDatabase,
  changed: Partial<typeof behaviour.$inferInsert>,
): Promise<void> {
  await db.update(behaviour).set(changed).where(eq(behaviour.id, 1));
}

/**
 * Adds the events of several calls. Of events with one key the first holds.
 *
 * @returns What came of each call.
 */
export async function writeEvents(
  db: PgRemoteDatabase,
  calls: readonly (readonly EventRow[])[],
): Promise<readonly RecordResult[]> {
  const seen = new Set<string>();
  const rows: { readonly json: string; readonly call: number }[] = [];
  for (const [call, given] of calls.entries()) {
    for (const { key, json } of given) {
      if (seen.size < seen.add(key).size) rows.push({ json, call });
    }
  }
  if (rows.length === 0) {
    const { sequence } = await readBehaviour(db);
    return calls.map((given) => ({ accepted: 0, duplicates: given.length, sequence }));
  }
  const before = await lockBehaviour(db);
  const accepted = calls.map(() => 0);
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize);
    for (const ordinal of await insertBatch(db, batch, before.sequence + start)) {
      accepted[batch[ordinal]!.call]! += 1;
    }
  }
  const added = accepted.reduce((sum, count) => sum + count, 0);
  const sequence = added === 0 ? before.sequence : before.sequence + rows.length;
  if (added > 0) await saveBehaviour(db, { sequence, eventCount: before.eventCount + added });
  return calls.map((given, call) => ({
    accepted: accepted[call]!,
    duplicates: given.length - accepted[call]!,
    sequence,
  }));
}

/**
 * `offset 0` keeps the look at the merges one by one through the index.
 *
 * @returns Which rows of the batch are new, from 0.
 */
async function insertBatch(
  db: PgRemoteDatabase,
  batch: readonly { readonly json: string }[],
  sequence: number,
): Promise<readonly number[]> {
  const payload = `[${batch.map(({ json }) => json).join(",")}]`;
  const rows = await db.execute<{ ordinal: unknown }>(sql`
    insert into events (
      sequence, key, kind, shopper, anonymous, session, product, products, time, value, currency,
      list_id, query
    )
    select ${sequence}::bigint + row.ordinal, row.key, row.kind,
      coalesce(row.shopper, merged.shopper), row.anonymous, row.session, row.product, row.products,
      row.time, row.value, row.currency, row.list_id, row.query
    from rows from (json_to_recordset((${payload}::text)::json) as (
      key text, kind text, shopper text, anonymous text, session text, product text,
      products text[], time bigint, value double precision, currency text, list_id text, query text
    )) with ordinality as row(
      key, kind, shopper, anonymous, session, product, products, time, value, currency, list_id,
      query, ordinal
    ) left join lateral (
      select identity_merges.shopper from identity_merges
      where identity_merges.anonymous = row.anonymous and row.shopper is null offset 0
    ) merged on true
    on conflict (key) do nothing
    returning sequence - ${sequence}::bigint - 1 as ordinal`);
  return rows.map(({ ordinal }) => Number(ordinal));
}

/** @throws {VitrineError} `SHOPPER_CONFLICT` when the visitor belongs to another shopper. */
export async function writeMerge(
  db: PgRemoteDatabase,
  anonymous: string,
  shopper: string,
): Promise<MergeResult> {
  const before = await lockBehaviour(db);
  const [known] = await db
    .select({ shopper: identityMerges.shopper })
    .from(identityMerges)
    .where(eq(identityMerges.anonymous, anonymous));
  if (known !== undefined) {
    if (known.shopper === shopper) return { merged: 0, already: true };
    throw new VitrineError(
      "SHOPPER_CONFLICT",
      `A visitor is merged into one shopper; the anonymous id "${anonymous}" belongs to another one than "${shopper}" already. Give the visitor a new anonymous id when the shopper signs out.`,
      { anonymous },
    );
  }
  const revision = before.revision + 1;
  await db.insert(identityMerges).values({ anonymous, shopper, revision });
  const merged = await db.execute<{ count: unknown }>(sql`
    with moved as (
      update events set shopper = ${shopper}
      where anonymous = ${anonymous} and shopper is null returning 1
    ) select count(*) as count from moved`);
  await saveBehaviour(db, { revision });
  return { merged: Number(merged[0]?.count), already: false };
}

/** Takes a shopper away and notes that the files have to be cleaned. */
export async function writeErasure(db: PgRemoteDatabase, shopper: string): Promise<ErasureResult> {
  const before = await lockBehaviour(db);
  const merges = await db
    .delete(identityMerges)
    .where(eq(identityMerges.shopper, shopper))
    .returning({ anonymous: identityMerges.anonymous });
  const visits = merges.map(({ anonymous }) => anonymous);
  const ofVisits = inArray(events.anonymous, visits);
  const gone = await countDeleted(
    db,
    visits.length === 0
      ? eq(events.shopper, shopper)
      : or(eq(events.shopper, shopper), and(ofVisits, isNull(events.shopper))),
  );
  const unlinked =
    visits.length === 0
      ? []
      : await db
          .update(events)
          .set({ anonymous: null })
          .where(and(ofVisits, isNotNull(events.shopper)))
          .returning({ sequence: events.sequence });
  const isChange = gone + visits.length > 0;
  const revision = before.revision + 1;
  await saveBehaviour(db, {
    hasRemains: true,
    eventCount: before.eventCount - gone,
    ...(isChange ? { revision, removalRevision: revision } : {}),
  });
  return { events: gone, merges: visits.length, unlinked: unlinked.length };
}

/** Notes that no file holds what was erased. */
export async function noteCleaned(db: PgRemoteDatabase): Promise<void> {
  await saveBehaviour(db, { hasRemains: false });
}

export async function hasRemains(db: PgRemoteDatabase): Promise<boolean> {
  const [row] = await db.select({ remains: behaviour.hasRemains }).from(behaviour);
  return row?.remains === true;
}

/** @param olderThan - Kinds and the milliseconds since 1970 before which their events go. */
export async function writePruning(
  db: PgRemoteDatabase,
  olderThan: readonly (readonly [EventKind, number])[],
): Promise<ReadonlyMap<EventKind, number>> {
  const before = await lockBehaviour(db);
  const counts = new Map<EventKind, number>();
  let gone = 0;
  for (const [kind, time] of olderThan) {
    const count = await countDeleted(db, and(eq(events.kind, kind), lt(events.time, time)));
    counts.set(kind, count);
    gone += count;
  }
  if (gone > 0) {
    const revision = before.revision + 1;
    const eventCount = before.eventCount - gone;
    await saveBehaviour(db, { eventCount, revision, removalRevision: revision });
  }
  return counts;
}

async function countDeleted(
  db: PgRemoteDatabase,
  condition: ReturnType<typeof and>,
): Promise<number> {
  const rows = await db.execute<{ count: unknown }>(sql`
    with gone as (delete from events where ${condition} returning 1)
    select count(*) as count from gone`);
  return Number(rows[0]?.count);
}
