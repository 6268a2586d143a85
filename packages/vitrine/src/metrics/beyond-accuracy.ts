/**
 * @file What a set of rankings does to the catalogue, beside being right: how much of it is
 * shown, how evenly, how surprising and how varied the lists are.
 *
 * All pure, linear in the shown products except intra-list diversity, which is quadratic in
 * k. Sources: Castells, Hurley & Vargas, "Novelty and diversity in recommender systems"
 * (Recommender Systems Handbook, 2015); Gini 1912.
 */
import { VitrineError } from "../errors.js";

/** Rankings, one per query or shopper, each best first. */
export type Rankings = readonly (readonly string[])[];

/**
 * The share of the catalogue that stands among the first `k` of any ranking.
 *
 * @param rankings - Ids of the catalogue; others would be counted too.
 * @param catalogueSize - How many products could have been shown; a positive integer.
 * @param k - A positive integer.
 * @returns In [0, 1].
 * @throws {VitrineError} `PARAM_INVALID` when a number is not a positive integer.
 */
export function catalogueCoverage(rankings: Rankings, catalogueSize: number, k: number): number {
  checkPositiveInteger("catalogueSize", catalogueSize);
  return exposures(rankings, k).size / catalogueSize;
}

/**
 * How unevenly the first `k` places are given to the products: 0 when every product of the
 * catalogue is shown equally often, towards 1 when one product takes every place.
 *
 * @param catalogueSize - How many products could have been shown; those never shown count with 0.
 * @returns In [0, 1 − 1/catalogueSize]; 0 when nothing was shown.
 * @throws {VitrineError} `PARAM_INVALID` when a number is not a positive integer, or more products are shown than the catalogue has.
 */
export function giniIndex(rankings: Rankings, catalogueSize: number, k: number): number {
  checkPositiveInteger("catalogueSize", catalogueSize);
  const shown = Float64Array.from(exposures(rankings, k).values()).sort();
  if (shown.length > catalogueSize) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The catalogue must hold every product shown; got ${shown.length} products shown of ${catalogueSize}. Count the catalogue that the rankings come from.`,
      { param: "catalogueSize", got: catalogueSize },
    );
  }
  const neverShown = catalogueSize - shown.length;
  let total = 0;
  let weighted = 0;
  shown.forEach((count, index) => {
    const place = neverShown + index + 1;
    total += count;
    weighted += (2 * place - catalogueSize - 1) * count;
  });
  return total === 0 ? 0 : weighted / (catalogueSize * total);
}

/** How popular the products are, for `novelty`. */
export interface Popularity {
  /** Interactions of each product; a product that is not here has none. */
  readonly counts: ReadonlyMap<string, number>;
  readonly catalogueSize: number;
}

/**
 * Mean self-information of the first `k` products of each ranking, −log2 p(product): a
 * product half as popular is one bit more novel.
 *
 * p = (count + smoothing) / (all counts + smoothing · catalogueSize).
 *
 * @param smoothing - Added to every count; default 1, so that a product nobody met is very
 *   novel and not infinitely so. With 0 the textbook's formula.
 * @returns In bits; undefined when no product is shown.
 * @throws {VitrineError} `PARAM_INVALID` when a number is out of range.
 */
export function novelty(
  rankings: Rankings,
  popularity: Popularity,
  k: number,
  smoothing = 1,
): number | undefined {
  checkPositiveInteger("catalogueSize", popularity.catalogueSize);
  if (!(smoothing >= 0 && Number.isFinite(smoothing))) {
    throw new VitrineError(
      "PARAM_INVALID",
      `smoothing must be at least 0; got ${smoothing}. Leave it out for 1.`,
      { param: "smoothing", got: smoothing },
    );
  }
  let total = smoothing * popularity.catalogueSize;
  for (const count of popularity.counts.values()) total += count;
  let bits = 0;
  let shown = 0;
  for (const [id, times] of exposures(rankings, k)) {
    bits -= times * Math.log2(((popularity.counts.get(id) ?? 0) + smoothing) / total);
    shown += times;
  }
  return shown === 0 ? undefined : bits / shown;
}

/**
 * Mean of 1 − similarity over all pairs among the first `k` of each ranking, averaged over
 * the rankings that have a pair.
 *
 * @param similarity - Symmetric; 1 for the same thing. With cosines the result is in [0, 2].
 * @returns undefined when no ranking has two products.
 * @throws {VitrineError} `PARAM_INVALID` when `k` is not a positive integer.
 */
export function intraListDiversity(
  rankings: Rankings,
  similarity: (a: string, b: string) => number,
  k: number,
): number | undefined {
  checkPositiveInteger("k", k);
  let sum = 0;
  let lists = 0;
  for (const ranked of rankings) {
    const top = ranked.slice(0, k);
    if (top.length < 2) continue;
    let distance = 0;
    for (let a = 0; a < top.length; a++) {
      for (let b = a + 1; b < top.length; b++) distance += 1 - similarity(top[a]!, top[b]!);
    }
    sum += distance / ((top.length * (top.length - 1)) / 2);
    lists++;
  }
  return lists === 0 ? undefined : sum / lists;
}

/** How often each product stands among the first `k`. */
function exposures(rankings: Rankings, k: number): Map<string, number> {
  checkPositiveInteger("k", k);
  const counts = new Map<string, number>();
  for (const ranked of rankings) {
    for (const id of ranked.slice(0, k)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function checkPositiveInteger(param: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `${param} must be a positive integer; got ${value}. Give a count of at least 1.`,
    { param, got: value },
  );
}
