/**
 * @file The faults of real product files, sown on purpose and written down.
 *
 * Faults of content (a missing price, a repeated id, a repeated title) are sown here, before
 * queries are judged; faults of form (encoding, price text, list text) when files are
 * written, by `files/`.
 */
import type { Random } from "./random.js";
import type { ShopProduct } from "./text/listing.js";
import type { ProductTruth } from "./world/product-truth.js";

/** The kinds of fault. */
export type TrapKind =
  | "loud title"
  | "missing price"
  | "price as text"
  | "repeated id"
  | "repeated title"
  | "stray whitespace";

/** One fault that was sown. */
export interface Trap {
  readonly kind: TrapKind;
  /** The product's id; of the second row for repeated ids and titles. */
  readonly id: string;
  /** The other row of a repeated title. */
  readonly of?: string;
}

/** A catalogue with faults in it. */
export interface Trapped {
  /** Products without the repeated rows, in the order of `truths`. */
  readonly products: readonly ShopProduct[];
  readonly truths: readonly ProductTruth[];
  /** Rows to write again after all others: the id is in use, the rest differs. */
  readonly repeatedRows: readonly ShopProduct[];
  readonly traps: readonly Trap[];
}

/**
 * Sows faults.
 *
 * @param products - In the order of `truths`.
 * @param nextId - Names the products that repeat a title.
 */
export function sowTraps(
  products: readonly ShopProduct[],
  truths: readonly ProductTruth[],
  nextId: () => string,
  random: Random,
): Trapped {
  const traps: Trap[] = [];
  const trapped: ShopProduct[] = [];
  const known: ProductTruth[] = [];
  const repeatedRows: ShopProduct[] = [];
  for (const [at, product] of products.entries()) {
    const truth = truths[at]!;
    let sown = product;
    if (random.chance(0.04)) {
      sown = withoutPrice(sown);
      traps.push({ kind: "missing price", id: product.id });
    } else if (random.chance(0.3)) traps.push({ kind: "price as text", id: product.id });
    if (random.chance(0.06)) traps.push({ kind: "stray whitespace", id: product.id });
    if (random.chance(0.02)) {
      sown = { ...sown, title: sown.title.toUpperCase() };
      traps.push({ kind: "loud title", id: product.id });
    }
    trapped.push(sown);
    known.push(truth);
    if (random.chance(0.015)) {
      repeatedRows.push({ ...sown, price: (product.price ?? 10) + 10, currency: "USD" });
      traps.push({ kind: "repeated id", id: product.id });
    }
    if (random.chance(0.015)) {
      const id = nextId();
      trapped.push({ ...sown, id, images: sown.images });
      known.push({ ...truth, id });
      traps.push({ kind: "repeated title", id, of: product.id });
    }
  }
  return { products: trapped, truths: known, repeatedRows, traps };
}

function withoutPrice(product: ShopProduct): ShopProduct {
  const copy: { -readonly [Field in keyof ShopProduct]: ShopProduct[Field] } = { ...product };
  delete copy.price;
  delete copy.currency;
  return copy;
}
