/**
 * @file What models learn from: the events of the store as matrices, read once in the order of
 * their commits. Memory is some tens of bytes an event.
 */
import { createInteractionsBuilder } from "../../models/interactions.js";
import type { Interactions, ItemIndex, UserIndex } from "../../models/interactions.js";
import type { RecordedEvent } from "../../store/event-store.js";
import { createLiveCounts } from "../behaviour/live-counts.js";
import type { LiveCounts } from "../behaviour/live-counts.js";
import { weightOf } from "../behaviour/event-weights.js";
import type { EventWeights } from "../behaviour/event-weights.js";

/** Everything that models learn from. */
export interface CollectedBehaviour {
  /** Ids of the products, by item. */
  readonly items: readonly string[];
  readonly events: number;
  /** Shoppers and visitors. */
  readonly people: number;
  /** Shoppers × items: how much each interests. */
  readonly interest: Interactions;
  /** Visits × items looked at. */
  readonly visits: Interactions;
  /** Orders × items bought. */
  readonly orders: Interactions;
  /** How much was done with each product. */
  readonly counts: LiveCounts;
  /** Of the last event. */
  readonly sequence: number;
}

/** Numbers names in the order in which they come. */
interface Numbering {
  readonly numberOf: (name: string) => number;
  readonly names: () => readonly string[];
}

const DAY = 10;

/**
 * Collects behaviour.
 *
 * @param batches - In the order of the store.
 * @param latest - In milliseconds: what is said to have happened later counts as of then.
 */
export async function collectBehaviour(
  batches: AsyncIterable<readonly RecordedEvent[]>,
  weights: EventWeights,
  latest: number,
  onProgress?: (events: number) => void,
): Promise<CollectedBehaviour> {
  const [items, people, visits, orders] = [number(), number(), number(), number()];
  const matrices = {
    interest: createInteractionsBuilder(),
    visits: createInteractionsBuilder(),
    orders: createInteractionsBuilder(),
  };
  const counts = createLiveCounts(weights, undefined, () => latest);
  let [events, sequence] = [0, 0];
  for await (const batch of batches) {
    for (const event of batch) {
      events += 1;
      sequence = event.sequence;
      counts.add(event);
      const { product, kind, time } = event;
      const weight = weightOf(event, weights);
      if (product === undefined || weight <= 0) continue;
      const item = items.numberOf(product) as ItemIndex;
      const who = event.shopper === undefined ? `a ${event.anonymous}` : `s ${event.shopper}`;
      const person = people.numberOf(who) as UserIndex;
      matrices.interest.add(person, item, weight, Math.min(Date.parse(time), latest));
      if (kind === "view" || kind === "click") {
        // Without sessions a visit is a day.
        const visit = `${who} ${event.session ?? time.slice(0, DAY)}`;
        matrices.visits.add(visits.numberOf(visit) as UserIndex, item);
      } else if (kind === "purchase") {
        // What is bought together is bought at one time, or at least in one visit or on one day.
        const order = `${who} ${event.session ?? time.slice(0, DAY)}`;
        matrices.orders.add(orders.numberOf(order) as UserIndex, item);
      }
    }
    onProgress?.(events);
  }
  const itemCount = items.names().length;
  return {
    items: items.names(),
    events,
    sequence,
    counts,
    people: people.names().length,
    interest: matrices.interest.build(people.names().length, itemCount),
    visits: matrices.visits.build(visits.names().length, itemCount),
    orders: matrices.orders.build(orders.names().length, itemCount),
  };
}

function number(): Numbering {
  const numbers = new Map<string, number>();
  return {
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, numbers.size);
      return numbers.size - 1;
    },
    names: () => [...numbers.keys()],
  };
}
