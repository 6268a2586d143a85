/**
 * @file Who looked at what, parted by time: what a recommender learns from, and what it is asked.
 *
 * Both parts are lines of `user item item …`, items in the order of their first view. In the later
 * part are only products that are new to that shopper, and only shoppers who are in the earlier.
 *
 * What it cannot tell: shoppers could only look at what the shop's lists showed them, sorted by
 * popularity, so recommending what is popular looks better here than it is, and a good product that
 * nobody was shown counts as wrong.
 */
import type { ShopEvent } from "./shop-event.js";

/** Lines without line ends. */
export interface Interactions {
  readonly train: readonly string[];
  readonly test: readonly string[];
}

/** Takes events in the order of time; holds the products of each shopper once. */
export interface InteractionCollector {
  add(event: ShopEvent): void;
  /** The lines of all events so far, by the order in which shoppers first came. */
  lines(): Interactions;
}

/**
 * Begins with nobody.
 *
 * @param testFrom - The moment from which products are asked for, ISO 8601, UTC.
 */
export function createInteractionCollector(testFrom: string): InteractionCollector {
  const seen = new Map<string, Map<string, "train" | "test">>();
  const accounts = new Map<string, string>();
  return {
    add({ kind, shopper, anonymous, product, time }) {
      if (shopper !== undefined && anonymous !== undefined) accounts.set(anonymous, shopper);
      if (kind !== "view" || product === undefined) return;
      const who = shopper ?? anonymous!;
      const own = seen.get(who) ?? new Map<string, "train" | "test">();
      if (!own.has(product)) own.set(product, time < testFrom ? "train" : "test");
      seen.set(who, own);
    },
    lines() {
      const people = new Map<string, Map<string, "train" | "test">>();
      for (const [who, products] of seen) {
        const name = accounts.get(who) ?? who;
        const merged = people.get(name) ?? new Map<string, "train" | "test">();
        // An anonymous history is the older one: it came into `seen` first.
        for (const [id, part] of products) if (!merged.has(id)) merged.set(id, part);
        people.set(name, merged);
      }
      return linesOf(people);
    },
  };
}

function linesOf(people: ReadonlyMap<string, ReadonlyMap<string, "train" | "test">>): Interactions {
  const train: string[] = [];
  const test: string[] = [];
  for (const [name, products] of people) {
    const part = (wanted: string): string[] =>
      [...products].filter(([, when]) => when === wanted).map(([id]) => id);
    const [learnt, asked] = [part("train"), part("test")];
    if (learnt.length === 0) continue;
    train.push([name, ...learnt].join(" "));
    if (asked.length > 0) test.push([name, ...asked].join(" "));
  }
  return { train, test };
}
