/** @file The simplest recommenders in a few lines each: there is something to learn, and not all of it. */
import { expect, it } from "vitest";
import { createRandom } from "../random.js";
import { generateShop } from "../shop.js";
import { appealOf } from "./appeal.js";
import { dayMs } from "./calendar.js";
import { generateEvents } from "./generate-events.js";
import { createInteractionCollector } from "./interactions.js";
import { drawShoppers } from "./shopper-world.js";
import type { ShopperWorld } from "./shopper-world.js";

it("lets an item-item model beat popularity by far, popularity chance, and nothing be perfect", () => {
  const { random, popularity, itemItem, truth } = compareRecommenders(
    drawShoppers(generateShop({ seed: 2 })),
  );
  expect(popularity).toBeGreaterThan(2 * random);
  expect(itemItem).toBeGreaterThan(1.8 * popularity);
  expect(truth).toBeGreaterThan(1.3 * itemItem);
  expect(truth).toBeLessThan(0.5);
});

/**
 * Recall@20 of each on the products of the last 14 days, all products ranked but those known.
 *
 * `truth` ranks by what is hidden: how often the shopper looks for a type, and the product's appeal.
 */
function compareRecommenders(
  world: ShopperWorld,
): Record<"itemItem" | "popularity" | "random" | "truth", number> {
  const { shop, calendar, shoppers } = world;
  const count = shop.truths.length;
  const indexOf = new Map(shop.truths.map(({ id }, at) => [id, at]));
  const testFrom = new Date(calendar.untilMs - 14 * dayMs).toISOString();
  const collector = createInteractionCollector(testFrom);
  for (const event of generateEvents(world)) collector.add(event);
  const parsed = (lines: readonly string[]): Map<string, number[]> =>
    new Map(
      lines.map((line) => {
        const [name, ...items] = line.split(" ");
        return [name!, items.map((id) => indexOf.get(id)!)];
      }),
    );
  const { train, test } = collector.lines();
  const [known, asked] = [parsed(train), parsed(test)];

  const times = new Float64Array(count); // [items]
  const together = new Float64Array(count * count); // [items, items]
  for (const items of known.values()) {
    for (const one of items) {
      times[one]! += 1;
      for (const other of items) if (one !== other) together[one * count + other]! += 1;
    }
  }
  const random = createRandom(1, "recommendations");
  const truthOf = new Map(
    shoppers.flatMap((one) => [one.id, one.anonymous ?? one.id].map((id) => [id, one] as const)),
  );
  const scorers = {
    random: (): number => random.next(),
    popularity: (_: string, item: number): number => times[item]!,
    itemItem: (name: string, item: number): number =>
      known.get(name)!.reduce((sum, own) => {
        const shrunk = Math.sqrt((times[own]! + 5) * (times[item]! + 5));
        return sum + together[own * count + item]! / shrunk;
      }, 0),
    truth(name: string, item: number): number {
      const [shopper, product] = [truthOf.get(name)!, shop.truths[item]!];
      return Math.log(shopper.interests[product.type]! + 1e-4) + 0.8 * appealOf(shopper, product);
    },
  };
  const recall = (score: (name: string, item: number) => number): number => {
    let sum = 0;
    for (const [name, items] of asked) {
      const seen = new Set(known.get(name));
      const ranked = shop.truths
        .flatMap((_, item) => (seen.has(item) ? [] : [{ item, score: score(name, item) }]))
        .sort((a, b) => b.score - a.score)
        .slice(0, 20);
      sum += ranked.filter(({ item }) => items.includes(item)).length / items.length;
    }
    return sum / asked.size;
  };
  return {
    random: recall(scorers.random),
    popularity: recall(scorers.popularity),
    itemItem: recall(scorers.itemItem),
    truth: recall(scorers.truth),
  };
}
