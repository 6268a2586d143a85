/**
 * @file What a catalogue's data is like: the figures of the data report, gathered in one pass.
 *
 * Counts are exact, quantiles too. Memory is about 100 to 200 bytes a product, in typed arrays:
 * hashes of ids, titles, contents and parents (20 to 40 bytes each; see `createHashTable` for how
 * seldom two texts are taken for one), lengths and prices (8 bytes each). Everything else is bounded.
 */
import { guessLanguage } from "../text/guess-language.js";
import { canonicalProduct } from "./fingerprint.js";
import type { HashTable } from "./hash-table.js";
import { createHashTable } from "./hash-table.js";
import { comparableTitle } from "./comparable-title.js";
import type { AttributeProfile } from "./profile-attributes.js";
import { createAttributeCount } from "./profile-attributes.js";
import type { CategoryProfile } from "./profile-categories.js";
import { createCategoryCount } from "./profile-categories.js";
import type { Quantiles } from "./profile-numbers.js";
import { createNumberList, quantilesOf } from "./profile-numbers.js";
import type { PriceProfile } from "./profile-prices.js";
import { createPriceCount } from "./profile-prices.js";
import type { Availability, Product } from "./product.js";

/** The fields that a product may lack. */
export const profiledFields = [
  "description",
  "brand",
  "category",
  "price",
  "currency",
  "availability",
  "images",
  "attributes",
  "updatedAt",
] as const;
export type ProfiledField = (typeof profiledFields)[number];

/** How many products lack something, and which part of all that is. */
export interface MissingCount {
  readonly products: number;
  readonly share: number;
}

/** Products that are equal in something. */
export interface RepeatCount {
  /** Values that several products share. */
  readonly groups: number;
  /** Products beyond the first of each group. */
  readonly surplus: number;
  /** Ids of the first few surplus products. */
  readonly examples: readonly string[];
}

/** The figures of a catalogue. Survives JSON unchanged. */
export interface DataProfile {
  readonly products: number;
  readonly missing: Readonly<Record<ProfiledField, MissingCount>>;
  /** Attributes that most products have come first; at most 2,000. */
  readonly attributes: readonly AttributeProfile[];
  /** Values of attributes beyond those. */
  readonly attributeValuesLeftOut: number;
  readonly brands: {
    readonly distinct: number;
    /** Products of the most frequent brand, as a share of those with a brand. */
    readonly largestShare: number;
  };
  readonly duplicates: {
    /** The same id; none in a catalogue, whose ids are unique. */
    readonly id: RepeatCount;
    /** The same title but for case, accents and punctuation, and the same brand. */
    readonly titleAndBrand: RepeatCount;
    /** Everything the same but the id. */
    readonly content: RepeatCount;
  };
  readonly variants: {
    /** Products that name a parent. */
    readonly products: number;
    readonly parents: number;
    /** Variants of each parent; absent without variants. */
    readonly sizes?: Quantiles;
  };
  readonly categories: CategoryProfile;
  readonly prices: readonly PriceProfile[];
  /** In characters; of the products that have the text. */
  readonly titleLength?: Quantiles;
  readonly descriptionLength?: Quantiles;
  readonly languages: {
    /** Products whose title and description were looked at: the first 5,000, then one in 20. */
    readonly sampled: number;
    /** By ISO 639-1 code, the most frequent first; `unknown` where a text does not say. */
    readonly counts: Readonly<Record<string, number>>;
  };
  readonly availability: Readonly<Partial<Record<Availability, number>>>;
  /** Pictures of each product; of all products. */
  readonly images?: Quantiles;
  /** Products with more than one picture. */
  readonly severalImages: number;
  /** Encodings of the files that the products came from, where known. */
  readonly encodings: readonly string[];
}

/** Gathers the figures. */
export interface DataProfiler {
  add(products: Iterable<Product>): void;
  /** @param encoding - Of a file that was read. */
  addEncoding(encoding: string): void;
  profile(): DataProfile;
}

const examplesPerKind = 10;
const languageStart = 5000;
const languageStep = 20;

/**
 * Starts a profile.
 *
 * @example
 * const profiler = createDataProfile();
 * for await (const batch of stream) profiler.add(batch.products);
 * profiler.profile().missing.price.share;
 */
