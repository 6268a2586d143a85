/**
 * @file Which words of a query are read already: every word belongs to one reading at most.
 */
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
 * @param ignore - Parts of the query that nothing is to be read in.
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
    if (text === "") continue;
    for (let at = query.indexOf(text); at >= 0; at = query.indexOf(text, at + 1)) {
      const from = tokens.findIndex(({ start }) => start === at);
      const last = tokens.findLastIndex(({ end }) => end === at + text.length);
      if (from >= 0 && last >= from) take(from, last + 1);
    }
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
