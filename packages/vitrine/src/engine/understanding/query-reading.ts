/**
 * @file What was read in a query, in a form that people can take back and products can be tested by.
 */
import type { Filter } from "../../data/filter.js";
import { formatFilter, prepareFilters } from "../../data/filter.js";
import type { Product } from "../../data/product.js";

/** What kind of thing a part of a query says. */
export type UnderstoodKind =
  "price" | "price-level" | "measure" | "attribute" | "brand" | "category" | "availability";

/**
 * What a reading does to the found products.
 *
 * `filter`: those that do not suit are left out. `boost`: those that suit rank higher.
 * `exclude`: those that suit are left out; those that say nothing of it stay.
 */
export type UnderstoodUse = "filter" | "boost" | "exclude";

/** A part of a query and what it was read as. */
export interface Understood {
  /** `query.slice(start, end)`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: UnderstoodKind;
  readonly use: UnderstoodUse;
  /**
   * What is wanted, or for `exclude` what is not, for people: conditions of the filter language,
   * joined by `and` and `or`. For a price level `price_level=low` or `price_level=high`.
   */
  readonly filter: string;
  /**
   * A product suits when all conditions of one of these lists hold. Empty for a price level,
   * which `createPriceLevels` scores. What suits an `exclude` is what is not wanted.
   */
  readonly anyOf: readonly (readonly Filter[])[];
  /** In (0, 1]: how sure the vocabulary makes the reading, so how much a boost should count. */
  readonly weight: number;
  /** Whether the words stay in the text that is matched. */
  readonly keepsText: boolean;
  /**
   * The number and unit of a measure, `query.slice(start, end)`: they leave the text where other
   * words stay in it, so that `20"`, `20-inch` and `51 cm` find the same.
   */
  readonly spelling?: { readonly start: number; readonly end: number };
}

/** A query as it was read. */
export interface QueryReading {
  /**
   * What remains to be matched by words and meaning: the query itself where nothing was taken
   * out, empty where it said nothing else.
   */
  readonly text: string;
  /** In the order of the query; no two of them overlap. */
  readonly understood: readonly Understood[];
}

/** A test of whether products suit a reading; never true for a price level. */
export function prepareUnderstood({ anyOf }: Understood): (product: Product) => boolean {
  const tests = anyOf.map(prepareFilters);
  return (product) => tests.some((test) => test(product));
}

/** Writes conditions for people; one condition is written as `formatFilter` does. */
export function formatConditions(anyOf: readonly (readonly Filter[])[]): string {
  return anyOf.map((all) => all.map(formatFilter).join(" and ")).join(" or ");
}
