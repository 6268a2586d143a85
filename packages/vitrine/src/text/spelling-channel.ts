/**
 * @file How likely a hand that meant one word types another: the error model of a noisy channel.
 *
 * The cheapest way from the intended to the typed word, as a negative natural logarithm. A swap
 * of neighbours, a letter doubled or left single, a key beside the right one and a vowel for
 * another cost less than other errors; the first letter is seldom wrong, so an error in it
 * costs more. O(length²) time.
 *
 * Source: Church and Gale, "Probability scoring for spelling correction", 1991; costs rounded
 * from the order that their counts and Damerau's (1964) show.
 */
import type { Language } from "./language.js";

/** Gives the cost of typing `typed` where `intended` was meant; 0 for the same word. */
export type SpellingChannel = (intended: string, typed: string) => number;

/**
 * Builds the error model of a keyboard.
 *
 * @param language - Whose keyboard; default QWERTY.
 *
 * @example
 * const cost = createSpellingChannel("en");
 * cost("chair", "chiar") < cost("chair", "chaxr"); // true
 */
export function createSpellingChannel(language?: Language): SpellingChannel {
  const neighbours = neighboursOf(KEYBOARDS[language ?? "en"] ?? QWERTY);
  const replaced = (wanted: string, got: string): number => {
    if (wanted === got) return 0;
    if (neighbours.has(wanted + got)) return COSTS.neighbourKey;
    return VOWELS.includes(wanted) && VOWELS.includes(got) ? COSTS.vowel : COSTS.replaced;
  };
  return (intended, typed) => {
    const rows = Array.from({ length: intended.length + 1 }, () =>
      new Array<number>(typed.length + 1).fill(0),
    );
    for (let i = 0; i <= intended.length; i++) {
      for (let j = 0; j <= typed.length; j++) {
        if (i === 0 && j === 0) continue;
        const wanted = intended.charAt(i - 1);
        const got = typed.charAt(j - 1);
        const first = Math.max(i, j) === 1 || (i <= 1 && j <= 1) ? COSTS.firstLetter : 0;
        let best = Infinity;
        if (i > 0 && j > 0)
          best = rows[i - 1]![j - 1]! + replaced(wanted, got) + (wanted === got ? 0 : first);
        if (i > 0) {
          const missing = wanted === intended.charAt(i - 2) ? COSTS.doubled : COSTS.missing;
          best = Math.min(best, rows[i - 1]![j]! + missing + first);
        }
        if (j > 0) {
          const added =
            got === typed.charAt(j - 2)
              ? COSTS.doubled
              : neighbours.has(wanted + got) || neighbours.has(intended.charAt(i) + got)
                ? COSTS.neighbourAdded
                : COSTS.added;
          best = Math.min(best, rows[i]![j - 1]! + added + first);
        }
        if (i > 1 && j > 1 && wanted === typed.charAt(j - 2) && intended.charAt(i - 2) === got) {
          best = Math.min(
            best,
            rows[i - 2]![j - 2]! + COSTS.swapped + (i === 2 || j === 2 ? COSTS.firstLetter : 0),
          );
        }
        rows[i]![j] = best;
      }
    }
    return rows[intended.length]![typed.length]!;
  };
}

/** Negative logarithms of how often each error is made, given a word. */
const COSTS = {
  swapped: 4.5,
  doubled: 4.5,
  neighbourKey: 5,
  missing: 5,
  neighbourAdded: 5.5,
  vowel: 5.5,
  added: 6.5,
  replaced: 7,
  firstLetter: 3,
} as const;
const VOWELS = "aeiouyäöüåøæ";

const QWERTY = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const QWERTZ = ["qwertzuiopü", "asdfghjklöä", "yxcvbnm"];
const NORDIC = ["qwertyuiopå", "asdfghjklöä", "zxcvbnm"];
const RUSSIAN = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];
const KEYBOARDS: Readonly<Partial<Record<Language, readonly string[]>>> = {
  de: QWERTZ,
  hu: QWERTZ,
  sl: QWERTZ,
  fr: ["azertyuiop", "qsdfghjklm", "wxcvbn"],
  sv: NORDIC,
  fi: NORDIC,
  da: NORDIC,
  no: NORDIC,
  ru: RUSSIAN,
};

/** Pairs of keys that touch: beside each other, or above and half a key to the side. */
function neighboursOf(rows: readonly string[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  const touch = (a: string | undefined, b: string | undefined): void => {
    if (a === undefined || b === undefined) return;
    pairs.add(a + b);
    pairs.add(b + a);
  };
  rows.forEach((keys, row) => {
    for (let at = 0; at < keys.length; at++) {
      touch(keys[at], keys[at + 1]);
      touch(keys[at], rows[row + 1]?.[at]);
      touch(keys[at], rows[row + 1]?.[at - 1]);
    }
  });
  return pairs;
}
