/** @file Filters as callers give them: written or already read. */
import { parseFilter } from "../data/filter.js";
import type { Filter } from "../data/filter.js";

/**
 * Reads filters that may be given as text.
 *
 * @throws {VitrineError} `FILTER_INVALID`.
 */
export function readFilters(filters: readonly (string | Filter)[] = []): readonly Filter[] {
  return filters.map((filter) => (typeof filter === "string" ? parseFilter(filter) : filter));
}
