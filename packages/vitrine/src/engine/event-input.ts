/**
 * @file Checks events in the engine's own shape: what a program sends.
 *
 * Two fields may be left out: a key, which is then made and tells nothing of a repetition, and the
 * time, which is then now.
 */
import type { z } from "zod";
import { eventSchema } from "../data/event.js";
import type { Event, EventInput } from "../data/event.js";
import { VitrineError } from "../errors.js";
import { schemaFault, showGiven } from "./input-fault.js";

/** More are an import: it works in batches and reports. */
const MAX_EVENTS = 10_000;

/** Clocks are wrong and time zones mistaken; by more than a day an event is of no time that has been. */
const MOST_AHEAD_MS = 86_400_000;
const TOO_LATE: z.core.$ZodIssue = {
  code: "custom",
  path: ["time"],
  message: "must not be more than a day later than now",
  input: undefined,
};

/**
 * Checks all events before any is recorded; about 6 µs each.
 *
 * @param events - From a program, so nothing is sure of them.
 * @throws {VitrineError} `PARAM_INVALID` when this is no list or too long a one; `ROW_INVALID`, whose
 *   line counts the events from 1, when one breaks the schema.
 */
export function checkEvents(
  events: readonly EventInput[],
  { clock, makeKey }: { readonly clock: () => Date; readonly makeKey: () => string },
): Event[] {
  if (!Array.isArray(events)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `Events must be given as a list; got ${showGiven(events)}. Put a single event into a list of its own.`,
      { param: "events", got: showGiven(events) },
    );
  }
  if (events.length > MAX_EVENTS) {
    throw new VitrineError(
      "PARAM_INVALID",
      `At most ${MAX_EVENTS} events can be recorded at once; got ${events.length}. Send them in several calls, or import them: vitrine import events FILE`,
      { param: "events", got: events.length },
    );
  }
  const now = clock().toISOString();
  const latest = clock().getTime() + MOST_AHEAD_MS;
  return Array.from(events, (event: unknown, at) => {
    const whole =
      typeof event === "object" && event !== null && !Array.isArray(event)
        ? { ...event, key: keyOf(event) ?? makeKey(), time: timeOf(event) ?? now }
        : event;
    const parsed = eventSchema.safeParse(whole);
    if (parsed.success && Date.parse(parsed.data.time) <= latest) return parsed.data;
    throw schemaFault(whole, parsed.error?.issues[0] ?? TOO_LATE, {
      name: "An event",
      which: `event ${at + 1}`,
      path: "the given events",
      line: at + 1,
      consequence: "none of them was recorded",
    });
  });
}

// What is there and wrong is told, not replaced: only what is absent is made.
const keyOf = (event: object): unknown => ("key" in event ? event.key : undefined);
const timeOf = (event: object): unknown => ("time" in event ? event.time : undefined);
