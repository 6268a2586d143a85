/**
 * @file What the shop shows to everybody: lists by popularity, of the whole shop, a department, a
 * type or a search, as simple shops have them.
 *
 * The popularity of a day is counted from what happened before it, with a half-life of ten days, so
 * what is shown more is clicked more and shown more. New products get a place in front for a week.
 */
import { gradeOf, reachOf } from "../queries/intent.js";
import type { Intent } from "../queries/intent.js";
import type { ProductTruth } from "../world/product-truth.js";
import type { ShopperWorld } from "./shopper-world.js";

/** The lists of one day, each best first, of products that are there on that day. */
export interface Shelves {
  /** Sorts anew by what was counted; to be called once a day, in order. */
  open(day: number): void;
  /** Counts a sign of interest. */
  count(product: ProductTruth, weight: number): void;
  /** All products, or those of a department or type. */
  all(): readonly ProductTruth[];
  ofDepartment(name: string): readonly ProductTruth[];
  ofType(key: string): readonly ProductTruth[];
  /** What the shop finds for a need: by how well it meets it, then by popularity. */
  found(intent: Intent): readonly ProductTruth[];
}

const halfLifeDays = 10;
const newForDays = 7;

/** Sets up the shelves of a shop whose first day is still to come. */
export function createShelves(world: ShopperWorld): Shelves {
  const { shop, calendar } = world;
  const launchDay = new Map(calendar.launches.map(({ product, day }) => [product, day]));
  const priceOf = new Map(shop.products.map(({ id, price }) => [id, price]));
  // Before the first day the shop has sold for a while, in proportion to the hidden popularity.
  const usual = (0.15 * world.shoppers.length * halfLifeDays) / shop.truths.length;
  const score = new Map(
    shop.truths.map(({ id, popularity }) => [id, launchDay.has(id) ? 0 : 8 * usual * popularity]),
  );
  let all: ProductTruth[] = [];
  let byDepartment = new Map<string, ProductTruth[]>();
  let byType = new Map<string, ProductTruth[]>();

  return {
    open(day) {
      for (const [id, value] of score) score.set(id, value * 0.5 ** (1 / halfLifeDays));
      const shown = (id: string): number => {
        const age = day - (launchDay.get(id) ?? -Infinity);
        return score.get(id)! + (age < newForDays ? 4 * usual * (1 - age / newForDays) : 0);
      };
      all = shop.truths
        .filter(({ id }) => (launchDay.get(id) ?? 0) <= day)
        .map((truth) => ({ truth, rank: shown(truth.id) }))
        .sort((a, b) => b.rank - a.rank)
        .map(({ truth }) => truth);
      byDepartment = grouped(all, ({ department }) => department);
      byType = grouped(all, ({ type }) => type);
    },
    count(product, weight) {
      score.set(product.id, score.get(product.id)! + weight);
    },
    all: () => all,
    ofDepartment: (name) => byDepartment.get(name) ?? [],
    ofType: (key) => byType.get(key) ?? [],
    found(intent) {
      return [...reachOf(intent)]
        .flatMap((key) => byType.get(key) ?? [])
        .map((truth) => ({ truth, grade: gradeOf(intent, truth, priceOf.get(truth.id)) }))
        .filter(({ grade }) => grade > 0)
        .sort((a, b) => b.grade - a.grade || score.get(b.truth.id)! - score.get(a.truth.id)!)
        .map(({ truth }) => truth);
    },
  };
}

function grouped(
  truths: readonly ProductTruth[],
  keyOf: (truth: ProductTruth) => string,
): Map<string, ProductTruth[]> {
  const groups = new Map<string, ProductTruth[]>();
  for (const truth of truths) {
    const group = groups.get(keyOf(truth));
    if (group === undefined) groups.set(keyOf(truth), [truth]);
    else group.push(truth);
  }
  return groups;
}
