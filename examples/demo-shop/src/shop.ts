/**
 * @file The shop: world, listings and judged queries from one seed.
 *
 * About half a second for 1,200 products; nothing here reads a clock, a file or chance that
 * is not seeded, so equal options give equal shops on every machine.
 */
import { makeQueries } from "./queries/make-queries.js";
import type { JudgedQuery } from "./queries/make-queries.js";
import { createRandom } from "./random.js";
import { listProduct } from "./text/listing.js";
import type { ShopProduct } from "./text/listing.js";
import { planTitle } from "./text/title.js";
import { sowTraps } from "./traps.js";
import type { Trap } from "./traps.js";
import { renamedBrands } from "./world/brands.js";
import { departments, productTypes } from "./world/departments.js";
import { makeFamily } from "./world/make-family.js";
import type { NewProduct } from "./world/make-family.js";
import type { ProductTruth } from "./world/product-truth.js";

/** What the shop is made from. */
export interface ShopOptions {
  /** Any integer; 1 by default. */
  readonly seed?: number;
  /** How many products, 20 … 20,000; 1,200 by default. */
  readonly products?: number;
  /** Sows the faults of real files; false by default. Adds a few rows. */
  readonly traps?: boolean;
  /**
   * Gives some makers names that read as prices or colours (`Under Alder`, `Orange`); false by
   * default. All else stays as it is.
   */
  readonly lookalikes?: boolean;
}

/** A shop, and what is hidden from it. */
export interface Shop {
  readonly options: Required<ShopOptions>;
  /** The catalogue, ids unique. */
  readonly products: readonly ShopProduct[];
  /** Rows that repeat an id, to be written after the catalogue; none without traps. */
  readonly repeatedRows: readonly ShopProduct[];
  /** In the order of `products`. */
  readonly truths: readonly ProductTruth[];
  readonly queries: readonly JudgedQuery[];
  readonly traps: readonly Trap[];
}

/**
 * Makes a shop.
 *
 * @returns The same shop for the same options, to the byte.
 * @throws {RangeError} When `seed` is not an integer or `products` not one of 20 … 20,000.
 *
 * @example
 * generateShop({ seed: 7, products: 100 }).products.length; // 100
 */
export function generateShop(options: ShopOptions = {}): Shop {
  const { seed = 1, products: count = 1200, traps = false, lookalikes = false } = options;
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`seed must be an integer; got ${seed}; pass one such as 1`);
  }
  if (!Number.isInteger(count) || count < 20 || count > 20_000) {
    throw new RangeError(`products must be an integer from 20 to 20000; got ${count}`);
  }
  const made = identified(families(seed, count), seed);
  const truths = lookalikes ? made.map(renamed) : made;
  const products = listed(truths, seed);
  let next = truths.length;
  const sown = traps
    ? sowTraps(products, truths, () => idOf(next++), createRandom(seed, "traps"))
    : { products, truths, repeatedRows: [], traps: [] };
  return {
    options: { seed, products: count, traps, lookalikes },
    ...sown,
    queries: makeQueries(seed, sown.truths, sown.products),
  };
}

/** As many products as asked, shared among the types by their weight. */
function families(seed: number, count: number): NewProduct[] {
  const made: NewProduct[] = [];
  const whole = productTypes.reduce((sum, { type }) => sum + (type.share ?? 1), 0);
  let share = 0;
  for (const { type, department } of productTypes) {
    share += type.share ?? 1;
    // Rounding the running total keeps the sum exact whatever the count.
    let left = Math.round((share / whole) * count) - made.length;
    for (let at = 0; left > 0; at++) {
      const family = `${type.key}-${at}`;
      const random = createRandom(seed, family);
      const place = departments.indexOf(department);
      const variants = makeFamily(type, department.name, place, family, left, random);
      made.push(...variants);
      left -= variants.length;
    }
  }
  return made;
}

/** Shuffled, so that neither the order nor the id of a product tells its type. */
function identified(made: readonly NewProduct[], seed: number): ProductTruth[] {
  const best = Math.max(...made.map(({ demand }) => demand));
  const pricesOf = new Map<string, number[]>();
  for (const { type, price } of made) {
    const prices = pricesOf.get(type);
    if (prices === undefined) pricesOf.set(type, [price]);
    else prices.push(price);
  }
  return createRandom(seed, "order of the catalogue")
    .shuffled(made)
    .map(({ demand, ...product }, at) => {
      const prices = pricesOf.get(product.type)!;
      const below = prices.filter((price) => price < product.price).length;
      const priceRank = Number((below / Math.max(1, prices.length - 1)).toFixed(3));
      return {
        id: idOf(at),
        ...product,
        priceRank,
        popularity: Number((demand / best).toFixed(5)),
      };
    });
}

function renamed(truth: ProductTruth): ProductTruth {
  return { ...truth, brand: renamedBrands[truth.brand] ?? truth.brand };
}

function listed(truths: readonly ProductTruth[], seed: number): ShopProduct[] {
  const variants = new Map<string, ProductTruth[]>();
  for (const truth of truths) {
    const family = variants.get(truth.family);
    if (family === undefined) variants.set(truth.family, [truth]);
    else family.push(truth);
  }
  const taken = new Set<string>();
  return truths.map((truth) => {
    const family = variants.get(truth.family)!;
    const [first] = family;
    const plan = planTitle(first!, family.length, createRandom(seed, `title of ${truth.family}`));
    const parentId = first === truth ? undefined : first!.id;
    return listProduct(truth, plan, parentId, taken, createRandom(seed, `listing of ${truth.id}`));
  });
}

function idOf(at: number): string {
  return `P${String(10_001 + at)}`;
}
