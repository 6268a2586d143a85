/**
 * @file Words too common in a language to tell products apart, from @orama/stopwords.
 *
 * The lists of Lithuanian, Serbian, Turkish and Ukrainian hold words whose letters were
 * damaged; those match nothing and do no harm. Each list is loaded on first use, because all
 * of them together would cost every start of the program a tenth of a second.
 */
import { createRequire } from "node:module";
import { foldText } from "./fold-text.js";
import type { Language } from "./language.js";

/**
 * The stop words of a language, folded as `foldText` folds.
 *
 * @returns The same set for the same language.
 */
export function stopWordsOf(language: Language): ReadonlySet<string> {
  let words = folded.get(language);
  if (words === undefined) {
    words = new Set(LISTS[language]().stopwords.map(foldText));
    folded.set(language, words);
  }
  return words;
}

interface StopWordsModule {
  readonly stopwords: readonly string[];
}

const folded = new Map<Language, ReadonlySet<string>>();
const require = createRequire(import.meta.url);

const LISTS: Readonly<Record<Language, () => StopWordsModule>> = {
  ar: () => require("@orama/stopwords/arabic") as StopWordsModule,
  bg: () => require("@orama/stopwords/bulgarian") as StopWordsModule,
  da: () => require("@orama/stopwords/danish") as StopWordsModule,
  de: () => require("@orama/stopwords/german") as StopWordsModule,
  el: () => require("@orama/stopwords/greek") as StopWordsModule,
  en: () => require("@orama/stopwords/english") as StopWordsModule,
  es: () => require("@orama/stopwords/spanish") as StopWordsModule,
  fi: () => require("@orama/stopwords/finnish") as StopWordsModule,
  fr: () => require("@orama/stopwords/french") as StopWordsModule,
  ga: () => require("@orama/stopwords/irish") as StopWordsModule,
  hi: () => require("@orama/stopwords/indian") as StopWordsModule,
  hu: () => require("@orama/stopwords/hungarian") as StopWordsModule,
  hy: () => require("@orama/stopwords/armenian") as StopWordsModule,
  id: () => require("@orama/stopwords/indonesian") as StopWordsModule,
  it: () => require("@orama/stopwords/italian") as StopWordsModule,
  ja: () => require("@orama/stopwords/japanese") as StopWordsModule,
  lt: () => require("@orama/stopwords/lithuanian") as StopWordsModule,
  ne: () => require("@orama/stopwords/nepali") as StopWordsModule,
  nl: () => require("@orama/stopwords/dutch") as StopWordsModule,
  no: () => require("@orama/stopwords/norwegian") as StopWordsModule,
  pt: () => require("@orama/stopwords/portuguese") as StopWordsModule,
  ro: () => require("@orama/stopwords/romanian") as StopWordsModule,
  ru: () => require("@orama/stopwords/russian") as StopWordsModule,
  sa: () => require("@orama/stopwords/sanskrit") as StopWordsModule,
  sl: () => require("@orama/stopwords/slovenian") as StopWordsModule,
  sr: () => require("@orama/stopwords/serbian") as StopWordsModule,
  sv: () => require("@orama/stopwords/swedish") as StopWordsModule,
  ta: () => require("@orama/stopwords/tamil") as StopWordsModule,
  tr: () => require("@orama/stopwords/turkish") as StopWordsModule,
  uk: () => require("@orama/stopwords/ukrainian") as StopWordsModule,
  zh: () => require("@orama/stopwords/mandarin") as StopWordsModule,
};
