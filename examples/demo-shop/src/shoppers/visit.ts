/**
 * @file One visit: errands, lists walked down from the top, pages looked at, the cart, the order.
 *
 * Whoever walks down a list stops before each further product with the same chance, so what stands
 * low is seen seldom whatever it is: that is the bias of position in the log.
 */
import type { Random } from "../random.js";
import { departments } from "../world/departments.js";
import type { ProductTruth } from "../world/product-truth.js";
import { ratingOf } from "./appeal.js";
import { dayMs } from "./calendar.js";
import { nextErrand } from "./errand.js";
import type { Errand } from "./errand.js";
import type { Market } from "./market.js";
import { wordSearch } from "./search-words.js";
import type { ShopEvent, ShopEventKind } from "./shop-event.js";
import { noteBought, wantOf } from "./visitor.js";
import type { Visitor } from "./visitor.js";

const pageLength = 20;
/** How likely she looks at the product below the one she has just passed. */
const goesOn = 0.95;

/** A visit while it lasts. */
interface Visit {
  readonly market: Market;
  readonly visitor: Visitor;
  readonly random: Random;
  readonly day: number;
  readonly tell: (kind: ShopEventKind, what: Partial<ShopEvent>) => void;
  /** Lets so many seconds pass, with the chance of half as many more or less. */
  readonly wait: (seconds: number) => void;
}

/** Plays a visit that begins at a time; what happens goes into the market's log. */
export function playVisit(market: Market, visitor: Visitor, beginMs: number): void {
  const { random, truth } = visitor;
  const day = Math.floor((beginMs - market.world.calendar.fromMs) / dayMs);
  const session = market.log.nextSession();
  let timeMs = beginMs;
  const visit: Visit = {
    market,
    visitor,
    random,
    day,
    tell(kind, what) {
      market.log.add({ timeMs, kind, what: { ...whoIs(visitor, session), session, ...what } });
    },
    wait(seconds) {
      timeMs += Math.round(1000 * seconds * random.between(0.5, 1.5));
    },
  };
  rateBought(visit);
  tidyCart(visit);
  let more = true;
  for (let errand = 0; more && errand < 5; errand++) {
    runErrand(visit, nextErrand(visitor, market, day));
    if (truth.joinsDay !== undefined && truth.joinsDay <= day) visitor.joined = true;
    more = random.chance(visitor.wishes.length > 0 ? 0.8 : 0.38);
  }
  checkOut(visit);
}

/** An account, an anonymous id, or both in the first visit of which anything is told of the account. */
function whoIs(visitor: Visitor, session: string): Pick<ShopEvent, "anonymous" | "shopper"> {
  const { id, anonymous } = visitor.truth;
  if (anonymous === undefined) return { shopper: id };
  if (!visitor.joined) return { anonymous };
  visitor.toldIn ??= session;
  return visitor.toldIn === session ? { shopper: id, anonymous } : { shopper: id };
}

function runErrand(visit: Visit, errand: Errand): void {
  const { visitor, market, random } = visit;
  const { shelves } = market;
  if (errand.product !== undefined) {
    if (!lookAt(visit, errand.product, errand, undefined)) visitor.unfinished = errand.type;
    return;
  }
  let list: readonly ProductTruth[];
  if (errand.way === "search") list = search(visit, errand);
  else if (errand.way === "home") list = shelves.all();
  else if (errand.way === "category") list = shelves.ofType(errand.type);
  else {
    const its = departments.find(({ types }) => types.some(({ key }) => key === errand.type))!;
    list = shelves.ofDepartment(its.name);
  }
  let done = false;
  for (let from = 0; !done && from < list.length && from < 5 * pageLength; from += pageLength) {
    done = walkDown(visit, list.slice(from, from + pageLength), errand) || !random.chance(0.6);
  }
  if (errand.need > 0 && !done) visitor.unfinished = errand.type;
}

/** Types the words; the shop of that time finds nothing for words with a typing error. */
function search(visit: Visit, errand: Errand): readonly ProductTruth[] {
  const { visitor, market, random } = visit;
  const liked = market.shelves.ofType(errand.type).filter((one) => wantOf(visitor, one) > 0.5);
  const model = liked.length === 0 ? undefined : random.pick(liked);
  const frugal = visitor.truth.priceWish < 0.35;
  const { queries, intent } = wordSearch(errand.type, model, frugal, random);
  for (const query of queries) {
    visit.tell("search", { query });
    visit.wait(6);
  }
  return market.shelves.found(intent);
}

