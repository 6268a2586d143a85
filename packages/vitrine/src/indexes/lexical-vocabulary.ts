/**
 * @file The words of an index and the terms they are forms of: `chair` and `chairs` are two
 * words and, in English, one term.
 *
 * Documents are indexed by word and scored by term. A catalogue in several languages gives a
 * word one term for each different stem. Typing errors and beginnings are looked for among
 * words, because a stemmer makes of a misspelling something else altogether.
 */
import { createWordDictionary } from "./word-dictionary.js";
import type { WordDictionary } from "./word-dictionary.js";

/** Words and terms, each numbered from 0 in the order they came. */
export interface LexicalVocabulary {
  readonly words: WordDictionary;
  readonly termCount: number;
  /** The number of a word, a new one when it has none. */
  readonly addWord: (text: string) => number;
  /** The terms that a word is a form of; at least one. */
  readonly termsOf: (word: number) => readonly number[];
  /** The terms that a text would be a form of, whether it is a word here or not, as far as a word here is. */
  readonly findTerms: (text: string) => readonly number[];
  /** The words of a term, by their texts in code-unit order. */
  readonly wordsOf: (term: number) => readonly number[];
}

/**
 * Starts a vocabulary.
 *
 * @param stems - Gives the stems of a word, distinct; words with one in common are forms of a term.
 * @param texts - Its first words, distinct; they are numbered in this order.
 */
export function createVocabulary(
  stems: (word: string) => readonly string[],
  texts: readonly string[] = [],
): LexicalVocabulary {
  const words = createWordDictionary();
  const termOfStem = new Map<string, number>();
  const termsOfWord = createNumberLists();
  const wordsOfTerm = createNumberLists();

  const termOf = (stem: string): number => {
    let term = termOfStem.get(stem);
    if (term === undefined) {
      term = termOfStem.size;
      termOfStem.set(stem, term);
    }
    return term;
  };
  const addWord = (text: string): number => {
    const word = words.add(text);
    if (word < termsOfWord.length) return word;
    for (const term of stems(text).map(termOf)) {
      termsOfWord.add(word, term);
      wordsOfTerm.add(term, word)?.sort((a, b) => (words.textOf(a) < words.textOf(b) ? -1 : 1));
    }
    return word;
  };
  for (const text of texts) addWord(text);

  return Object.freeze({
    words,
    get termCount() {
      return termOfStem.size;
    },
    addWord,
    termsOf: termsOfWord.get,
    findTerms: (text: string) =>
      stems(text).flatMap((stem) => {
        const term = termOfStem.get(stem);
        return term === undefined ? [] : [term];
      }),
    wordsOf: wordsOfTerm.get,
  });
}

/** Lists of numbers by number, of which nearly all hold one: an array for each would be most of an index's objects. */
interface NumberLists {
  /** One more than the greatest key. */
  readonly length: number;
  readonly get: (key: number) => readonly number[];
  /** @param key - At most `length`. @returns The list, when it holds more than one. */
  readonly add: (key: number, value: number) => number[] | undefined;
}

function createNumberLists(): NumberLists {
  const only: number[] = [];
  const longer = new Map<number, number[]>();
  return {
    get length() {
      return only.length;
    },
    get: (key) => longer.get(key) ?? [only[key]!],
    add(key, value) {
      if (key === only.length) {
        only.push(value);
        return undefined;
      }
      const list = longer.get(key) ?? [only[key]!];
      list.push(value);
      longer.set(key, list);
      return list;
    },
  };
}
