/** @file Events as rows of the table and back. */
import { eventSchema } from "../data/event.js";
import type { Event } from "../data/event.js";
import { VitrineError } from "../errors.js";
import type { RecordedEvent } from "./event-store.js";
import { toStorableJson } from "./product-row.js";
import type { events } from "./schema.js";

/** A row as the bulk statement reads it: JSON with the names of the columns. */
export interface EventRow {
  readonly key: string;
  readonly json: string;
}

/**
 * @returns The row's JSON, in which text is what Postgres can hold.
 * @throws {VitrineError} `PARAM_INVALID` when it is no event.
 */
export function toEventRow(event: Event): EventRow {
  const checked = eventSchema.safeParse(event);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const place = issue?.path.join(".") ?? "";
    throw new VitrineError(
      "PARAM_INVALID",
      `Events must keep to their schema; the ${place === "" ? "event" : `field ${place}`} of one ${issue?.message ?? "does not"}. Mend it; nothing of this call was recorded.`,
      { param: "events", got: place },
    );
  }
  const { key, time, listId, ...others } = checked.data;
  const content = { ...others, key, time: Date.parse(time), list_id: listId };
  return { key, json: toStorableJson(JSON.stringify(content)) };
}

/** A row as it is read. */
type StoredEvent = typeof events.$inferSelect;

/** The event of a row and its place. */
export function toRecordedEvent(row: StoredEvent): RecordedEvent {
  return { sequence: row.sequence, ...toEvent(row) };
}

/** The event of a row; columns without a value become absent fields. */
export function toEvent(row: StoredEvent): Event {
  return {
    key: row.key,
    kind: row.kind,
    ...(row.shopper === null ? {} : { shopper: row.shopper }),
    ...(row.anonymous === null ? {} : { anonymous: row.anonymous }),
    ...(row.session === null ? {} : { session: row.session }),
    ...(row.product === null ? {} : { product: row.product }),
    ...(row.products === null ? {} : { products: row.products }),
    time: new Date(row.time).toISOString(),
    ...(row.value === null ? {} : { value: row.value }),
    ...(row.currency === null ? {} : { currency: row.currency }),
    ...(row.listId === null ? {} : { listId: row.listId }),
    ...(row.query === null ? {} : { query: row.query }),
  };
}
