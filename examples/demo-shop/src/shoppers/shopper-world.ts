/**
 * @file The shoppers of a shop and all that is hidden about them: drawn once, never changed.
 *
 * Orders, reviews and rankings can be told from the same world: what was bought together at one
 * time is an order, `ratingOf` is what a review would say, `appealOf` orders a shopper's products.
 */
import { createRandom } from "../random.js";
import type { Shop } from "../shop.js";
import { brands, renamedBrands } from "../world/brands.js";
import { productTypes } from "../world/departments.js";
import { drawCalendar } from "./calendar.js";
import type { Calendar } from "./calendar.js";
import { drawPartners } from "./complements.js";
import type { Partners } from "./complements.js";
import { drawShopper } from "./shopper-truth.js";
import type { ShopperTruth } from "./shopper-truth.js";

/** How many shoppers there are, and how long they are watched. */
export interface ShopperOptions {
  /** 1 … 100,000; 2,000 by default. */
  readonly shoppers?: number;
  /** 20 … 330, the last before the end of November 2025; 120 by default. */
  readonly days?: number;
}

/** A shop, its shoppers, and what is hidden of them. */
export interface ShopperWorld {
  readonly options: Required<ShopperOptions>;
  readonly shop: Shop;
  readonly shoppers: readonly ShopperTruth[];
  readonly calendar: Calendar;
  readonly partners: Partners;
}

/**
 * Draws the shoppers of a shop, from the seed of the shop.
 *
 * A shopper stays as she is when there are more of the others.
 *
 * @throws {RangeError} When `shoppers` or `days` is not an integer within its bounds.
 *
 * @example
 * drawShoppers(generateShop({ products: 100 }), { shoppers: 10 }).shoppers.length; // 10
 */
export function drawShoppers(shop: Shop, options: ShopperOptions = {}): ShopperWorld {
  const { shoppers: count = 2000, days = 120 } = options;
  checkWithin("shoppers", count, 1, 100_000);
  checkWithin("days", days, 20, 330);
  const { seed, lookalikes } = shop.options;
  const present = new Set(shop.truths.map(({ type }) => type));
  const types = productTypes.map(({ type }) => type.key).filter((key) => present.has(key));
  const makers = lookalikes
    ? brands.map((brand) => ({ ...brand, name: renamedBrands[brand.name] ?? brand.name }))
    : brands;
  return {
    options: { shoppers: count, days },
    shop,
    shoppers: Array.from({ length: count }, (_, at) =>
      drawShopper(at, days, types, makers, createRandom(seed, `shopper ${at}`)),
    ),
    calendar: drawCalendar(shop, days),
    partners: drawPartners(shop.truths, createRandom(seed, "partners")),
  };
}

function checkWithin(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} must be an integer from ${low} to ${high}; got ${value}`);
  }
}
