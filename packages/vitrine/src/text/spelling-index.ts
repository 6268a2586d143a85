/**
 * @file A vocabulary with counts that changes, and the words of it within few typing errors.
 *
 * New words wait in a short list that is compared one by one; 256 of them become a segment
 * (spelling-segment.ts), and segments of like size are merged, so a word is arranged
 * O(log words) times and there are O(log words) segments. A word whose count falls to 0 is
 * found no more and leaves with the next merge of its segment.
 *
 * Reference: `editDistance` on every word, which must agree exactly.
 */
import { editDistance } from "./edit-distance.js";
import { createSpellingSegment } from "./spelling-segment.js";
import type { SpellingSegment } from "./spelling-segment.js";

/** A word of the vocabulary near one that was typed. */
export interface NearSpelling {
  readonly word: string;
  readonly count: number;
  /** Typing errors between the two. */
  readonly distance: number;
}

/** A word and how often it stands in the catalogue. */
export interface CountedWord {
  readonly word: string;
  readonly count: number;
}

/** Words and how often each occurs. */
export interface SpellingIndex {
  /** Distinct words with a count above 0. */
  readonly size: number;
  /** Sum of all counts. */
  readonly total: number;
  /** 0 for a word that is not there. */
  readonly countOf: (word: string) => number;
  /** Adds to the count of a word, a new one included. */
  readonly add: (word: string, count?: number) => void;
  /** Takes from the count of a word, down to 0. */
  readonly remove: (word: string, count?: number) => void;
  /** Gives a word another count, 0 included. */
  readonly set: (word: string, count: number) => void;
  /** Words at most `bound` errors away, itself included, in no order. @param bound - 0, 1 or 2. */
  readonly near: (word: string, bound: number) => NearSpelling[];
}

/**
 * Starts an index.
 *
 * @param words - Any order; the counts of a repeated word are added up.
 */
export function createSpellingIndex(words: Iterable<CountedWord> = []): SpellingIndex {
  let parts: Part[] = [];
  const waiting = new Map<string, number>();
  let size = 0;
  let total = 0;

  /** Where a word's count lies; undefined for a word never met. */
  const partOf = (word: string): { part: Part; number: number } | undefined => {
    for (const part of parts) {
      const number = part.segment.numberOf(word);
      if (number >= 0) return { part, number };
    }
    return undefined;
  };
  const countOf = (word: string): number => {
    const waits = waiting.get(word);
    if (waits !== undefined) return waits;
    const place = partOf(word);
    return place === undefined ? 0 : place.part.counts[place.number]!;
  };
  const setCount = (word: string, count: number): void => {
    const before = countOf(word);
    if (before === count) return;
    total += count - before;
    size += Number(count > 0) - Number(before > 0);
    const place = waiting.has(word) ? undefined : partOf(word);
    if (place !== undefined) place.part.counts[place.number] = count;
    else if (count > 0) waiting.set(word, count);
    else waiting.delete(word);
  };
  const set = (word: string, count: number): void => {
    setCount(word, count);
    if (waiting.size >= WAITING_WORDS) arrange();
  };
  const arrange = (): void => {
    let merged = toPart(waiting);
    waiting.clear();
    while (parts.length > 0 && parts.at(-1)!.segment.size < merged.segment.size * GROWTH) {
      const last = parts.pop()!;
      merged = toPart(new Map([...countedOf(last), ...countedOf(merged)]));
    }
    parts = [...parts, merged];
  };

  const first = new Map<string, number>();
  for (const { word, count } of words)
    if (count > 0) first.set(word, (first.get(word) ?? 0) + count);
  for (const count of first.values()) total += count;
  size = first.size;
  if (size > 0) parts.push(toPart(first));

  return Object.freeze({
    get size() {
      return size;
    },
    get total() {
      return total;
    },
    countOf,
    add(word: string, count = 1) {
      set(word, countOf(word) + count);
    },
    remove(word: string, count = 1) {
      setCount(word, Math.max(0, countOf(word) - count));
    },
    set,
    near(word: string, bound: number) {
      const found: NearSpelling[] = [];
      for (const [other, count] of waiting) {
        const distance = editDistance(word, other, bound);
        if (distance <= bound) found.push({ word: other, count, distance });
      }
      for (const { segment, counts } of parts) {
        segment.near(word, bound, (number, distance) => {
          const count = counts[number]!;
          if (count > 0) found.push({ word: segment.textOf(number), count, distance });
        });
      }
      return found;
    },
  });
}

/** So many new words are compared one by one before they are arranged. */
const WAITING_WORDS = 256;
/** A segment is merged with a newer one that is not this many times smaller. */
const GROWTH = 4;

interface Part {
  readonly segment: SpellingSegment;
  readonly counts: Float64Array;
}

function toPart(words: ReadonlyMap<string, number>): Part {
  return {
    segment: createSpellingSegment([...words.keys()]),
    counts: Float64Array.from(words.values()),
  };
}

function* countedOf({ segment, counts }: Part): Iterable<[string, number]> {
  for (let number = 0; number < segment.size; number++) {
    if (counts[number]! > 0) yield [segment.textOf(number), counts[number]!];
  }
}
