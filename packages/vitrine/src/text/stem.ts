/**
 * @file Takes the endings off words, so that `chairs` finds `chair`: Snowball's and kindred
 * stemmers, from @orama/stemmers.
 *
 * Stemmers are slow and the words of a catalogue few, so stems are remembered, at most
 * 100,000 of them. Each stemmer is loaded on first use, because all of them together would
 * cost every start of the program a tenth of a second.
 */
import { createRequire } from "node:module";
import type { Language } from "./language.js";

/** Gives the stem of a folded word. */
export type Stemmer = (word: string) => string;

/**
 * The stemmer of a language; undefined where the language needs none (Chinese, Japanese) or
 * none is known (Slovene).
 *
 * Words with a digit in them are sizes, models and versions and stay as they are.
 */
export function stemmerOf(language: Language): Stemmer | undefined {
  const { stemmer } = STEMMERS[language]?.() ?? {};
  if (stemmer === undefined) return undefined;
  const stems = new Map<string, string>();
  return (word) => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    // A stemmer may take everything away; a word stays a word.
    const stem = /\p{Nd}/u.test(word) ? word : stemmer(word) || word;
    if (stems.size >= REMEMBERED_STEMS) stems.clear();
    stems.set(word, stem);
    return stem;
  };
}

interface StemmerModule {
  readonly stemmer: Stemmer;
}

const REMEMBERED_STEMS = 100_000;
const require = createRequire(import.meta.url);

const STEMMERS: Readonly<Partial<Record<Language, () => StemmerModule>>> = {
  ar: () => require("@orama/stemmers/arabic") as StemmerModule,
  bg: () => require("@orama/stemmers/bulgarian") as StemmerModule,
  da: () => require("@orama/stemmers/danish") as StemmerModule,
  de: () => require("@orama/stemmers/german") as StemmerModule,
  el: () => require("@orama/stemmers/greek") as StemmerModule,
  en: () => require("@orama/stemmers/english") as StemmerModule,
  es: () => require("@orama/stemmers/spanish") as StemmerModule,
  fi: () => require("@orama/stemmers/finnish") as StemmerModule,
  fr: () => require("@orama/stemmers/french") as StemmerModule,
  ga: () => require("@orama/stemmers/irish") as StemmerModule,
  hi: () => require("@orama/stemmers/indian") as StemmerModule,
  hu: () => require("@orama/stemmers/hungarian") as StemmerModule,
  hy: () => require("@orama/stemmers/armenian") as StemmerModule,
  id: () => require("@orama/stemmers/indonesian") as StemmerModule,
  it: () => require("@orama/stemmers/italian") as StemmerModule,
  lt: () => require("@orama/stemmers/lithuanian") as StemmerModule,
  ne: () => require("@orama/stemmers/nepali") as StemmerModule,
  nl: () => require("@orama/stemmers/dutch") as StemmerModule,
  no: () => require("@orama/stemmers/norwegian") as StemmerModule,
  pt: () => require("@orama/stemmers/portuguese") as StemmerModule,
  ro: () => require("@orama/stemmers/romanian") as StemmerModule,
  ru: () => require("@orama/stemmers/russian") as StemmerModule,
  sa: () => require("@orama/stemmers/sanskrit") as StemmerModule,
  sr: () => require("@orama/stemmers/serbian") as StemmerModule,
  sv: () => require("@orama/stemmers/swedish") as StemmerModule,
  ta: () => require("@orama/stemmers/tamil") as StemmerModule,
  tr: () => require("@orama/stemmers/turkish") as StemmerModule,
  uk: () => require("@orama/stemmers/ukrainian") as StemmerModule,
};
