/** @file What the clients of the killed processes send: the same events for the same client and number. */
import type { Event } from "../../src/data/event.js";

/** The events of a client's call; every fourth client sends bulks. */
export function eventsOf(client: number, call: number): Event[] {
  return Array.from({ length: client % 4 === 3 ? 300 : 1 }, (_, n) => ({
    key: `${client}-${call}-${n}`,
    kind: "view",
    shopper: `shopper ${client}`,
    product: `product ${n}`,
    time: new Date(1_700_000_000_000 + call * 1_000 + n).toISOString(),
  }));
}
