/**
 * @file Reads a query into clauses: each word with what it may also mean.
 *
 * A word stands for its term; where typing errors are forgiven, for the terms of near words;
 * where it is the last one and still being typed, for those of every word that begins with
 * it. Of a group the best term counts in each document, never their sum, and all of a group
 * weigh as their most frequent term: a rare misspelling is no stronger evidence than the
 * word it misspells. Other words for a span of the query (lexical-alternatives.ts) make one
 * clause of all words that they reach.
 */
import { inverseDocumentFrequency } from "../text/bm25.js";
import type { ClauseSpan, QueryClause } from "./lexical-alternatives.js";
import { joinSpans } from "./lexical-alternatives.js";
import type { LexicalAnalyzer } from "./lexical-analyzer.js";
import type { LexicalPostings } from "./lexical-postings.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";
import { createTopKSelector } from "./top-k.js";

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
  /** What the best term is worth at most: idf of the most frequent alternative. */
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

/** What a query is read with. */
export interface QueryReader {
  readonly analyzer: LexicalAnalyzer;
  readonly vocabulary: LexicalVocabulary;
  readonly postings: LexicalPostings;
}

/**
 * Reads a query.
 *
 * @returns Its clauses that can match anything, in its order.
 * @throws {VitrineError} `PARAM_INVALID` when an alternative is for no words of the query.
 */
export function readQuery(
  query: string,
  reader: QueryReader,
  reading: QueryReading,
): QueryClause[] {
  const words = reader.analyzer.words(query);
  const offered = words.length === 0 ? [] : (reading.alternatives?.(words) ?? []);
  const spans = joinSpans(offered, words.length);
  const inSpan = new Set(spans.flatMap(({ from, length }) => rangeFrom(from, length)));

  // Words beside all spans: one group for each distinct term, where it comes first.
  const groups = new Map<number, TermGroup>();
  const firsts = new Map<string, { readonly at: number; count: number }>();
  words.forEach((word, at) => {
    if (inSpan.has(at)) return;
    const key = reader.analyzer.stems(word).join(" ");
    const entry = firsts.get(key);
    if (entry === undefined) firsts.set(key, { at, count: 1 });
    else entry.count++;
  });
  const lastKey = reader.analyzer.stems(words.at(-1) ?? "").join(" ");
  for (const [key, { at, count }] of firsts) {
    const completed = !inSpan.has(words.length - 1) && key === lastKey ? words.at(-1) : undefined;
    const group = readWord(words[at]!, count, completed, reader, reading);
    if (group !== undefined) groups.set(at, group);
  }

  const clauses = new Map<number, QueryClause>();
  for (const [at, group] of groups) clauses.set(at, { units: [group], spans: [] });
  for (const { from, length, alternatives } of spans) {
    const units = rangeFrom(from, length).map((at) =>
      readWord(words[at]!, 1, at === words.length - 1 ? words[at] : undefined, reader, reading),
    );
    const others = alternatives.flatMap((one) => readSpan(one, words, from, units, reader));
    const clause = withoutSingles({ units, spans: others });
    if (clause.spans.length > 0 || clause.units.some((unit) => unit !== undefined)) {
      clauses.set(from, clause);
    }
  }
  return [...clauses].sort(([a], [b]) => a - b).map(([, clause]) => clause);
}

/**
 * The terms that count for a word.
 *
 * @param completed - What is still being typed, where this word is it.
 */
function readWord(
  word: string,
  count: number,
  completed: string | undefined,
  { vocabulary, postings }: QueryReader,
  reading: QueryReading,
): TermGroup | undefined {
  const discounts = new Map<number, number>();
  const offer = (term: number, discount: number): void => {
    discounts.set(term, Math.max(discount, discounts.get(term) ?? 0));
  };
  for (const own of vocabulary.findTerms(word)) {
    if (postings.documentFrequency(own) > 0) offer(own, 1);
  }
  if (reading.fuzzy === true) {
    for (const [term, discount] of corrections(word, vocabulary, postings)) offer(term, discount);
  }
  if (reading.prefix === true && completed !== undefined) {
    for (const term of completions(completed, vocabulary, postings)) offer(term, PREFIX_DISCOUNT);
  }
  if (discounts.size === 0) return undefined;
  const order = byFrequency(vocabulary, postings);
  const alternatives = [...discounts]
    .map(([term, discount]) => ({ term, discount }))
    .sort((a, b) => b.discount - a.discount || order(a.term, b.term));
  const greatest = Math.max(...alternatives.map(({ term }) => postings.documentFrequency(term)));
  const idf = inverseDocumentFrequency(postings.documentCount, greatest);
  return { queryTerm: word, count, idf, alternatives };
}

