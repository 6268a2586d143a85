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
  // Paths are joined once a category: to join and hash one for every product took half of the time.
  const root: CategoryNode = { path: "", children: new Map() };

  const count = (product: Product, by: 1 | -1): void => {
    productCount += by;
    if (product.brand !== undefined) change(brands, product.brand, by);
    let category = root;
    for (const name of product.categoryPath) {
      category = childOf(category, name);
      change(categories, category.path, by);
    }
    for (const name in product.attributes) {
      const value = product.attributes[name]!;
      const values = innerMap(attributes, name);
      if (typeof value !== "object") countValue(values, value, by);
      else for (const one of new Set(value)) countValue(values, one, by);
    }
    if (product.price !== undefined) change(innerMap(prices, category.path), product.price, by);
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

interface CategoryNode {
  readonly path: string;
  readonly children: Map<string, CategoryNode>;
}

function childOf({ path, children }: CategoryNode, name: string): CategoryNode {
  let child = children.get(name);
  if (child === undefined) {
    child = { path: path === "" ? name : `${path}${CATEGORY_JOINT}${name}`, children: new Map() };
    children.set(name, child);
  }
  return child;
}

function countValue(
  values: Map<AttributeScalar, number>,
  value: AttributeScalar,
  by: 1 | -1,
): void {
  if (typeof value === "string" && value.length > MAX_VALUE_LENGTH) return;
  const count = values.get(value);
  if (count === undefined) {
    if (by === 1 && values.size < MAX_DISTINCT_VALUES) values.set(value, 1);
  } else if (count + by > 0) values.set(value, count + by);
  else values.delete(value);
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
