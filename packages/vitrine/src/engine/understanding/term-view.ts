/**
 * @file A query as a sequence of terms in which phrases are looked up: signs and joining words are
 * passed over (`black & decker` is `black decker`), a comma and a word that is taken end every phrase.
 */
import { joiningTerms } from "./known-values.js";
import type { QueryClaims } from "./query-claims.js";

/** A word of negation before a place. */
export interface Negation {
  /** The token it starts at. */
  readonly from: number;
}

/** The terms of a query that are free. */
export interface TermView {
  readonly terms: readonly string[];
  /** The tokens `[from, to)` of the terms `[start, end)`. */
  readonly span: (start: number, end: number) => readonly [from: number, to: number];
  readonly negationBefore: (at: number) => Negation | undefined;
}

/** Looks at the words of a query as they are claimed now. */
export function viewTerms({ tokens, words, areFree }: QueryClaims): TermView {
  const places: number[] = [];
  const terms: string[] = [];
  tokens.forEach(({ kind, text, term }, place) => {
    const isBreak = !areFree(place, place + 1) || /^[,;:()]$/.test(text);
    if (!isBreak && (kind === "sign" || joiningTerms.has(text))) return;
    places.push(place);
    terms.push(isBreak ? BREAK : term);
  });
  return {
    terms,
    span: (start, end) => [places[start]!, places[end - 1]! + 1],
    negationBefore(at) {
      const place = places[at] ?? 0;
      const from = FILLERS.has(words[place - 1] ?? "") ? place - 2 : place - 1;
      if (!NEGATIONS.has(words[from] ?? "") || !areFree(from, place)) return undefined;
      // `not just blue`: what is denied is not the next word.
      return { from };
    },
  };
}

/** No phrase holds it. */
const BREAK = "\u0000";
const NEGATIONS: ReadonlySet<string> = new Set(
  "not no without ohne kein keine keinen nicht sans sin senza zonder geen niet sem except".split(
    " ",
  ),
);
const FILLERS: ReadonlySet<string> = new Set("a an any the de di".split(" "));
