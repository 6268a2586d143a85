/**
 * @file What is bought with what: kinds of product that go together, and within them the very
 * products that suit each other.
 */
import type { Random } from "../random.js";
import { typeOf } from "../world/departments.js";
import type { ProductTruth } from "../world/product-truth.js";

/** Who buys the one is likely to want the other, in the same order or soon after. */
export interface Complement {
  /** Key of a product type. */
  readonly from: string;
  /** Key of a product type. */
  readonly to: string;
  /** How likely the wish is, 0 … 1. */
  readonly chance: number;
}

export const complements: readonly Complement[] = [
  ...both("sofa", "cushion", 0.5, 0.05),
  ...both("sofa", "coffeeTable", 0.3, 0.2),
  ...both("armchair", "blanket", 0.35, 0.05),
  ...both("diningTable", "diningChair", 0.6, 0.3),
  ...both("diningChair", "cushion", 0.3, 0.08),
  ...both("desk", "deskLamp", 0.5, 0.25),
  ...both("desk", "officeChair", 0.45, 0.35),
  ...both("bed", "nightstand", 0.5, 0.25),
  ...both("nightstand", "tableLamp", 0.45, 0.15),
  ...both("housePlant", "plantPot", 0.55, 0.3),
  ...both("seeds", "handTool", 0.3, 0.2),
  ...both("tent", "sleepingBag", 0.55, 0.3),
  ...both("campChair", "cooler", 0.35, 0.3),
  ...both("plate", "bowl", 0.5, 0.4),
  ...both("teapot", "teaTin", 0.5, 0.12),
  ...both("mug", "coffeeBag", 0.3, 0.06),
  ...both("knife", "cuttingBoard", 0.45, 0.3),
  ...both("sweater", "scarf", 0.25, 0.3),
  ...both("scarf", "beanie", 0.4, 0.4),
  ...both("boot", "socks", 0.35, 0.12),
  ...both("keyboard", "mouse", 0.5, 0.35),
  ...both("charger", "cable", 0.45, 0.3),
  ...both("toothpaste", "toothbrush", 0.25, 0.35),
  ...both("shampoo", "bodyLotion", 0.25, 0.2),
  ...both("giftWrap", "tape", 0.5, 0.25),
  ...both("pen", "notebook", 0.3, 0.3),
  ...both("pen", "ink", 0.25, 0.4),
  ...both("train", "blocks", 0.25, 0.2),
];

/** Products that suit each other, by id; each list has one to three ids, the best first. */
export type Partners = ReadonlyMap<string, readonly string[]>;

/**
 * Draws which products suit each other: of one complement, alike in style, with some chance in it.
 *
 * @param truths - All products of the shop.
 */
export function drawPartners(truths: readonly ProductTruth[], random: Random): Partners {
  const partners = new Map<string, string[]>();
  const ofType = new Map<string, ProductTruth[]>();
  for (const truth of truths) {
    const own = ofType.get(truth.type);
    if (own === undefined) ofType.set(truth.type, [truth]);
    else own.push(truth);
  }
  for (const truth of truths) {
    const found = complements
      .filter(({ from }) => from === truth.type)
      .flatMap(({ to }) => bestPartners(truth, ofType.get(to) ?? [], random));
    if (found.length > 0) partners.set(truth.id, found.slice(0, 3));
  }
  return partners;
}

/** At most two of the candidates: the same maker and style count, and so does chance. */
function bestPartners(
  truth: ProductTruth,
  candidates: readonly ProductTruth[],
  random: Random,
): string[] {
  return candidates
    .map((one) => ({
      id: one.id,
      suits:
        (one.style === truth.style ? 1 : 0) +
        (one.brand === truth.brand ? 0.7 : 0) +
        (one.colour === truth.colour ? 0.4 : 0) +
        0.8 * one.popularity +
        0.5 * random.bell(),
    }))
    .sort((a, b) => b.suits - a.suits)
    .slice(0, random.chance(0.4) ? 2 : 1)
    .map(({ id }) => id);
}

/** The two directions of one pair; the key of a type that does not exist is a slip, found here. */
function both(from: string, to: string, there: number, back: number): Complement[] {
  const [one, other] = [typeOf(from).type.key, typeOf(to).type.key];
  return [
    { from: one, to: other, chance: there },
    { from: other, to: one, chance: back },
  ];
}
