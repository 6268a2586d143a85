import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../random.js";
import type { RecordedEvent } from "../../store/event-store.js";
import { RecentShoppers } from "./recent-shoppers.js";

const LIMIT = 300;

/** A database that takes its time, told of what it holds; `record` acknowledges before `shoppers` are told. */
function makeShop(pause: () => Promise<unknown> = async () => sleep(0)): {
  readonly events: RecordedEvent[];
  readonly shoppers: RecentShoppers;
  readonly record: (event: Partial<RecordedEvent>) => RecordedEvent;
  readonly reads: () => number;
} {
  const events: RecordedEvent[] = [];
  let reads = 0;
  const shoppers = new RecentShoppers(async (name, id, limit) => {
    reads += 1;
    await pause();
    const found = newest(events.filter((event) => event[name] === id)).slice(0, limit);
    await pause();
    return found;
  });
  return {
    events,
    shoppers,
    record(given) {
      const sequence = events.length + 1;
      const time = new Date(1e12 + sequence * 1000).toISOString();
      const event = { key: `e${sequence}`, kind: "view", product: "p", time, sequence, ...given };
      events.push(event as RecordedEvent);
      return event as RecordedEvent;
    },
    reads: () => reads,
  };
}

function newest(events: readonly RecordedEvent[]): RecordedEvent[] {
  return [...events].sort((a, b) => b.time.localeCompare(a.time) || b.sequence - a.sequence);
}

const sequences = (events: readonly object[]): number[] =>
  events.map((event) => (event as RecordedEvent).sequence).sort((a, b) => a - b);

describe("the newest events of a shopper", () => {
  it("are read once and kept current", async () => {
    const { shoppers, record, reads } = makeShop();
    record({ shopper: "s", product: "desk" });
    await shoppers.eventsOf({ shopper: "s" });
    shoppers.add([record({ shopper: "s", product: "chair", kind: "purchase" })]);
    shoppers.add([record({ shopper: "other", product: "lamp" })]);
    const events = await shoppers.eventsOf({ shopper: "s" });
    expect(events.map(({ product, kind }) => [product, kind])).toEqual([
      ["chair", "purchase"],
      ["desk", "view"],
    ]);
    expect(reads()).toBe(1);
  });

  it("are those of all names, each once", async () => {
    const { shoppers, record } = makeShop();
    record({ shopper: "s", session: "visit" });
    record({ shopper: "s", session: "before" });
    record({ anonymous: "a", session: "visit" });
    const names = { shopper: "s", anonymous: "a", session: "visit" };
    expect(sequences(await shoppers.eventsOf(names))).toEqual([1, 2, 3]);
    expect(await shoppers.eventsOf({})).toEqual([]);
  });

  it("lose the oldest where there are too many", async () => {
    const { shoppers, record } = makeShop();
    for (let at = 0; at < LIMIT; at++) record({ shopper: "s" });
    await shoppers.eventsOf({ shopper: "s" });
    shoppers.add([record({ shopper: "s" })]);
    // Recorded late, happened long ago.
    shoppers.add([record({ shopper: "s", time: "1999-01-01T00:00:00.000Z" })]);
    const kept = sequences(await shoppers.eventsOf({ shopper: "s" }));
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([LIMIT, 2, LIMIT + 1]);
  });

  it("are not those of what was only shown or searched", async () => {
    const { shoppers, record } = makeShop();
    record({ shopper: "s", kind: "purchase" });
    await shoppers.eventsOf({ shopper: "s" });
    for (let at = 0; at < LIMIT; at++) {
      shoppers.add([record({ shopper: "s", kind: at % 2 === 0 ? "impression" : "search" })]);
    }
    expect(sequences(await shoppers.eventsOf({ shopper: "s" }))).toEqual([1]);
  });

  it("are found under the id that the database makes of one that it can not hold", async () => {
    const { shoppers, record } = makeShop();
    await shoppers.eventsOf({ shopper: "s\0s" });
    shoppers.add([record({ shopper: "s\uFFFDs" })]);
    expect(sequences(await shoppers.eventsOf({ shopper: "s\0s" }))).toEqual([1]);
  });

  it("are read anew after the past has changed, even where they were being read", async () => {
    const { shoppers, record, events, reads } = makeShop();
    record({ shopper: "s" });
    const asked = shoppers.eventsOf({ shopper: "s" });
    events.length = 0;
    shoppers.clear();
    await asked;
    expect(await shoppers.eventsOf({ shopper: "s" })).toEqual([]);
    expect(reads()).toBe(2);
  });

  it("are asked for again after the database failed", async () => {
    let isAway = true;
    const { shoppers, record } = makeShop(async () => {
      await sleep(0);
      if (isAway) throw new Error("the database is away");
    });
    record({ shopper: "s" });
    await expect(shoppers.eventsOf({ shopper: "s" })).rejects.toThrow("away");
    isAway = false;
    expect((await shoppers.eventsOf({ shopper: "s" })).length).toBe(1);
  });

  it("hold everything that was told before they are asked for (property)", async () => {
    const random = createRandom(11);
    const { shoppers, record, events } = makeShop(async () => sleep(random.below(3)));
    const untold: RecordedEvent[] = [];
    const asked: Promise<void>[] = [];
    for (let step = 0; step < 400; step++) {
      if (random.below(2) === 0) {
        const shopper = `s${random.below(4)}`;
        const time = new Date(1e12 + random.below(1000) * 1000).toISOString();
        untold.push(record({ shopper, session: `v${random.below(3)}`, time }));
      }
      if (random.below(3) === 0) await sleep(random.below(2));
      if (random.below(3) === 0) shoppers.add(untold.splice(0));
      const names = { shopper: `s${random.below(4)}`, session: `v${random.below(3)}` };
      const told = events.filter(
        (event) =>
          !untold.includes(event) &&
          (event.shopper === names.shopper || event.session === names.session),
      );
      asked.push(
        shoppers.eventsOf(names).then((found) => {
          expect(sequences(found)).toEqual(expect.arrayContaining(sequences(told)));
          expect(new Set(sequences(found)).size).toBe(found.length);
        }),
      );
    }
    await Promise.all(asked);
    shoppers.add(untold);
    for (let at = 0; at < 4; at++) {
      const own = events.filter(({ shopper }) => shopper === `s${at}`);
      expect(sequences(await shoppers.eventsOf({ shopper: `s${at}` }))).toEqual(sequences(own));
    }
  });
});
