/**
 * @file Numbers words, and finds those with a given beginning or few typing errors away.
 *
 * Words are also kept sorted, as they are and read backwards. Of few errors, one half of the
 * word has at most half: the words are walked as a trie from the front with few errors in
 * the first half, and from the back with few in the second, so that nearly every beginning
 * is leapt over. Two errors among 300,000 words take a millisecond. New words wait in a short
 * unsorted tail. Memory: the strings twice, a map entry and 16 bytes each.
 *
 * Reference: `editDistance` (text/edit-distance.ts) on every word, which must agree exactly.
 */
import { editDistance } from "../text/edit-distance.js";
import { createDistanceTable } from "./distance-table.js";
import { SortedWords } from "./sorted-words.js";

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
  const forward = new SortedWords();
  const backward = new SortedWords();

  /** Sorts what came since, once it is worth it, and returns the number that the unsorted begin with. */
  const sortTail = (order: SortedWords, write: (text: string) => string): number => {
    if (words.length - order.size > UNSORTED_WORDS) {
      order.add(words.slice(order.size).map(write), order.size);
    }
    return order.size;
  };
  const asIs = (text: string): string => text;

  return Object.freeze({
    get size() {
      return words.length;
    },
    numberOf: (text: string) => numbers.get(text),
    textOf: (word: number) => words[word]!,
    add(text: string) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const word = words.length;
      words.push(text);
      numbers.set(text, word);
      return word;
    },
    withPrefix(prefix: string) {
      const tail = sortTail(forward, asIs);
      const found = forward.withPrefix(prefix);
      for (let word = tail; word < words.length; word++) {
        if (words[word]!.startsWith(prefix)) found.push(word);
      }
      return found;
    },
    within(text: string, bound: number) {
      const distances = new Map<number, number>();
      const note = (word: number, distance: number): void => {
        distances.set(word, Math.min(distance, distances.get(word) ?? Infinity));
      };
      const tail = Math.min(sortTail(forward, asIs), sortTail(backward, reversed));
      for (let word = tail; word < words.length; word++) {
        const distance = editDistance(text, words[word]!, bound);
        if (distance <= bound) note(word, distance);
      }
      const { first, second } = splitErrors(text.length, bound);
      forward.eachNear(createDistanceTable(text, bound, first), note);
      if (second !== undefined) {
        backward.eachNear(createDistanceTable(reversed(text), bound, second), note);
      }
      return Array.from(distances, ([word, distance]) => ({ word, distance }));
    },
  });
}

/** So many words are compared one by one before they are sorted in. */
const UNSORTED_WORDS = 256;

/**
 * How many errors are allowed up to each unit, from the front and from the back, such that
 * every alignment within the bound is allowed by one of the two.
 *
 * An alignment with at most h errors up to the middle is allowed from the front. Any other
 * has h + 1 there and so at most bound − h − 1 behind it; errors at the middle itself count
 * for neither half. A swap across the middle leaves h before it, or as few behind it.
 */
function splitErrors(
  length: number,
  bound: number,
): { first: Uint16Array; second: Uint16Array | undefined } {
  const middle = length >> 1;
  const early = bound >> 1;
  const late = bound - early - 1;
  const first = new Uint16Array(length + 1).fill(bound);
  if (late < 0) return { first, second: undefined };
  first.fill(early, 0, middle + 1);
  return { first, second: new Uint16Array(length + 1).fill(bound).fill(late, 0, length - middle) };
}

/** The text backwards, by code units. */
function reversed(text: string): string {
  let backwards = "";
  for (let index = text.length - 1; index >= 0; index--) backwards += text[index]!;
  return backwards;
}
