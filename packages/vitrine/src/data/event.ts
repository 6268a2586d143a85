/**
 * @file What a shopper did: the schema of events, from whichever way they come.
 *
 * An event has a key of its own. Two events of one key are one event that was sent twice: the first
 * holds. Who did it is a shopper of the shop, an anonymous visitor, or both when a visitor has just
 * signed in.
 */
import { z } from "zod";

/** What can happen. */
export const eventKinds = [
  "view",
  "click",
  "add_to_cart",
  "remove_from_cart",
  "purchase",
  "rating",
  "like",
  "dislike",
  "search",
  "impression",
] as const;

/** What is said of a value that breaks a rule, behind the name of its field. */
const rules = {
  id: "must be a text of 1 to 200 characters",
  kind: `must be one of ${eventKinds.join(", ")}`,
  time: "must be a time in UTC, such as 2024-05-17T09:30:00Z",
  value: "must be a finite number",
  currency: "must be a code of three letters, such as EUR",
  query: "must be a text of at most 500 characters",
  products: "must be a list of 1 to 200 ids of products",
  event: "must be an object with a kind, a time, a key, and a shopper or an anonymous id",
} as const;

const id = z.string(rules.id).min(1, rules.id).max(200, rules.id);

/** What an event is of. */
export const eventKindSchema = z.enum(eventKinds, rules.kind);
export type EventKind = z.infer<typeof eventKindSchema>;

const shape = {
  /** Unique among all events; events of an equal key are one. */
  key: id,
  kind: eventKindSchema,
  /** Of a shopper with an account. */
  shopper: id.optional(),
  /** Of a visitor without one. */
  anonymous: id.optional(),
  /** Of one visit. */
  session: id.optional(),
  /** What it happened to; every kind has one but `search` and `impression`. */
  product: id.optional(),
  /** What an impression showed, in its order. */
  products: z
    .array(id, rules.products)
    .min(1, rules.products)
    .max(200, rules.products)
    .readonly()
    .optional(),
  /** ISO 8601, UTC: when it happened, to the millisecond. */
  time: z.iso.datetime(rules.time),
  /** Of a purchase what was paid, of a rating the rating, of others what the shop pleases. */
  value: z.number(rules.value).optional(),
  /** Of `value`; ISO 4217, upper case. */
  currency: z
    .string(rules.currency)
    .regex(/^[A-Z]{3}$/, rules.currency)
    .optional(),
  /** The answer of Vitrine in which the product was shown. */
  listId: id.optional(),
  /** What a search asked for. */
  query: z.string(rules.query).max(500, rules.query).optional(),
} as const;

const asObject = {
  error: ({ code }: { readonly code: string }) =>
    code === "unrecognized_keys" ? "must have no field that the schema lacks" : rules.event,
};

/** The message of an issue completes "the field …". */
export const eventSchema = z.strictObject(shape, asObject).superRefine(checkParts).readonly();

/** One thing that a shopper did. */
export type Event = z.infer<typeof eventSchema>;

/**
 * An event as it is sent: a key that is left out is made, and tells nothing of a repetition; a time
 * that is left out is that of the arrival.
 */
export const eventInputSchema = z
  .strictObject({ ...shape, key: shape.key.optional(), time: shape.time.optional() }, asObject)
  .superRefine(checkParts)
  .readonly();
export type EventInput = z.infer<typeof eventInputSchema>;

/** What an event of its kind must have, and what only some kinds may. */
function checkParts(
  event: { readonly [Part in keyof typeof shape]?: z.output<(typeof shape)[Part]> | undefined },
  context: z.core.$RefinementCtx,
): void {
  const need = (path: string, message: string): void => {
    context.addIssue({ code: "custom", path: [path], message });
  };
  if (event.shopper === undefined && event.anonymous === undefined) {
    need("shopper", "must be given where there is no anonymous id");
  }
  const { kind } = event;
  if (kind === "search") {
    if (event.query === undefined) need("query", "must be given with a search");
  } else if (kind === "impression") {
    if (event.products === undefined) need("products", "must be given with an impression");
  } else if (event.product === undefined) need("product", `must be given with a ${kind}`);
  if (kind !== "impression" && event.products !== undefined) {
    need("products", "must be given with an impression alone");
  }
  if (kind === "rating" && event.value === undefined) {
    need("value", "must be given with a rating");
  }
}
