/**
 * @file The abilities of an engine that learn from behaviour, for tests of the server: events in a
 * map, checked by their schema, and what was viewed recommended.
 */
import { eventSchema } from "../../src/data/event.js";
import type { Event } from "../../src/data/event.js";
import { VitrineError } from "../../src/errors.js";
import type { BehaviourEngine, SentEvent } from "../../src/server/served-engine.js";

export function memoryBehaviour(): BehaviourEngine {
  const events = new Map<string, Event>();
  const accounts = new Map<string, string>();
  let made = 0;
  const check = (sent: SentEvent): Event => {
    const parsed = eventSchema.safeParse(
      typeof sent === "object"
        ? { key: `made-${made++}`, time: "2024-01-01T00:00:00Z", ...sent }
        : sent,
    );
    if (parsed.success) return parsed.data;
    throw new VitrineError("ROW_INVALID", parsed.error.message, { path: "events", line: 1 });
  };
  const ownedBy = (id: string): Event[] =>
    [...events.values()].filter(
      ({ shopper, anonymous = "" }) => shopper === id || accounts.get(anonymous) === id,
    );
  return {
    async recordEvents(sent) {
      const before = events.size;
      for (const event of sent.map(check)) {
        if (!events.has(event.key)) events.set(event.key, event);
      }
      const accepted = events.size - before;
      return Promise.resolve({ accepted, duplicates: sent.length - accepted });
    },
    async recommend({ placement, shopper, limit = 10 }) {
      const viewed = ownedBy(shopper ?? "").flatMap(({ product }) => product ?? []);
      const items = [...new Set(viewed)].slice(0, limit).map((id, place) => ({
        ...{ id, score: 1 / (place + 1), source: "viewed", reasons: ["viewed"] },
      }));
      return Promise.resolve({ listId: `${placement}-1`, items, fallback: null });
    },
    async exportShopper(id) {
      const anonymous = [...accounts].flatMap(([visitor, owner]) => (owner === id ? visitor : []));
      return Promise.resolve({ shopper: id, anonymous, events: ownedBy(id) });
    },
    async eraseShopper(id) {
      const owned = ownedBy(id);
      for (const { key } of owned) events.delete(key);
      return Promise.resolve({ events: owned.length, merges: 0, unlinked: 0 });
    },
    async mergeShopper(anonymous, shopper) {
      const already = accounts.get(anonymous) === shopper;
      accounts.set(anonymous, shopper);
      return Promise.resolve({ merged: already ? 0 : ownedBy(shopper).length, already });
    },
  };
}
