/**
 * @file Reads a query into groups of terms: each word with what it may also mean.
 *
 * A word stands for its term; where typing errors are forgiven, for the terms of near words;
 * where it is the last one and still being typed, for those of every word that begins with
 * it. Of a group the best term counts in each document, never their sum, and all of a group
 * weigh as their most frequent term: a rare misspelling is no stronger evidence than the
 * word it misspells.
 */
import { inverseDocumentFrequency } from "../text/bm25.js";
import type { LexicalPostings } from "./lexical-postings.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";

/** How a query is read. */
export interface QueryReading {
  /**
   * Whether a word the index does not know, or hardly knows beside a much commoner
   * neighbour, also finds terms one typing error away (from 4 letters) or two (from 8).
   * Words with a digit are never corrected. Default false.
   */
  readonly fuzzy?: boolean;
  /** Whether the last word also finds the terms that begin with it. Default false. */
  readonly prefix?: boolean;
  /**
   * What spans of the query may also be called: synonyms, compounds split or joined, measures.
   *
   * @param words - The query's words, folded but not stemmed.
   * @returns In any order; spans may overlap. Each word of the query is read once in each document, in the way that weighs most there.
   */
  readonly alternatives?: (words: readonly string[]) => readonly SpanAlternative[];
}

/** Other words for some successive words of a query. */
export interface SpanAlternative {
  /** The span: `words[from]` to `words[from + length - 1]`. */
  readonly from: number;
  readonly length: number;
  /** Texts that must all be found; analysed as the query is. */
  readonly words: readonly string[];
  /** What they are worth beside the span's own words; in (0, 1]. */
  readonly weight: number;
}

/** A term that counts for a word of the query. */
export interface Alternative {
  readonly term: number;
  /** In (0, 1]; 1 for the word's own term. */
  readonly discount: number;
}

/** A word of the query, or several of one term, with the terms that count for it. */
export interface TermGroup {
  /** The word as analysed, before stemming; the first of several of one term. */
  readonly queryTerm: string;
  /** How often the query holds it. */
  readonly count: number;
  /** idf of the most frequent alternative. */
  readonly idf: number;
  /** At least one, by falling discount and then frequency. */
  readonly alternatives: readonly Alternative[];
}

/** What a correction of so many typing errors is worth beside the word itself. */
export const CORRECTION_DISCOUNTS: readonly number[] = [1, 0.7, 0.5];
/** What a term is worth that only begins with the last word. */
export const PREFIX_DISCOUNT = 0.6;
/** The most frequent so many corrections of a word are tried. */
export const MAX_CORRECTIONS = 5;
/** The most frequent so many terms that begin with the last word are tried. */
export const MAX_COMPLETIONS = 64;

/**
 * Reads the words of a query.
 *
 * @param queryWords - As analysed but not stemmed, repetitions included.
 * @param stem - The analyser's.
 * @returns One group for each distinct term of the query that can match anything, in its order.
 */
export function readQuery(
  queryWords: readonly string[],
  stem: (word: string) => string,
  vocabulary: LexicalVocabulary,
  postings: LexicalPostings,
  reading: QueryReading,
): TermGroup[] {
  const counts = new Map<string, { readonly word: string; count: number }>();
  for (const word of queryWords) {
    const entry = counts.get(stem(word));
    if (entry === undefined) counts.set(stem(word), { word, count: 1 });
    else entry.count++;
  }
  const last = queryWords.at(-1);
  const groups: TermGroup[] = [];
  for (const [stemmed, { word, count }] of counts) {
    const discounts = new Map<number, number>();
    const offer = (term: number, discount: number): void => {
      discounts.set(term, Math.max(discount, discounts.get(term) ?? 0));
    };
    const own = vocabulary.findTerm(word);
    if (own !== undefined && postings.documentFrequency(own) > 0) offer(own, 1);
    if (reading.fuzzy === true) {
      for (const [term, discount] of corrections(word, vocabulary, postings)) offer(term, discount);
    }
    if (reading.prefix === true && last !== undefined && stem(last) === stemmed) {
      for (const term of completions(last, vocabulary, postings)) offer(term, PREFIX_DISCOUNT);
    }
    if (discounts.size === 0) continue;
    const order = byFrequency(vocabulary, postings);
    const alternatives = [...discounts]
      .map(([term, discount]) => ({ term, discount }))
      .sort((a, b) => b.discount - a.discount || order(a.term, b.term));
    const greatest = Math.max(...alternatives.map(({ term }) => postings.documentFrequency(term)));
    const idf = inverseDocumentFrequency(postings.documentCount, greatest);
    groups.push({ queryTerm: word, count, idf, alternatives });
  }
  return groups;
}

