/** @file Which products may be found at all: what filters and exclusions leave. */
import { filterFields, parseFilter, prepareFilters } from "../data/filter.js";
import type { Filter } from "../data/filter.js";
import { foldText } from "../text/fold-text.js";
import type { SearchIndex } from "./search-index.js";

/** Reads filters that may be given as text. */
export function readFilters(filters: readonly (string | Filter)[] = []): readonly Filter[] {
  return filters.map((filter) => (typeof filter === "string" ? parseFilter(filter) : filter));
}

/**
 * Marks the products that may be found.
 *
 * @returns Shape [productCount], 1 where all filters hold and the id is not excluded; undefined when all may.
 */
export function acceptProducts(
  index: SearchIndex,
  filters: readonly Filter[],
  exclude: Iterable<string> = [],
): Uint8Array | undefined {
  const excluded = [...exclude];
  if (filters.length === 0 && excluded.length === 0) return undefined;
  const passes = prepareFilters(filters);
  const accept = Uint8Array.from(index.products, (product) => (passes(product) ? 1 : 0));
  for (const id of excluded) {
    const ordinal = index.ordinalOf(id);
    if (ordinal >= 0) accept[ordinal] = 0;
  }
  return accept;
}

/** The fields of filters that neither are a product's nor the name of any product's attribute. */
export function unknownFields(
  { products }: SearchIndex,
  filters: readonly Filter[],
): readonly string[] {
  const attributeOf = ({ field }: Filter): string => foldText(field.replace(/^attributes\./i, ""));
  const given = (name: string): boolean =>
    products.some(({ attributes }) =>
      Object.keys(attributes).some((own) => foldText(own) === name),
    );
  return filters
    .filter((filter) => !(filter.field in filterFields) && !given(attributeOf(filter)))
    .map(({ field }) => field);
}
