/** @file What models learn from and what they are measured on: interactions of the same users and items, in two parts. */
import { createHash } from "node:crypto";
import type { Interactions } from "../models/interactions.js";

/** Both parts have the same rows and columns. */
export interface InteractionSplit {
  readonly train: Interactions;
  /** What is to be found. */
  readonly test: Interactions;
  /** Shape [users]. */
  readonly userIds: readonly string[];
  /** Shape [items]. */
  readonly itemIds: readonly string[];
  /** What the reader of a report should know of the data. */
  readonly notes?: readonly string[];
}

/** sha256 over ids and both parts, as lower-case hex. */
export function fingerprintOfSplit({ train, test, userIds, itemIds }: InteractionSplit): string {
  const hash = createHash("sha256").update(JSON.stringify([userIds, itemIds]));
  for (const { rowStarts, items, weights, times } of [train, test]) {
    for (const part of [rowStarts, items, weights, times]) {
      if (part === undefined) hash.update("none");
      else hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
  }
  return hash.digest("hex");
}
