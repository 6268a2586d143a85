/** @file Reads words of a price level: `cheap`, `pas cher`, `luxury`. */
import { levelWords } from "./price-words.js";
import type { QueryClaims } from "./query-claims.js";

/**
 * Claims words of a price level.
 *
 * Words that no title uses (`cheap`) are taken out of the text, where they could only mislead;
 * those that titles use (`premium cat food`) stay and count half.
 */
export function readPriceLevel(
  { tokens, words, areFree, claim }: QueryClaims,
  documentFrequency: (term: string) => number,
): void {
  for (let at = 0; at < words.length;) {
    const phrase = levelWords.longestAt(words, at);
    const end = at + (phrase?.length ?? 1);
    const level = phrase?.meanings[0];
    if (level !== undefined && areFree(at, end)) {
      const isUsed = tokens.slice(at, end).every(({ term }) => documentFrequency(term) > 0);
      claim(at, end, {
        kind: "price-level",
        use: "boost",
        filter: `price_level=${level}`,
        anyOf: [],
        weight: isUsed ? 0.5 : 1,
        keepsText: isUsed,
      });
    }
    at = end;
  }
}
