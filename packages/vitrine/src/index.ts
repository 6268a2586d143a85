/**
 * @file The public API: the engine, and the contracts by which it is extended.
 */
export { isVitrineError, VitrineError } from "./errors.js";
export type { ErrorCode, ErrorDetails } from "./errors.js";

export { defineConfig } from "./engine/config.js";
export type { Config, ConfigInput } from "./engine/config.js";
export { createEngine } from "./engine/engine.js";
export type { Engine, EngineOptions } from "./engine/engine.js";
export type { EngineLog, StageProgress } from "./engine/engine-context.js";
export type { Workspace } from "./engine/workspace.js";
export type { InitOptions, InitResult } from "./engine/init-workspace.js";
export type { ImportOptions, ImportResult } from "./engine/import-catalogue.js";
export type { IndexOptions, IndexResult } from "./engine/build-index.js";
export type { EncoderFactory, VectorIndexFactory } from "./engine/extensions.js";
export type { LearnedRanking } from "./engine/learn-ranking.js";
export type { RankingOptions, RankingOptionsInput } from "./engine/ranking/ranking-options.js";
export type {
  FindOptions,
  SearchAnswer,
  SearchHit,
  SearchMode,
  SearchOptions,
} from "./engine/search-products.js";
export type { Facet, FacetValue } from "./engine/facets.js";
export type {
  ExplainOptions,
  Explanation,
  FilterExplanation,
  HitExplanation,
  SourceExplanation,
  TermExplanation,
} from "./engine/explain-product.js";
export type { EvaluateCatalogueOptions, EvaluateSearchOptions } from "./engine/evaluate.js";
export type { DoctorCheck, DoctorReport } from "./engine/examine-workspace.js";
export type { EvaluationReport } from "./evaluation/evaluation-report.js";
export type { Filter, FilterOperator } from "./data/filter.js";
export type { ImportReport } from "./data/import-report.js";
export type { AttributeValue, Availability, Product } from "./data/product.js";