/**
 * The groups of an alternative, all of which must match; none when one of them can not.
 *
 * It is as strong evidence as the words it stands for, shared equally by its own; where the
 * index does not know all of those, at least as its own.
 */
function readSpan(
  { from, length, words, weight }: SpanAlternative,
  queryWords: readonly string[],
  clauseFrom: number,
  units: readonly (TermGroup | undefined)[],
  reader: QueryReader,
): ClauseSpan[] {
  const own = words
    .flatMap(reader.analyzer.words)
    .map((word) => readWord(word, 1, undefined, reader, {}));
  if (own.length === 0 || own.includes(undefined)) return [];
  const groups = own as TermGroup[];
  const start = from - clauseFrom;
  const replaced = units.slice(start, start + length);
  const sum = (all: readonly (TermGroup | undefined)[]): number =>
    all.reduce((total, group) => total + (group?.idf ?? 0), 0);
  const evidence = replaced.includes(undefined)
    ? Math.max(sum(replaced), sum(groups))
    : sum(replaced);
  const queryTerm = queryWords.slice(from, from + length).join(" ");
  return [
    {
      start,
      length,
      groups: groups.map(({ alternatives }) => ({
        queryTerm,
        count: 1,
        idf: (weight * evidence) / groups.length,
        alternatives,
      })),
    },
  ];
}

/** The same clause, where it is one known word: with the single words for it among its own terms, which cost less to score. */
function withoutSingles(clause: QueryClause): QueryClause {
  const [unit] = clause.units;
  if (unit === undefined || clause.units.length > 1) return clause;
  const discounts = new Map(unit.alternatives.map(({ term, discount }) => [term, discount]));
  const spans = clause.spans.filter(({ groups }) => {
    const [only, ...others] = groups;
    if (only === undefined || others.length > 0) return true;
    for (const { term, discount } of only.alternatives) {
      const worth = (discount * only.idf) / unit.idf;
      discounts.set(term, Math.max(worth, discounts.get(term) ?? 0));
    }
    return false;
  });
  const alternatives = Array.from(discounts, ([term, discount]) => ({ term, discount }));
  return { units: [{ ...unit, alternatives }], spans };
}

function rangeFrom(from: number, length: number): number[] {
  return Array.from({ length }, (_, index) => from + index);
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
  const own = vocabulary.findTerms(word);
  const ownFrequency = Math.max(0, ...own.map((term) => postings.documentFrequency(term)));
  if (ownFrequency > RARE_DOCUMENTS) return [];
  const greatestBound = ownFrequency === 0 && word.length >= CORRECTED_LENGTHS[1] ? 2 : 1;
  // Two errors are looked for only where one explains nothing.
  for (let bound = 1; bound <= greatestBound; bound++) {
    const near = vocabulary.words
      .within(word, bound)
      .map((found) => found.word)
      .filter((found) => postings.wordFrequency(found) > 0)
      .filter((found) => !vocabulary.termsOf(found).some((term) => own.includes(term)))
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
  const order = byFrequency(vocabulary, postings);
  const best = createTopKSelector<number>(limit, (a, b) => order(a, b) < 0);
  for (const term of new Set(words.flatMap(vocabulary.termsOf))) {
    best.offer(term, postings.documentFrequency(term));
  }
  return best.take().map(({ item }) => item);
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
    if (difference !== 0) return difference;
    const [nameA, nameB] = [nameOf(a), nameOf(b)];
    return nameA < nameB ? -1 : nameA > nameB ? 1 : a - b;
  };
}
