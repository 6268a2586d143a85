/** @file The modes of a search. */

/** Which sources answer: words, meaning, or both. */
export const SEARCH_MODES = ["lexical", "semantic", "hybrid"] as const;

/** One of `SEARCH_MODES`. */
export type SearchMode = (typeof SEARCH_MODES)[number];
