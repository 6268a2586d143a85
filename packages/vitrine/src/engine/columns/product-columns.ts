/**
 * @file The contract of the catalogue in memory: columns of facts by ordinal, not objects by product.
 *
 * Products come and go while it is being asked; every answer is of the products that live at
 * that moment. What a filter, a facet and a twin mean is defined elsewhere over plain products
 * (data/match-filter.ts, engine/facets.ts, evaluation/product-twins.ts) and is the same here.
 * Texts must be well-formed Unicode.
 */
import type { Filter } from "../../data/filter.js";
import type { Product } from "../../data/product.js";
import type { Facet } from "../facets.js";
import type { PriceHistogram } from "./price-histogram.js";
import type { SortKey } from "./sort-products.js";

/** A product's place in the columns; never changes while it lives, never used again. */
export type Ordinal = number;

/** Ordinals of live products, each once, in an order that matters to whoever made it. */
export type Ordinals = Int32Array | Uint32Array | readonly Ordinal[];

/** Shape [length of the columns], other than 0 where an ordinal is meant; dead ones are passed over. */
export type OrdinalMask = Uint8Array;

/** What the live products give of one field. */
export interface FieldSummary {
  /** As in a facet: a field of the product, an attribute's name, or `attributes.NAME`. */
  readonly field: string;
  /** What most of the products that give it give; a text that reads as a number is a text. */
  readonly kind: "text" | "number" | "boolean";
  /** How many live products give it. */
  readonly givenBy: number;
  /**
   * Each value with how many live products have it; of a category every path from the root, joined
   * by ` > `. Empty for `price` and `updatedAt`. O(values), made anew by each call.
   */
  readonly values: () => ReadonlyMap<string, number>;
  /** The numbers that live products give, ascending; times in milliseconds. O(n log n), made anew. */
  readonly numbers: () => Float64Array;
}

/**
 * A catalogue in columns.
 *
 * Whoever waits between finding products and looking at them may find some of them gone: one that
 * has died is as one that gives nothing to whoever ranks and sorts (`priceAt`, `categoryPathAt`,
 * `categoryNumberAt`, `variantGroupAt`, `passing`, `sort`). It can not be shown, and asking for
 * what only the living have (`idOf`, `productAt`, `titleAt`, `twinsOf`) is a mistake of the caller.
 */
export interface ProductColumns {
  /** How many ordinals were ever given, to the living and the dead. */
  readonly length: number;
  /** How many products live. */
  readonly size: number;
  /** Another number after every change. */
  readonly version: number;
  /** The ordinal of a live product, or -1. */
  readonly ordinalOf: (id: string) => Ordinal;
  readonly idOf: (ordinal: Ordinal) => string;
  readonly isLive: (ordinal: Ordinal) => boolean;

  /**
   * Adds products; one whose id lives is replaced in its place and keeps its ordinal.
   *
   * @returns Shape [products], their ordinals; the later of two equal ids holds.
   */
  readonly upsert: (products: readonly Product[]) => Int32Array;
  /** Takes products out; ids of none are passed over. @returns The ordinals that died. */
  readonly delete: (ids: readonly string[]) => Int32Array;

  /** What is kept of a product: all but the description and the pictures after the first. */
  readonly productAt: (ordinal: Ordinal) => Product;
  readonly titleAt: (ordinal: Ordinal) => string;
  /** NaN where there is none. */
  readonly priceAt: (ordinal: Ordinal) => number;
  /** The path from the root; one frozen array for all products of a category. */
  readonly categoryPathAt: (ordinal: Ordinal) => readonly string[];
  /** Equal for equal paths, 0 for the empty one; numbers hold until the columns are saved and read. */
  readonly categoryNumberAt: (ordinal: Ordinal) => number;
  /** One more than the greatest category number. */
  readonly categoryCount: number;
  /** The path of a category number. */
  readonly categoryPathOf: (category: number) => readonly string[];

  /**
   * Marks the products that pass.
   *
   * @returns Shape [length], 1 where the product lives, all filters hold and it is not excluded;
   * undefined when nothing is asked and nothing has died, so that all ordinals pass. Lent: it is
   * remembered for the next who asks, and not to be written to.
   */
  readonly accept: (
    filters: readonly Filter[],
    exclude?: Iterable<string>,
  ) => OrdinalMask | undefined;
  /** Which of some live products pass all filters, at a cost that grows with their number. Shape [pool]. */
  readonly passing: (filters: readonly Filter[], pool: Int32Array) => Uint8Array;
  /** The fields of filters that neither are a product's nor the name of any live product's attribute. */
  readonly unknownFields: (filters: readonly Filter[]) => readonly string[];

  /** Counts the values among what was found, as `countFacets` does; undefined means all live products. */
  readonly facets: (found: Ordinals | OrdinalMask | undefined) => readonly Facet[];
  /**
   * Counts the values among what was matched and passes the filters. The facet of a field with
   * filters on it counts what would be found without those, so that it shows the alternatives.
   *
   * @param matched - What the query finds before filters; undefined means all live products.
   */
  readonly facetsWithAlternatives: (
    matched: OrdinalMask | undefined,
    filters: readonly Filter[],
    exclude?: Iterable<string>,
  ) => readonly Facet[];
  /** How prices spread among what was found; undefined when none of it has a price. */
  readonly priceHistogram: (
    found: Ordinals | OrdinalMask | undefined,
    bins?: number,
  ) => PriceHistogram | undefined;

  /**
   * Reads what to sort by: `price`, `title`, `updatedAt`, `newest` (= `-updatedAt`) or an attribute
   * with numbers, `attributes.NAME` or bare; a leading `-` turns the order.
   *
   * @throws {VitrineError} `PARAM_INVALID` that lists what can be sorted by.
   */
  readonly parseSort: (texts: readonly string[]) => readonly SortKey[];
  /**
   * Sorts by the first key, among equals by the next, and so on, at last by the given order.
   * Products without the value come last in either direction.
   */
  readonly sort: (found: Ordinals, by: readonly SortKey[]) => Int32Array;

  /**
   * Equal for the products of one family (evaluation/product-twins.ts), -1 for a product that
   * neither has a parent nor is one; numbers hold until the next change of the columns.
   */
  readonly variantGroupAt: (ordinal: Ordinal) => number;
  /** The ordinals that can not be told from a product, ascending: its own, its duplicates', its variants'. */
  readonly twinsOf: (ordinal: Ordinal) => readonly Ordinal[];

  /** What products give: fields of the product, then attributes by how many give them. At most 1,000. */
  readonly fields: () => readonly FieldSummary[];

  /** About how many bytes of memory the columns hold. */
  readonly bytes: () => number;
  /** One block for `readProductColumns`. Equal products at equal ordinals give equal bytes. */
  readonly toBytes: () => Uint8Array;
}
