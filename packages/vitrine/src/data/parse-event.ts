/**
 * @file Reads one row of a file as an event.
 *
 * Pure; nothing is guessed: a time that can not be read or a kind that is not known is a problem of
 * the row. The event has no key yet where no column holds it: that depends on the rows before.
 */
import type { z } from "zod";
import { eventSchema } from "./event.js";
import type { Event } from "./event.js";
import { readKind } from "./event-mapping.js";
import type { EventField, EventMapping, KindOverrides } from "./event-mapping.js";
import { parseList } from "./parse-list.js";
import { parsePrice } from "./parse-price.js";
import type { Price } from "./parse-price.js";
import { parseTime } from "./parse-time.js";
import { isMissing, read, showValue } from "./parsed.js";
import type { Parsed } from "./parsed.js";
import type { RawRow } from "./raw-row.js";

/** Why a row can not be used. */
export interface EventProblem {
  readonly field: string;
  /** Empty when the fault is the row's and no column's. */
  readonly column: string;
  readonly got: string;
  /** Completes "the field …". */
  readonly why: string;
}

/** An event, the reason why it is none, or that it is of a kind that is left out. */
export type EventReading =
  { readonly event: Event } | { readonly problem: EventProblem } | { readonly leftOut: true };

/**
 * Reads a row.
 *
 * @param makeKey - Makes the key of a row that has none; called for events only.
 */
export function parseEvent(
  row: RawRow,
  { columns, kind: kindOfAll }: EventMapping,
  kinds: KindOverrides,
  makeKey: () => string,
): EventReading {
  if (row.broken !== undefined) {
    return { problem: { field: "row", column: "", got: row.broken.got, why: row.broken.why } };
  }
  const raw = (field: EventField): unknown => {
    const column = columns[field];
    return column === undefined ? undefined : row.values[column];
  };
  const text = (field: EventField): string | undefined => {
    const value = raw(field);
    return isMissing(value) ? undefined : showValue(value, Infinity).trim();
  };
  const fault = (field: EventField, why: string): EventReading => ({
    problem: { field, column: columns[field] ?? "", got: showValue(raw(field)), why },
  });

  const kind = kindOfAll ?? (isMissing(raw("kind")) ? undefined : readKind(raw("kind"), kinds));
  if (kind === null) return { leftOut: true };
  if (kind === undefined) {
    return fault("kind", "is not known as one; say what it is (--kind THEIRS=OURS)");
  }
  const time = parseTime(raw("time"));
  if (time.status !== "read") {
    return fault("time", time.status === "missing" ? "must be there" : time.why);
  }
  const value = parseValue(raw("value"));
  if (value.status === "unreadable") return fault("value", value.why);
  const { amount, currency: saidByValue }: Partial<Price> =
    value.status === "read" ? value.value : {};
  const currency = text("currency")?.toUpperCase() ?? saidByValue;
  const list = parseList(raw("products"));
  if (list.status === "unreadable") return fault("products", list.why);
  const product = text("product");
  const given = list.status === "read" ? list.value : product === undefined ? [] : [product];
  const shown = kind === "impression" && given.length > 0;
  const event = {
    key: text("key") ?? makeKey(),
    kind,
    time: time.value,
    ...present("shopper", text("shopper")),
    ...present("anonymous", text("anonymous")),
    ...present("session", text("session")),
    ...(shown ? { products: given } : present("product", product)),
    ...present("value", amount),
    ...present("currency", amount === undefined ? undefined : currency),
    ...present("listId", text("listId")),
    ...present("query", text("query")),
  };
  const checked = eventSchema.safeParse(event);
  return checked.success
    ? { event: checked.data }
    : broken(checked.error.issues[0], event, columns);
}

/** A number as it stands, of either sign; else an amount of money as shops write it. */
function parseValue(value: unknown): Parsed<Price> {
  const text = typeof value === "number" ? String(value) : value;
  const isPlain =
    typeof text === "string" && /^\s*[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?\s*$/i.test(text);
  return isPlain ? read({ amount: Number(text) }) : parsePrice(value);
}

function present<K extends string, V>(
  name: K,
  value: V | undefined,
): Readonly<Partial<Record<K, V>>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<K, V>>;
}

function broken(
  issue: z.core.$ZodIssue | undefined,
  event: Readonly<Record<string, unknown>>,
  columns: EventMapping["columns"],
): EventReading {
  const field = String(issue?.path[0] ?? "row");
  const why = issue?.message ?? "must keep to the schema";
  const column = columns[field as EventField] ?? "";
  return { problem: { field, column, got: showValue(event[field] ?? ""), why } };
}