export function createDataProfile(): DataProfiler {
  const missing = new Map<ProfiledField, number>(profiledFields.map((field) => [field, 0]));
  const attributes = createAttributeCount();
  const categories = createCategoryCount();
  const prices = createPriceCount();
  const ids = createRepeatCount();
  const titles = createRepeatCount();
  const contents = createRepeatCount();
  const brands = createHashTable();
  const parents = createHashTable();
  const titleLength = createNumberList();
  const descriptionLength = createNumberList();
  const images = createNumberList();
  const languages = new Map<string, number>();
  const availability = new Map<Availability, number>();
  const encodings = new Set<string>();
  let products = 0;
  let variants = 0;
  let severalImages = 0;
  let sampled = 0;

  const add = (product: Product): void => {
    products++;
    for (const field of profiledFields) if (lacks(product, field)) increment(missing, field);
    attributes.add(product.attributes);
    categories.add(product.categoryPath);
    if (product.price !== undefined) prices.add(product.price, product.currency);
    ids.add(product.id, product.id);
    titles.add(`${comparableTitle(product.title)}\0${product.brand ?? ""}`, product.id);
    contents.add(canonicalProduct({ ...product, id: "" }), product.id);
    if (product.brand !== undefined) count(brands, product.brand);
    if (product.parentId !== undefined) {
      variants++;
      count(parents, product.parentId);
    }
    titleLength.add(product.title.length);
    if (product.description !== undefined) descriptionLength.add(product.description.length);
    images.add(product.images.length);
    if (product.images.length > 1) severalImages++;
    if (product.availability !== undefined) increment(availability, product.availability);
    if (products <= languageStart || products % languageStep === 0) {
      sampled++;
      const language = guessLanguage(`${product.title}. ${product.description ?? ""}`);
      increment(languages, language ?? "unknown");
    }
  };
  return {
    add(batch) {
      for (const product of batch) add(product);
    },
    addEncoding(encoding) {
      encodings.add(encoding);
    },
    profile: () => ({
      products,
      missing: Object.fromEntries(
        [...missing].map(([field, lacking]) => [
          field,
          { products: lacking, share: products === 0 ? 0 : lacking / products },
        ]),
      ) as Record<ProfiledField, MissingCount>,
      attributes: attributes.profile(products),
      attributeValuesLeftOut: attributes.leftOut(),
      brands: { distinct: brands.size, largestShare: largestShare(brands) },
      duplicates: {
        id: ids.repeats(),
        titleAndBrand: titles.repeats(),
        content: contents.repeats(),
      },
      variants: {
        products: variants,
        parents: parents.size,
        ...optional("sizes", quantilesOf(Float64Array.from(parents.values()).sort())),
      },
      categories: categories.profile(),
      prices: prices.profile(),
      ...optional("titleLength", quantilesOf(titleLength.sorted())),
      ...optional("descriptionLength", quantilesOf(descriptionLength.sorted())),
      languages: {
        sampled,
        counts: Object.fromEntries([...languages].sort((a, b) => b[1] - a[1])),
      },
      availability: Object.fromEntries(availability),
      ...optional("images", quantilesOf(images.sorted())),
      severalImages,
      encodings: [...encodings].sort(),
    }),
  };
}

function lacks(product: Product, field: ProfiledField): boolean {
  switch (field) {
    case "category":
      return product.categoryPath.length === 0;
    case "images":
      return product.images.length === 0;
    case "attributes":
      return Object.keys(product.attributes).length === 0;
    case "description":
    case "brand":
    case "price":
    case "currency":
    case "availability":
    case "updatedAt":
      return product[field] === undefined;
  }
}

function createRepeatCount(): {
  add(value: string, id: string): void;
  repeats(): RepeatCount;
} {
  const counts = createHashTable();
  const examples: string[] = [];
  let groups = 0;
  let surplus = 0;
  return {
    add(value, id) {
      const before = count(counts, value);
      if (before === 0) return;
      surplus++;
      if (before === 1) groups++;
      if (examples.length < examplesPerKind) examples.push(id);
    },
    repeats: () => ({ groups, surplus, examples: [...examples] }),
  };
}

/** Counts one more, and gives the count before. */
function count(table: HashTable, text: string): number {
  const before = table.get(text) ?? 0;
  table.set(text, before + 1);
  return before;
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function largestShare(counts: HashTable): number {
  let largest = 0;
  let sum = 0;
  for (const value of counts.values()) {
    largest = Math.max(largest, value);
    sum += value;
  }
  return sum === 0 ? 0 : largest / sum;
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>);
}
