/** @file How prices spread among what was found, in bins with round edges; O(found × log found). */
import { VitrineError } from "../../errors.js";
import type { ColumnStore } from "./column-store.js";
import type { Ordinals } from "./product-columns.js";

/** Products with prices from `from` (inclusive) to `to` (exclusive, but for the last bin). */
export interface PriceBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How prices spread. */
export interface PriceHistogram {
  /** The currency most of the prices are in; absent when they name none. */
  readonly currency?: string;
  /** Of that currency, ascending, one beside the other, of equal width. */
  readonly bins: readonly PriceBin[];
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
  /** Products without a price. */
  readonly missing: number;
  /** Products with prices in other currencies, which no bin counts; the most frequent first. */
  readonly others: readonly { readonly currency?: string; readonly count: number }[];
}

const DEFAULT_BINS = 20;
const MAX_BINS = 1000;
/** Powers of ten below it are no longer exact, and digits of a price that edges may differ in. */
const LEAST_POWER = -300;
const DIGITS = 12;
/** Widths of bins that people read easily, times a power of ten. */
const ROUND_STEPS = [1, 2, 2.5, 5, 10];

/**
 * Counts prices.
 *
 * @param found - Live products, each once.
 * @param bins - At most so many bins, from 1 to 1,000; default 20.
 * @returns undefined when no product has a price.
 * @throws {VitrineError} `PARAM_INVALID` for a number of bins out of range.
 */
export function countPrices(
  store: ColumnStore,
  found: Ordinals,
  bins = DEFAULT_BINS,
): PriceHistogram | undefined {
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= MAX_BINS)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The number of bins must be a whole number from 1 to ${MAX_BINS}; got ${bins}. Leave it out for ${DEFAULT_BINS}.`,
      { param: "bins", got: bins },
    );
  }
  const { price, currency } = store.numbers;
  const counts = new Map<number, number>();
  for (let place = 0; place < found.length; place++) {
    const ordinal = found[place]!;
    if (Number.isNaN(price[ordinal])) continue;
    const money = currency[ordinal]!;
    counts.set(money, (counts.get(money) ?? 0) + 1);
  }
  const currencies = [...counts]
    .map(([value, count]) => ({ value, name: nameOf(store, value), count }))
    .sort((a, b) => b.count - a.count || ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
  const [main, ...others] = currencies;
  if (main === undefined) return undefined;
  const prices = new Float64Array(main.count);
  let filled = 0;
  let missing = 0;
  for (let place = 0; place < found.length; place++) {
    const ordinal = found[place]!;
    if (Number.isNaN(price[ordinal])) missing += 1;
    else if (currency[ordinal] === main.value) prices[filled++] = price[ordinal]!;
  }
  prices.sort();
  const middle = prices.length >>> 1;
  return {
    ...named(main.name),
    bins: toBins(prices, bins),
    minimum: prices[0]!,
    median:
      prices.length % 2 === 1 ? prices[middle]! : between(prices[middle - 1]!, prices[middle]!),
    maximum: prices[prices.length - 1]!,
    missing,
    others: others.map(({ name, count }) => ({ ...named(name), count })),
  };
}

/** The mean; the sum of two numbers may be beyond all numbers, and half of the least one is none. */
function between(low: number, high: number): number {
  const sum = low + high;
  return Number.isFinite(sum) ? sum / 2 : low + (high - low) / 2;
}

function nameOf({ values }: ColumnStore, currency: number): string | undefined {
  return currency === 0 ? undefined : values.textOf(currency);
}

function named(currency: string | undefined): { readonly currency?: string } {
  return currency === undefined ? {} : { currency };
}

/** The least round width with which at most `bins` bins hold all prices. */
function toBins(prices: Float64Array, bins: number): PriceBin[] {
  const minimum = prices[0]!;
  const maximum = prices[prices.length - 1]!;
  // One price is one bin, whose width is a round part of it.
  const range = maximum > minimum ? maximum - minimum : Math.max(1, maximum / 10);
  // Narrower bins would have no two different edges, or none that is a number.
  const least = Math.max(LEAST_POWER, Math.floor(Math.log10(maximum)) - DIGITS);
  for (let power = Math.max(least, Math.floor(Math.log10(range / bins))); ; power++) {
    for (const step of ROUND_STEPS) {
      const edgeAt = (index: number): number => edge(index, step, power);
      let first = Math.floor(minimum / edgeAt(1));
      while (edgeAt(first) > minimum) first -= 1;
      while (edgeAt(first + 1) <= minimum) first += 1;
      if (edgeAt(first + bins) >= maximum) return fill(prices, first, edgeAt);
    }
  }
}

function fill(prices: Float64Array, first: number, edgeAt: (index: number) => number): PriceBin[] {
  const maximum = prices[prices.length - 1]!;
  const filled: PriceBin[] = [];
  let at = 0;
  for (let index = first; at < prices.length; index++) {
    // The last edge may be beyond all numbers.
    const [from, to] = [edgeAt(index), Math.min(Number.MAX_VALUE, edgeAt(index + 1))];
    const start = at;
    while (at < prices.length && (prices[at]! < to || maximum <= to)) at++;
    filled.push({ from, to, count: at - start });
  }
  return filled;
}

/** The multiple of a round step as it is written: 0.3, not 0.30000000000000004. */
function edge(index: number, step: number, power: number): number {
  const scaled = index * step;
  return power < 0 ? scaled / 10 ** -power : scaled * 10 ** power;
}
