import { expect, it } from "vitest";
import { createInteractionCollector } from "./interactions.js";
import type { ShopEvent } from "./shop-event.js";

const collect = (...events: readonly Partial<ShopEvent>[]): readonly (readonly string[])[] => {
  const collector = createInteractionCollector("2025-11-17T00:00:00.000Z");
  for (const event of events) {
    collector.add({
      key: "E1",
      kind: "view",
      session: "V1",
      time: "2025-11-01T08:00:00.000Z",
      ...event,
    });
  }
  const { train, test } = collector.lines();
  return [train, test];
};
const late = { time: "2025-11-17T00:00:00.000Z" };

it("parts the products that were viewed by the time of the first view", () => {
  expect(
    collect(
      { shopper: "S1", product: "P2" },
      { shopper: "S1", product: "P1" },
      { shopper: "S1", product: "P2" },
      { shopper: "S1", product: "P3", ...late },
      { shopper: "S1", product: "P1", ...late },
    ),
  ).toEqual([["S1 P2 P1"], ["S1 P3"]]);
});

it("counts views alone", () => {
  expect(
    collect({ shopper: "S1", product: "P1" }, { shopper: "S1", product: "P2", kind: "click" }),
  ).toEqual([["S1 P1"], []]);
});

it("joins an anonymous history to the account, its products first", () => {
  expect(
    collect(
      { anonymous: "A1", product: "P1" },
      { anonymous: "A1", product: "P2" },
      { anonymous: "A1", shopper: "S1", product: "P3" },
      { shopper: "S1", product: "P1", ...late },
      { shopper: "S1", product: "P4", ...late },
    ),
  ).toEqual([["S1 P1 P2 P3"], ["S1 P4"]]);
});

it("asks nothing of shoppers of whom nothing was learnt", () => {
  expect(collect({ shopper: "S1", product: "P1", ...late })).toEqual([[], []]);
});
