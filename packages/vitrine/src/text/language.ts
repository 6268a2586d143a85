/**
 * @file The languages for which stop words and stemmers are known.
 *
 * A text in any other language, or in several, is still analysed: without a language its
 * words are found, folded and matched as they are.
 */
import { VitrineError } from "../errors.js";

/** ISO 639-1 codes, sorted. */
export const LANGUAGES = [
  "ar",
  "bg",
  "da",
  "de",
  "el",
  "en",
  "es",
  "fi",
  "fr",
  "ga",
  "hi",
  "hu",
  "hy",
  "id",
  "it",
  "ja",
  "lt",
  "ne",
  "nl",
  "no",
  "pt",
  "ro",
  "ru",
  "sa",
  "sl",
  "sr",
  "sv",
  "ta",
  "tr",
  "uk",
  "zh",
] as const;

/** A language by its ISO 639-1 code. */
export type Language = (typeof LANGUAGES)[number];

/**
 * Reads a language from a code or a locale.
 *
 * @param code - `en`, `de-AT`, `pt_BR`; case does not matter.
 * @throws {VitrineError} `PARAM_INVALID` when nothing is known of the language.
 */
export function toLanguage(code: string): Language {
  const primary = code.toLowerCase().split(/[-_]/, 1)[0] ?? "";
  // Norwegian is written in two forms that share stop words and a stemmer.
  const wanted = primary === "nb" || primary === "nn" ? "no" : primary;
  const language = LANGUAGES.find((known) => known === wanted);
  if (language !== undefined) return language;
  throw new VitrineError(
    "PARAM_INVALID",
    `language must be one of ${LANGUAGES.join(", ")}; got "${code}". Leave it out: texts in any language are found without stemming and stop words.`,
    { param: "language", got: code },
  );
}
