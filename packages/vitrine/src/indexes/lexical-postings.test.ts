import { describe, expect, it } from "vitest";
import {
  fieldOf,
  frequencyOf,
  LexicalPostings,
  MAX_FREQUENCY,
  packOccurrence,
} from "./lexical-postings.js";

function postingsOf(termsByDocument: readonly (readonly number[])[]): LexicalPostings {
  const postings = new LexicalPostings(1, (word) => word >> 1);
  termsByDocument.forEach((terms, at) => {
    const pairs = terms.flatMap((term) => [term, packOccurrence(0, 1)]);
    postings.add(`p${at}`, Uint32Array.from(pairs), Uint32Array.of(terms.length));
  });
  postings.settle();
  return postings;
}

describe("packOccurrence", () => {
  it("holds 255 fields and frequencies up to the greatest, and no greater", () => {
    const packed = packOccurrence(254, MAX_FREQUENCY + 5);
    expect([fieldOf(packed), frequencyOf(packed)]).toEqual([254, MAX_FREQUENCY]);
  });
});

describe("LexicalPostings", () => {
  it("keeps a term's documents together, by rising slot, while documents come one by one", () => {
    const postings = postingsOf([[0, 1], [1], [0]]);
    for (let at = 3; at < 40; at++) {
      postings.add(`p${at}`, Uint32Array.of(at % 3, packOccurrence(0, 1)), Uint32Array.of(1));
      postings.settle();
    }
    const slots = Array.from(postings.pool.subarray(postings.startOf(1), postings.endOf(1))).filter(
      (_, place) => place % 2 === 0,
    );
    expect(slots).toEqual([0, 1, ...Array.from({ length: 12 }, (_, n) => 4 + 3 * n)]);
    expect(postings.wordFrequency(1)).toBe(slots.length);
  });

  it("counts a document once for a term, however many of its words stand there", () => {
    const postings = postingsOf([[0, 1], [1], [0, 2, 3]]);
    expect([0, 1, 2, 3].map((word) => postings.wordFrequency(word))).toEqual([2, 2, 1, 1]);
    expect([0, 1].map((term) => postings.documentFrequency(term))).toEqual([3, 1]);
    postings.remove("p2");
    expect([0, 1].map((term) => postings.documentFrequency(term))).toEqual([2, 0]);
  });

  it("gives empty slots back once they are many", () => {
    const postings = postingsOf(Array.from({ length: 300 }, () => [0]));
    for (let at = 0; at < 250; at++) postings.remove(`p${at}`);
    postings.settle();
    expect(postings.ids.length).toBe(50);
    expect(postings.endOf(0) - postings.startOf(0)).toBe(2 * 50);
    expect(postings.ids[postings.slots.get("p299")!]).toBe("p299");
  });

  it("removes nothing that is not there", () => {
    const postings = postingsOf([[0]]);
    expect([postings.remove("p0"), postings.remove("p0")]).toEqual([true, false]);
    expect([
      postings.documentCount,
      postings.documentFrequency(0),
      postings.totalLengths[0],
    ]).toEqual([0, 0, 0]);
  });
});
