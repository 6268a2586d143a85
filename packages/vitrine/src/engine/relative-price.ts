/**
 * @file "Like this but cheaper": words that compare with the prices of the examples.
 */
import type { Filter } from "../data/filter.js";
import { formatFilter } from "../data/filter.js";
import { foldText } from "../text/fold-text.js";
import type { UnderstoodPart } from "./read-query.js";

/** A text without its comparisons, and what they ask. */
export interface RelativePrice {
  readonly text: string;
  readonly understood: readonly Omit<UnderstoodPart, "applied">[];
  readonly filters: readonly Filter[];
}

const COMPARISONS = [
  {
    operator: "<",
    words:
      /(?:\bbut\s+)?(?<![\p{L}])(?:cheaper|less expensive|lower priced|billiger|günstiger|preiswerter|moins chers?|moins chères?|más baratos?|más baratas?|meno car[oa]|goedkoper|mais baratos?|mais baratas?)(?![\p{L}])/iu,
  },
  {
    operator: ">",
    words:
      /(?:\bbut\s+)?(?<![\p{L}])(?:more expensive|pricier|higher priced|teurer|plus chers?|plus chères?|más caros?|más caras?|più car[oa]|duurder|mais caros?|mais caras?)(?![\p{L}])/iu,
  },
] as const;

/**
 * Reads comparisons.
 *
 * @param prices - Of the examples, NaN where one has none; `cheaper` is less than the least of them.
 * @param literal - Texts that are not to be read, in any case.
 */
export function readRelativePrice(
  text: string,
  prices: readonly number[],
  literal: readonly string[],
): RelativePrice {
  const known = prices.filter((price) => !Number.isNaN(price));
  if (known.length === 0) return { text, understood: [], filters: [] };
  const takenBack = literal.map(foldText);
  for (const { operator, words } of COMPARISONS) {
    const found = words.exec(text)?.[0];
    if (found === undefined || takenBack.includes(foldText(found))) continue;
    const bound = operator === "<" ? Math.min(...known) : Math.max(...known);
    const filter: Filter = { field: "price", operator, values: [String(bound)] };
    return {
      text: text
        .replace(found, " ")
        .replace(/\s*,\s*(?=,|$)|^[\s,]+/g, "")
        .replace(/\s+/g, " ")
        .trim(),
      understood: [{ text: found, kind: "price", filter: formatFilter(filter), use: "filter" }],
      filters: [filter],
    };
  }
  return { text, understood: [], filters: [] };
}
