/**
 * @file Writes the log of the shop: events come in visit by visit and go out in the order of time.
 *
 * It holds only what a later visit might still come before: about a day's events.
 */
import type { ShopEvent, ShopEventKind } from "./shop-event.js";

/** An event before it is written. */
export interface Happening {
  readonly timeMs: number;
  readonly kind: ShopEventKind;
  /** Who, in which visit, and what else there is to tell. */
  readonly what: Omit<ShopEvent, "key" | "kind" | "time">;
}

/** The log. */
export interface EventLog {
  /** Names a new visit. */
  nextSession(): string;
  /** Names a new list of products. */
  nextList(): string;
  add(happening: Happening): void;
  /** Gives out what happened before a time, and forgets it; nothing earlier may be added later. */
  take(beforeMs: number): ShopEvent[];
}

/** Opens an empty log. */
export function createEventLog(): EventLog {
  let waiting: Happening[] = [];
  let sessions = 0;
  let lists = 0;
  let events = 0;
  const named = (letter: string, number: number): string =>
    `${letter}${String(number).padStart(8, "0")}`;
  return {
    nextSession: () => named("V", ++sessions),
    nextList: () => named("L", ++lists),
    add(happening) {
      waiting.push(happening);
    },
    take(beforeMs) {
      // A stable sort: what one visit did at one time stays in its order.
      waiting.sort((a, b) => a.timeMs - b.timeMs);
      const first = waiting.findIndex(({ timeMs }) => timeMs >= beforeMs);
      const ready = first < 0 ? waiting : waiting.slice(0, first);
      waiting = first < 0 ? [] : waiting.slice(first);
      return ready.map(({ timeMs, kind, what }) => ({
        key: named("E", ++events),
        kind,
        time: new Date(timeMs).toISOString(),
        ...what,
      }));
    },
  };
}
