/**
 * @file The best entries in which every typed word begins a word, in any order.
 *
 * The last word is taken for a beginning, the others for whole words (or, where there is none,
 * for beginnings). A typed word that begins nothing is read with one error (from four
 * letters) or two (from eight), its first letter right. One word asks the tree
 * (best-of-range.ts); several walk the rarest word's entries from the best and look into the
 * words of each; at most `MOST_VISITED` are visited, so a rare pair of two very common words
 * may be missed among less popular entries.
 *
 * How a typed word is read depends on all indexes of a collection and on living entries alone,
 * so the answer is the same however the entries came and went.
 */
import { KEPT } from "./best-of-range.js";
import { suggestionWords } from "./entry-index.js";
import type { EntryIndex } from "./entry-index.js";
import { rangeOfPrefix, rangesNear } from "./sorted-words.js";
import type { WordRange } from "./sorted-words.js";

/** Typed words, as they are looked for. */
export interface TypedPrefix {
  readonly words: readonly string[];
  /** Whether the last word may go on. */
  readonly isOpen: boolean;
}

/** Reads what has been typed so far. */
export function readPrefix(text: string): TypedPrefix {
  const words = suggestionWords(text).slice(0, MOST_WORDS);
  return { words, isOpen: !/\s$/u.test(text) };
}

/** A typed word and what it is taken for: a whole word in one number or the other, a beginning, or something near. */
export interface ReadWord {
  readonly typed: string;
  readonly isOpen: boolean;
  readonly as: "forms" | "beginning" | "near";
}

/**
 * Decides what each typed word is taken for among the entries of all `indexes` that live.
 *
 * @param forgives - Whether a typed word that begins nothing is read with errors.
 * @returns Undefined when a word stands for nothing.
 */
export function readWords(
  indexes: readonly EntryIndex[],
  prefix: TypedPrefix,
  forgives: boolean,
): readonly ReadWord[] | undefined {
  const read: ReadWord[] = [];
  for (const [at, typed] of prefix.words.entries()) {
    const isOpen = prefix.isOpen && at === prefix.words.length - 1;
    const lives = (as: ReadWord["as"]): boolean =>
      indexes.some((index) => isAnyLiving(index, rangesOf(index, { typed, isOpen, as })));
    if (!isOpen && lives("forms")) read.push({ typed, isOpen, as: "forms" });
    else if (lives("beginning")) read.push({ typed, isOpen, as: "beginning" });
    else if (forgives && typed.length >= 4) read.push({ typed, isOpen, as: "near" });
    else return undefined;
  }
  return read;
}

/**
 * Numbers of entries that live, best first.
 *
 * @param limit - An integer, at least 1; at most 24 come back for one word.
 */
export function matchEntries(
  index: EntryIndex,
  words: readonly ReadWord[],
  limit: number,
): number[] {
  const terms = words.map((word) => counted(index, rangesOf(index, word)));
  if (terms.length === 0 || terms.some(({ postings }) => postings === 0)) return [];
  if (terms.length === 1) {
    const entries = bestOfRanges(index, terms[0]!.ranges);
    const living = entries.filter((entry) => index.isDead[entry] === 0);
    // A full list may have held dead entries in the place of living ones.
    if (living.length >= limit || entries.length < KEPT) return living.slice(0, limit);
  }
  terms.sort((a, b) => a.postings - b.postings);
  const found: number[] = [];
  let visited = 0;
  let previous = -1;
  visitCandidates(index, terms, (entry) => {
    if (entry === previous) return true;
    previous = entry;
    if (index.isDead[entry] === 0 && holdsAll(index, entry, terms)) found.push(entry);
    return found.length < limit && ++visited < MOST_VISITED;
  });
  return found;
}

const MOST_WORDS = 8;
/** Entries that are looked into for one list of suggestions. */
const MOST_VISITED = 15_000;
/** Postings of many words are put in order only when they are at most so many. */
const MOST_SORTED = 10_000;
/** More words than these are not merged while walking. */
const MOST_MERGED = 4;

/** Words of the index that a typed word stands for. */
interface Term {
  readonly ranges: readonly WordRange[];
  readonly postings: number;
}

function rangesOf({ words }: EntryIndex, { typed, isOpen, as }: ReadWord): readonly WordRange[] {
  switch (as) {
    case "forms":
      // A whole word comes first among those that begin with it.
      return [typed, `${typed}es`, `${typed}s`].flatMap((form) => {
        const { from } = rangeOfPrefix(words, form);
        return words[from] === form ? [{ from, to: from + 1 }] : [];
      });
    case "beginning":
      return [rangeOfPrefix(words, typed)];
    case "near":
      return rangesNear(words, typed, typed.length < 8 ? 1 : 2, !isOpen);
  }
}

function isAnyLiving({ livingOf }: EntryIndex, ranges: readonly WordRange[]): boolean {
  return ranges.some(({ from, to }) => {
    for (let word = from; word < to; word++) if (livingOf[word]! > 0) return true;
    return false;
  });
}

function counted({ postings }: EntryIndex, ranges: readonly WordRange[]): Term {
  let count = 0;
  for (const { from, to } of ranges) count += postings.starts[to]! - postings.starts[from]!;
  return { ranges, postings: count };
}

/** Visits entries that may hold all terms, ascending, until `visit` says no: those of the rarest term whose postings come in order cheaply, else all. */
function visitCandidates(
  index: EntryIndex,
  terms: readonly Term[],
  visit: (entry: number) => boolean,
): void {
  const { starts, postings } = index.postings;
  for (const { ranges, postings: count } of terms) {
    const words = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    if (words > MOST_MERGED && count > MOST_SORTED) continue;
    if (words <= MOST_MERGED) {
      const lists = ranges.flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (_, at) =>
          postings.subarray(starts[from + at], starts[from + at + 1]),
        ),
      );
      visitMerged(lists, visit);
      return;
    }
    const all = new Uint32Array(count);
    let end = 0;
    for (const { from, to } of ranges) {
      const part = postings.subarray(starts[from], starts[to]);
      all.set(part, end);
      end += part.length;
    }
    all.sort().every(visit);
    return;
  }
  for (let entry = 0; entry < index.size && visit(entry);) entry++;
}

/** Visits the entries of a few ascending lists, ascending. */
function visitMerged(lists: readonly Uint32Array[], visit: (entry: number) => boolean): void {
  const heads = lists.map(() => 0);
  for (;;) {
    let best = -1;
    let entry = Infinity;
    for (let at = 0; at < lists.length; at++) {
      const head = lists[at]![heads[at]!];
      if (head !== undefined && head < entry) {
        entry = head;
        best = at;
      }
    }
    if (best < 0 || !visit(entry)) return;
    heads[best]!++;
  }
}

/** Whether for every term a word of the entry is in one of its ranges. */
function holdsAll(
  { wordsOfEntries: { starts, postings } }: EntryIndex,
  entry: number,
  terms: readonly Term[],
): boolean {
  const start = starts[entry]!;
  const end = starts[entry + 1]!;
  for (const { ranges } of terms) {
    let isHeld = false;
    for (let place = start; place < end && !isHeld; place++) {
      const word = postings[place]!;
      for (const { from, to } of ranges) if (word >= from && word < to) isHeld = true;
    }
    if (!isHeld) return false;
  }
  return true;
}

/** The best entries of several ranges; full when it has `KEPT`. */
function bestOfRanges(index: EntryIndex, ranges: readonly WordRange[]): number[] {
  const entries = new Set(ranges.flatMap((range) => index.bestOf(range)));
  return [...entries].sort((a, b) => a - b).slice(0, KEPT);
}