/** @returns Whether she took what she came for. */
function walkDown(visit: Visit, page: readonly ProductTruth[], errand: Errand): boolean {
  const { visitor, market, random } = visit;
  const listId = market.log.nextList();
  visit.tell("impression", { products: page.map(({ id }) => id), listId });
  for (const [position, product] of page.entries()) {
    if (position > 0 && !random.chance(goesOn)) return false;
    visit.wait(2);
    const want = wantNow(visit, product, errand);
    if (!random.chance(sigmoid(2 * want - 3.4 + 0.6 * errand.need))) continue;
    visit.tell("click", { product: product.id, listId });
    market.shelves.count(product, 1);
    visit.wait(1);
    if (lookAt(visit, product, errand, listId) && errand.way !== "home") return true;
    if (visitor.cart.size > 7) return true;
  }
  return false;
}

/** Opens the page of a product. @returns Whether she put it into the cart. */
function lookAt(
  visit: Visit,
  product: ProductTruth,
  errand: Errand,
  listId: string | undefined,
): boolean {
  const { visitor, market, random } = visit;
  const from = listId === undefined ? {} : { listId };
  const what = { product: product.id, ...from };
  const want = wantNow(visit, product, errand);
  visit.tell("view", what);
  visitor.seen.set(product.id, (visitor.seen.get(product.id) ?? 0) + 1);
  visit.wait(25);
  if (want > 1.8 && random.chance(0.1)) visit.tell("like", what);
  else if (want < 0.2 && random.chance(0.08)) visit.tell("dislike", what);
  const others = market
    .family(product)
    .filter((one) => one !== product && market.shelves.ofType(one.type).includes(one));
  if (others.length > 0 && random.chance(0.15)) {
    const other = random.pick(others);
    visit.wait(8);
    visit.tell("view", { product: other.id });
    visitor.seen.set(other.id, (visitor.seen.get(other.id) ?? 0) + 1);
  }
  if (visitor.cart.has(product.id)) return true;
  const fitting = errand.type === product.type ? errand.need : 0;
  if (!random.chance(sigmoid(1.1 * want - 3.9 + 1.5 * fitting))) return false;
  visit.wait(12);
  visit.tell("add_to_cart", what);
  market.shelves.count(product, 3);
  visitor.cart.set(product.id, { product, ...from, sinceDay: visit.day });
  for (const { to, chance } of market.complementsOf(product.type)) {
    // What is wanted with it is not wanted with another of its kind again.
    if (errand.with !== undefined || !random.chance(chance)) continue;
    visitor.wishes.push({ type: to, with: product.id, untilDay: visit.day + 14 });
  }
  return true;
}

/** What she wants of a product on this errand: its fashion counts, and what it is to go with. */
function wantNow({ visitor, market, day }: Visit, product: ProductTruth, errand: Errand): number {
  const suits = errand.with !== undefined && market.suit(errand.with, product.id);
  return wantOf(visitor, product) + market.gain(product.id, day) + (suits ? 2.2 : 0);
}

/** Rates some of what she has used for some days. */
function rateBought(visit: Visit): void {
  const { visitor, random, day } = visit;
  visitor.toRate = visitor.toRate.filter(({ product, fromDay }) => {
    if (fromDay > day) return true;
    if (random.chance(0.12)) {
      visit.tell("rating", { product: product.id, value: ratingOf(visitor.truth, product) });
      visit.wait(20);
      return false;
    }
    return day - fromDay < 15;
  });
}

/** Takes out what has lain in the cart for long. */
function tidyCart(visit: Visit): void {
  for (const [id, { sinceDay }] of visit.visitor.cart) {
    if (visit.day - sinceDay > 6 && visit.random.chance(0.6)) takeOut(visit, id);
  }
}

function takeOut(visit: Visit, id: string): void {
  visit.visitor.cart.delete(id);
  visit.tell("remove_from_cart", { product: id });
  visit.wait(4);
}

/** Thinks again about each product in the cart, then buys all that is left, or leaves it there. */
function checkOut(visit: Visit): void {
  const { visitor, market, random, day } = visit;
  for (const id of [...visitor.cart.keys()]) if (random.chance(0.1)) takeOut(visit, id);
  const items = [...visitor.cart.values()];
  const needed = items.some(({ product }) =>
    visitor.supplies.some(({ habit }) => habit.type === product.type),
  );
  const { decisiveness } = visitor.truth;
  if (items.length === 0 || !random.chance(needed ? Math.sqrt(decisiveness) : decisiveness)) return;
  visit.wait(90);
  for (const { product, listId } of items) {
    const from = listId === undefined ? {} : { listId };
    visit.tell("purchase", { product: product.id, value: product.price, currency: "USD", ...from });
    market.shelves.count(product, 4);
    noteBought(visitor, product, day);
  }
  visitor.cart.clear();
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
