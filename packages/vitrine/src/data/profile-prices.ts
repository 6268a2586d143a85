/** @file The spread of prices, each currency by itself; 8 bytes a price. */
import type { HistogramBin, NumberList, Quantiles } from "./profile-numbers.js";
import { createNumberList, logHistogram, quantile, quantilesOf } from "./profile-numbers.js";

/** The prices of one currency. */
export interface PriceProfile extends Quantiles {
  /** ISO 4217; absent where prices name none. */
  readonly currency?: string;
  /** Prices of 0, which stand in no bin of the histogram. */
  readonly zero: number;
  /** 20 bins of equal ratio. */
  readonly histogram: readonly HistogramBin[];
  /**
   * Positive prices beyond three times the interquartile range of their logarithms, Tukey's
   * "far out": a price in cents among prices in euros shows here.
   */
  readonly outliers: {
    readonly low: number;
    readonly high: number;
    /** The fences between which prices are usual. */
    readonly from: number;
    readonly to: number;
  };
}

const histogramBins = 20;
const fenceWidth = 3;

export function createPriceCount(): {
  add(price: number, currency: string | undefined): void;
  /** The currency of most prices first. */
  profile(): readonly PriceProfile[];
} {
  const byCurrency = new Map<string, NumberList>();
  return {
    add(price, currency = "") {
      let prices = byCurrency.get(currency);
      if (prices === undefined) {
        prices = createNumberList();
        byCurrency.set(currency, prices);
      }
      prices.add(price);
    },
    profile: () =>
      [...byCurrency]
        .map(([currency, prices]) => spreadOf(currency, prices.sorted()))
        .sort((a, b) => b.count - a.count),
  };
}

function spreadOf(currency: string, sorted: Float64Array): PriceProfile {
  const quantiles = quantilesOf(sorted);
  if (quantiles === undefined) throw new Error("internal: a currency without a price");
  const zero = sorted.findIndex((price) => price > 0);
  const positive = zero === -1 ? sorted.subarray(sorted.length) : sorted.subarray(zero);
  return {
    ...(currency === "" ? {} : { currency }),
    ...quantiles,
    zero: sorted.length - positive.length,
    histogram: logHistogram(positive, histogramBins),
    outliers: outliersOf(positive),
  };
}

function outliersOf(positive: Float64Array): PriceProfile["outliers"] {
  if (positive.length === 0) return { low: 0, high: 0, from: 0, to: 0 };
  const logs = positive.map(Math.log);
  const q1 = quantile(logs, 0.25);
  const q3 = quantile(logs, 0.75);
  const from = Math.exp(q1 - fenceWidth * (q3 - q1));
  const to = Math.exp(q3 + fenceWidth * (q3 - q1));
  let low = 0;
  let high = 0;
  // A hair's breadth for the rounding of exp and log, so that equal prices are no outliers.
  for (const price of positive) {
    if (price < from * (1 - 1e-9)) low++;
    if (price > to * (1 + 1e-9)) high++;
  }
  return { low, high, from, to };
}
