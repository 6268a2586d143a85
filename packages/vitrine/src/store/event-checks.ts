/**
 * @file Checks what a program gives beside events, before it is sent anywhere.
 *
 * All throw `PARAM_INVALID`.
 */
import { eventKinds } from "../data/event.js";
import type { EventKind } from "../data/event.js";
import { showValue } from "../data/parsed.js";
import { VitrineError } from "../errors.js";
import type { HistoryOptions } from "./event-store.js";

/** @param param - Whose id it is. */
export function checkEventId(param: "shopper" | "anonymous" | "session", id: unknown): void {
  if (typeof id === "string" && id.length >= 1 && id.length <= 200) return;
  const whose = param === "shopper" ? "a shopper" : "a visitor";
  throw wrong(param, `The id of ${whose} must be a text of 1 to 200 characters`, id, "Correct it.");
}

/** @param sequence - Or a revision. */
export function checkSequence(param: string, sequence: unknown): void {
  if (Number.isSafeInteger(sequence) && Number(sequence) >= 0) return;
  throw wrong(param, `${param} must be an integer of at least 0`, sequence, "Start with 0.");
}

export function checkBatch(size: unknown): void {
  if (Number.isInteger(size) && Number(size) >= 1 && Number(size) <= 10_000) return;
  throw wrong("batchSize", "batchSize must be an integer from 1 to 10,000", size, "Leave it out.");
}

export function checkHistory({ limit, kinds, before }: HistoryOptions = {}): void {
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 10_000)) {
    throw wrong("limit", "limit must be an integer from 1 to 10,000", limit, "Leave it out.");
  }
  for (const kind of kinds ?? []) checkKind(kind);
  if (before === undefined) return;
  checkTime("before", before.time);
  checkSequence("before", before.sequence);
}

export function checkLimits(olderThan: Readonly<Partial<Record<EventKind, string>>>): void {
  for (const [kind, time] of Object.entries(olderThan)) {
    checkKind(kind);
    checkTime(kind, time);
  }
}

function checkKind(kind: unknown): void {
  if (eventKinds.some((known) => known === kind)) return;
  throw wrong(
    "kind",
    `A kind of event must be one of ${eventKinds.join(", ")}`,
    kind,
    "Correct it.",
  );
}

function checkTime(param: string, time: unknown): void {
  if (typeof time === "string" && Number.isFinite(Date.parse(time))) return;
  const example = "must be a time in UTC, such as 2024-05-17T09:30:00Z";
  throw wrong(param, `The time of ${param} ${example}`, time, "Correct it.");
}

function wrong(param: string, rule: string, got: unknown, remedy: string): VitrineError {
  return new VitrineError("PARAM_INVALID", `${rule}; got ${showValue(got, 80)}. ${remedy}`, {
    param,
    got,
  });
}
