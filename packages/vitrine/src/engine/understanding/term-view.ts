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
  /** Folded; shape [terms]. */
  readonly words: readonly string[];
  /** The tokens `[from, to)` of the terms `[start, end)`. */
  readonly span: (start: number, end: number) => readonly [from: number, to: number];
  readonly negationBefore: (at: number) => Negation | undefined;
  /** Whether a phrase that ends at a term names the thing itself, as the last word before `for` or the end does. */
  readonly isHead: (end: number) => boolean;
  /** `isHead`, or what follows is taken, whatever it was read as. */
  readonly mayBeHead: (end: number) => boolean;
  /** Whether no preposition stands before a term: what comes behind one says what the thing is for. */
  readonly isFirstPart: (at: number) => boolean;
}

/** Looks at the words of a query as they are claimed now. */
export function viewTerms({ tokens, words, areFree, isCut }: QueryClaims): TermView {
  const places: number[] = [];
  const terms: string[] = [];
  tokens.forEach(({ kind, text, term }, place) => {
    const isBreak = !areFree(place, place + 1) || /^[,;:()]$/.test(text);
    if (!isBreak && (kind === "sign" || joiningTerms.has(text))) return;
    places.push(place);
    terms.push(isBreak ? BREAK : term);
  });
  const isHead = (end: number): boolean => {
    const place = places[end];
    return place === undefined || isCut(place) || PREPOSITIONS.has(words[place]!);
  };
  return {
    terms,
    words: places.map((place) => words[place]!),
    isHead,
    mayBeHead: (end) => isHead(end) || terms[end] === BREAK,
    isFirstPart: (at) =>
      !places.slice(0, at).some((place) => PREPOSITIONS.has(words[place]!) && !isCut(place)),
    span: (start, end) => [places[start]!, places[end - 1]! + 1],
    negationBefore(at) {
      const place = places[at] ?? 0;
      const from = FILLERS.has(words[place - 1] ?? "") ? place - 2 : place - 1;
      if (!NEGATIONS.has(words[from] ?? "") || !areFree(from, place)) return undefined;
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
const PREPOSITIONS: ReadonlySet<string> = new Set(
  "for with without of in on to from that who which fur mit ohne aus von pour avec sans de para con sin per senza da voor met zonder van com sem under over".split(
    " ",
  ),
);
