/**
 * @file Reads a query into groups of terms: each word with what it may also mean.
 *
 * A word stands for itself; where typing errors are forgiven, for near terms of the
 * dictionary; where it is the last one and still being typed, for every term that begins
 * with it. Of a group the best term counts in each document, never their sum, and all of a
 * group weigh as their most frequent term: a rare misspelling is no stronger evidence than
 * the word it misspells.
 */
import { inverseDocumentFrequency } from "../text/bm25.js";
import type { LexicalPostings } from "./lexical-postings.js";
import type { TermDictionary } from "./term-dictionary.js";

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
}

/** A term that counts for a word of the query. */
export interface Alternative {
  readonly term: number;
  /** In (0, 1]; 1 for the word itself. */
  readonly discount: number;
}

/** A word of the query with the terms that count for it. */
export interface TermGroup {
  /** The word as analysed. */
  readonly queryTerm: string;
  /** How often the query holds it. */
  readonly count: number;
  /** idf of the most frequent alternative. */
  readonly idf: number;
  /** At least one; the word itself first, then by falling discount and frequency. */
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
 * Reads the terms of a query.
 *
 * @param queryTerms - As analysed, repetitions included.
 * @returns One group for each distinct term that can match anything, in the order of the query.
 */
export function readQuery(
  queryTerms: readonly string[],
  dictionary: TermDictionary,
  postings: LexicalPostings,
  reading: QueryReading,
): TermGroup[] {
  const counts = new Map<string, number>();
  for (const term of queryTerms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const last = queryTerms.at(-1);
  const groups: TermGroup[] = [];
  for (const [queryTerm, count] of counts) {
    const discounts = new Map<number, number>();
    const offer = (term: number, discount: number): void => {
      if (postings.documentFrequency(term) === 0) return;
      discounts.set(term, Math.max(discount, discounts.get(term) ?? 0));
    };
    const itself = dictionary.numberOf(queryTerm);
    if (itself !== undefined) offer(itself, 1);
    if (reading.fuzzy === true) offerCorrections(queryTerm, dictionary, postings, offer);
    if (reading.prefix === true && queryTerm === last) {
      offerCompletions(queryTerm, dictionary, postings, offer);
    }
    if (discounts.size === 0) continue;
    const frequency = (term: number): number => postings.documentFrequency(term);
    const alternatives = [...discounts].map(([term, discount]) => ({ term, discount }));
    alternatives.sort(
      (a, b) =>
        b.discount - a.discount ||
        frequency(b.term) - frequency(a.term) ||
        byText(dictionary, a.term, b.term),
    );
    const greatest = alternatives.reduce((most, { term }) => Math.max(most, frequency(term)), 0);
    const idf = inverseDocumentFrequency(postings.documentCount, greatest);
    groups.push({ queryTerm, count, idf, alternatives });
  }
  return groups;
}

/** A word in at most so many documents may be a misspelling that got into the catalogue, … */
const RARE_DOCUMENTS = 3;
/** … if a neighbour stands in so many times as many. */
const COMMONER_BY = 20;
/** Word lengths from which one and two typing errors are forgiven. */
const CORRECTED_LENGTHS = [4, 8] as const;

function offerCorrections(
  word: string,
  dictionary: TermDictionary,
  postings: LexicalPostings,
  offer: (term: number, discount: number) => void,
): void {
  if (word.length < CORRECTED_LENGTHS[0] || /\p{Nd}/u.test(word)) return;
  const itself = dictionary.numberOf(word);
  const ownFrequency = itself === undefined ? 0 : postings.documentFrequency(itself);
  if (ownFrequency > RARE_DOCUMENTS) return;
  const greatestBound = ownFrequency === 0 && word.length >= CORRECTED_LENGTHS[1] ? 2 : 1;
  // Two errors are looked for only where one explains nothing.
  for (let bound = 1; bound <= greatestBound; bound++) {
    const near = dictionary
      .within(word, bound)
      .filter(({ term }) => {
        const frequency = postings.documentFrequency(term);
        return term !== itself && frequency > 0 && frequency >= COMMONER_BY * ownFrequency;
      })
      .filter(({ term }) => !/\p{Nd}/u.test(dictionary.textOf(term)));
    if (near.length === 0) continue;
    const commonest = mostFrequent(
      near.map(({ term }) => term),
      MAX_CORRECTIONS,
      dictionary,
      postings,
    );
    for (const term of commonest) offer(term, CORRECTION_DISCOUNTS[bound]!);
    return;
  }
}

function offerCompletions(
  word: string,
  dictionary: TermDictionary,
  postings: LexicalPostings,
  offer: (term: number, discount: number) => void,
): void {
  // One Latin letter begins a twentieth of all words; one Han character is half a word.
  if (word.length < 2 && word < "\u0080") return;
  const completions = dictionary
    .withPrefix(word)
    .filter((term) => dictionary.textOf(term) !== word);
  for (const term of mostFrequent(completions, MAX_COMPLETIONS, dictionary, postings)) {
    offer(term, PREFIX_DISCOUNT);
  }
}

function mostFrequent(
  terms: readonly number[],
  limit: number,
  dictionary: TermDictionary,
  postings: LexicalPostings,
): number[] {
  const found = terms.filter((term) => postings.documentFrequency(term) > 0);
  found.sort(
    (a, b) =>
      postings.documentFrequency(b) - postings.documentFrequency(a) || byText(dictionary, a, b),
  );
  return found.slice(0, limit);
}

function byText(dictionary: TermDictionary, a: number, b: number): number {
  return dictionary.textOf(a) < dictionary.textOf(b) ? -1 : 1;
}
