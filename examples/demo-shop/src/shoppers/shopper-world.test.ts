import { describe, expect, it } from "vitest";
import { generateShop } from "../shop.js";
import { tasteAxes } from "../world/styles.js";
import { dayMs } from "./calendar.js";
import { generateEvents } from "./generate-events.js";
import { drawShoppers } from "./shopper-world.js";

const shop = generateShop({ seed: 4, products: 200 });

describe("drawShoppers", () => {
  it("draws the same shoppers from the same seed, and others from another", () => {
    const [once, again] = [drawShoppers(shop), drawShoppers(generateShop(shop.options))];
    expect(again).toEqual(once);
    expect(drawShoppers(generateShop({ seed: 5, products: 200 })).shoppers).not.toEqual(
      once.shoppers,
    );
  });

  it("leaves a shopper as she is when there are more of the others", () => {
    const few = drawShoppers(shop, { shoppers: 20 });
    expect(drawShoppers(shop, { shoppers: 50 }).shoppers.slice(0, 20)).toEqual(few.shoppers);
  });

  it("refuses numbers out of range", () => {
    expect(() => drawShoppers(shop, { shoppers: 0 })).toThrow(
      "shoppers must be an integer from 1 to 100000; got 0",
    );
    expect(() => drawShoppers(shop, { days: 19.5 })).toThrow(RangeError);
    expect(() => drawShoppers(shop, { days: 331 })).toThrow(RangeError);
  });

  it("gives each shopper a taste of length 1 and interests that add up to 1", () => {
    for (const { taste, interests } of drawShoppers(shop).shoppers) {
      expect(taste).toHaveLength(tasteAxes.length);
      expect(Math.hypot(...taste)).toBeCloseTo(1, 2);
      expect(Object.values(interests).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 2);
    }
  });

  it("gives visitors without an account ids of their own", () => {
    const { shoppers } = drawShoppers(shop, { shoppers: 5000 });
    const anonymous = shoppers.flatMap((one) => one.anonymous ?? []);
    expect(anonymous.length / 5000).toBeCloseTo(0.3, 1);
    expect(new Set(anonymous).size).toBe(anonymous.length);
  });

  it("launches a product before its last update, which is before the end", () => {
    const { calendar } = drawShoppers(shop);
    const updated = new Map(shop.products.map(({ id, updatedAt }) => [id, Date.parse(updatedAt)]));
    expect(calendar.launches.length).toBeGreaterThan(0);
    for (const { product, day } of calendar.launches) {
      expect(calendar.fromMs + day * dayMs).toBeLessThan(updated.get(product)!);
    }
    expect(Math.max(...updated.values())).toBeLessThan(calendar.untilMs);
  });
});

describe("generateEvents", () => {
  it("gives the same bytes for the same world each time, and others for another seed", () => {
    const log = (seed: number): string => {
      const world = drawShoppers(generateShop({ seed, products: 100 }), { shoppers: 60, days: 30 });
      return [...generateEvents(world)].map((event) => JSON.stringify(event)).join("\n");
    };
    expect(log(4)).toBe(log(4));
    expect(log(4)).not.toBe(log(5));
  });

  it.each([
    { products: 20, shoppers: 5, days: 20 },
    { products: 300, shoppers: 40, days: 330 },
  ])("tells of $shoppers shoppers, $products products and $days days", (sizes) => {
    const { shoppers, days } = sizes;
    const world = drawShoppers(generateShop({ products: sizes.products, traps: true }), {
      shoppers,
      days,
    });
    const events = [...generateEvents(world)];
    expect(events.length).toBeGreaterThan(shoppers);
    const { fromMs, untilMs } = world.calendar;
    expect(Date.parse(events[0]!.time)).toBeGreaterThanOrEqual(fromMs);
    expect(Date.parse(events.at(-1)!.time)).toBeLessThan(untilMs);
  });
});
