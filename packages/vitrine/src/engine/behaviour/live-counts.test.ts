import { describe, expect, it } from "vitest";
import type { Event } from "../../data/event.js";
import { eventWeightsSchema } from "./event-weights.js";
import { createLiveCounts } from "./live-counts.js";
import type { LiveCounts } from "./live-counts.js";

const DAY = 86_400_000;
const weights = eventWeightsSchema.parse({});
const start = Date.parse("2026-01-01T00:00:00Z");
let sent = 0;
const event = (product: string, day: number, kind: Event["kind"] = "view"): Event => ({
  key: `k${sent++}`,
  kind,
  shopper: "s",
  product,
  time: new Date(start + day * DAY).toISOString(),
});
const counted = (events: readonly Event[]): LiveCounts => {
  const counts = createLiveCounts(weights);
  events.forEach(counts.add);
  return counts;
};
const ids = (products: readonly { readonly id: string }[]): string[] =>
  products.map(({ id }) => id);

describe("live counts", () => {
  it("halve what was done a half-life ago", () => {
    const counts = counted([event("a", 0), event("b", 30), event("b", 60)]);
    const popular = counts.popular(start + 60 * DAY);
    expect(popular).toEqual([
      { id: "b", score: expect.closeTo(1.5, 9) as number },
      { id: "a", score: expect.closeTo(0.25, 9) as number },
    ]);
  });

  it("count the same in whatever order events come, over years too", () => {
    const events = [event("a", 0), event("b", 700), event("a", 1400, "purchase"), event("b", 1401)];
    const now = start + 1402 * DAY;
    const forward = counted(events).popular(now);
    const backward = counted([...events].reverse()).popular(now);
    expect(ids(forward)).toEqual(["a", "b"]);
    forward.forEach(({ id, score }, at) => {
      expect(backward[at]).toEqual({ id, score: expect.closeTo(score, 9) as number });
    });
  });

  it("rank after every event as counts that begin with all of them", () => {
    const events = Array.from({ length: 300 }, (_, at) =>
      event(`p${(at * at) % 23}`, at / 9, at % 17 === 0 ? "dislike" : "view"),
    );
    const now = start + 34 * DAY;
    const followed = createLiveCounts(weights);
    events.forEach((one, at) => {
      followed.add(one);
      const anew = counted(events.slice(0, at + 1));
      expect(ids(followed.popular(now))).toEqual(ids(anew.popular(now)));
      expect(ids(followed.trending(now))).toEqual(ids(anew.trending(now)));
    });
  });

  it("call a trend what rises, neither what is always asked for nor a single event", () => {
    const steady = Array.from({ length: 200 }, (_, at) => event("steady", at / 3));
    const rising = Array.from({ length: 20 }, (_, at) => event("rising", 65 + at / 15));
    const counts = counted([...steady, ...rising, event("single", 66.5)]);
    expect(ids(counts.trending(start + 66.6 * DAY))).toEqual(["rising"]);
    expect(ids(counts.popular(start + 66.6 * DAY))[0]).toBe("steady");
  });

  it("count neither what was only shown nor what was searched, and a dislike against", () => {
    const shown: Event = { ...event("a", 0, "impression"), products: ["a"] };
    const searched: Event = { ...event("a", 0, "search"), query: "desk" };
    expect(counted([shown, searched]).popular(start)).toEqual([]);
    expect(counted([event("a", 0), event("a", 0, "dislike")]).popular(start)).toEqual([]);
  });

  it("know which products have had enough events", () => {
    const counts = counted([event("a", 0), event("a", 1), event("b", 1)]);
    expect([...counts.knownProducts(2)]).toEqual(["a"]);
  });
});
