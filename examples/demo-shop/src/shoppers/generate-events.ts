/**
 * @file Plays the whole period, day by day, and gives out what happened.
 *
 * About four seconds for 2,000 shoppers and 120 days. Memory holds the shoppers and one day's events:
 * 200 MB for 2,000 shoppers, 400 MB for 10,000.
 */
import { dayMs } from "./calendar.js";
import { openMarket } from "./market.js";
import type { ShopEvent } from "./shop-event.js";
import type { ShopperWorld } from "./shopper-world.js";
import { playVisit } from "./visit.js";
import type { Visitor } from "./visitor.js";

/** How many come at each hour of the day, UTC, against the other hours. */
const busyness = [2, 1, 1, 1, 1, 1, 2, 4, 6, 7, 7, 8, 9, 8, 7, 7, 8, 9, 11, 13, 14, 13, 9, 5];
const hours = busyness.map((_, hour) => hour);

/**
 * What the shoppers of a world did, in the order of time.
 *
 * @returns The same events for the same world, to the byte; each time from the beginning.
 *
 * @example
 * for (const event of generateEvents(drawShoppers(generateShop()))) console.log(event.kind);
 */
export function* generateEvents(world: ShopperWorld): Generator<ShopEvent, void> {
  const market = openMarket(world);
  const { fromMs, untilMs, days } = world.calendar;
  for (let day = 0; day < days; day++) {
    market.shelves.open(day);
    const midnight = fromMs + day * dayMs;
    const visits = market.visitors
      .filter((visitor) => comes(visitor, midnight, day))
      .map((visitor) => ({ visitor, beginMs: midnight + timeOfDay(visitor) }))
      .sort((a, b) => a.beginMs - b.beginMs);
    for (const { visitor, beginMs } of visits) playVisit(market, visitor, beginMs);
    yield* market.log.take(midnight + dayMs);
  }
  // What ran past the last midnight is never told: the log was cut there.
  market.log.take(untilMs);
}

/** More often at weekends, and when something has run out. */
function comes(visitor: Visitor, midnight: number, day: number): boolean {
  const weekend = [0, 6].includes(new Date(midnight).getUTCDay());
  const due = visitor.supplies.some(({ dueDay }) => dueDay <= day);
  const chance = visitor.truth.visitsPerDay * (weekend ? 1.3 : 0.9) + (due ? 0.2 : 0);
  return visitor.random.chance(chance);
}

function timeOfDay({ random }: Visitor): number {
  const hour = random.weighted(hours, (one) => busyness[one]!);
  return Math.floor((hour + random.next()) * 60 * 60 * 1000);
}
