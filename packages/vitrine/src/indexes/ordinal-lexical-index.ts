/**
 * @file The contract of a word index whose documents are small integers, the caller's ordinals.
 *
 * Ordinals index arrays: what a search accepts, what it matched and what it scored are typed
 * arrays, so that a million documents are searched without an object for each. They may come
 * in any order and be used again after a deletion; memory grows with the greatest of them.
 * `createOrdinalLexicalIndex` (lexical-core.ts) makes one.
 */
import type { FieldTexts } from "./lexical-documents.js";
import type { LexicalExplanation, LexicalStatistics } from "./lexical-index.js";
import type { LexicalIndexSettings } from "./lexical-options.js";
import type { QueryReading } from "./lexical-query.js";

/** A document to be indexed. */
export interface OrdinalDocument {
  /** An integer from 0 to 2³⁰ − 1. */
  readonly ordinal: number;
  /** Texts by field, for fields of the index; a list counts as one text; absent fields are empty. */
  readonly fields: FieldTexts;
}

/** Which documents are ranked, and how many of them are given. */
export interface OrdinalRankOptions extends QueryReading {
  /** How many at most; a positive integer. */
  readonly k: number;
  /** Shape [more than the greatest ordinal]: 1 where a document may be found. Without it all may. */
  readonly accept?: Uint8Array;
  /** Shape [more than the greatest ordinal]: set to 1 for every accepted document that matches; the rest is left as it is. */
  readonly matched?: Uint8Array;
}

/** The best documents and how many there are. */
export interface OrdinalRanking {
  /** Shape [count], best first; equal scores by rising ordinal. */
  readonly ordinals: Int32Array;
  /** Shape [count]. */
  readonly scores: Float64Array;
  /** How many accepted documents match; exact. */
  readonly total: number;
}

/** A word and in how many documents it stands. */
export interface CountedWord {
  /** Folded, not stemmed. */
  readonly word: string;
  readonly count: number;
}

/** Documents that can be found by their words. */
export interface OrdinalLexicalIndex {
  readonly options: LexicalIndexSettings;
  /** How many documents are held now. */
  readonly size: number;
  readonly has: (ordinal: number) => boolean;
  /**
   * Adds documents, replacing those whose ordinal is there already. All or none.
   *
   * @param documents - When an ordinal repeats, its last document holds.
   * @throws {VitrineError} `PARAM_INVALID` when an ordinal is out of range or a field is not one of the index.
   */
  readonly upsert: (documents: readonly OrdinalDocument[]) => void;
  /** Removes documents; ordinals that are not there are passed over. Returns how many were removed. */
  readonly delete: (ordinals: Iterable<number>) => number;
  /**
   * Finds the best documents.
   *
   * @param query - Any text; one without a known word finds nothing.
   * @throws {VitrineError} `PARAM_INVALID` when `k` is not a positive integer or an array is too short.
   */
  readonly rank: (query: string, options: OrdinalRankOptions) => OrdinalRanking;
  /**
   * The scores of some documents, at a cost that grows with their number and not with the index.
   *
   * @returns Shape [ordinals.length]; 0 where nothing matches or no document is.
   */
  readonly scoresOf: (query: string, ordinals: Int32Array, reading?: QueryReading) => Float64Array;
  /** How one document comes to its score; undefined when it is not there. */
  readonly explain: (
    query: string,
    ordinal: number,
    reading?: QueryReading,
  ) => LexicalExplanation | undefined;
  readonly statistics: () => LexicalStatistics;
  /** In how many documents a form of the word stands; 0 for what is no single word. */
  readonly documentFrequency: (word: string) => number;
  /** In how many documents a folded word itself stands, not another form of it. */
  readonly wordFrequency: (word: string) => number;
  /** The distinct words of a document, in no promised order; none when it is not there. */
  readonly wordsOf: (ordinal: number) => readonly string[];
  /** The distinct words of all documents, in no promised order. */
  readonly words: () => IterableIterator<CountedWord>;
  /** The index as bytes: the same documents and options, the same bytes, however they came in. */
  readonly toBytes: () => Uint8Array;
}
