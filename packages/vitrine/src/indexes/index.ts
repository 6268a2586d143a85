/** @file Vector and lexical indexes: the contracts, and those that come with the package. */
export type { Neighbour, VectorIndex, VectorQuery } from "./vector-index.js";
export { createVectorIndex, loadVectorIndex } from "./vector-indexes.js";
export type { VectorIndexKind, VectorIndexOptions } from "./vector-indexes.js";
export { createLexicalIndex, lexicalIndexFromBytes } from "./lexical-index.js";
export type {
  FieldMatch,
  LexicalDocument,
  LexicalExplanation,
  LexicalHit,
  LexicalIndex,
  LexicalResult,
  LexicalSearchOptions,
  LexicalStatistics,
  TermMatch,
} from "./lexical-index.js";
export type { LexicalIndexOptions } from "./lexical-options.js";
