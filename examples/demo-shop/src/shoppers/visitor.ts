/** @file A shopper on her way through the period: what she has seen, holds, owns and still wants. */
import type { Random } from "../random.js";
import type { ProductTruth } from "../world/product-truth.js";
import { appealOf } from "./appeal.js";
import type { Habit, ShopperTruth } from "./shopper-truth.js";

/** A product in the cart. */
export interface CartItem {
  readonly product: ProductTruth;
  readonly listId?: string;
  readonly sinceDay: number;
}

/** Something wanted because of something else. */
export interface Wish {
  /** Key of a product type. */
  readonly type: string;
  /** The id of what it is to go with. */
  readonly with: string;
  readonly untilDay: number;
}

/** A habit, when it is next due, and with which product it is kept. */
export interface Supply {
  readonly habit: Habit;
  dueDay: number;
  usual?: ProductTruth;
}

/** What changes about a shopper from visit to visit. */
export interface Visitor {
  readonly truth: ShopperTruth;
  readonly random: Random;
  /** Shape [types], in the order of the truth's: the interest in this type and all before it. */
  readonly interestUpTo: Float64Array;
  /** Whether she has signed in since she had an account. */
  joined: boolean;
  /** The visit whose events tell that she who was anonymous is she of the account. */
  toldIn?: string;
  /** By product id, in the order of adding. */
  readonly cart: Map<string, CartItem>;
  /** How often she has looked at each product, by id. */
  readonly seen: Map<string, number>;
  /** Families of products she has bought. */
  readonly owned: Set<string>;
  /** The day on which she last bought of each type, by key. */
  readonly boughtOn: Map<string, number>;
  /** What she has bought and not rated, and from which day on she can tell. */
  toRate: { readonly product: ProductTruth; readonly fromDay: number }[];
  wishes: Wish[];
  readonly supplies: readonly Supply[];
  /** The type she looked for in vain at her last visit. */
  unfinished?: string;
}

/** A shopper before her first visit. */
export function createVisitor(truth: ShopperTruth, random: Random): Visitor {
  return {
    truth,
    random,
    interestUpTo: runningSums(Object.values(truth.interests)),
    joined: false,
    cart: new Map(),
    seen: new Map(),
    owned: new Set(),
    boughtOn: new Map(),
    toRate: [],
    wishes: [],
    supplies: truth.habits.map((habit) => ({ habit, dueDay: habit.firstDay })),
  };
}

/** Draws a type that she looks for, by her interests; `types` in the order of her truth's. */
export function drawInterest(visitor: Visitor, types: readonly string[]): string {
  const { interestUpTo, random } = visitor;
  const drawn = random.next() * interestUpTo[interestUpTo.length - 1]!;
  return types[interestUpTo.findIndex((sum) => drawn < sum)]!;
}

/**
 * How much she wants a product now: its appeal, less for what she has looked at in vain, and much
 * less for what she owns and does not use up.
 */
export function wantOf(visitor: Visitor, product: ProductTruth): number {
  const lasts = product.repeatDays === undefined;
  return (
    appealOf(visitor.truth, product) -
    0.5 * Math.min(4, visitor.seen.get(product.id) ?? 0) -
    (lasts && visitor.owned.has(product.family) ? 3.5 : 0)
  );
}

/** Whether she has bought a lasting thing of this type in the last two months. */
export function isServed(visitor: Visitor, type: string, day: number): boolean {
  const bought = visitor.boughtOn.get(type);
  return bought !== undefined && day - bought < 60;
}

/** Notes a purchase: it is owned, used up in time, and can be rated from some days later on. */
export function noteBought(visitor: Visitor, product: ProductTruth, day: number): void {
  visitor.owned.add(product.family);
  visitor.boughtOn.set(product.type, day);
  visitor.toRate.push({ product, fromDay: day + 4 });
  visitor.wishes = visitor.wishes.filter(({ type }) => type !== product.type);
  const supply = visitor.supplies.find(({ habit }) => habit.type === product.type);
  if (supply === undefined) return;
  supply.usual ??= product;
  const { periodDays } = supply.habit;
  supply.dueDay = day + Math.max(3, Math.round(periodDays * (1 + 0.1 * visitor.random.bell())));
}

function runningSums(values: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(values, (value) => (sum += value));
}
