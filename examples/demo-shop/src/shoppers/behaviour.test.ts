/** @file What 2,000 shoppers do, held against what is hidden of them. */
import { beforeAll, describe, expect, it } from "vitest";
import { generateShop } from "../shop.js";
import { appealOf, fitOf } from "./appeal.js";
import { dayMs, gainOn } from "./calendar.js";
import { complements } from "./complements.js";
import { generateEvents } from "./generate-events.js";
import type { ShopEvent, ShopEventKind } from "./shop-event.js";
import { drawShoppers } from "./shopper-world.js";

const shop = generateShop();
const world = drawShoppers(shop);
const { calendar } = world;
const truthOf = new Map(shop.truths.map((truth) => [truth.id, truth]));
const shopperOf = new Map(
  world.shoppers.flatMap((one) =>
    [one.id, one.anonymous ?? one.id].map((id) => [id, one] as const),
  ),
);
const nameOf = ({ shopper, anonymous }: ShopEvent): string =>
  shopperOf.get(shopper ?? anonymous!)!.id;
const dayOf = ({ time }: ShopEvent): number => (Date.parse(time) - calendar.fromMs) / dayMs;

let events: ShopEvent[] = [];
let orders: ShopEvent[][] = [];
beforeAll(() => {
  events = [...generateEvents(world)];
  const byOrder = new Map<string, ShopEvent[]>();
  for (const event of of("purchase")) {
    const order = `${event.session} ${event.time}`;
    byOrder.set(order, [...(byOrder.get(order) ?? []), event]);
  }
  orders = [...byOrder.values()];
});

function of(kind: ShopEventKind): ShopEvent[] {
  return events.filter((event) => event.kind === kind);
}

