/** @file Products as they are read, checked, filtered and kept. */
export { productSchema } from "./product.js";
export type { AttributeValue, Availability, Product } from "./product.js";
export { inspectProducts, readProducts } from "./import-products.js";
export type { ProductImport, ReadProductsOptions, ReadProgress } from "./import-products.js";
export { openRows } from "./read-rows.js";
export { readCatalogue, writeCatalogue } from "./catalogue-file.js";
export { formatFilter, matchesFilters, parseFilter } from "./filter.js";
export type { Filter, FilterOperator } from "./filter.js";
