/**
 * @file Facets of a filtered result in which a filtered field still shows what else there is.
 *
 * A product that passes all but the filters on one field counts among that field's alternatives.
 * O(products × filtered fields) and one count of facets for each of them.
 */
import { foldText } from "../../text/fold-text.js";
import { isFilterField } from "../../data/filter.js";
import type { Filter } from "../../data/filter.js";
import type { Facet } from "../facets.js";
import type { AttributeColumns } from "./attribute-columns.js";
import type { ColumnStore } from "./column-store.js";
import { countColumnFacets } from "./facet-counts.js";
import { applyFilter, attributeOf } from "./filter-columns.js";
import { toOrdinals } from "./found-ordinals.js";

/** Facets that always stand first, in this order. */
const FIXED_FACETS = ["category", "brand", "availability"];

/**
 * Counts facets with alternatives.
 *
 * @param matched - Shape [length], 1 where a live product is matched and not excluded.
 * @returns The facets of what passes; that of a filtered field counts what passes without its filters.
 */
export function countAlternatives(
  store: ColumnStore,
  columns: AttributeColumns,
  matched: Uint8Array,
  filters: readonly Filter[],
): readonly Facet[] {
  const groups = new Map<string, Filter[]>();
  for (const filter of filters) {
    const key = keyOfFilter(filter);
    groups.set(key, [...(groups.get(key) ?? []), filter]);
  }
  // Shape [fields][length], 1 where all filters on the field hold.
  const passing = [...groups.values()].map((group) => {
    const mask = matched.slice();
    for (const filter of group) applyFilter(store, columns, filter, mask);
    return mask;
  });
  const all = matched.slice();
  for (const mask of passing) and(all, mask);
  let facets = countColumnFacets(store, toOrdinals(store, all));
  [...groups.keys()].forEach((key, place) => {
    const others = matched.slice();
    passing.forEach((mask, other) => {
      if (other !== place) and(others, mask);
    });
    const alternatives = countColumnFacets(store, toOrdinals(store, others));
    facets = replaceFacets(
      facets,
      alternatives.filter(({ field }) => keyOfFacet(field) === key),
    );
  });
  return facets;
}

/** Filters and facets of one field have one key. */
function keyOfFilter(filter: Filter): string {
  return isFilterField(filter.field) ? filter.field : `attributes.${attributeOf(filter)}`;
}

function keyOfFacet(field: string): string {
  return FIXED_FACETS.includes(field)
    ? field
    : `attributes.${foldText(field.replace(/^attributes\./i, ""))}`;
}

function and(mask: Uint8Array, other: Uint8Array): void {
  for (let at = 0; at < mask.length; at++) mask[at]! &= other[at]!;
}

/** Puts facets in the place of their namesakes; new ones go before what is less important. */
function replaceFacets(facets: readonly Facet[], by: readonly Facet[]): readonly Facet[] {
  const replaced = facets.map((facet) => by.find(({ field }) => field === facet.field) ?? facet);
  const added = by.filter(({ field }) => !facets.some((facet) => facet.field === field));
  const rank = ({ field }: Facet): number =>
    FIXED_FACETS.includes(field) ? FIXED_FACETS.indexOf(field) : FIXED_FACETS.length;
  return [...replaced, ...added].sort((a, b) => rank(a) - rank(b));
}
