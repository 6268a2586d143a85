/**
 * @file Reads the texts of a catalogue in one language or several.
 *
 * The first language says how words are cut (whether `l'eau` is two); stop words are those of
 * every language, and a word has the stems of every language, because of two words alone
 * nobody can tell which language they are in.
 */
import { createAnalyzer } from "../text/analyze.js";
import { stopWordsOf } from "../text/stop-words.js";
import type { LexicalIndexSettings } from "./lexical-options.js";

/** How documents and queries are read. */
export interface LexicalAnalyzer {
  /** The folded words of a text before stemming, less stop words. */
  readonly words: (text: string) => string[];
  /** The stems of a word that `words` gave, distinct, by the order of the languages. */
  readonly stems: (word: string) => readonly string[];
}

/** Builds the analyser of an index. */
export function createLexicalAnalyzer({
  analyzer: options,
  languages,
}: Pick<LexicalIndexSettings, "analyzer" | "languages">): LexicalAnalyzer {
  const { language, stem, stopWords } = options;
  const all = [...new Set(language === undefined ? languages : [language, ...languages])];
  const drops = stopWords === true ? all.flatMap((each) => [...stopWordsOf(each)]) : stopWords;
  const toAnalyzer = (each: (typeof all)[number] | undefined): ReturnType<typeof createAnalyzer> =>
    createAnalyzer({ stem, stopWords: drops, ...(each === undefined ? {} : { language: each }) });
  const [first, ...others] = all.length === 0 ? [toAnalyzer(undefined)] : all.map(toAnalyzer);
  return Object.freeze({
    words: first!.words,
    stems: (word: string) => {
      const stems = [first!.stem(word)];
      for (const other of others) {
        const another = other.stem(word);
        if (!stems.includes(another)) stems.push(another);
      }
      return stems;
    },
  });
}
