/** @file The log of the demo shop is one that Vitrine takes. */
import { drawShoppers, generateEvents, generateShop } from "@vitrine/demo-shop";
import { expect, it } from "vitest";
import { eventKinds, eventSchema } from "./event.js";

it("takes every event of the demo shop as it is, of every kind", () => {
  const shop = generateShop();
  const ids = new Set(shop.products.map(({ id }) => id));
  const kinds = new Set<string>();
  for (const event of generateEvents(drawShoppers(shop, { shoppers: 400 }))) {
    const { success, error } = eventSchema.safeParse(event);
    if (!success) throw new Error(String(error));
    const named = event.products ?? (event.product === undefined ? [] : [event.product]);
    if (!named.every((id) => ids.has(id))) throw new Error(`no such product: ${named.join(", ")}`);
    kinds.add(event.kind);
  }
  expect([...kinds].sort()).toEqual([...eventKinds].sort());
});
