/**
 * @file The best entries of any range of words, without reading all their postings.
 *
 * Entries are numbered best first, so the best of a range are the smallest numbers in its
 * postings. A tree over blocks of 32 words keeps the 24 smallest of every node; a range is a
 * few nodes and the words at its two ends. O(log words) time; 6 bytes a word.
 */
import type { WordRange } from "./sorted-words.js";

/** Postings of words: ascending entry numbers, `postings[starts[word], starts[word + 1])`. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
}

/**
 * Builds the tree.
 *
 * @returns Gives up to 24 entries of the words of a range, ascending and distinct; all of them when there are fewer.
 */
export function createBestOfRange(postings: Postings): (range: WordRange) => number[] {
  const wordCount = postings.starts.length - 1;
  const blocks = Math.max(1, Math.ceil(wordCount / BLOCK));
  // Node n has the children 2n and 2n + 1; the leaves are blocks … 2 · blocks.
  const nodes = new Uint32Array(2 * blocks * KEPT).fill(NONE);
  const write = (node: number, entries: readonly number[]): void => {
    nodes.set(entries, node * KEPT);
  };
  const read = (node: number, into: number[]): void => {
    for (let at = node * KEPT; at < (node + 1) * KEPT && nodes[at] !== NONE; at++)
      into.push(nodes[at]!);
  };
  for (let block = 0; block < blocks; block++) {
    const entries: number[] = [];
    for (let word = block * BLOCK; word < Math.min(wordCount, (block + 1) * BLOCK); word++) {
      readWord(postings, word, entries);
    }
    write(blocks + block, smallest(entries));
  }
  for (let node = blocks - 1; node >= 1; node--) {
    const entries: number[] = [];
    read(2 * node, entries);
    read(2 * node + 1, entries);
    write(node, smallest(entries));
  }
  return ({ from, to }) => {
    const entries: number[] = [];
    const firstBlock = Math.ceil(from / BLOCK);
    const endBlock = Math.floor(to / BLOCK);
    if (firstBlock >= endBlock) {
      for (let word = from; word < to; word++) readWord(postings, word, entries);
      return smallest(entries);
    }
    for (let word = from; word < firstBlock * BLOCK; word++) readWord(postings, word, entries);
    for (let word = endBlock * BLOCK; word < to; word++) readWord(postings, word, entries);
    for (
      let left = blocks + firstBlock, right = blocks + endBlock;
      left < right;
      left >>= 1, right >>= 1
    ) {
      if (left % 2 === 1) read(left++, entries);
      if (right % 2 === 1) read(--right, entries);
    }
    return smallest(entries);
  };
}

/** So many entries are kept for each range; more cannot be had from it. */
export const KEPT = 24;
const BLOCK = 32;
const NONE = 0xffffffff;

function readWord({ starts, postings }: Postings, word: number, into: number[]): void {
  const end = Math.min(starts[word + 1]!, starts[word]! + KEPT);
  for (let place = starts[word]!; place < end; place++) into.push(postings[place]!);
}

function smallest(entries: number[]): number[] {
  const sorted = Uint32Array.from(entries).sort();
  const kept: number[] = [];
  for (const entry of sorted) {
    if (entry !== kept.at(-1)) kept.push(entry);
    if (kept.length === KEPT) break;
  }
  return kept;
}
