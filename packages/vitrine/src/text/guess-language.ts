/**
 * @file Guesses the language of a text from its script and its stop words.
 *
 * A script that one language writes decides alone, in Cyrillic the letters of one. Else the language wins whose stop words are most
 * of those met; a word that several languages share counts as a part for each. Where two words do
 * not speak for one language, or another is close, the answer is that nothing is known: titles such
 * as `Sofa Oslo 3000` are in no language. O(n); the lists of words are loaded at the first guess.
 */
import { foldText } from "./fold-text.js";
import type { Language } from "./language.js";
import { LANGUAGES } from "./language.js";
import { segmentWords } from "./segment-words.js";
import { stopWordsOf } from "./stop-words.js";

/** Scripts that one language of shops writes; the first that holds most letters decides. */
const scripts: readonly (readonly [language: string, letters: RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["zh", /\p{Script=Han}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["hy", /\p{Script=Armenian}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["th", /\p{Script=Thai}/gu],
  ["ta", /\p{Script=Tamil}/gu],
  ["ka", /\p{Script=Georgian}/gu],
];

/** Letters that only one Cyrillic language of those known has, where stop words are much the same. */
const cyrillic: readonly (readonly [language: Language, letters: RegExp])[] = [
  ["uk", /[їєґі]/i],
  ["sr", /[ђјљњћџ]/i],
  ["ru", /[ыэё]/i],
  ["bg", /[а-я]ъ[а-я]/i],
];

const lookedAt = 600;
/** Share of the letters that must be of a script. Japanese mixes its kana with Han. */
const scriptShare = 0.25;
/** Weight of stop words, in whole words, that a language needs, and how much more than the next. */
const leastWeight = 2;
const leastLead = 1.25;

/**
 * Guesses a language.
 *
 * @param text - Its first 600 characters are looked at.
 * @returns An ISO 639-1 code, or undefined when the text does not say.
 *
 * @example
 * guessLanguage("Ein Tisch aus Eiche mit zwei Schubladen und einer Platte"); // "de"
 */
export function guessLanguage(text: string): string | undefined {
  const start = text.slice(0, lookedAt);
  if (/[^\x00-\u024f]/.test(start)) {
    const letters = start.match(/\p{L}/gu)?.length ?? 0;
    const written = scripts.find(
      ([, pattern]) => (start.match(pattern)?.length ?? 0) > letters * scriptShare,
    );
    if (written !== undefined) return written[0];
    if ((start.match(/\p{Script=Cyrillic}/gu)?.length ?? 0) > letters / 2) {
      return cyrillic.find(([, own]) => own.test(start))?.[0];
    }
  }
  const weights = new Map<Language, number>();
  const seen = new Set<string>();
  for (const word of segmentWords(start)) {
    const folded = foldText(word);
    const languages = languagesOfWord().get(folded);
    if (languages === undefined || seen.has(folded)) continue;
    seen.add(folded);
    for (const language of languages) {
      weights.set(language, (weights.get(language) ?? 0) + 1 / Math.sqrt(languages.length));
    }
  }
  const [best, next] = [...weights].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < leastWeight) return undefined;
  return next === undefined || best[1] >= next[1] * leastLead ? best[0] : undefined;
}

let wordTable: Map<string, readonly Language[]> | undefined;

function languagesOfWord(): ReadonlyMap<string, readonly Language[]> {
  if (wordTable !== undefined) return wordTable;
  const table = new Map<string, Language[]>();
  for (const language of LANGUAGES) {
    for (const word of stopWordsOf(language)) {
      const languages = table.get(word);
      if (languages === undefined) table.set(word, [language]);
      else languages.push(language);
    }
  }
  wordTable = table;
  return table;
}
