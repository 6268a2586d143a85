/**
 * @file Turns a text into the terms it is indexed and searched by.
 *
 * NFKC → words (segment-words.ts) → folded (fold-text.ts) → apostrophes and the dots of
 * acronyms taken out → stop words dropped → stemmed. The same analyser must read documents
 * and queries. About a million words a second.
 *
 * Folding comes before stemming, which most stemmers would have the other way round: a
 * shopper who leaves the accents out must come to the same stem.
 */
import { z } from "zod";
import { foldText } from "./fold-text.js";
import type { Language } from "./language.js";
import { LANGUAGES } from "./language.js";
import { locateWords, segmentWords } from "./segment-words.js";
import { stemmerOf } from "./stem.js";
import { stopWordsOf } from "./stop-words.js";

/** Options of an analyser, with their defaults. */
export const analyzerOptionsSchema = z.strictObject({
  language: z
    .enum(LANGUAGES)
    .optional()
    .describe("Language of the catalogue; without it no stemming and no stop words of a language."),
  stem: z
    .boolean()
    .default(true)
    .describe("Whether endings are taken off, where the language has a stemmer."),
  stopWords: z
    .union([z.boolean(), z.array(z.string()).readonly()])
    .default(false)
    .describe("Whether the language's stop words are dropped; or the words to drop."),
});
export type AnalyzerOptions = z.input<typeof analyzerOptionsSchema>;

/** A term and where its word stands. */
export interface LocatedTerm {
  readonly term: string;
  /** `text.slice(start, end)` is the word, where text is in NFKC, as products are. */
  readonly start: number;
  readonly end: number;
}

/** Reads texts. Two analysers of equal options give equal terms. */
export interface Analyzer {
  readonly options: Readonly<z.output<typeof analyzerOptionsSchema>>;
  /** The terms of `text` in its order, repetitions kept: `words(text).map(stem)`. */
  readonly analyze: (text: string) => string[];
  /** The folded words of `text` before stemming, less stop words. */
  readonly words: (text: string) => string[];
  /** The term of a word that `words` gave; the word itself where nothing is stemmed. */
  readonly stem: (word: string) => string;
  /**
   * The terms of `text` with the places of their words, to mark what matched.
   *
   * @returns The terms of `analyze(text)`, in its order.
   */
  readonly locate: (text: string) => LocatedTerm[];
}

/**
 * Builds an analyser.
 *
 * @throws {ZodError} when an option is out of range.
 *
 * @example
 * createAnalyzer({ language: "en" }).analyze("Men's Running Shoes"); // ["men", "run", "shoe"]
 */
export function createAnalyzer(options: AnalyzerOptions = {}): Analyzer {
  const settings = Object.freeze(analyzerOptionsSchema.parse(options));
  const { language, stem, stopWords } = settings;
  const drops = stopWordSet(language, stopWords);
  const stemmer = stem && language !== undefined ? stemmerOf(language) : undefined;
  const elides = language !== undefined && ELIDING.has(language);

  /** Appends the words of what stands between two word boundaries: none for a stop word, two for the French `l'eau`. */
  const appendWords = (segment: string, words: string[]): void => {
    const folded = foldText(segment);
    if (drops?.has(folded) === true) return;
    if (!folded.includes("'") && !folded.includes(".")) {
      words.push(folded);
      return;
    }
    const parts = elides ? folded.split("'") : [folded.replace(/'s$/, "").replaceAll("'", "")];
    for (const part of parts) {
      const word = withoutDots(part);
      if (word !== "" && drops?.has(word) !== true) words.push(word);
    }
  };
  const stemWord = (word: string): string => (stemmer === undefined ? word : stemmer(word));
  const wordsOf = (text: string): string[] => {
    const words: string[] = [];
    for (const segment of segmentWords(text.normalize("NFKC"))) appendWords(segment, words);
    return words;
  };

  return Object.freeze({
    options: settings,
    analyze: (text: string) => wordsOf(text).map(stemWord),
    words: wordsOf,
    stem: stemWord,
    locate(text: string) {
      const normal = text.normalize("NFKC");
      return locateWords(normal).flatMap(({ start, end }) => {
        const words: string[] = [];
        appendWords(normal.slice(start, end), words);
        return words.map((word) => ({ term: stemWord(word), start, end }));
      });
    },
  });
}

/** Languages that write `l'eau` and mean two words. */
const ELIDING: ReadonlySet<Language> = new Set(["fr", "it", "ga"]);

/** `u.s.a` is `usa`; the point of a number stays. */
function withoutDots(word: string): string {
  return /\p{Nd}/u.test(word) ? word : word.replaceAll(".", "");
}

function stopWordSet(
  language: Language | undefined,
  stopWords: boolean | readonly string[],
): ReadonlySet<string> | undefined {
  if (typeof stopWords !== "boolean") return new Set(stopWords.map(foldText));
  return stopWords && language !== undefined ? stopWordsOf(language) : undefined;
}
