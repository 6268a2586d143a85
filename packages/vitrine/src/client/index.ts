/** @file The client of a Vitrine server, for browsers and Node. */
export { createClient } from "./client.js";
export type {
  CallOptions,
  Client,
  ClientExplainOptions,
  ClientFindOptions,
  ClientOptions,
  ClientRecommendOptions,
  ClientSearchOptions,
  SendOptions,
  SentResult,
} from "./client.js";
export { createOperatorClient } from "./operator-client.js";
export type { OperatorClient, OperatorSession, ServedVersion } from "./operator-client.js";
export type { ArtifactSummary } from "../registry/survey.js";
export type { EvaluationList, EvaluationSummary } from "../engine/evaluation-archive.js";
export type { EvaluationReport, SystemResult } from "../evaluation/evaluation-report.js";
export type { EventInput } from "../data/event.js";
export type { Product } from "../data/product.js";
export type { Explanation } from "../engine/explain-product.js";
export type { ProductInput } from "../engine/product-input.js";
export type { Recommendation } from "../engine/recommend/recommend.js";
export type { RecommendationAnswer } from "../engine/recommend/recommendation-service.js";
export type { SearchAnswer, SearchHit } from "../engine/search-products.js";
export type { Suggestions } from "../engine/suggestions/index.js";
export { ProblemError } from "./problem-error.js";
export type { ProblemDetails } from "./problem-error.js";
export { createTracker } from "./tracker.js";
export type { Tracker, TrackerOptions, TrackedEvent } from "./tracker.js";
export type { TrackerStorage } from "./tracker-storage.js";
