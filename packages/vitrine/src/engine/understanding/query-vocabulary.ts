/**
 * @file What a shop's products say, counted: the evidence a query is read by.
 *
 * Counts of distinct values, so that a million products are some thousand entries. A collector
 * keeps them while products come and go: O(values of the product) an addition or removal.
 */
import type { Availability, Product } from "../../data/product.js";

/** One value of an attribute; a list counts as its elements. */
export type AttributeScalar = string | number | boolean;

/** Counts of products. */
export interface QueryVocabulary {
  readonly productCount: number;
  /** Brand as the shop spells it → products. */
  readonly brands: ReadonlyMap<string, number>;
  /** Path from the root, joined by ` > `, of every level → products in it and below. */
  readonly categories: ReadonlyMap<string, number>;
  /** Attribute → value → products. */
  readonly attributes: ReadonlyMap<string, ReadonlyMap<AttributeScalar, number>>;
  /** Path of the leaf category, joined by ` > `, `""` where there is none → price → products. */
  readonly prices: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** ISO 4217 → products. */
  readonly currencies: ReadonlyMap<string, number>;
  readonly availabilities: ReadonlyMap<Availability, number>;
}

/** Keeps the counts of a catalogue. */
export interface VocabularyCollector {
  readonly add: (product: Product) => void;
  /** Takes back what `add` counted of an equal product. */
  readonly remove: (product: Product) => void;
  /** The counts as they are; they follow later additions. */
  readonly vocabulary: QueryVocabulary;
}

/** A text longer than this is prose, which nobody types as a value. */
const MAX_VALUE_LENGTH = 60;
/** An attribute with more distinct values than this is no vocabulary; later ones are not counted. */
const MAX_DISTINCT_VALUES = 20_000;

/** Builds a collector with nothing in it. */
export function createVocabularyCollector(): VocabularyCollector {
  const brands = new Map<string, number>();
  const categories = new Map<string, number>();
  const attributes = new Map<string, Map<AttributeScalar, number>>();
  const prices = new Map<string, Map<number, number>>();
  const currencies = new Map<string, number>();
  const availabilities = new Map<Availability, number>();

  let productCount = 0;

  const count = (product: Product, by: 1 | -1): void => {
    productCount += by;
    if (product.brand !== undefined) change(brands, product.brand, by);
    let path = "";
    for (const name of product.categoryPath) {
      path = path === "" ? name : `${path}${CATEGORY_JOINT}${name}`;
      change(categories, path, by);
    }
    for (const [name, value] of Object.entries(product.attributes)) {
      const values = innerMap(attributes, name);
      for (const one of Array.isArray(value) ? new Set<string>(value) : [value]) {
        countValue(values, one as AttributeScalar, by);
      }
    }
    if (product.price !== undefined) change(innerMap(prices, path), product.price, by);
    if (product.currency !== undefined) change(currencies, product.currency, by);
    if (product.availability !== undefined) change(availabilities, product.availability, by);
  };
  return {
    add(product) {
      count(product, 1);
    },
    remove(product) {
      count(product, -1);
    },
    vocabulary: {
      get productCount() {
        return productCount;
      },
      brands,
      categories,
      attributes,
      prices,
      currencies,
      availabilities,
    },
  };
}

/** What stands between the names of a category path. */
export const CATEGORY_JOINT = " > ";

function countValue(
  values: Map<AttributeScalar, number>,
  value: AttributeScalar,
  by: 1 | -1,
): void {
  if (typeof value === "string" && value.length > MAX_VALUE_LENGTH) return;
  if (by === 1 && values.size >= MAX_DISTINCT_VALUES && !values.has(value)) return;
  change(values, value, by);
}

function innerMap<Value>(maps: Map<string, Map<Value, number>>, key: string): Map<Value, number> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

function change<Key>(counts: Map<Key, number>, key: Key, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
