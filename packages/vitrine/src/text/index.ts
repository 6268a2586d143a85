/** @file Words, TF-IDF and BM25: pure functions on text. */
export { createAnalyzer } from "./analyze.js";
export type { Analyzer, AnalyzerOptions, LocatedTerm } from "./analyze.js";
export { segmentWords } from "./segment-words.js";
export { foldText } from "./fold-text.js";
export { fitTfIdf, fitTransformTfIdf, tfIdfFromBytes, tfIdfToBytes } from "./tf-idf.js";
export type { FittedTfIdf, TfIdfModel, TfIdfOptions } from "./tf-idf.js";
export { createTfIdfSearcher } from "./tf-idf-searcher.js";
export type { TfIdfSearcher } from "./tf-idf-searcher.js";
export type { SparseRows } from "./sparse-rows.js";
export type { Language } from "./language.js";
export { createSpeller } from "./spelling.js";
export type {
  CorrectedText,
  Speller,
  SpellerOptions,
  SpellingCorrection,
  SpellingSuggestion,
} from "./spelling.js";
export { wholeWordsOf } from "./spelling-words.js";
export { createCompoundSplitter } from "./compounds.js";
export type { CompoundOptions, CompoundSplit, CompoundSplitter } from "./compounds.js";
export { createSynonymExpander, parseSynonyms } from "./synonyms.js";
export type {
  SpanAlternative,
  SynonymExpander,
  SynonymFileOptions,
  SynonymRule,
} from "./synonyms.js";
