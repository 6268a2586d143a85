/** @file Suggestions while a shopper types. */
export { createCatalogueQueries } from "./catalogue-queries.js";
export type { CatalogueQueries, MadeQuery, QuerySource } from "./catalogue-queries.js";
export { createSuggester, suggesterFromBytes } from "./suggester.js";
export type {
  SuggestedTitle,
  Suggester,
  SuggestionCounts,
  SuggesterOptions,
  Suggestions,
} from "./suggester.js";
export type { MatchedRange } from "./highlight.js";
