import { describe, expect, it } from "vitest";
import { createRandom } from "../../random.js";
import { keepVocabulary } from "./kept-vocabulary.js";
import * as lists from "./product-words.js";
import { createSyntheticTexts, createTitle } from "./synthetic-texts.js";

const letters = Array.from("abcdefghijklmnopqrstuvwxyz0123456789");
const vocabulary = [...letters, ...letters.map((letter) => `##${letter}`), "desk", "oak", "!"];
const counts = { bags: 50, mixtures: 20, titles: 20 };

describe("createSyntheticTexts", () => {
  const make = (seed: number): readonly Int32Array[] =>
    createSyntheticTexts({ vocabulary, maxTokens: 30 }, counts, createRandom(seed));

  it("gives as many texts as asked, each of known tokens and no longer than allowed", () => {
    const texts = make(1);
    expect(texts).toHaveLength(90);
    for (const text of texts) {
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(30);
      expect(text.every((row) => row >= 0 && row < vocabulary.length)).toBe(true);
    }
    // Bags have one to ten tokens, and one more where the last word has a second piece.
    expect(Math.max(...texts.slice(0, 50).map((text) => text.length))).toBeLessThanOrEqual(12);
  });

  it("gives the same texts for the same seed, and others for another", () => {
    expect(make(1)).toEqual(make(1));
    expect(make(1)).not.toEqual(make(2));
  });

  it("lets a piece that goes on a word follow something in a bag", () => {
    for (const text of make(3).slice(0, 50)) expect(vocabulary[text[0]!]).not.toMatch(/^##/);
  });
});

describe("createTitle", () => {
  it("names one thing at least, in lower-case ASCII without double blanks", () => {
    const random = createRandom(1);
    for (let draw = 0; draw < 500; draw++) {
      const title = createTitle(random);
      expect(title).toMatch(/^[a-z0-9-]+(?: [a-z0-9-]+)*$/);
      expect(lists.goods.some((thing) => title.includes(thing))).toBe(true);
    }
  });
});

describe("the word lists", () => {
  it("hold each entry once, none empty", () => {
    for (const list of Object.values(lists)) {
      expect(list.filter((entry, index) => entry === "" || list.indexOf(entry) !== index)).toEqual(
        [],
      );
    }
  });
});

describe("keepVocabulary", () => {
  it("keeps words, pieces and marks in lower-case ASCII with their ids, in order", () => {
    const kept = keepVocabulary(
      [
        "[PAD]",
        "[unused1]",
        "!",
        "[",
        "a",
        "é",
        "椅",
        "The",
        "desk",
        "##s",
        "##!",
        undefined,
        "x-y",
      ],
      "m",
    );
    expect(kept.tokens).toEqual(["!", "[", "a", "desk", "##s"]);
    expect([...kept.ids]).toEqual([2, 3, 4, 8, 9]);
  });

  it("refuses a vocabulary of another script", () => {
    expect(() => keepVocabulary(["[PAD]", "椅", "子"], "m")).toThrow(
      /m: the vocabulary must hold words/,
    );
  });
});
