/**
 * @file The shop's time: from when to when, which products came late, and which are rising.
 *
 * The period ends at a fixed time, just after the last update of any product, so that the same
 * seed gives the same times on every day.
 */
import { createRandom } from "../random.js";
import type { Shop } from "../shop.js";

export const dayMs = 24 * 60 * 60 * 1000;

/** The end of what is told of shoppers: all events are before it. */
const untilMs = Date.UTC(2025, 11, 1);

/** A product that more and more shoppers want. */
export interface Trend {
  readonly product: string;
  /** The day on which it begins, 0 the first of the period. */
  readonly fromDay: number;
  /** What it adds to the appeal of the product when it is at its height, three days later. */
  readonly gain: number;
}

/** A product that was not there from the beginning. */
export interface Launch {
  readonly product: string;
  /** The first day on which the shop lists it. */
  readonly day: number;
}

/** The period and what changes in it. */
export interface Calendar {
  readonly days: number;
  /** The first moment of day 0, in milliseconds since 1970, UTC. */
  readonly fromMs: number;
  /** The first moment after the last day. */
  readonly untilMs: number;
  readonly launches: readonly Launch[];
  readonly trends: readonly Trend[];
}

/**
 * Draws the launches of the last third of the period, and the trends of its last days.
 *
 * A product is launched on the day before its last update at the latest: the shop's own files say
 * nothing else.
 */
export function drawCalendar(shop: Shop, days: number): Calendar {
  const fromMs = untilMs - days * dayMs;
  const random = createRandom(shop.options.seed, "launches and trends");
  const launches: Launch[] = [];
  for (const { id, updatedAt } of shop.products) {
    const day = Math.floor((Date.parse(updatedAt) - fromMs) / dayMs) - 1;
    if (day >= (days * 2) / 3 && random.chance(0.45)) launches.push({ product: id, day });
  }
  const late = new Set(launches.map(({ product }) => product));
  const settled = shop.products.filter(({ id }) => !late.has(id));
  const rising = random.shuffled(settled).slice(0, Math.ceil(shop.products.length / 100));
  const trends = rising.map(({ id }) => ({
    product: id,
    fromDay: days - 7 - random.below(5),
    gain: Number(random.between(1.5, 2.5).toFixed(2)),
  }));
  return { days, fromMs, untilMs, launches, trends };
}

/** What a trend adds on a day. */
export function gainOn(trend: Trend, day: number): number {
  const height = (day - trend.fromDay + 1) / 3;
  return height <= 0 ? 0 : trend.gain * Math.min(1, height);
}
