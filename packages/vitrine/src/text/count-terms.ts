/**
 * @file Counts the terms of texts, text by text, in one pass.
 *
 * O(n-grams) time; memory is a number for each term and the counts of one text.
 */
import type { NGramCutter } from "./n-grams.js";
import { grown } from "./term-table.js";

/** The terms of one text. */
export interface TermCounts {
  /** Shape [at least count]: numbers of the distinct terms, in the order in which they first came. */
  readonly terms: Uint32Array;
  /** Shape [at least count]: how often each came. */
  readonly counts: Uint32Array;
  readonly count: number;
}

/**
 * Counts.
 *
 * @param numberOf - The number of the term `text.slice(start, end)`; negative for what is passed over.
 * @param visit - Gets the counts of every text in order; they hold until it returns.
 */
export function countTerms(
  texts: Iterable<string>,
  cut: NGramCutter,
  numberOf: (text: string, start: number, end: number) => number,
  visit: (counts: TermCounts) => void,
): void {
  /** Where a term stands among those of the text that it was last met in, over all texts. [terms] */
  let entries = new Float64Array(1024).fill(-1);
  let terms = new Uint32Array(1024);
  let counts = new Uint32Array(1024);
  let first = 0;
  let next = 0;
  const count = (text: string, start: number, end: number): void => {
    const term = numberOf(text, start, end);
    if (term < 0) return;
    if (term >= entries.length) {
      const known = entries.length;
      entries = grown(entries, 2 * (term + 1), Float64Array).fill(-1, known);
    }
    const entry = entries[term]!;
    if (entry >= first) {
      counts[entry - first]!++;
      return;
    }
    const place = next - first;
    if (place === terms.length) {
      terms = grown(terms, 2 * place, Uint32Array);
      counts = grown(counts, 2 * place, Uint32Array);
    }
    entries[term] = next++;
    terms[place] = term;
    counts[place] = 1;
  };
  for (const text of texts) {
    cut(text, count);
    visit({ terms, counts, count: next - first });
    first = next;
  }
}
