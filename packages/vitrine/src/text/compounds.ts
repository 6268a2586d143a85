/**
 * @file Compound words: "bookshelf" and "book shelf", "Bücherregal" and "Bücher Regal".
 *
 * A word is split when every part is a word of the catalogue and the whole is rarer there than
 * the rarest part; German, Dutch and the Nordic languages put letters between parts
 * ("Arbeit-s-tisch") or let a part lose its ending. Two words are joined when the
 * catalogue writes them as one. Both are alternatives for a search, never corrections: the
 * words that were typed are searched too. O(length²) look-ups a word, three parts at most.
 *
 * Source: Koehn and Knight, "Empirical Methods for Compound Splitting", 2003 (the geometric
 * mean of the parts' counts decides).
 */
import type { Language } from "./language.js";
import type { SpanAlternative } from "./synonyms.js";

/** What compounds are found by. */
export interface CompoundOptions {
  /** How often a folded word stands in the catalogue; 0 for an unknown one. */
  readonly countOf: (word: string) => number;
  /** Decides the letters between parts; default none between them. */
  readonly language?: Language;
}

/** A word and its parts. */
export interface CompoundSplit {
  /** Two or three folded words of the catalogue. */
  readonly parts: readonly string[];
  /** Geometric mean of the parts' counts. */
  readonly score: number;
}

/** Splits and joins words. */
export interface CompoundSplitter {
  /** The best split of a folded word; undefined when it has none or is commoner than its parts. */
  readonly split: (word: string) => CompoundSplit | undefined;
  /**
   * Splits of single words and joins of neighbours.
   *
   * @param words - Folded words in the order of the query.
   * @returns Joins and splits weigh 0.9, splits in three 0.7.
   */
  readonly expand: (words: readonly string[]) => SpanAlternative[];
}

/**
 * Builds a splitter.
 *
 * @example
 * const counts = new Map([["book", 40], ["shelf", 30]]);
 * createCompoundSplitter({ countOf: (word) => counts.get(word) ?? 0 }).split("bookshelf")?.parts; // ["book", "shelf"]
 */
export function createCompoundSplitter({ countOf, language }: CompoundOptions): CompoundSplitter {
  const links = (language === undefined ? undefined : LINKS[language]) ?? NO_LINKS;

  /** The part as the catalogue writes it, when it does. */
  const partOf = (typed: string, isLast: boolean): string | undefined => {
    if (typed.length < SHORTEST_PART) return undefined;
    if (countOf(typed) > 0) return typed;
    if (isLast) return undefined;
    for (const link of ["", ...links.between]) {
      const base = typed.slice(0, typed.length - link.length);
      if (!typed.endsWith(link) || base.length < SHORTEST_PART) continue;
      if (countOf(base) > 0) return base;
      const whole = links.dropped.find((ending) => countOf(base + ending) > 0);
      if (whole !== undefined) return base + whole;
    }
    return undefined;
  };
  const splitInto = (word: string, most: number): string[][] => {
    const splits: string[][] = [];
    for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
      const left = partOf(word.slice(0, at), false);
      if (left === undefined) continue;
      const right = partOf(word.slice(at), true);
      if (right !== undefined) splits.push([left, right]);
      else if (most > 2) {
        for (const rest of splitInto(word.slice(at), most - 1)) splits.push([left, ...rest]);
      }
    }
    return splits;
  };
  const split = (word: string): CompoundSplit | undefined => {
    if (word.length < 2 * SHORTEST_PART || word.length > LONGEST_WORD || !LETTERS.test(word))
      return undefined;
    let best: CompoundSplit | undefined;
    for (const parts of splitInto(word, 3)) {
      const counts = parts.map(countOf);
      if (countOf(word) >= Math.min(...counts)) continue;
      const score = counts.reduce((product, count) => product * count, 1) ** (1 / counts.length);
      // Fewer parts first: three short words hide in many long ones.
      const isBetter =
        best === undefined ||
        parts.length < best.parts.length ||
        (parts.length === best.parts.length && score > best.score);
      if (isBetter) best = { parts, score };
    }
    return best;
  };
  const joinOf = (left: string, right: string): string | undefined => {
    if (!LETTERS.test(left) || !LETTERS.test(right)) return undefined;
    const forms = [left, ...links.between.map((link) => left + link)];
    for (const ending of links.dropped) {
      if (left.endsWith(ending) && left.length > ending.length)
        forms.push(left.slice(0, -ending.length));
    }
    return forms.map((form) => form + right).find((whole) => countOf(whole) > 0);
  };
  return {
    split,
    expand(words) {
      const alternatives: SpanAlternative[] = [];
      words.forEach((word, from) => {
        const next = words[from + 1];
        const joined = next === undefined ? undefined : joinOf(word, next);
        if (joined !== undefined)
          alternatives.push({ from, length: 2, words: [joined], weight: 0.9 });
        const found = split(word);
        if (found === undefined) return;
        const weight = found.parts.length === 2 ? 0.9 : 0.7;
        alternatives.push({ from, length: 1, words: found.parts, weight });
      });
      return alternatives;
    },
  };
}

const SHORTEST_PART = 3;
const LONGEST_WORD = 50;
const LETTERS = /^\p{L}+$/u;

/** How a language puts parts together, folded. */
interface Links {
  /** Put behind a part that is not the last. */
  readonly between: readonly string[];
  /** Lost at the end of a part that is not the last: "Schule" in "Schultisch". */
  readonly dropped: readonly string[];
}

const NO_LINKS: Links = { between: [], dropped: [] };
const NORDIC: Links = { between: ["s", "e", "a", "o", "u"], dropped: ["a", "e", "er"] };
const LINKS: Readonly<Partial<Record<Language, Links>>> = {
  de: { between: ["s", "n", "es", "en", "er", "ens", "e"], dropped: ["e", "en"] },
  nl: { between: ["s", "en", "er", "e", "n"], dropped: ["e", "en"] },
  sv: NORDIC,
  da: NORDIC,
  no: NORDIC,
  fi: { between: ["n"], dropped: [] },
  hu: NO_LINKS,
};
