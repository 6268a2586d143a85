/** @file What a visit needs to know of the world, in the form in which it asks for it. */
import { createRandom } from "../random.js";
import type { ProductTruth } from "../world/product-truth.js";
import { gainOn } from "./calendar.js";
import { complements } from "./complements.js";
import type { Complement } from "./complements.js";
import { createEventLog } from "./event-log.js";
import type { EventLog } from "./event-log.js";
import { createShelves } from "./shelves.js";
import type { Shelves } from "./shelves.js";
import type { ShopperWorld } from "./shopper-world.js";
import { createVisitor } from "./visitor.js";
import type { Visitor } from "./visitor.js";

/** The shop while it is open: its lists, its log and its visitors change as time goes on. */
export interface Market {
  readonly world: ShopperWorld;
  readonly shelves: Shelves;
  readonly log: EventLog;
  /** Keys of the types that the shop has, in the order of the shoppers' interests. */
  readonly types: readonly string[];
  /** In the order of the world's shoppers. */
  readonly visitors: readonly Visitor[];
  /** What is wanted with a product of this type. */
  complementsOf(type: string): readonly Complement[];
  /** Whether the two suit each other better than others of their types. */
  suit(product: string, other: string): boolean;
  /** The other colours of a product, and itself. */
  family(product: ProductTruth): readonly ProductTruth[];
  /** Products that many talk about on a day. */
  rising(day: number): readonly ProductTruth[];
  /** What the fashion of a day adds to a product's appeal. */
  gain(product: string, day: number): number;
}

/** Opens the shop of a world, before its first day. */
export function openMarket(world: ShopperWorld): Market {
  const { shop, calendar, partners } = world;
  const families = new Map<string, ProductTruth[]>();
  for (const truth of shop.truths) {
    const family = families.get(truth.family);
    if (family === undefined) families.set(truth.family, [truth]);
    else family.push(truth);
  }
  const truthOf = new Map(shop.truths.map((truth) => [truth.id, truth]));
  const trendOf = new Map(calendar.trends.map((trend) => [trend.product, trend]));
  return {
    world,
    shelves: createShelves(world),
    log: createEventLog(),
    types: Object.keys(world.shoppers[0]!.interests),
    visitors: world.shoppers.map((truth) =>
      createVisitor(truth, createRandom(shop.options.seed, `visits of ${truth.id}`)),
    ),
    complementsOf: (type) => complements.filter(({ from }) => from === type),
    suit: (product, other) =>
      partners.get(product)?.includes(other) === true ||
      partners.get(other)?.includes(product) === true,
    family: ({ family }) => families.get(family)!,
    rising: (day) =>
      calendar.trends
        .filter((trend) => gainOn(trend, day) > 0)
        .map(({ product }) => truthOf.get(product)!),
    gain(product, day) {
      const trend = trendOf.get(product);
      return trend === undefined ? 0 : gainOn(trend, day);
    },
  };
}
