/** @file Filters on products: their language (`filter-syntax.ts`) and their meaning (`match-filter.ts`) under one name. */
export type { Filter, FilterField, FilterOperator } from "./filter-syntax.js";
export {
  attributeField,
  filterFields,
  filterOperators,
  formatFilter,
  isFilterField,
  parseFilter,
} from "./filter-syntax.js";
export { matchesFilter, matchesFilters, prepareFilters } from "./match-filter.js";
