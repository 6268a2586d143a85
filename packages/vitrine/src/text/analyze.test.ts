import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer } from "./analyze.js";
import { LANGUAGES, toLanguage } from "./language.js";
import { stemmerOf } from "./stem.js";
import { stopWordsOf } from "./stop-words.js";

describe("createAnalyzer", () => {
  it("folds words and keeps numbers, sizes and versions whole", () => {
    const { analyze } = createAnalyzer();
    expect(analyze("Café table, 20-inch, 2.36 kg, v1.2.3, 16x24")).toEqual([
      "cafe",
      "table",
      "20",
      "inch",
      "2.36",
      "kg",
      "v1.2.3",
      "16x24",
    ]);
  });

  it("takes the apostrophe of the owner and the dots of acronyms away", () => {
    const { analyze } = createAnalyzer();
    expect(analyze("Men’s O'Neil, U.S.A.")).toEqual(["men", "oneil", "usa"]);
  });

  it("stems and drops stop words in the language it is given", () => {
    const english = createAnalyzer({ language: "en", stopWords: true });
    expect(english.analyze("The chairs for your Dining Rooms")).toEqual(["chair", "dine", "room"]);
    const french = createAnalyzer({ language: "fr", stopWords: true });
    expect(french.analyze("Les chaises de l'atelier")).toEqual(
      createAnalyzer({ language: "fr" }).analyze("chaise atelier"),
    );
  });

  it("comes to the same terms with and without accents", () => {
    const { analyze } = createAnalyzer({ language: "fr" });
    expect(analyze("canapé rembourré gris foncé")).toEqual(analyze("canape rembourre gris fonce"));
  });

  it("drops the words it is told to drop", () => {
    expect(createAnalyzer({ stopWords: ["Été"] }).analyze("table d été")).toEqual(["table", "d"]);
  });

  it("gives terms for text of every known language, and of none", () => {
    const texts = [
      "oak table",
      "стол из дуба",
      "طاولة خشب",
      "オークのテーブル",
      "โต๊ะไม้",
      "橡木桌子",
      "لکڑی",
    ];
    for (const language of [undefined, ...LANGUAGES]) {
      const { analyze } = createAnalyzer(language === undefined ? {} : { language });
      for (const text of texts)
        expect(analyze(text).length, `${language}: ${text}`).toBeGreaterThan(0);
    }
  });

  it("locates the terms that it gives, each at its word", () => {
    const analyzer = createAnalyzer({ language: "en", stopWords: true });
    const text = "The Men's chairs";
    const located = analyzer.locate(text);
    expect(located.map(({ start, end }) => text.slice(start, end))).toEqual(["Men's", "chairs"]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (any) => {
        expect(analyzer.locate(any).map(({ term }) => term)).toEqual(analyzer.analyze(any));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("reads what it wrote: the terms of folded terms are those terms, unstemmed", () => {
    const { analyze } = createAnalyzer();
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("aÉßø19 .'-")) }), (text) => {
        const terms = analyze(text);
        expect(analyze(terms.join(" "))).toEqual(terms);
      }),
      { seed: 2 },
    );
  });

  it("refuses options it does not know", () => {
    expect(() => createAnalyzer({ language: "xx" as "en" })).toThrow();
    expect(() => createAnalyzer({ steem: true } as object)).toThrow();
  });
});

describe("stopWordsOf and stemmerOf", () => {
  it("know every language of the list, except the three that have no stemmer", () => {
    for (const language of LANGUAGES) expect(stopWordsOf(language).size).toBeGreaterThan(20);
    const without = LANGUAGES.filter((language) => stemmerOf(language) === undefined);
    expect(without).toEqual(["ja", "sl", "zh"]);
  });

  it("leave words with digits as they are and never stem a word to nothing", () => {
    for (const language of LANGUAGES) {
      const stem = stemmerOf(language);
      if (stem === undefined) continue;
      expect(stem("16x24s")).toBe("16x24s");
      for (const word of ["s", "es", "ing", "ed", "а", "и", "ال"]) expect(stem(word)).not.toBe("");
    }
  });
});

describe("toLanguage", () => {
  it("reads locales and both forms of Norwegian", () => {
    expect(["en-GB", "pt_BR", "NB", "zh-Hant"].map(toLanguage)).toEqual(["en", "pt", "no", "zh"]);
  });

  it("says which languages there are when it knows nothing of one", () => {
    expect(() => toLanguage("tlh")).toThrow(/one of ar, bg.*got "tlh"/);
  });
});
