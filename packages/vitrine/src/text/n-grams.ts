/**
 * @file Cuts a text into the n-grams that scikit-learn's vectorisers count.
 *
 * `word`, `char` and `char_wb` are scikit-learn's: words are two or more letters, digits or
 * `_` in a row; characters are code points; white space is Python's. `segmented` is ours:
 * the words of segment-words.ts, for languages that write no spaces.
 *
 * Reference: scikit-learn 1.x, `CountVectorizer` (feature_extraction/text.py).
 */
import { segmentWords } from "./segment-words.js";

/** What an n-gram is made of. */
export type NGramUnit = "word" | "char" | "char_wb" | "segmented";

/** Calls `visit` with every n-gram of the text, repetitions included. */
export type NGramCutter = (text: string, visit: (gram: string) => void) => void;

/**
 * Builds a cutter.
 *
 * @param unit - `char_wb` makes n-grams within words padded by a space on either side.
 * @param shortest - Smallest n, at least 1.
 * @param longest - Greatest n, at least `shortest`.
 */
export function createNGramCutter(unit: NGramUnit, shortest: number, longest: number): NGramCutter {
  switch (unit) {
    case "word":
      return (text, visit) => {
        cutWords(text.match(WORDS) ?? [], shortest, longest, visit);
      };
    case "segmented":
      return (text, visit) => {
        cutWords(segmentWords(text), shortest, longest, visit);
      };
    case "char":
      return (text, visit) => {
        const characters = Array.from(text.replace(WHITE_RUNS, " "));
        for (let n = shortest; n <= Math.min(longest, characters.length); n++) {
          slideOver(characters, n, visit);
        }
      };
    case "char_wb":
      return (text, visit) => {
        for (const word of text.split(WHITE_RUN)) {
          if (word !== "") cutPadded(Array.from(` ${word} `), shortest, longest, visit);
        }
      };
  }
}

// Python's \w: letters, numbers of every kind and "_", no marks.
const WORDS = /[\p{L}\p{N}_]{2,}/gu;
const WHITE = String.raw`[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
const WHITE_RUN = new RegExp(`${WHITE}+`);
const WHITE_RUNS = new RegExp(`${WHITE}{2,}`, "g");

function cutWords(
  words: readonly string[],
  shortest: number,
  longest: number,
  visit: (gram: string) => void,
): void {
  for (let first = 0; first < words.length; first++) {
    let gram = "";
    const last = Math.min(words.length, first + longest);
    for (let next = first; next < last; next++) {
      gram = next === first ? words[next]! : `${gram} ${words[next]!}`;
      if (next - first + 1 >= shortest) visit(gram);
    }
  }
}

function slideOver(characters: readonly string[], n: number, visit: (gram: string) => void): void {
  for (let start = 0; start + n <= characters.length; start++) {
    visit(characters.slice(start, start + n).join(""));
  }
}

/** A word shorter than n is itself one n-gram, counted once and not for every n. */
function cutPadded(
  characters: readonly string[],
  shortest: number,
  longest: number,
  visit: (gram: string) => void,
): void {
  for (let n = shortest; n <= longest; n++) {
    if (n >= characters.length) {
      visit(characters.join(""));
      return;
    }
    slideOver(characters, n, visit);
  }
}
