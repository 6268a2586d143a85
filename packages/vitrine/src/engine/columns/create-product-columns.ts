/** @file The catalogue in columns, put together: products in, answers out. */
import type { Filter } from "../../data/filter.js";
import type { Product } from "../../data/product.js";
import { AttributeColumns } from "./attribute-columns.js";
import { readColumns, writeColumns } from "./columns-bytes.js";
import { ColumnStore } from "./column-store.js";
import { countAlternatives } from "./facet-alternatives.js";
import { countColumnFacets } from "./facet-counts.js";
import { summariseFields } from "./field-summaries.js";
import { applyFilter, unknownFields } from "./filter-columns.js";
import { FilterMasks } from "./filter-masks.js";
import { toOrdinals } from "./found-ordinals.js";
import { countPrices } from "./price-histogram.js";
import type { FieldSummary, OrdinalMask, ProductColumns } from "./product-columns.js";
import { parseSortKey, sortByColumns } from "./sort-products.js";

/** Puts products into columns; of equal ids the later holds, in the place of the first. */
export function createProductColumns(products: Iterable<Product> = []): ProductColumns {
  const store = new ColumnStore();
  for (const product of products) store.upsert(product);
  return toProductColumns(store);
}

/**
 * Reads what `ProductColumns.toBytes` gave.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function readProductColumns(bytes: Uint8Array): ProductColumns {
  return toProductColumns(readColumns(bytes));
}

function toProductColumns(store: ColumnStore): ProductColumns {
  const columns = new AttributeColumns(store);
  const masks = new FilterMasks(store, columns);
  let summaries: readonly FieldSummary[] = [];
  let summarisedVersion = -1;
  const fields = (): readonly FieldSummary[] => {
    if (summarisedVersion !== store.version) summaries = summariseFields(store);
    summarisedVersion = store.version;
    return summaries;
  };
  const live = (ordinal: number): number => {
    if (store.isLive(ordinal)) return ordinal;
    throw new Error(`internal: ordinal ${ordinal} is no live product's`);
  };
  /** Shape [length], 1 where a live product passes and is not excluded. */
  const allowed = (filters: readonly Filter[], exclude: Iterable<string>): OrdinalMask => {
    const mask = masks.of(filters).slice();
    for (const id of exclude) {
      const ordinal = store.ordinalOf(id);
      if (ordinal >= 0) mask[ordinal] = 0;
    }
    return mask;
  };
  return Object.freeze<ProductColumns>({
    get length() {
      return store.length;
    },
    get size() {
      return store.size;
    },
    get version() {
      return store.version;
    },
    get categoryCount() {
      return store.categories.length;
    },
    ordinalOf: (id) => store.ordinalOf(id),
    idOf: (ordinal) => store.ids.get(live(ordinal))!,
    isLive: (ordinal) => store.isLive(ordinal),
    upsert: (products) => Int32Array.from(products, (product) => store.upsert(product)),
    delete: (ids) => {
      const ordinals: number[] = [];
      for (const id of ids) {
        const ordinal = store.ordinalOf(id);
        if (ordinal < 0) continue;
        store.remove(ordinal);
        ordinals.push(ordinal);
      }
      return Int32Array.from(ordinals);
    },
    productAt: (ordinal) => store.productAt(live(ordinal)),
    titleAt: (ordinal) => store.titles.get(live(ordinal))!,
    priceAt: (ordinal) => store.numbers.price[ordinal]!,
    categoryPathAt: (ordinal) => store.categories.pathOf(store.numbers.category[ordinal]!),
    categoryNumberAt: (ordinal) => store.numbers.category[ordinal]!,
    categoryPathOf: (category) => store.categories.pathOf(category),
    accept: (filters, exclude = []) => {
      const excluded = [...exclude];
      if (filters.length === 0 && excluded.length === 0 && store.size === store.length)
        return undefined;
      return excluded.length === 0 ? masks.of(filters) : allowed(filters, excluded);
    },
    passing: (filters, pool) => {
      const passes = new Uint8Array(pool.length).fill(1);
      for (const filter of filters) applyFilter(store, columns, filter, passes, pool);
      return passes;
    },
    unknownFields: (filters) => unknownFields(store, columns, filters),
    facets: (found) => countColumnFacets(store, toOrdinals(store, found)),
    facetsWithAlternatives: (matched, filters, exclude = []) => {
      const mask = allowed([], exclude);
      if (matched !== undefined) {
        for (let ordinal = 0; ordinal < mask.length; ordinal++)
          if ((matched[ordinal] ?? 0) === 0) mask[ordinal] = 0;
      }
      return countAlternatives(store, columns, mask, filters);
    },
    priceHistogram: (found, bins) => countPrices(store, toOrdinals(store, found), bins),
    parseSort: (texts) =>
      texts.map((text) =>
        parseSortKey(store, columns, text, () =>
          fields()
            .filter(
              ({ kind, field }) => kind === "number" && !["price", "updatedAt"].includes(field),
            )
            .map(({ field }) => field.replace(/^attributes\./, "")),
        ),
      ),
    sort: (found, by) => sortByColumns(store, columns, found, by),
    variantGroupAt: (ordinal) => store.families.groupOf(ordinal),
    twinsOf: (ordinal) => {
      const group = store.families.groupOf(live(ordinal));
      const family = group < 0 ? [] : store.families.membersOf(group);
      return [...new Set([ordinal, ...store.duplicatesOf(ordinal), ...family])].sort(
        (a, b) => a - b,
      );
    },
    fields,
    bytes: () => store.bytes() + columns.bytes() + masks.bytes(),
    toBytes: () => writeColumns(store),
  });
}
