import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../random.js";
import type { RecordedEvent } from "../../store/event-store.js";
import type { EngineContext } from "../engine-context.js";
import { eventWeightsSchema } from "./event-weights.js";
import { createLiveBehaviour } from "./live-behaviour.js";
import type { LiveBehaviour } from "./live-behaviour.js";

const weights = eventWeightsSchema.parse({});

/** Events that are read with the pauses of a database, one after another. */
function makeShop(time = "2026-01-01T00:00:00.000Z"): {
  readonly behaviour: LiveBehaviour;
  readonly record: (product?: string, time?: string) => void;
  readonly counted: () => Promise<number>;
  readonly fail: () => void;
  /** Takes all events away, as another process would. */
  readonly erase: () => void;
} {
  const events: RecordedEvent[] = [];
  let isBroken = false;
  let revision = 0;
  const opened = {
    identity: async () => {
      await sleep(1);
      if (isBroken) throw new Error("the database is away");
      return "shop";
    },
    behaviour: async () => {
      await sleep(1);
      return { sequence: events.length, revision };
    },
    shopperEvents: async (id: string) => {
      await sleep(1);
      return events.filter(({ shopper }) => shopper === id);
    },
    async *eventsSince(sequence: number) {
      await sleep(3);
      const batch = events.slice(sequence);
      if (batch.length > 0) yield batch;
    },
  };
  const context = {
    store: { open: async () => Promise.resolve(opened) },
    now: () => performance.now(),
    clock: () => new Date(time),
  } as unknown as EngineContext;
  const behaviour = createLiveBehaviour(context, weights, async () => Promise.resolve(undefined));
  return {
    behaviour,
    record(product = "p", at = time) {
      const sequence = events.length + 1;
      events.push({
        key: `e${sequence}`,
        kind: "view",
        shopper: "s",
        product,
        time: at,
        sequence,
      });
      behaviour.changed();
    },
    async counted() {
      const { counts } = (await behaviour.counts()).save();
      return counts.reduce((sum, [, , , count]) => sum + count, 0);
    },
    fail: () => (isBroken = true),
    erase() {
      for (const event of events) delete (event as { shopper?: string }).shopper;
      revision += 1;
    },
  };
}

describe("what all shoppers did", () => {
  it("counts every event once, whoever asks while it is recorded", async () => {
    const { behaviour, record, counted } = makeShop();
    const random = createRandom(5);
    const asked: Promise<unknown>[] = [];
    let recorded = 0;
    for (let step = 0; step < 120; step++) {
      asked.push(behaviour.counts());
      await sleep(random.below(4));
      record();
      recorded += 1;
      asked.push(behaviour.counts());
      if (step % 3 === 0) await sleep(random.below(8));
      // What was recorded before the question is in the answer.
      expect(await counted()).toBe(recorded);
    }
    await Promise.all(asked);
  });

  it("tells whoever asks when the store fails, and nobody else", async () => {
    const { behaviour, record, fail } = makeShop();
    const first = behaviour.counts();
    record();
    fail();
    await Promise.allSettled([first]);
    // An unhandled rejection would end the test run.
    await sleep(20);
    await expect(behaviour.counts()).rejects.toThrow("the database is away");
  });

  it("takes what is said to happen in the next century for what happens now", async () => {
    const { behaviour, record } = makeShop();
    record("junk", "2099-01-01T00:00:00.000Z");
    for (let at = 0; at < 3; at++) record("liked");
    const popular = (await behaviour.counts()).popular(Date.parse("2026-01-01T00:00:00.000Z"));
    expect(popular.map(({ id }) => id)).toEqual(["liked", "junk"]);
    expect(popular[1]!.score).toBeLessThan(2);
  });

  it("holds what a shopper did, until the past changes", async () => {
    const { behaviour, record, erase } = makeShop();
    record("desk");
    expect(await behaviour.eventsOf({ shopper: "s" })).toHaveLength(1);
    record("chair");
    expect(await behaviour.eventsOf({ shopper: "s" })).toHaveLength(2);
    erase();
    behaviour.changed();
    expect(await behaviour.eventsOf({ shopper: "s" })).toEqual([]);
  });

  it("forgets a shopper at once when this engine erases", async () => {
    const { behaviour, record, erase } = makeShop();
    record("desk");
    await behaviour.eventsOf({ shopper: "s" });
    erase();
    behaviour.pastChanged();
    expect(await behaviour.eventsOf({ shopper: "s" })).toEqual([]);
  });
});
