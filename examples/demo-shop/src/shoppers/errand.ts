/** @file What a shopper comes for: something used up, something that goes with another, or a look round. */
import type { ProductTruth } from "../world/product-truth.js";
import type { Market } from "./market.js";
import { drawInterest, isServed } from "./visitor.js";
import type { Visitor } from "./visitor.js";

/** What she comes for, and how she goes about it. */
export interface Errand {
  /** Where she starts: a list of the shop, a search, or the page of one product. */
  readonly way: "category" | "department" | "home" | "page" | "search";
  /** Key of the product type that she looks for. */
  readonly type: string;
  /** How much she needs it: what it adds to her readiness to take a product. */
  readonly need: number;
  /** The product whose page she opens at once. */
  readonly product?: ProductTruth;
  /** The id of what it is to go with. */
  readonly with?: string;
}

/** Chooses the next errand of a visit. */
export function nextErrand(visitor: Visitor, market: Market, day: number): Errand {
  const { random, truth } = visitor;
  const supply = visitor.supplies.find(({ dueDay }) => dueDay <= day);
  if (supply !== undefined && random.chance(0.85)) {
    const { type, loyalty } = supply.habit;
    const { usual } = supply;
    // Until the visit's end she does not ask again; without a purchase she comes back for it.
    supply.dueDay = day + 2;
    return usual !== undefined && random.chance(loyalty)
      ? { way: "page", type, need: 3.5, product: usual }
      : { way: searchOrCategory(visitor), type, need: 2.4 };
  }
  visitor.wishes = visitor.wishes.filter(({ untilDay }) => untilDay >= day);
  const wish = visitor.wishes[0];
  if (wish !== undefined && random.chance(0.75)) {
    visitor.wishes.shift();
    return { way: searchOrCategory(visitor), type: wish.type, need: 1.7, with: wish.with };
  }
  const { unfinished } = visitor;
  if (unfinished !== undefined && random.chance(0.3)) {
    delete visitor.unfinished;
    return { way: searchOrCategory(visitor), type: unfinished, need: 0.5 };
  }
  const { change } = truth;
  if (change !== undefined && day >= change.day) {
    if (random.chance(day < change.day + 30 ? 0.65 : 0.25)) {
      const type = random.pick(change.types);
      return { way: searchOrCategory(visitor), type, need: 0.8 };
    }
  }
  return lookRound(visitor, market, day);
}

function lookRound(visitor: Visitor, market: Market, day: number): Errand {
  const { random } = visitor;
  const rising = market.rising(day);
  if (rising.length > 0 && random.chance(0.06)) {
    const product = random.pick(rising);
    return { way: "page", type: product.type, need: 0, product };
  }
  let type = drawInterest(visitor, market.types);
  if (isServed(visitor, type, day)) type = drawInterest(visitor, market.types);
  const way = random.weighted(["home", "department", "category", "search"] as const, (one) => {
    return { home: 3, department: 24, category: 37, search: 36 }[one];
  });
  return { way, type, need: 0 };
}

function searchOrCategory({ random }: Visitor): "category" | "search" {
  return random.chance(0.5) ? "search" : "category";
}
