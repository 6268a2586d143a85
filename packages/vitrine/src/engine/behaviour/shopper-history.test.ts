import { describe, expect, it } from "vitest";
import type { Event } from "../../data/event.js";
import { eventWeightsSchema } from "./event-weights.js";
import { EMPTY_HISTORY, toShopperHistory } from "./shopper-history.js";

const weights = eventWeightsSchema.parse({});
const event = (kind: Event["kind"], product: string, minute: number, value?: number): Event => ({
  key: `${kind}${product}${minute}`,
  kind,
  shopper: "s",
  product,
  time: `2026-01-01T00:${String(minute).padStart(2, "0")}:00Z`,
  ...(value === undefined ? {} : { value }),
});

describe("a shopper's history", () => {
  it("has a line for every product, the newest first", () => {
    const history = toShopperHistory(
      [event("view", "a", 1), event("view", "b", 2), event("purchase", "a", 3)],
      weights,
    );
    expect(history.products).toEqual([
      { id: "a", weight: 6, time: Date.parse("2026-01-01T00:03:00Z"), kind: "purchase" },
      { id: "b", weight: 1, time: Date.parse("2026-01-01T00:02:00Z"), kind: "view" },
    ]);
    expect(history.viewed).toEqual(["b", "a"]);
    expect([...history.bought]).toEqual(["a"]);
  });

  it("keeps apart what is liked and what is not wanted, by ratings too", () => {
    const history = toShopperHistory(
      [
        event("rating", "loved", 1, 5),
        event("rating", "hated", 2, 1),
        event("rating", "so-so", 3, 3),
        event("view", "disliked", 4),
        event("dislike", "disliked", 5),
      ],
      weights,
    );
    expect(history.interests.map(({ id }) => id)).toEqual(["loved"]);
    expect([...history.unwanted].sort()).toEqual(["disliked", "hated"]);
  });

  it("is empty of no events", () => {
    expect(toShopperHistory([], weights)).toEqual(EMPTY_HISTORY);
  });
});
