/** @file The places of a list: many are remembered, few are shown. */
import type { RuleEffect } from "./search-rules.js";

/** A product in its place. */
export interface ArrangedProduct {
  readonly ordinal: number;
  readonly score: number;
  /** How many more variants were found, where variants are grouped. */
  readonly variants?: number;
  readonly rule?: RuleEffect;
}

/** Products in their places, best first. */
export interface ArrangedPlaces {
  readonly ordinals: Int32Array;
  /** Shape [ordinals.length]. */
  readonly scores: Float64Array;
  /** By ordinal, where variants are grouped. */
  readonly variants: ReadonlyMap<number, number>;
  /** By ordinal. */
  readonly effects: ReadonlyMap<number, RuleEffect>;
}

export const NO_PLACES: ArrangedPlaces = {
  ordinals: new Int32Array(0),
  scores: new Float64Array(0),
  variants: new Map(),
  effects: new Map(),
};

/** What is known of products, by ordinal, perhaps of more than are placed. */
export interface PlaceFacts {
  readonly scores: ReadonlyMap<number, number>;
  readonly variants: ReadonlyMap<number, number>;
  readonly effects: ReadonlyMap<number, RuleEffect>;
}

/** Puts products in their places; one without a score has 0. */
export function toPlaces(
  ordinals: Int32Array,
  { scores, variants, effects }: PlaceFacts,
): ArrangedPlaces {
  return {
    ordinals,
    scores: Float64Array.from(ordinals, (ordinal) => scores.get(ordinal) ?? 0),
    variants: ofPlaces(ordinals, variants),
    effects: ofPlaces(ordinals, effects),
  };
}

export function firstPlaces(
  { ordinals, scores, variants, effects }: ArrangedPlaces,
  count: number,
): ArrangedPlaces {
  return { ordinals: ordinals.slice(0, count), scores: scores.slice(0, count), variants, effects };
}

/** One list behind the other; they have no product in common. */
export function joinPlaces(before: ArrangedPlaces, behind: ArrangedPlaces): ArrangedPlaces {
  return {
    ordinals: Int32Array.of(...before.ordinals, ...behind.ordinals),
    scores: Float64Array.of(...before.scores, ...behind.scores),
    variants: new Map([...before.variants, ...behind.variants]),
    effects: new Map([...before.effects, ...behind.effects]),
  };
}

/** The products from one place to another, as far as there are so many. */
export function pageOf(
  { ordinals, scores, variants, effects }: ArrangedPlaces,
  start: number,
  end: number,
): ArrangedProduct[] {
  return Array.from(ordinals.subarray(start, end), (ordinal, at) => {
    const others = variants.get(ordinal);
    const rule = effects.get(ordinal);
    return {
      ordinal,
      score: scores[start + at]!,
      ...(others === undefined ? {} : { variants: others }),
      ...(rule === undefined ? {} : { rule }),
    };
  });
}

/** A list that is remembered holds nothing of the products that it does not show. */
function ofPlaces<T>(ordinals: Int32Array, facts: ReadonlyMap<number, T>): ReadonlyMap<number, T> {
  const kept = new Map<number, T>();
  if (facts.size === 0) return kept;
  for (const ordinal of ordinals) {
    const fact = facts.get(ordinal);
    if (fact !== undefined) kept.set(ordinal, fact);
  }
  return kept;
}
