/**
 * @file What one shopper did, as recommendations look at it: a line for every product, not for
 * every event.
 */
import { eventKinds } from "../../data/event.js";
import type { EventKind } from "../../data/event.js";
import { weightOf } from "./event-weights.js";
import type { EventWeights } from "./event-weights.js";

/** A product that the shopper had to do with. */
export interface KnownProduct {
  readonly id: string;
  /** Sum over the events; may be negative. */
  readonly weight: number;
  /** Of the newest event, in milliseconds. */
  readonly time: number;
  /** The strongest sign of interest. */
  readonly kind: EventKind;
}

/** What one shopper did. */
export interface ShopperHistory {
  /** The product of the newest event first. */
  readonly products: readonly KnownProduct[];
  /** Those of them that interest: of positive weight. */
  readonly interests: readonly KnownProduct[];
  /** Looked at, newest first. */
  readonly viewed: readonly string[];
  readonly bought: ReadonlySet<string>;
  /** Of negative weight: they are never recommended. */
  readonly unwanted: ReadonlySet<string>;
}

/** A shopper of whom nothing is known. */
export const EMPTY_HISTORY: ShopperHistory = {
  products: [],
  interests: [],
  viewed: [],
  bought: new Set(),
  unwanted: new Set(),
};

/** The kinds of events that a history is made of: what was only shown or searched says nothing. */
export const HISTORY_KINDS: readonly EventKind[] = eventKinds.filter(
  (kind) => kind !== "impression" && kind !== "search",
);

/** What is looked at of an event. */
export interface HistoryEvent {
  readonly kind: EventKind;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly product?: string | undefined;
  /** Of a rating. */
  readonly value?: number | undefined;
}

/**
 * Sums up events.
 *
 * @param events - Of one shopper, in any order.
 */
export function toShopperHistory(
  events: readonly HistoryEvent[],
  weights: EventWeights,
): ShopperHistory {
  const byId = new Map<string, { weight: number; time: number; kind: EventKind; best: number }>();
  const viewed = new Map<string, number>();
  const bought = new Set<string>();
  for (const event of events) {
    const { product: id, kind } = event;
    if (id === undefined) continue;
    const time = Date.parse(event.time);
    if (kind === "purchase") bought.add(id);
    if (kind === "view" || kind === "click")
      viewed.set(id, Math.max(viewed.get(id) ?? -Infinity, time));
    const weight = weightOf(event, weights);
    if (weight === 0) continue;
    const known = byId.get(id);
    if (known === undefined) byId.set(id, { weight, time, kind, best: weight });
    else {
      known.weight += weight;
      known.time = Math.max(known.time, time);
      if (weight > known.best) [known.best, known.kind] = [weight, kind];
    }
  }
  const products = [...byId]
    .map(([id, { weight, time, kind }]) => ({ id, weight, time, kind }))
    .sort(newestFirst);
  return {
    products,
    interests: products.filter(({ weight }) => weight > 0),
    viewed: [...viewed]
      .map(([id, time]) => ({ id, time }))
      .sort(newestFirst)
      .map(({ id }) => id),
    bought,
    unwanted: new Set(products.filter(({ weight }) => weight < 0).map(({ id }) => id)),
  };
}

interface Dated {
  readonly id: string;
  readonly time: number;
}

function newestFirst(a: Dated, b: Dated): number {
  return b.time - a.time || (a.id < b.id ? -1 : 1);
}
