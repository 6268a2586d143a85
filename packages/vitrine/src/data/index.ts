/** @file Products and events as they are read, checked, filtered and kept. */
export { productSchema } from "./product.js";
export type { AttributeValue, Availability, Product } from "./product.js";
export { eventInputSchema, eventKinds, eventKindSchema, eventSchema } from "./event.js";
export type { Event, EventInput, EventKind } from "./event.js";
export type { ColumnMapping, MappingOverrides } from "./mapping-schema.js";
export { inspectProducts, readProducts } from "./import-products.js";
export type { ProductImport, ReadProductsOptions, ReadProgress } from "./import-products.js";
export type { ImportChange, ImportProblem, ImportReport } from "./import-report.js";
export { streamProducts } from "./stream-products.js";
export type {
  FindEarlier,
  ProductBatch,
  ProductStream,
  StreamProductsOptions,
  StreamState,
} from "./stream-products.js";
export { createRejectsAppender } from "./append-rejects.js";
export type { RejectsAppender } from "./append-rejects.js";
export { readInteractionLines } from "./interaction-lines.js";
export type { InteractionLine, ReadInteractionLinesOptions } from "./interaction-lines.js";
export { openRows } from "./read-rows.js";
export type { OpenRowsOptions, RawRow, RowFault, RowFormat, RowSource } from "./raw-row.js";
export { writeProductFile } from "./write-product-file.js";
export type {
  ProductFileFormat,
  WriteProductFileOptions,
  WrittenProductFile,
} from "./write-product-file.js";
export { createDataProfile } from "./data-profile.js";
export type {
  DataProfile,
  DataProfiler,
  MissingCount,
  ProfiledField,
  RepeatCount,
} from "./data-profile.js";
export type { AttributeProfile } from "./profile-attributes.js";
export type { CategoryCount, CategoryProfile } from "./profile-categories.js";
export type { HistogramBin, Quantiles } from "./profile-numbers.js";
export type { PriceProfile } from "./profile-prices.js";
export { abilities, assessReadiness } from "./readiness.js";
export type { Ability, BehaviourData, Readiness } from "./readiness.js";
export { readCatalogue, writeCatalogue } from "./catalogue-file.js";
export { formatFilter, matchesFilters, parseFilter } from "./filter.js";
export type { Filter, FilterOperator } from "./filter.js";
