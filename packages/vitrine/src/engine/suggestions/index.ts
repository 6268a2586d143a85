/** @file Suggestions while a shopper types. */
export { makeCatalogueQueries } from "./catalogue-queries.js";
export type { MadeQuery, QuerySource } from "./catalogue-queries.js";
export { createSuggester, suggesterFromBytes } from "./suggester.js";
export type { SuggestedTitle, Suggester, SuggesterOptions, Suggestions } from "./suggester.js";
export type { MatchedRange } from "./highlight.js";
