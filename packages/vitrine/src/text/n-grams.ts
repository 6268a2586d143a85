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

/** Gets an n-gram: `text.slice(start, end)`. */
export type NGramVisitor = (text: string, start: number, end: number) => void;

/** Calls `visit` with every n-gram of the text, repetitions included. */
export type NGramCutter = (text: string, visit: NGramVisitor) => void;

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
      if (longest === 1) return visitWords;
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
const WORD = /[\p{L}\p{N}_]/u;
let unitClasses: Uint8Array | undefined;
const WHITE = String.raw`[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
const WHITE_RUN = new RegExp(`${WHITE}+`);
const WHITE_RUNS = new RegExp(`${WHITE}{2,}`, "g");

/** Visits the runs that `WORDS` matches, some five times as fast. */
function visitWords(text: string, visit: NGramVisitor): void {
  const classes = (unitClasses ??= classifyUnits());
  const { length } = text;
  let start = 0;
  let characters = 0;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    let isWord = classes[unit] === 1;
    let width = 1;
    if (unit >= 0xd800 && unit < 0xdc00) {
      const character = text.codePointAt(at)!;
      isWord = character > 0xffff && WORD.test(String.fromCodePoint(character));
      if (character > 0xffff) width = 2;
    }
    if (isWord) {
      if (characters++ === 0) start = at;
    } else {
      if (characters >= 2) visit(text, start, at);
      characters = 0;
    }
    at += width - 1;
  }
  if (characters >= 2) visit(text, start, length);
}

/** 1 for every code unit that is a character of words by itself. Takes some milliseconds, once. */
function classifyUnits(): Uint8Array {
  return Uint8Array.from({ length: 0x10000 }, (_, unit) =>
    WORD.test(String.fromCharCode(unit)) ? 1 : 0,
  );
}

function cutWords(
  words: readonly string[],
  shortest: number,
  longest: number,
  visit: NGramVisitor,
): void {
  for (let first = 0; first < words.length; first++) {
    let gram = "";
    const last = Math.min(words.length, first + longest);
    for (let next = first; next < last; next++) {
      gram = next === first ? words[next]! : `${gram} ${words[next]!}`;
      if (next - first + 1 >= shortest) visit(gram, 0, gram.length);
    }
  }
}

function slideOver(characters: readonly string[], n: number, visit: NGramVisitor): void {
  for (let start = 0; start + n <= characters.length; start++) {
    const gram = characters.slice(start, start + n).join("");
    visit(gram, 0, gram.length);
  }
}

/** A word shorter than n is itself one n-gram, counted once and not for every n. */
function cutPadded(
  characters: readonly string[],
  shortest: number,
  longest: number,
  visit: NGramVisitor,
): void {
  for (let n = shortest; n <= longest; n++) {
    if (n >= characters.length) {
      const gram = characters.join("");
      visit(gram, 0, gram.length);
      return;
    }
    slideOver(characters, n, visit);
  }
}
