/**
 * @file Numbers words, and finds those with a given beginning or few typing errors away.
 *
 * Words are also kept sorted. `within` walks them as the trie they are, one row of the
 * edit-distance table a letter, and leaps over every beginning that is too far already:
 * for one error it visits a few hundredths of the words. New words wait in a short unsorted
 * tail. Memory: the strings, a map entry and 4 bytes each.
 *
 * Reference: `editDistance` (text/edit-distance.ts) on every word, which must agree exactly.
 */
import { editDistance } from "../text/edit-distance.js";

/** A word near another. */
export interface NearWord {
  readonly word: number;
  /** Typing errors between the two. */
  readonly distance: number;
}

/** Words and their numbers, which count up from 0 and never change. */
export interface WordDictionary {
  readonly size: number;
  readonly numberOf: (text: string) => number | undefined;
  readonly textOf: (word: number) => string;
  /** The number of `text`, a new one when it has none. */
  readonly add: (text: string) => number;
  /** Words that begin with `prefix`, itself included, in no order. */
  readonly withPrefix: (prefix: string) => number[];
  /**
   * Words at most `bound` typing errors from `text`, itself included, in no order.
   *
   * @param bound - An integer, at least 0; the cost grows steeply with it.
   */
  readonly within: (text: string, bound: number) => NearWord[];
}

/**
 * Starts a dictionary.
 *
 * @param texts - Its first words, distinct; they are numbered in this order.
 */
export function createWordDictionary(texts: readonly string[] = []): WordDictionary {
  const words = [...texts];
  const numbers = new Map(words.map((text, word) => [text, word]));
  let sorted: number[] = []; // Numbers below sorted.length, by their texts.

  const add = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const word = words.length;
    words.push(text);
    numbers.set(text, word);
    return word;
  };

  /** Sorts what came since, once it is worth it, and returns the number that the unsorted begin with. */
  const sortTail = (): number => {
    if (words.length - sorted.length > UNSORTED_WORDS) {
      const tail = Array.from(
        { length: words.length - sorted.length },
        (_, i) => sorted.length + i,
      );
      tail.sort((a, b) => (words[a]! < words[b]! ? -1 : 1));
      sorted = merge(sorted, tail, (a, b) => words[a]! < words[b]!);
    }
    return sorted.length;
  };

  /** The first place at or after `from` whose word does not satisfy `isBefore`, which holds up to some place. */
  const firstPlace = (from: number, isBefore: (text: string) => boolean): number => {
    let low = from;
    let step = 1;
    while (low + step <= sorted.length && isBefore(words[sorted[low + step - 1]!]!)) {
      low += step;
      step *= 2;
    }
    let high = Math.min(sorted.length, low + step - 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(words[sorted[middle]!]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return Object.freeze({
    get size() {
      return words.length;
    },
    numberOf: (text: string) => numbers.get(text),
    textOf: (word: number) => words[word]!,
    add,
    withPrefix(prefix: string) {
      const tail = sortTail();
      const from = firstPlace(0, (text) => text < prefix);
      const to = firstPlace(from, (text) => text.startsWith(prefix));
      const found = sorted.slice(from, to);
      for (let word = tail; word < words.length; word++) {
        if (words[word]!.startsWith(prefix)) found.push(word);
      }
      return found;
    },
    within(text: string, bound: number) {
      const tail = sortTail();
      const found: NearWord[] = [];
      for (let word = tail; word < words.length; word++) {
        const distance = editDistance(text, words[word]!, bound);
        if (distance <= bound) found.push({ word, distance });
      }
      const table = createDistanceTable(text, bound);
      let place = 0;
      while (place < sorted.length) {
        const word = sorted[place]!;
        const other = words[word]!;
        const tooFar = table.extendTo(other);
        if (tooFar > 0) {
          const beginning = other.slice(0, tooFar);
          place = firstPlace(place, (candidate) => candidate.startsWith(beginning));
          continue;
        }
        const distance = table.distance(other.length);
        if (distance <= bound) found.push({ word, distance });
        place++;
      }
      return found;
    },
  });
}

/** So many words are compared one by one before they are sorted in. */
const UNSORTED_WORDS = 256;

/** Rows of the edit-distance table of one text with others that come sorted, so that common beginnings are computed once. */
interface DistanceTable {
  /** Fills the rows of `other`. Returns the length of its shortest beginning that is too far from every beginning of the text, or 0. */
  readonly extendTo: (other: string) => number;
  /** Distance of the text to the `length` units filled last. */
  readonly distance: (length: number) => number;
}

function createDistanceTable(text: string, bound: number): DistanceTable {
  const width = text.length + 1;
  // Row r compares r units of the other with all of the text; no row beyond this can be near.
  const rows = new Uint16Array((text.length + bound + 2) * width);
  for (let column = 0; column < width; column++) rows[column] = column;
  let filled = ""; // Rows 1 to filled.length are of these units.
  return {
    extendTo(other) {
      let row = 0;
      while (
        row < filled.length &&
        row < other.length &&
        filled.charCodeAt(row) === other.charCodeAt(row)
      )
        row++;
      while (row < other.length) {
        row++;
        const smallest = fillRow(rows, width, row, text, other);
        if (smallest > bound) {
          filled = other.slice(0, row);
          return row;
        }
      }
      filled = other;
      return 0;
    },
    distance: (length) => rows[length * width + text.length]!,
  };
}

/** Fills one row by the recurrence of optimal string alignment; returns its smallest entry. */
function fillRow(
  rows: Uint16Array,
  width: number,
  row: number,
  text: string,
  other: string,
): number {
  const current = row * width;
  const previous = current - width;
  const unit = other.charCodeAt(row - 1);
  const unitBefore = row > 1 ? other.charCodeAt(row - 2) : -1;
  let smallest = (rows[current] = row);
  for (let column = 1; column < width; column++) {
    const wanted = text.charCodeAt(column - 1);
    let distance = rows[previous + column - 1]! + (wanted === unit ? 0 : 1);
    distance = Math.min(distance, rows[previous + column]! + 1, rows[current + column - 1]! + 1);
    if (column > 1 && wanted === unitBefore && text.charCodeAt(column - 2) === unit) {
      distance = Math.min(distance, rows[previous - width + column - 2]! + 1);
    }
    rows[current + column] = distance;
    if (distance < smallest) smallest = distance;
  }
  return smallest;
}

function merge(
  a: readonly number[],
  b: readonly number[],
  precedes: (x: number, y: number) => boolean,
): number[] {
  const merged = new Array<number>(a.length + b.length);
  let i = 0;
  let j = 0;
  for (let place = 0; place < merged.length; place++) {
    const fromB = i >= a.length || (j < b.length && precedes(b[j]!, a[i]!));
    merged[place] = fromB ? b[j++]! : a[i++]!;
  }
  return merged;
}
