/** @file Events for tests, and what a store holds of them. */
import type { Event } from "../src/data/event.js";
import { createRandom } from "../src/random.js";
import type { RecordedEvent } from "../src/store/event-store.js";
import type { Store } from "../src/store/store.js";

/** An event with what a test cares about: a view of a product by a visitor unless told otherwise. */
export function makeEvent(fields: Partial<Event> & Pick<Event, "key">): Event {
  const anonymous = fields.shopper === undefined ? { anonymous: "visitor" } : {};
  return { kind: "view", product: "p1", time: "2024-05-17T09:30:00.000Z", ...anonymous, ...fields };
}

/** Views, carts and purchases of some shoppers, a minute apart; the same for the same seed. */
export function makeEvents(count: number, seed = 1): Event[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, n) =>
    makeEvent({
      key: `e${n}`,
      kind:
        (["view", "view", "view", "add_to_cart", "purchase"] as const)[random.below(5)] ?? "view",
      ...(random.next() < 0.5
        ? { shopper: `s${random.below(20)}` }
        : { anonymous: `a${random.below(30)}` }),
      product: `p${random.below(50)}`,
      time: new Date(1_700_000_000_000 + n * 60_000).toISOString(),
    }),
  );
}

/** All events behind a sequence number. */
export async function allEvents(
  store: Store,
  since = 0,
  batchSize = 1_000,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.eventsSince(since, { batchSize })) events.push(...batch);
  return events;
}

/** Events as they were given. */
export function withoutSequence(events: readonly RecordedEvent[]): Event[] {
  return events.map((event) => without(event, "sequence"));
}

/** An event that lacks a field. */
export function without(event: Event, field: string): Event {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== field)) as Event;
}
