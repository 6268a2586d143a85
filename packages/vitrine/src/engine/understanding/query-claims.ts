/**
 * @file Which words of a query are read already: every word belongs to one reading at most.
 */
import { foldText } from "../../text/fold-text.js";
import type { QueryToken } from "./query-tokens.js";
import type { Understood } from "./query-reading.js";

/** A reading before its words are cut from the query. */
export type Claim = Omit<Understood, "text" | "start" | "end">;

/** The words of a query and who has them. */
export interface QueryClaims {
  readonly query: string;
  readonly tokens: readonly QueryToken[];
  /** Folded; shape [tokens]. */
  readonly words: readonly string[];
  /** Whether no reading has any of the tokens `[from, to)`. */
  readonly areFree: (from: number, to: number) => boolean;
  /** Whether a reading has the token that takes its words out of the text. */
  readonly isCut: (at: number) => boolean;
  /** Gives tokens to a reading. */
  readonly claim: (from: number, to: number, claim: Claim) => void;
  /** In the order of the query. */
  readonly understood: () => Understood[];
}

/**
 * Starts with no word claimed.
 *
 * @param ignore - Parts of the query, in any case, that nothing is to be read in.
 */
export function createQueryClaims(
  query: string,
  tokens: readonly QueryToken[],
  ignore: readonly string[],
): QueryClaims {
  const isTaken = tokens.map(() => false);
  const take = (from: number, to: number): void => {
    isTaken.fill(true, from, to);
  };
  for (const text of ignore) {
    const wanted = foldText(text.trim());
    if (wanted === "") continue;
    tokens.forEach(({ start }, from) => {
      for (let last = from; last < tokens.length; last++) {
        const { end } = tokens[last]!;
        if (end - start > text.length * LONGEST_FOLD) return;
        if (foldText(query.slice(start, end)) === wanted) take(from, last + 1);
      }
    });
  }
  const claims: Understood[] = [];
  const cuts = new Set<number>();
  return {
    query,
    tokens,
    words: tokens.map(({ text }) => text),
    isCut: (at) => cuts.has(at),
    areFree: (from, to) => from < to && !isTaken.slice(from, to).includes(true),
    claim(from, to, claim) {
      take(from, to);
      if (!claim.keepsText) for (let at = from; at < to; at++) cuts.add(at);
      const start = tokens[from]!.start;
      const end = tokens[to - 1]!.end;
      claims.push({ text: query.slice(start, end), start, end, ...claim });
    },
    understood: () => claims.sort((a, b) => a.start - b.start),
  };
}

/** A text has at most so many times the characters of another that is the same but for case and accents. */
const LONGEST_FOLD = 4;
