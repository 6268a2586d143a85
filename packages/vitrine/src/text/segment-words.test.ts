import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locateWords, segmentWords } from "./segment-words.js";

const unicodeWords = new Intl.Segmenter("en", { granularity: "word" });

/** What Unicode's rules find, less the differences that segment-words.ts states. */
function wordsByUnicode(text: string): string[] {
  return [...unicodeWords.segment(text)]
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment }) => segment.replace(/(?<=[א-ת]\p{Mark}*)'$/u, ""));
}

// Letters, digits and marks of scripts with spaces, and everything that may join or part them,
// except what the stated differences are about: the full stop, the colon and the underscore.
const letters = Array.from("aBzéßЖяαΩםשعاहनაԱ日本");
const digits = Array.from("19٣０");
const others = Array.from(" -'’״,;!?/()½²·‧\u00ad\u200b\u0301％$€٬");
const spacedText = fc
  .array(fc.constantFrom(...letters, ...digits, ...others), { maxLength: 12 })
  .map((characters) => characters.join(""));

describe("segmentWords", () => {
  it.each([
    ["20-inch table", ["20", "inch", "table"]],
    ["2.36 kg, 1,299.00", ["2.36", "kg", "1,299.00"]],
    ["firmware v1.2.3.", ["firmware", "v1.2.3"]],
    ["men's O’Neil t-shirt", ["men's", "O’Neil", "t", "shirt"]],
    ['12"x14" 16x24', ["12", "x14", "16x24"]],
    ["your shoes.Molded from", ["your", "shoes", "Molded", "from"]],
    ["Colour:black", ["Colour", "black"]],
    ["made in the U.S.A.", ["made", "in", "the", "U.S.A"]],
    ["café crème", ["café", "crème"]],
    ["foo_bar __x", ["foo_bar", "x"]],
    ["LG전자 64GB램 3세대", ["LG", "전자", "64GB", "램", "3", "세대"]],
    ["日本語のテーブル", ["日本語", "の", "テーブル"]],
    ["小米10Pro手机", ["小米", "10Pro", "手机"]],
    ["โต๊ะไม้5Gสีดำ", ["โต๊ะ", "ไม้", "5G", "สีดำ"]],
    ["កៅអីឈើ", ["កៅអី", "ឈើ"]],
    ["कुर्सी और मेज़", ["कुर्सी", "और", "मेज़"]],
    ['כיסא מ"מ', ["כיסא", 'מ"מ']],
    ["", []],
    [" – ★ ", []],
  ])("finds the words of %j", (text, words) => {
    expect(segmentWords(text)).toEqual(words);
  });

  it("agrees with Unicode's word boundaries apart from the stated differences", () => {
    fc.assert(
      fc.property(spacedText, (text) => {
        // An apostrophe that bears an accent after a Hebrew letter: no one writes that.
        fc.pre(!/[א-ת]\p{Mark}*'[\p{Mark}\u00ad]/u.test(text));
        expect(segmentWords(text)).toEqual(wordsByUnicode(text));
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });

  it("agrees with Unicode on Korean beside other scripts", () => {
    const korean = fc.string({
      unit: fc.constantFrom(...Array.from("한글aß1나 -.")),
      maxLength: 10,
    });
    fc.assert(
      fc.property(korean, (text) => {
        fc.pre(!/[^\d]\.[^\d]/.test(text));
        expect(segmentWords(text)).toEqual(wordsByUnicode(text));
      }),
      { seed: 4, numRuns: 1_000 },
    );
  });

  it("finds in ASCII with an accent far away what it finds without", () => {
    const ascii = fc.string({
      unit: fc.constantFrom(...Array.from("aB19.,;:'_-/ ")),
      maxLength: 14,
    });
    fc.assert(
      fc.property(ascii, (text) => {
        expect(segmentWords(`${text} é`)).toEqual([...segmentWords(text), "é"]);
      }),
      { seed: 2, numRuns: 3_000 },
    );
  });

  it("takes time in proportion to the text, even for one that seems made to delay it", () => {
    for (const piece of ["a", "a'", "1,", "a.", "_", "é'", "é.", "\u0301"]) {
      expect(segmentWords(piece.repeat(100_000)).length).toBeLessThan(100_001);
    }
  });
});

describe("locateWords", () => {
  it("gives the places of the very words that segmentWords gives", () => {
    const anyText = fc.oneof(spacedText, fc.string({ unit: "binary" }), fc.constant("ไทยแลนด์ a"));
    fc.assert(
      fc.property(anyText, (text) => {
        const located = locateWords(text).map(({ start, end }) => text.slice(start, end));
        expect(located).toEqual(segmentWords(text));
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
