import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "./edit-distance.js";
import { createSpellingIndex } from "./spelling-index.js";
import { createSpellingSegment } from "./spelling-segment.js";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "ü"), minLength: 1, maxLength: 11 });
// Few letters and lengths, so that many pairs are near.
const alike = fc.string({ unit: fc.constantFrom("a", "ü"), minLength: 4, maxLength: 9 });

describe("createSpellingSegment", () => {
  it("finds exactly the words that the edit distance finds", () => {
    let pairs = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(word, alike), { minLength: 30, maxLength: 60 }),
        fc.oneof(word, alike),
        fc.integer({ min: 0, max: 2 }),
        (words, typed, bound) => {
          const found = new Map<string, number>();
          const segment = createSpellingSegment(words);
          segment.near(typed, bound, (number, distance) => {
            expect(found.has(segment.textOf(number))).toBe(false);
            found.set(segment.textOf(number), distance);
          });
          for (const other of words) {
            const distance = editDistance(typed, other, bound);
            // Words of up to four letters are arranged for one error.
            if (distance === 2 && other.length <= 4) continue;
            expect(found.get(other) ?? Infinity).toBe(distance);
            pairs += Number(distance <= bound);
          }
        },
      ),
      { seed: 1, numRuns: 1_000 },
    );
    expect(pairs).toBeGreaterThan(1_000);
  });

  it("finds words of a single letter and very long ones", () => {
    const long = "x".repeat(300);
    const segment = createSpellingSegment(["a", long]);
    expect(segment.numberOf("a")).toBe(0);
    expect(segment.numberOf(long)).toBe(1);
    expect(segment.numberOf("b")).toBe(-1);
    const found: number[] = [];
    segment.near(`${long}y`, 2, (number) => found.push(number));
    expect(found).toEqual([1]);
  });

  it("finds nothing among no words", () => {
    const segment = createSpellingSegment([]);
    expect(segment.size).toBe(0);
    expect(segment.numberOf("chair")).toBe(-1);
  });
});

describe("createSpellingIndex", () => {
  it("after any additions and removals finds what a list of the words holds", () => {
    const change = fc.tuple(fc.boolean(), word, fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.integer({ min: 0, max: 3 })), { maxLength: 20 }),
        fc.array(change, { maxLength: 400, minLength: 300 }),
        word,
        (first, changes, typed) => {
          const index = createSpellingIndex(first.map(([text, count]) => ({ word: text, count })));
          const counts = new Map<string, number>();
          for (const [text, count] of first) counts.set(text, (counts.get(text) ?? 0) + count);
          for (const [adds, text, count] of changes) {
            const before = counts.get(text) ?? 0;
            counts.set(text, adds ? before + count : Math.max(0, before - count));
            if (adds) index.add(text, count);
            else index.remove(text, count);
          }
          const left = [...counts].filter(([, count]) => count > 0);
          expect(index.size).toBe(left.length);
          expect(index.total).toBe(left.reduce((sum, [, count]) => sum + count, 0));
          expect(index.countOf(typed)).toBe(counts.get(typed) ?? 0);
          const near = left
            .map(([text, count]) => ({ word: text, count, distance: editDistance(typed, text, 1) }))
            .filter(({ distance }) => distance <= 1);
          expect(sorted(index.near(typed, 1))).toEqual(sorted(near));
        },
      ),
      { seed: 2, numRuns: 60 },
    );
  });

  it("finds words again after they came, went and came in bulk", () => {
    const index = createSpellingIndex();
    const words = Array.from({ length: 2_000 }, (_, i) => `word${i.toString(36)}x${i % 7}`);
    for (const text of words) index.add(text);
    for (const text of words.slice(0, 1_000)) index.remove(text);
    for (const text of words.slice(0, 500)) index.add(text, 2);
    expect(index.size).toBe(1_500);
    expect(index.countOf(words[0]!)).toBe(2);
    expect(index.countOf(words[700]!)).toBe(0);
    expect(index.near(words[1_999]!, 0)).toEqual([{ word: words[1_999], count: 1, distance: 0 }]);
  });
});

function sorted<T extends { readonly word: string }>(words: readonly T[]): T[] {
  return [...words].sort((a, b) => (a.word < b.word ? -1 : 1));
}
