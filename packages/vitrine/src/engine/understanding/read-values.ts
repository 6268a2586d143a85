/**
 * @file Reads brands, categories and values of attributes: `Levi's`, `blue`, `mid century`, `not red`.
 *
 * Boosts, because shops leave attributes out: of the right answers to the demo shop's training
 * queries a filter would hide 59 % by colour, 48 % by material and 60 % by other attributes. How much a value
 * counts is how many products have it, for each title that uses its words: where far more titles
 * say `orange` than products are orange, the word is a fruit here, and the reading is weak or none.
 */
import type { KnownValue, KnownValues } from "./known-values.js";
import { isInflection } from "./inflection.js";
import { conditionsOf, imitations } from "./known-values.js";
import type { QueryClaims } from "./query-claims.js";
import { formatConditions } from "./query-reading.js";
import type { TermView } from "./term-view.js";

/** What a category's name adds: its words find its products by themselves. */
const CATEGORY_WEIGHT = 0.5;

/** A reading for which the vocabulary speaks less than this is none. */
export const LEAST_WEIGHT = 0.15;

/** Which values are claimed. */
export interface ValuePass {
  /** Fewest words of a phrase. */
  readonly shortest: number;
  /** Whether those behind a word of negation, or the others. */
  readonly areDenied: boolean;
}

/**
 * Claims the longest value that starts at a term.
 *
 * @param shareOf - How much of the use of some terms in titles a number of products explains, in [0, 1].
 */
export function readValueAt(
  claims: QueryClaims,
  view: TermView,
  at: number,
  { values }: KnownValues,
  shareOf: (terms: readonly string[], productCount: number) => number,
  { shortest, areDenied }: ValuePass,
): void {
  const negation = view.negationBefore(at);
  if ((negation !== undefined) !== areDenied) return;
  for (let longest = Infinity; longest >= shortest;) {
    const phrase = values.longestAt(view.terms, at, longest);
    if (phrase === undefined || phrase.length < shortest) return;
    longest = phrase.length - 1;
    const terms = view.terms.slice(at, at + phrase.length);
    const words = view.words.slice(at, at + phrase.length);
    const best = bestReading(
      phrase.meanings.filter((known) => isMeant(known, words, view, at)),
      terms,
      shareOf,
    );
    const [from, to] = view.span(at, at + phrase.length);
    if (best === undefined || !claims.areFree(from, to)) continue;
    const { kind, meanings, weight } = best;
    const conditions = conditionsOf(meanings);
    const anyOf = conditions.map((condition) => [condition]);
    if (negation !== undefined && kind === "category") continue;
    if (negation !== undefined) {
      claims.claim(negation.from, to, {
        kind,
        use: "exclude",
        filter: formatConditions(anyOf),
        anyOf,
        weight: 1,
        keepsText: false,
      });
      return;
    }
    if (weight < LEAST_WEIGHT) continue;
    const filter = formatConditions(anyOf);
    claims.claim(from, to, { kind, use: "boost", filter, anyOf, weight, keepsText: true });
    return;
  }
}

/**
 * Whether a value can be meant here: in a form of its own words, not `leather` of `faux leather`,
 * and not as the thing itself where it belongs to some kind of product: `photo frame` is no
 * table with legs of the kind `frame`. A category is meant where the thing itself stands:
 * `plant pot` is no plant, and neither is a `pot for plants`.
 */
export function isMeant(
  { kind, needsName, isThing, words: own }: KnownValue,
  words: readonly string[],
  view: TermView,
  at: number,
): boolean {
  if (needsName || !words.every((word, i) => isInflection(word, own[i] ?? ""))) return false;
  if (kind === "brand") return true;
  if (kind === "category") return view.isFirstPart(at) && view.isHead(at + words.length);
  if (imitations.has(view.words[at - 1] ?? "")) return false;
  return !(isThing && view.mayBeHead(at + words.length));
}

interface Best {
  readonly kind: KnownValue["kind"];
  readonly meanings: readonly KnownValue[];
  readonly weight: number;
}

function bestReading(
  meanings: readonly KnownValue[],
  terms: readonly string[],
  shareOf: (terms: readonly string[], productCount: number) => number,
): Best | undefined {
  let best: Best | undefined;
  for (const kind of ["brand", "attribute", "category"] as const) {
    const own = meanings.filter((known) => known.kind === kind);
    if (own.length === 0) continue;
    const productCount = own.reduce((sum, known) => sum + known.productCount, 0);
    // Words that are common one by one are seldom so together.
    const share = Math.max(shareOf(terms, productCount), terms.length > 1 ? 0.5 : 0);
    const weight = kind === "category" ? share * CATEGORY_WEIGHT : share;
    if (best === undefined || weight > best.weight) best = { kind, meanings: own, weight };
  }
  return best;
}
