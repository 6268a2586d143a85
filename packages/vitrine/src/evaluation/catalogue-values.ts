/**
 * @file What rankings are like beside being right: how much of the catalogue they show, how evenly, how varied.
 */
import {
  catalogueCoverage,
  giniIndex,
  intraListDiversity,
  novelty,
} from "../metrics/beyond-accuracy.js";
import type { Popularity, Rankings } from "../metrics/beyond-accuracy.js";

/** What must be known of a catalogue; what is left out is not measured. */
export interface CatalogueFacts {
  /** How many products could have been shown. */
  readonly size: number;
  /** Symmetric, 1 for the same thing; gives diversity. */
  readonly similarity?: (a: string, b: string) => number;
  /** Interactions of each product; gives novelty, in bits. */
  readonly popularity?: Popularity["counts"];
}

/** `coverage@k` and `gini@k`, with `diversity@k` and `novelty@k` where they can be known, for every k. */
export function catalogueValues(
  rankings: Rankings,
  ks: readonly number[],
  { size, similarity, popularity }: CatalogueFacts,
): Record<string, number> {
  const values: Record<string, number> = {};
  for (const k of ks) {
    values[`coverage@${k}`] = catalogueCoverage(rankings, size, k);
    values[`gini@${k}`] = giniIndex(rankings, size, k);
    const diversity =
      similarity === undefined ? undefined : intraListDiversity(rankings, similarity, k);
    if (diversity !== undefined) values[`diversity@${k}`] = diversity;
    const bits =
      popularity === undefined
        ? undefined
        : novelty(rankings, { counts: popularity, catalogueSize: size }, k);
    if (bits !== undefined) values[`novelty@${k}`] = bits;
  }
  return values;
}
