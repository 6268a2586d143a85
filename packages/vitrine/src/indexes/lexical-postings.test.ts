import { describe, expect, it } from "vitest";
import { LexicalPostings } from "./lexical-postings.js";
import { listOf } from "./lexical-segment.js";
import { createVocabulary } from "./lexical-vocabulary.js";

const WORDS = ["chair", "chairs", "lamp", "lamps"];
const emptyPostings = (): LexicalPostings =>
  new LexicalPostings(
    1,
    createVocabulary((word) => [word.replace(/s$/, "")], WORDS),
  );

/** Adds documents, each a list of rising word numbers, under successive ordinals. */
function add(postings: LexicalPostings, first: number, documents: readonly number[][]): void {
  const starts = new Uint32Array(documents.length + 1);
  documents.forEach((words, at) => (starts[at + 1] = starts[at]! + words.length));
  postings.add(
    {
      documents: Int32Array.from(documents, (_, at) => first + at),
      starts,
      words: Uint32Array.from(documents.flat()),
      codes: documents.flatMap((words) =>
        words.map(() => postings.codes.codeOf(0, 1, words.length)),
      ),
    },
    Uint32Array.from(documents, ({ length }) => length),
  );
}

/** The documents of a word that count, segment by segment. */
function documentsOf(postings: LexicalPostings, word: number): number[] {
  return postings.segments.flatMap(({ number, segment }) => {
    const list = listOf(segment, word);
    if (list === undefined) return [];
    return [...list.ordinals.subarray(list.start, list.end)].filter(
      (ordinal) => postings.owners[ordinal] === number,
    );
  });
}

describe("LexicalPostings", () => {
  it("keeps a word's documents together, by rising ordinal, while documents come one by one", () => {
    const postings = emptyPostings();
    for (let at = 39; at >= 0; at--) add(postings, at, [[at % 3]]);
    expect(documentsOf(postings, 1).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 13 }, (_, n) => 1 + 3 * n),
    );
    for (const { segment } of postings.segments) {
      const list = listOf(segment, 1);
      const ordinals = list === undefined ? [] : [...list.ordinals.subarray(list.start, list.end)];
      expect(ordinals).toEqual(ordinals.toSorted((a, b) => a - b));
    }
  });

  it("holds few segments, however many batches came", () => {
    const postings = emptyPostings();
    for (let at = 0; at < 500; at++) add(postings, at, [[0, 2]]);
    expect(postings.segments.length).toBeLessThanOrEqual(9);
    expect(documentsOf(postings, 2).length).toBe(500);
  });

  it("counts a document once for a term, however many of its words stand there", () => {
    const postings = emptyPostings();
    add(postings, 0, [[0, 1], [1], [0, 2, 3]]);
    expect([0, 1, 2, 3].map((word) => postings.wordFrequency(word))).toEqual([2, 2, 1, 1]);
    expect([0, 1].map((term) => postings.documentFrequency(term))).toEqual([3, 1]);
    postings.remove([2]);
    expect([0, 1].map((term) => postings.documentFrequency(term))).toEqual([2, 0]);
  });

  it("counts a document that is replaced as it is now", () => {
    const postings = emptyPostings();
    add(postings, 0, [[0], [0], [0]]);
    add(postings, 1, [[2, 3]]);
    expect(postings.documentCount).toBe(3);
    expect([0, 2].map((word) => documentsOf(postings, word))).toEqual([[0, 2], [1]]);
    expect([postings.wordFrequency(0), postings.totalLengths[0]]).toEqual([2, 4]);
  });

  it("gives the room of deleted documents back once they are most of a segment", () => {
    const postings = emptyPostings();
    add(
      postings,
      0,
      Array.from({ length: 300 }, () => [0]),
    );
    postings.remove(Array.from({ length: 250 }, (_, at) => at));
    expect(postings.segments.map(({ segment }) => segment.ordinals.length)).toEqual([50]);
    expect(documentsOf(postings, 0)[0]).toBe(250);
    postings.remove(Array.from({ length: 50 }, (_, at) => 250 + at));
    expect([postings.segments.length, postings.ordinalEnd]).toEqual([0, 0]);
  });

  it("removes nothing that is not there", () => {
    const postings = emptyPostings();
    add(postings, 0, [[0]]);
    expect([postings.remove([0, 0, 7]), postings.remove([0])]).toEqual([1, 0]);
    expect([
      postings.documentCount,
      postings.documentFrequency(0),
      postings.totalLengths[0],
    ]).toEqual([0, 0, 0]);
  });
});