function grouped(list: readonly ShopEvent[], keyOf: (event: ShopEvent) => string): ShopEvent[][] {
  const groups = new Map<string, ShopEvent[]>();
  for (const event of list) {
    const group = groups.get(keyOf(event));
    if (group === undefined) groups.set(keyOf(event), [event]);
    else group.push(event);
  }
  return [...groups.values()];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

describe("the log", () => {
  it("has some 250,000 to 400,000 events in the order of time, each with a key of its own", () => {
    expect(events.length).toBeGreaterThan(250_000);
    expect(events.length).toBeLessThan(400_000);
    const astray = events.filter((event, at) => {
      const former = events[at - 1];
      return former !== undefined && (event.time < former.time || event.key <= former.key);
    });
    expect(astray).toEqual([]);
  });

  it("narrows from what is shown to what is bought", () => {
    const shown = of("impression").reduce((sum, { products }) => sum + products!.length, 0);
    const [clicks, views, carts, bought] = (
      ["click", "view", "add_to_cart", "purchase"] as const
    ).map((kind) => of(kind).length);
    expect(clicks! / shown).toBeGreaterThan(0.03);
    expect(clicks! / shown).toBeLessThan(0.2);
    expect(views).toBeGreaterThan(clicks!);
    expect(carts! / views!).toBeGreaterThan(0.1);
    expect(carts! / views!).toBeLessThan(0.35);
    expect(bought! / carts!).toBeGreaterThan(0.4);
    expect(bought! / carts!).toBeLessThan(0.85);
  });

  it("has a long tail: a tenth of the products gets a third to a half of the views", () => {
    const counts = grouped(of("view"), ({ product }) => product!).map((group) => group.length);
    counts.sort((a, b) => b - a);
    const whole = counts.reduce((sum, count) => sum + count, 0);
    const head = counts.slice(0, 120).reduce((sum, count) => sum + count, 0);
    expect(head / whole).toBeGreaterThan(1 / 3);
    expect(head / whole).toBeLessThan(1 / 2);
    expect(counts.length).toBeGreaterThan(1150);
  });

  it("puts into the cart before it takes out or sells, at the listed price", () => {
    const carts = new Map(world.shoppers.map(({ id }) => [id, new Set<string>()]));
    for (const event of events) {
      const cart = carts.get(nameOf(event))!;
      if (event.kind === "add_to_cart") {
        expect(cart.has(event.product!)).toBe(false);
        cart.add(event.product!);
      }
      if (event.kind === "remove_from_cart" || event.kind === "purchase") {
        expect(cart.delete(event.product!)).toBe(true);
      }
      if (event.kind !== "purchase") continue;
      expect([event.value, event.currency]).toEqual([truthOf.get(event.product!)!.price, "USD"]);
    }
  });

  it("clicks only what the list had shown in the same visit", () => {
    const lists = new Map<string, ShopEvent>();
    for (const event of events) {
      if (event.kind === "impression") lists.set(event.listId!, event);
      if (event.kind !== "click") continue;
      const list = lists.get(event.listId!)!;
      expect(list.products!.includes(event.product!) && list.session === event.session).toBe(true);
    }
  });

  it("knows no product before its launch", () => {
    const launchOf = new Map(calendar.launches.map(({ product, day }) => [product, day]));
    const told = new Set<string>();
    for (const event of events) {
      for (const id of event.products ?? (event.product === undefined ? [] : [event.product])) {
        const day = launchOf.get(id);
        if (day === undefined) continue;
        expect(dayOf(event)).toBeGreaterThanOrEqual(day);
        told.add(id);
      }
    }
    expect(told.size).toBeGreaterThan(0.9 * launchOf.size);
  });
});

describe("signing in", () => {
  it("joins each anonymous id to one account at one time, and never after", () => {
    const merged = new Map<string, { readonly shopper: string; readonly session: string }>();
    const accounts = new Set<string>();
    for (const { shopper, anonymous, session } of events) {
      if (anonymous === undefined) {
        const { anonymous: former } = shopperOf.get(shopper!)!;
        // One who had no account has signed in before she is known by it alone.
        if (former !== undefined) expect(merged.has(former)).toBe(true);
      } else if (shopper === undefined) {
        expect(merged.has(anonymous)).toBe(false);
      } else {
        const known = merged.get(anonymous);
        expect(known ?? { shopper, session }).toEqual({ shopper, session });
        if (known === undefined) expect(accounts.has(shopper)).toBe(false);
        merged.set(anonymous, { shopper, session });
      }
      if (shopper !== undefined) accounts.add(shopper);
    }
    for (const [anonymous, { shopper }] of merged) {
      expect(shopperOf.get(anonymous)!.id).toBe(shopper);
    }
    const joiners = world.shoppers.filter(({ joinsDay }) => joinsDay !== undefined);
    expect(merged.size).toBeGreaterThan(0.7 * joiners.length);
  });
});

describe("what can be learnt", () => {
  it("is clicked more in front, of products that appeal to their shoppers alike", () => {
    const clicked = new Set(of("click").map(({ listId, product }) => `${listId} ${product}`));
    // Who puts something into the cart leaves the list: no matter of the position.
    const left = new Set(of("add_to_cart").map(({ listId }) => listId));
    const counts = { front: { shown: 0, clicked: 0 }, back: { shown: 0, clicked: 0 } };
    for (const event of of("impression")) {
      if (left.has(event.listId)) continue;
      const shopper = shopperOf.get(nameOf(event))!;
      for (const [position, product] of event.products!.entries()) {
        const appeal = appealOf(shopper, truthOf.get(product)!);
        if ((position >= 3 && position < 12) || appeal < 0.5 || appeal > 1.5) continue;
        const count = position < 3 ? counts.front : counts.back;
        count.shown++;
        if (clicked.has(`${event.listId} ${product}`)) count.clicked++;
      }
    }
    const { front, back } = counts;
    expect(back.shown).toBeGreaterThan(10_000);
    const ratio = front.clicked / front.shown / (back.clicked / back.shown);
    expect(ratio).toBeGreaterThan(1.7);
    expect(ratio).toBeLessThan(3.5);
  });

  it("is taste: what is viewed fits its shopper better than it fits another", () => {
    let fits = 0;
    let strangers = 0;
    const views = of("view");
    for (const [at, view] of views.entries()) {
      const product = truthOf.get(view.product!)!;
      fits += fitOf(shopperOf.get(nameOf(view))!, product);
      strangers += fitOf(world.shoppers[at % world.shoppers.length]!, product);
    }
    expect((fits - strangers) / views.length).toBeGreaterThan(1);
  });

  it("is what goes together: every complement is bought in one order more often than by chance", () => {
    const types = orders.map(
      (order) => new Set(order.map(({ product }) => truthOf.get(product!)!.type)),
    );
    const share = (...keys: readonly string[]): number =>
      types.filter((own) => keys.every((key) => own.has(key))).length / types.length;
    for (const { from, to } of complements) {
      expect(share(from, to) / (share(from) * share(to)), `${from} and ${to}`).toBeGreaterThan(1.5);
    }
  });

  it("is which products suit each other: partners are taken with one another before others", () => {
    let partners = 0;
    let together = 0;
    let expected = 0;
    for (const order of orders) {
      for (const { product } of order) {
        const suits = world.partners.get(product!) ?? [];
        for (const { product: other } of order) {
          const [one, two] = [truthOf.get(product!)!, truthOf.get(other!)!];
          if (!complements.some(({ from, to }) => from === one.type && to === two.type)) continue;
          const ofType = shop.truths.filter(({ type }) => type === two.type);
          together++;
          expected += ofType.filter(({ id }) => suits.includes(id)).length / ofType.length;
          if (suits.includes(other!)) partners++;
        }
      }
    }
    expect(together).toBeGreaterThan(500);
    expect(partners).toBeGreaterThan(2 * expected);
  });

  it("is habit: what is used up is bought again at the shopper's own period", () => {
    const ratios: number[] = [];
    let same = 0;
    let kept = 0;
    const byShopper = new Map(
      grouped(of("purchase"), nameOf).map((group) => [nameOf(group[0]!), group]),
    );
    for (const { id, habits } of world.shoppers) {
      for (const { type, periodDays } of habits) {
        const own = (byShopper.get(id) ?? []).filter(
          ({ product }) => truthOf.get(product!)!.type === type,
        );
        if (own.length > 0) kept++;
        for (let at = 1; at < own.length; at++) {
          const days = dayOf(own[at]!) - dayOf(own[at - 1]!);
          if (days === 0) continue;
          ratios.push(days / periodDays);
          if (own[at]!.product === own[at - 1]!.product) same++;
        }
      }
    }
    const habits = world.shoppers.reduce((sum, shopper) => sum + shopper.habits.length, 0);
    expect(kept / habits).toBeGreaterThan(0.6);
    expect(ratios.length).toBeGreaterThan(1000);
    expect(median(ratios)).toBeGreaterThan(0.85);
    expect(median(ratios)).toBeLessThan(1.3);
    expect(same / ratios.length).toBeGreaterThan(0.5);
  });

  it("is that lasting things are hardly ever bought twice", () => {
    const lasting = of("purchase").filter(
      ({ product }) => truthOf.get(product!)!.repeatDays === undefined,
    );
    const groups = grouped(lasting, (event) => `${nameOf(event)} ${event.product}`);
    expect(groups.length).toBeGreaterThan(2000);
    expect(groups.filter((group) => group.length > 1).length / groups.length).toBeLessThan(0.02);
  });

  it("is a change in life: it moves views to what it makes needed", () => {
    const share = (list: readonly (readonly [ShopEvent, boolean])[]): number =>
      list.filter(([, needed]) => needed).length / list.length;
    const told = of("view").flatMap((view) => {
      const { change } = shopperOf.get(nameOf(view))!;
      if (change === undefined) return [];
      const needed = change.types.includes(truthOf.get(view.product!)!.type);
      return [[view, needed, dayOf(view) - change.day] as const];
    });
    const before = told.filter(([, , days]) => days < 0).map(([view, is]) => [view, is] as const);
    const after = told
      .filter(([, , days]) => days >= 0 && days < 30)
      .map(([view, is]) => [view, is] as const);
    expect(share(after)).toBeGreaterThan(3 * share(before));
  });

  it("is fashion: rising products are viewed several times as often in the last week", () => {
    const rising = new Set(calendar.trends.map(({ product }) => product));
    const share = (from: number, to: number): number => {
      const own = of("view").filter((view) => dayOf(view) >= from && dayOf(view) < to);
      return own.filter(({ product }) => rising.has(product!)).length / own.length;
    };
    expect(share(113, 120)).toBeGreaterThan(3 * share(0, 100));
    for (const trend of calendar.trends) {
      expect(gainOn(trend, 100)).toBe(0);
      expect(gainOn(trend, 119)).toBe(trend.gain);
    }
  });

  it("is quality: good products are rated higher", () => {
    const ratings = of("rating");
    const mean = (good: boolean): number => {
      const own = ratings.filter(({ product }) => truthOf.get(product!)!.quality > 0.7 === good);
      return own.reduce((sum, { value }) => sum + value!, 0) / own.length;
    };
    expect(new Set(ratings.map(({ value }) => value))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(mean(true) - mean(false)).toBeGreaterThan(0.3);
  });
});
