/** @file Protocols that measure any search system, and their reports. */
export type { RankOptions, SearchSystem } from "./search-system.js";
export { evaluateSearch } from "./evaluate-search.js";
export type { EvaluateSearchOptions } from "./evaluate-search.js";
export type { MeasureOptions } from "./measure-systems.js";
export { evaluateCategoryRetrieval } from "./catalogue-protocol.js";
export type { CategoryRetrievalOptions } from "./catalogue-protocol.js";
export type { CatalogueFacts } from "./catalogue-values.js";
export { evaluateKnownItems } from "./known-item-protocol.js";
export type { KnownItemOptions } from "./known-item-protocol.js";
export { evaluateInteractions } from "./evaluate-interactions.js";
export type { EvaluateInteractionsOptions } from "./evaluate-interactions.js";
export type { InteractionSplit } from "./interaction-split.js";
export { readJudgements } from "./judgements.js";
export type { JudgedQuery, Judgements, ReadJudgementsOptions } from "./judgements.js";
export { crossValidate, foldsOf } from "./cross-validation.js";
export type { SeriesDifference } from "./resample-series.js";
export type { CrossValidateOptions, Fold, HeldOutGain } from "./cross-validation.js";
export { createRandomSystem } from "./random-system.js";
export type {
  Comparison,
  EvaluationReport,
  IntervalValue,
  QueryResult,
  SystemResult,
} from "./evaluation-report.js";
export { reportToText } from "./report-terminal.js";
export type { ReportTextOptions } from "./report-terminal.js";
export { reportToHtml } from "./report-html.js";
export type { ReportHtmlOptions } from "./report-html.js";
