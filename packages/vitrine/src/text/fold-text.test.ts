import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "./fold-text.js";

describe("foldText", () => {
  it.each([
    ["Crème Brûlée", "creme brulee"],
    ["ＳＯＦＡ ﬁt ㎏ １２", "sofa fit kg 12"],
    ["Fuß FUẞ Łódź Ærø", "fuss fuss lodz aero"],
    ["ΤΡΑΠΕΖΑΚΙΑ τραπέζι ΣΟΦΑΣ", "τραπεζακια τραπεζι σοφασ"],
    ["İstanbul ışık", "istanbul isik"],
    ["Ёлка чайник їжа", "елка чайник їжа"],
    ["men’s", "men's"],
    ["شَارِع طـــاولة", "شارع طاولة"],
    ["שָׁלוֹם", "שלום"],
    ["कुर्सी ガラス テーブル โต๊ะ", "कुर्सी ガラス テーブル โต๊ะ"],
  ])("folds %j", (text, folded) => {
    expect(foldText(text)).toBe(folded.normalize("NFC"));
  });

  it("changes nothing when applied again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("folds composed and decomposed spellings to the same string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(foldText(text.normalize("NFD"))).toBe(foldText(text.normalize("NFC")));
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
