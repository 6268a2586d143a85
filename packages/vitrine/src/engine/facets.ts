/**
 * @file Counts what was found by category, brand, availability and attribute.
 *
 * O(products × facts of a product). A product counts once per value; a product that does not
 * give a field counts for no value of it, so the counts of a facet need not add up to the total.
 */
import { attributeField } from "../data/filter.js";
import type { Product } from "../data/product.js";

/** The values of one field among the found products, the most frequent first. */
export interface Facet {
  /**
   * `category`, `brand`, `availability` or the name of an attribute, which is `attributes.NAME`
   * where a field of the product is called the same; usable in a filter.
   */
  readonly field: string;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  /** For `category` the path from the root, joined by ` > `. */
  readonly value: string;
  readonly count: number;
}

/** How many values a facet lists at most. */
export const MAX_FACET_VALUES = 50;

/** How many facets there are at most: what so few products give that a hundred others come first is left out. */
export const MAX_FACETS = 100;

/** A longer value is a text to read, nothing to choose, and is not listed; nor is a field of a longer name. */
export const MAX_FACET_TEXT = 300;

/** An attribute that nearly every product fills differently (a code, a size in words) is no facet. */
const MAX_DISTINCT_SHARE = 0.5;

/**
 * Counts the values of every field worth counting.
 *
 * @param products - The found products, each once.
 * @returns category, brand and availability first, then attributes by how many products give them;
 * equal counts are in code-unit order.
 */
export function countFacets(products: Iterable<Product>): readonly Facet[] {
  const counts = new Map<string, Map<string, number>>();
  const givenBy = new Map<string, number>();
  const add = (field: string, value: string): void => {
    let values = counts.get(field);
    if (values === undefined) {
      values = new Map();
      counts.set(field, values);
    }
    values.set(value, (values.get(value) ?? 0) + 1);
  };
  let productCount = 0;
  for (const product of products) {
    productCount += 1;
    product.categoryPath.forEach((_, level) => {
      add("category", product.categoryPath.slice(0, level + 1).join(" > "));
    });
    if (product.brand !== undefined) add("brand", product.brand);
    if (product.availability !== undefined) add("availability", product.availability);
    for (const [name, value] of Object.entries(product.attributes)) {
      const field = attributeField(name);
      const values = Array.isArray(value) ? new Set<string>(value) : [String(value)];
      for (const one of values) add(field, one);
      givenBy.set(field, (givenBy.get(field) ?? 0) + 1);
    }
  }
  const fixed = ["category", "brand", "availability"];
  const attributes = [...counts.keys()]
    .filter((field) => !fixed.includes(field))
    .filter(
      (field) => (counts.get(field)?.size ?? 0) <= Math.max(2, productCount * MAX_DISTINCT_SHARE),
    )
    .sort((a, b) => (givenBy.get(b) ?? 0) - (givenBy.get(a) ?? 0) || (a < b ? -1 : 1));
  return limitFacets(
    [...fixed.filter((field) => counts.has(field)), ...attributes].map((field) => ({
      field,
      values: [...(counts.get(field) ?? [])]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
        .slice(0, MAX_FACET_VALUES),
    })),
  );
}

/**
 * Leaves out what would make an answer large and no shopper could choose from.
 *
 * @param facets - In their order, each with its most frequent values. O(facets looked at).
 */
export function limitFacets(facets: Iterable<Facet>): readonly Facet[] {
  const limited: Facet[] = [];
  for (const { field, values } of facets) {
    if (limited.length === MAX_FACETS) break;
    if (field.length > MAX_FACET_TEXT) continue;
    const short = values.filter(({ value }) => value.length <= MAX_FACET_TEXT);
    if (short.length > 0) limited.push({ field, values: short });
  }
  return limited;
}
