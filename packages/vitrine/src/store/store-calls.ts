/**
 * @file What one process may ask another that holds the store: one declaration for both ends.
 *
 * Each call is one method of the store; scans and imports, which go on over several calls, have
 * handles that end with the connection.
 */
import { z } from "zod";
import { eventKindSchema, eventSchema } from "../data/event.js";
import { productSchema } from "../data/product.js";
import type { ErrorCode } from "../errors.js";

const ids = z.array(z.string());
const handle = z.int();
const products = z.array(productSchema);

/** One page of what happened under an id. */
const history = {
  id: z.string(),
  limit: z.int().nonnegative().optional(),
  kinds: z.array(eventKindSchema).optional(),
  before: z.object({ time: z.string(), sequence: z.number() }).optional(),
};

/** What comes in is checked: a message is no proof of its sender's good sense. */
export const storeCallSchema = z.discriminatedUnion("method", [
  z.object({ method: z.literal("identity") }),
  z.object({ method: z.literal("revision") }),
  z.object({ method: z.literal("productCount") }),
  z.object({ method: z.literal("products"), ids }),
  z.object({ method: z.literal("upsertProducts"), products }),
  z.object({ method: z.literal("deleteProducts"), ids }),
  z.object({ method: z.literal("changeCount"), revision: z.number() }),
  z.object({ method: z.literal("importRecords"), limit: z.int().nonnegative() }),
  z.object({ method: z.literal("openScan"), batchSize: z.number() }),
  z.object({ method: z.literal("openChanges"), revision: z.number() }),
  z.object({ method: z.literal("behaviour") }),
  z.object({ method: z.literal("eventCount") }),
  z.object({ method: z.literal("eventSummary") }),
  z.object({ method: z.literal("recordEvents"), events: z.array(eventSchema) }),
  z.object({ method: z.literal("openEvents"), sequence: z.number(), batchSize: z.number() }),
  z.object({ method: z.literal("openMerges"), sinceRevision: z.number() }),
  z.object({ method: z.literal("shopperEvents"), ...history }),
  z.object({ method: z.literal("anonymousEvents"), ...history }),
  z.object({ method: z.literal("sessionEvents"), ...history }),
  z.object({ method: z.literal("mergeShopper"), anonymous: z.string(), shopper: z.string() }),
  z.object({ method: z.literal("exportShopper"), id: z.string() }),
  z.object({ method: z.literal("eraseShopper"), id: z.string() }),
  z.object({
    method: z.literal("pruneEvents"),
    olderThan: z.partialRecord(eventKindSchema, z.string()),
  }),
  z.object({ method: z.literal("next"), handle }),
  z.object({ method: z.literal("endReading"), handle }),
  z.object({ method: z.literal("beginImport"), key: z.string(), label: z.string() }),
  z.object({
    method: z.literal("stage"),
    handle,
    products,
    rowsRead: z.int().nonnegative(),
    state: z.unknown(),
  }),
  z.object({
    method: z.literal("finish"),
    handle,
    replace: z.boolean(),
    keepIds: ids,
    report: z.unknown(),
    order: z.enum(["known", "staged"]),
    aboveRevision: z.number().optional(),
  }),
  z.object({ method: z.literal("cancelFinish"), handle }),
  z.object({ method: z.literal("abandon"), handle }),
  z.object({ method: z.literal("suspend"), handle }),
]);
export type StoreCall = z.infer<typeof storeCallSchema>;

/** What tells which call is answered. */
export const storeRequestHeadSchema = z.object({ id: z.int() });
export const storeRequestSchema = z.object({ id: z.int(), call: storeCallSchema });

/** An error as it travels. */
export interface SentError {
  readonly message: string;
  readonly code?: ErrorCode;
  readonly details?: unknown;
}

/** What the holder says: an answer, the progress of a call, or that it takes no more calls. */
export type StoreMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: SentError }
  | { readonly id: number; readonly progress: readonly [applied: number, staged: number] }
  | { readonly leaving: true };
