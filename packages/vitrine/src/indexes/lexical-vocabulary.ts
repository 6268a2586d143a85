/**
 * @file The words of an index and the terms they are forms of: `chair` and `chairs` are two
 * words and, in English, one term.
 *
 * Documents are indexed by word and scored by term. Typing errors and beginnings are looked
 * for among words, because a stemmer makes of a misspelling something else altogether.
 */
import { createWordDictionary } from "./word-dictionary.js";
import type { WordDictionary } from "./word-dictionary.js";

/** Words and terms, each numbered from 0 in the order they came. */
export interface LexicalVocabulary {
  readonly words: WordDictionary;
  /** The number of a word, a new one when it has none. */
  readonly addWord: (text: string) => number;
  /** The term that a word is a form of. */
  readonly termOf: (word: number) => number;
  /** The term that a text would be a form of, whether it is a word here or not; undefined when no word here is. */
  readonly findTerm: (text: string) => number | undefined;
  /** The words of a term, by their texts in code-unit order. */
  readonly wordsOf: (term: number) => readonly number[];
}

/**
 * Starts a vocabulary.
 *
 * @param stem - Gives the same text for all forms of a term.
 * @param texts - Its first words, distinct; they are numbered in this order.
 */
export function createVocabulary(
  stem: (word: string) => string,
  texts: readonly string[] = [],
): LexicalVocabulary {
  const words = createWordDictionary();
  const termOfStem = new Map<string, number>();
  const termOfWord: number[] = [];
  const wordsOfTerm: number[][] = [];

  const addWord = (text: string): number => {
    const word = words.add(text);
    if (word < termOfWord.length) return word;
    const stemmed = stem(text);
    let term = termOfStem.get(stemmed);
    if (term === undefined) {
      term = wordsOfTerm.length;
      termOfStem.set(stemmed, term);
      wordsOfTerm.push([]);
    }
    termOfWord.push(term);
    const forms = wordsOfTerm[term]!;
    forms.push(word);
    if (forms.length > 1) forms.sort((a, b) => (words.textOf(a) < words.textOf(b) ? -1 : 1));
    return word;
  };
  for (const text of texts) addWord(text);

  return Object.freeze({
    words,
    addWord,
    termOf: (word: number) => termOfWord[word]!,
    findTerm: (text: string) => termOfStem.get(stem(text)),
    wordsOf: (term: number) => wordsOfTerm[term]!,
  });
}
