/**
 * @file Finds the words of a text in any script.
 *
 * Scripts that write spaces go through one regular expression that follows Unicode's word
 * boundaries (UAX #29) and so agrees with `Intl.Segmenter`, about twenty times faster. Runs of scripts
 * that write none (Han, Kana, Thai, Lao, Khmer, Burmese …) go through `Intl.Segmenter`,
 * which has dictionaries for them. O(n) time.
 *
 * Words differ from `Intl.Segmenter`'s on purpose in this:
 * - `.` joins single letters only (`U.S.A`), because shops forget the space after a full
 *   stop: `shoes.Molded` is two words. Between digits it joins: `2.36`, `v1.2.3`.
 * - `:` never joins: `Colour:black` is two words.
 * - A word starts with a letter or a digit: `_` alone is none, and `_a` is the word `a`.
 * - A word ends where a script without spaces begins: `5Gสีดำ` is `5G` and what follows.
 * - An apostrophe at the end is no part of a word, in Hebrew either.
 */

/** Where a word stands: `text.slice(start, end)`, in UTF-16 code units. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

// Scripts whose words are found by dictionary: Unicode's Ideographic, Hiragana, Katakana and
// the line-breaking class Complex_Context. Iteration marks and the prolonged sound mark are common to the kana.
const UNSPACED_CLASS = String.raw`\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70\u3031-\u3035\u309b\u309c\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tai_Le}\p{Script=New_Tai_Lue}\p{Script=Tai_Tham}\p{Script=Tai_Viet}\p{Script=Ahom}`;
// Marks and invisible characters belong to the letter before them; the zero-width space parts words.
const E = String.raw`(?:(?!\u200b)[\p{Mark}\p{Cf}\u200c\u200d])*`;
const DIGIT = String.raw`\p{Nd}`;
const LETTER = String.raw`(?:(?![${UNSPACED_CLASS}\p{Script=Hangul}\p{Mark}])[\p{Alphabetic}\u02c2-\u02df\u05f3])`;
const CONNECTOR = String.raw`[\p{Pc}\u202f]`;
const UNSPACED = String.raw`(?:(?!\p{Nd})[${UNSPACED_CLASS}]${E})+`;
const LETTERS = String.raw`(?:${LETTER}${E})+`;
const DIGITS = String.raw`(?:${DIGIT}${E})+`;
const HANGUL = String.raw`(?:\p{Script=Hangul}${E})+`;
const STOP = String.raw`[.\u2024\ufe52\uff0e]`;
const LETTER_JOINT = String.raw`(?:['\u2018\u2019\uff07\u00b7\u0387\u055f\u05f4\u2027]|(?<=[\u05d0-\u05f2]${E})"(?=[\u05d0-\u05f2]))`;
const DIGIT_JOINT = String.raw`[.,;\u037e\u0589\u060c\u060d\u066b\u066c\u07f8\u2044\u2018\u2019'\u2024\ufe10\ufe14\ufe50\ufe52\ufe54\uff07\uff0c\uff0e\uff1b]`;
const ACRONYM = String.raw`${LETTER}(?:${STOP}${LETTER})+(?!${LETTER}|${DIGIT}|${CONNECTOR}|\p{Mark})`;
const LETTER_WORD = String.raw`${LETTERS}(?:${LETTER_JOINT}${E}${LETTERS})*`;
const NUMBER = String.raw`${DIGITS}(?:${DIGIT_JOINT}${E}${DIGITS})*`;
const SPACED = String.raw`(?:${ACRONYM}|(?:${LETTER_WORD}|${NUMBER})(?:${LETTER_WORD}|${NUMBER}|(?:${CONNECTOR}${E})+)*)`;

const ASCII_WORDS =
  /[A-Za-z](?:\.[A-Za-z])+(?![A-Za-z0-9_])|(?:[A-Za-z]+(?:'[A-Za-z]+)*|\d+(?:[.,;']\d+)*)(?:[A-Za-z]+(?:'[A-Za-z]+)*|\d+(?:[.,;']\d+)*|_+)*/g;
const WORDS = new RegExp(`(?<unspaced>${UNSPACED})|${HANGUL}|${SPACED}`, "gu");
const ASCII = /^[\x00-\x7f]*$/;

let dictionary: Intl.Segmenter | undefined;

/**
 * The words of `text`, in its order, as they are written there.
 *
 * @param text - Any script, any length. Unicode's NFKC finds more (`①`, `㎏`) than other forms.
 *
 * @example
 * segmentWords("20-inch table, 2.36 kg"); // ["20", "inch", "table", "2.36", "kg"]
 */
export function segmentWords(text: string): string[] {
  if (ASCII.test(text)) return text.match(ASCII_WORDS) ?? [];
  const words: string[] = [];
  for (const match of text.matchAll(WORDS)) {
    const run = match.groups?.["unspaced"];
    if (run === undefined) words.push(match[0]);
    else
      for (const { segment, isWordLike } of dictionaryOf().segment(run))
        if (isWordLike === true) words.push(segment);
  }
  return words;
}

/**
 * Where the words of `text` stand, in its order; the words are those of `segmentWords`.
 *
 * @param text - Any script, any length.
 */
export function locateWords(text: string): WordSpan[] {
  const spans: WordSpan[] = [];
  for (const match of text.matchAll(ASCII.test(text) ? ASCII_WORDS : WORDS)) {
    const run = match.groups?.["unspaced"];
    const start = match.index;
    if (run === undefined) {
      spans.push({ start, end: start + match[0].length });
      continue;
    }
    for (const { segment, index, isWordLike } of dictionaryOf().segment(run)) {
      if (isWordLike !== true) continue;
      spans.push({ start: start + index, end: start + index + segment.length });
    }
  }
  return spans;
}

/** Made on first use: it takes milliseconds. Its language only matters to scripts with spaces. */
function dictionaryOf(): Intl.Segmenter {
  dictionary ??= new Intl.Segmenter("en", { granularity: "word" });
  return dictionary;
}
