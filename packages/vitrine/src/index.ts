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
export type { EncoderFactory, VectorIndexFactory } from "./engine/extensions.js";

export type { InitOptions, InitResult } from "./engine/init-workspace.js";
export type { ImportOptions, ImportResult } from "./engine/import-catalogue.js";
export type { ImportChange, ImportProblem, ImportReport } from "./data/import-report.js";
export type { MappingOverrides } from "./data/mapping-schema.js";
export type { DeleteResult, UpsertResult } from "./store/store.js";
export type { Event, EventKind } from "./data/event.js";
export type { EventInput } from "./data/event.js";
export type { EvaluatePlacementsOptions } from "./engine/recommend/evaluate-placements.js";
export type { TrainOptions, TrainResult } from "./engine/recommend/train-recommendations.js";
export type { Recommendation, RecommendOptions } from "./engine/recommend/recommend.js";
export type { RecommendationAnswer } from "./engine/recommend/recommendation-service.js";
export type { Reason } from "./engine/recommend/recommendation-source.js";
export type { Placement, PlacementRules, SourceName } from "./engine/recommend/placement.js";
export type { ShownProduct } from "./engine/shown-product.js";
export type { ImportEventsOptions, ImportEventsResult } from "./engine/import-events.js";
export type { EventRowProblem } from "./data/stream-events.js";
export type {
  EventField,
  EventMapping,
  EventMappingOverrides,
  KindOverrides,
} from "./data/event-mapping.js";
export type { PruneEventsResult } from "./engine/prune-events.js";
export type {
  ErasureResult,
  KindSummary,
  MergeResult,
  PruneResult,
  RecordResult,
  ShopperExport,
} from "./store/event-store.js";
export type { ExportOptions, ExportResult } from "./engine/export-catalogue.js";
export type { ProductFileFormat } from "./data/write-product-file.js";
export type {
  BackupOptions,
  BackupResult,
  RestoreOptions,
  RestoreResult,
} from "./engine/backup-catalogue.js";
export type {
  DataReport,
  ReportDataOptions,
  ReportedCatalogue,
  ReportedFile,
} from "./engine/data-report/report-data.js";
export type { DataProfile, MissingCount, ProfiledField, RepeatCount } from "./data/data-profile.js";
export type { AttributeProfile } from "./data/profile-attributes.js";
export type { CategoryCount, CategoryProfile } from "./data/profile-categories.js";
export type { HistogramBin, Quantiles } from "./data/profile-numbers.js";
export type { PriceProfile } from "./data/profile-prices.js";
export type { Ability, Readiness } from "./data/readiness.js";

export type { IndexOptions, IndexResult } from "./engine/build-index.js";
export type { LearnedRanking } from "./engine/learn-ranking.js";
export type { TuneOptions, TuningResult } from "./engine/tune-ranking.js";
export type { RankingOptions, RankingOptionsInput } from "./engine/ranking/ranking-options.js";

export type { SearchMode } from "./engine/search-mode.js";
export type { FindOptions, SearchOptions } from "./engine/search-options.js";
export type { SearchAnswer, SearchHit } from "./engine/search-products.js";
export type { Correction, UnderstoodPart } from "./engine/read-query.js";
export type { UnderstoodKind, UnderstoodUse } from "./engine/understanding/query-reading.js";
export type { Facet, FacetValue } from "./engine/facets.js";
export type { PriceBin, PriceHistogram } from "./engine/columns/price-histogram.js";
export type { DiversityCost } from "./engine/arrange/diversify.js";
export type { RuleEffect, SearchRule, SearchRuleInput } from "./engine/arrange/search-rules.js";
export type { RulesChange } from "./engine/rules-artifact.js";
export type {
  ExplainOptions,
  Explanation,
  FilterExplanation,
  HitExplanation,
  SourceExplanation,
  TermExplanation,
} from "./engine/explain-product.js";
export type { MatchedRange, SuggestedTitle, Suggestions } from "./engine/suggestions/index.js";
export type { SuggestOptions } from "./engine/suggestions/suggester.js";
export type { MinedSynonym, SynonymEvidence } from "./engine/synonyms/index.js";

export type { EvaluateCatalogueOptions, EvaluateSearchOptions } from "./engine/evaluate.js";
export type { EvaluateInteractionFilesOptions } from "./engine/evaluate-interactions.js";
export type { EvaluationReport } from "./evaluation/evaluation-report.js";
export type { DoctorCheck, DoctorReport } from "./engine/examine-workspace.js";
export type {
  AliasMove,
  Artifact,
  ArtifactDraft,
  ArtifactSummary,
  LoadedArtifact,
  PublishOptions,
  Registry,
  Verification,
} from "./registry/registry.js";

export type { Filter, FilterOperator } from "./data/filter.js";
export type { AttributeValue, Availability, Product } from "./data/product.js";
