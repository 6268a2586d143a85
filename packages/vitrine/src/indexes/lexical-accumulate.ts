/**
 * @file The inner loops of a search: adding up what occurrences are worth, by document.
 *
 * All of them work on typed arrays, one number an ordinal, and note which ordinals they
 * touched; this file is the place to put a faster kernel. A document's occurrences of one
 * word lie together. About 3 ns an occurrence.
 */
import type { PostingList } from "./lexical-segment.js";

/** One number an ordinal, 0 where it was not touched. */
export interface Tally {
  /** Shape [ordinals]. */
  readonly numbers: Float64Array;
  /** Shape [ordinals]: the first `count` are those whose number is not 0, each once. */
  readonly touched: Int32Array;
  count: number;
}

/** What the codes of occurrences are worth. */
export interface CodeWorths {
  /** Shape [codes]: frequency in the field, weighed and set in proportion to its length. */
  readonly shares: Float64Array;
  /** Shape [codes]: `share / (k1 + share)`. */
  readonly saturated: Float64Array;
  readonly k1: number;
}

/** Adds the weight of each document of a list: `worth · sum of shares, saturated`. */
export function addWeights(
  { ordinals, codes, start, end }: PostingList,
  { shares, saturated, k1 }: CodeWorths,
  worth: number,
  tally: Tally,
): void {
  const { numbers, touched } = tally;
  let { count } = tally;
  for (let at = start; at < end;) {
    const ordinal = ordinals[at]!;
    let weight: number;
    if (at + 1 < end && ordinals[at + 1] === ordinal) {
      let share = shares[codes[at]!]!;
      for (at++; at < end && ordinals[at] === ordinal; at++) share += shares[codes[at]!]!;
      weight = worth * (share / (k1 + share));
    } else {
      weight = worth * saturated[codes[at++]!]!;
    }
    const before = numbers[ordinal]!;
    if (before === 0) touched[count++] = ordinal;
    numbers[ordinal] = before + weight;
  }
  tally.count = count;
}

/** Adds the shares of each document of a list. */
export function addShares(
  { ordinals, codes, start, end }: PostingList,
  { shares }: CodeWorths,
  tally: Tally,
): void {
  const { numbers, touched } = tally;
  let { count } = tally;
  for (let at = start; at < end; at++) {
    const ordinal = ordinals[at]!;
    const before = numbers[ordinal]!;
    if (before === 0) touched[count++] = ordinal;
    numbers[ordinal] = before + shares[codes[at]!]!;
  }
  tally.count = count;
}

/** Adds the weights of summed shares to `tally` and clears `sums`. */
export function addSaturated(sums: Tally, { k1 }: CodeWorths, worth: number, tally: Tally): void {
  for (let index = 0; index < sums.count; index++) {
    const ordinal = sums.touched[index]!;
    const share = sums.numbers[ordinal]!;
    sums.numbers[ordinal] = 0;
    const before = tally.numbers[ordinal]!;
    if (before === 0) tally.touched[tally.count++] = ordinal;
    tally.numbers[ordinal] = before + worth * (share / (k1 + share));
  }
  sums.count = 0;
}

/** Adds the numbers of `other` to `tally` and clears `other`. */
export function addTally(other: Tally, tally: Tally): void {
  for (let index = 0; index < other.count; index++) {
    const ordinal = other.touched[index]!;
    const before = tally.numbers[ordinal]!;
    if (before === 0) tally.touched[tally.count++] = ordinal;
    tally.numbers[ordinal] = before + other.numbers[ordinal]!;
    other.numbers[ordinal] = 0;
  }
  other.count = 0;
}

/** Raises the numbers of `tally` to those of `other` and clears `other`. */
export function raiseTally(other: Tally, tally: Tally): void {
  for (let index = 0; index < other.count; index++) {
    const ordinal = other.touched[index]!;
    const before = tally.numbers[ordinal]!;
    const number = other.numbers[ordinal]!;
    if (before === 0) tally.touched[tally.count++] = ordinal;
    if (number > before) tally.numbers[ordinal] = number;
    other.numbers[ordinal] = 0;
  }
  other.count = 0;
}

/** Clears what was touched. */
export function clearTally(tally: Tally): void {
  const { numbers, touched, count } = tally;
  if (8 * count > numbers.length) numbers.fill(0);
  else for (let index = 0; index < count; index++) numbers[touched[index]!] = 0;
  tally.count = 0;
}

/** Tallies that are used again and again, as many as are in use at once. */
export class TallyPool {
  readonly #spares: Tally[] = [];

  /** @param size - More than the greatest ordinal. */
  take(size: number): Tally {
    const spare = this.#spares.pop();
    if (spare !== undefined && spare.numbers.length >= size) return spare;
    const length = Math.ceil(1.25 * size);
    return { numbers: new Float64Array(length), touched: new Int32Array(length), count: 0 };
  }

  /** Clears a tally and keeps it for the next. */
  release(tally: Tally): void {
    clearTally(tally);
    this.#spares.push(tally);
  }
}