/** A term in at most so many documents may be a misspelling that got into the catalogue, … */
const RARE_DOCUMENTS = 3;
/** … if a neighbour stands in so many times as many. */
const COMMONER_BY = 20;
/** Word lengths from which one and two typing errors are forgiven. */
const CORRECTED_LENGTHS = [4, 8] as const;

/** Terms that the word may be a misspelling of, with their discounts. */
function corrections(
  word: string,
  vocabulary: LexicalVocabulary,
  postings: LexicalPostings,
): [number, number][] {
  if (word.length < CORRECTED_LENGTHS[0] || HAS_DIGIT.test(word)) return [];
  const own = vocabulary.findTerm(word);
  const ownFrequency = own === undefined ? 0 : postings.documentFrequency(own);
  if (ownFrequency > RARE_DOCUMENTS) return [];
  const greatestBound = ownFrequency === 0 && word.length >= CORRECTED_LENGTHS[1] ? 2 : 1;
  // Two errors are looked for only where one explains nothing.
  for (let bound = 1; bound <= greatestBound; bound++) {
    const near = vocabulary.words
      .within(word, bound)
      .map((found) => found.word)
      .filter((found) => postings.wordFrequency(found) > 0 && vocabulary.termOf(found) !== own)
      .filter((found) => !HAS_DIGIT.test(vocabulary.words.textOf(found)));
    const terms = mostFrequent(near, MAX_CORRECTIONS, vocabulary, postings).filter(
      (term) => postings.documentFrequency(term) >= COMMONER_BY * ownFrequency,
    );
    if (terms.length > 0) return terms.map((term) => [term, CORRECTION_DISCOUNTS[bound]!]);
  }
  return [];
}

/** Terms that have a word which begins with this one. */
function completions(
  word: string,
  vocabulary: LexicalVocabulary,
  postings: LexicalPostings,
): number[] {
  // One Latin letter begins a twentieth of all words; one Han character is half a word.
  if (word.length < 2 && word < "\u0080") return [];
  const found = vocabulary.words
    .withPrefix(word)
    .filter((completed) => postings.wordFrequency(completed) > 0);
  return mostFrequent(found, MAX_COMPLETIONS, vocabulary, postings);
}

const HAS_DIGIT = /\p{Nd}/u;

/** The most frequent terms of some words. */
function mostFrequent(
  words: readonly number[],
  limit: number,
  vocabulary: LexicalVocabulary,
  postings: LexicalPostings,
): number[] {
  const terms = [...new Set(words.map(vocabulary.termOf))];
  return terms.sort(byFrequency(vocabulary, postings)).slice(0, limit);
}

/** Orders terms by falling frequency, equal ones by their first word. */
function byFrequency(
  vocabulary: LexicalVocabulary,
  postings: LexicalPostings,
): (a: number, b: number) => number {
  const nameOf = (term: number): string => {
    const present = vocabulary.wordsOf(term).find((word) => postings.wordFrequency(word) > 0);
    return present === undefined ? "" : vocabulary.words.textOf(present);
  };
  return (a, b) => {
    const difference = postings.documentFrequency(b) - postings.documentFrequency(a);
    return difference !== 0 ? difference : nameOf(a) < nameOf(b) ? -1 : 1;
  };
}
