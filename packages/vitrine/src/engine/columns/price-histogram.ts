/** @file How prices spread among what was found, in bins with round edges. */

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
