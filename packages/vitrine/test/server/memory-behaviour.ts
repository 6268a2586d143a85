/** @file The abilities of an engine that learn from behaviour, for tests of the server: events in a map, and what was viewed last recommended. */
import type { Event } from "../../src/data/event.js";
import type { BehaviourEngine } from "../../src/server/served-engine.js";

export function memoryBehaviour(): BehaviourEngine {
  const events = new Map<string, Event>();
  const ownedBy = (id: string): Event[] =>
    [...events.values()].filter(({ shopper, anonymous }) => shopper === id || anonymous === id);
  return {
    async recordEvents(sent) {
      const before = events.size;
      for (const event of sent) if (!events.has(event.key)) events.set(event.key, event);
      const accepted = events.size - before;
      return Promise.resolve({ accepted, duplicates: sent.length - accepted });
    },
    async recommend({ placement, shopper, limit = 10 }) {
      const viewed = ownedBy(shopper ?? "").flatMap(({ product }) => product ?? []);
      const items = [...new Set(viewed)].slice(0, limit).map((id, place) => ({
        id,
        score: 1 / (place + 1),
        source: "viewed",
        reasons: ["viewed"],
      }));
      return Promise.resolve({ listId: `${placement}-1`, items, fallback: null });
    },
    exportShopper: async (id) => Promise.resolve({ shopper: id, events: ownedBy(id) }),
    async eraseShopper(id) {
      const owned = ownedBy(id);
      for (const { key } of owned) events.delete(key);
      return Promise.resolve({ events: owned.length });
    },
    async mergeShopper(anonymous, shopper) {
      const owned = ownedBy(anonymous);
      for (const event of owned) events.set(event.key, { ...event, shopper });
      return Promise.resolve({ events: owned.length });
    },
  };
}
