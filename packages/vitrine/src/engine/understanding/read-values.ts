/**
 * @file Reads brands, categories and values of attributes: `Levi's`, `blue`, `mid century`, `not red`.
 *
 * Boosts, because shops leave attributes out: a filter would hide what fits. How much a value
 * counts is how many products have it, for each title that uses its words: where far more titles
 * say `orange` than products are orange, the word is a fruit here, and the reading is weak or none.
 */
import type { Filter } from "../../data/filter.js";
import type { KnownValue, KnownValues } from "./known-values.js";
import { conditionsOf } from "./known-values.js";
import type { QueryClaims } from "./query-claims.js";
import { formatConditions } from "./query-reading.js";
import { LEAST_WEIGHT } from "./read-names.js";
import type { TermView } from "./term-view.js";

/** What a category's name adds: its words find its products by themselves. */
const CATEGORY_WEIGHT = 0.5;

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
  shortest: number,
): void {
  for (let longest = Infinity; longest >= shortest;) {
    const phrase = values.longestAt(view.terms, at, longest);
    if (phrase === undefined || phrase.length < shortest) return;
    longest = phrase.length - 1;
    const terms = view.terms.slice(at, at + phrase.length);
    const best = bestReading(phrase.meanings, terms, shareOf);
    const [from, to] = view.span(at, at + phrase.length);
    if (best === undefined || !claims.areFree(from, to)) continue;
    const { kind, meanings, weight } = best;
    const conditions = conditionsOf(meanings);
    const anyOf = conditions.map((condition) => [condition]);
    const negation = kind === "category" ? undefined : view.negationBefore(at);
    if (negation !== undefined) {
      claims.claim(negation.from, to, {
        kind,
        use: "exclude",
        filter: formatConditions([conditions.flatMap(negated)]),
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
    const own = meanings.filter((known) => known.kind === kind && !known.needsName);
    if (own.length === 0) continue;
    const productCount = own.reduce((sum, known) => sum + known.productCount, 0);
    const share = shareOf(terms, productCount);
    const weight = kind === "category" ? share * CATEGORY_WEIGHT : share;
    if (best === undefined || weight > best.weight) best = { kind, meanings: own, weight };
  }
  return best;
}

function negated({ field, values }: Filter): Filter[] {
  return values.map((value) => ({ field, operator: "!=", values: [value] }));
}
