import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCompoundSplitter } from "./compounds.js";
import type { CompoundSplitter } from "./compounds.js";
import { foldText } from "./fold-text.js";
import type { Language } from "./language.js";

function splitterOf(words: string, language?: Language): CompoundSplitter {
  const known = new Map(words.split(" ").map((word) => [foldText(word), 10]));
  const countOf = (word: string): number => known.get(word) ?? 0;
  return createCompoundSplitter(language === undefined ? { countOf } : { countOf, language });
}

const catalogues = {
  en: "book shelf coffee table desk chair night stand tooth brush holder",
  de: "bücher buch regal ess zimmer tisch arbeit stuhl blume topf kind bett schule küche schrank geburt tag karte",
  nl: "boeken kast keuken stoel tafel kind bed slaap kamer schaap vacht zon scherm",
  sv: "bok hylla kök stol bord barn säng arbete lampa kläder skåp gata",
} as const;

describe("createCompoundSplitter", () => {
  it.each([
    ["en", "bookshelf", "book shelf"],
    ["en", "coffeetable", "coffee table"],
    ["en", "toothbrushholder", "tooth brush holder"],
    ["de", "Bücherregal", "bucher regal"],
    ["de", "Esszimmertisch", "ess zimmer tisch"],
    ["de", "Arbeitstisch", "arbeit tisch"],
    ["de", "Blumentopf", "blume topf"],
    ["de", "Kinderbett", "kind bett"],
    ["de", "Schultisch", "schule tisch"],
    ["de", "Küchenschrank", "kuche schrank"],
    ["de", "Geburtstagskarte", "geburt tag karte"],
    ["nl", "boekenkast", "boeken kast"],
    ["nl", "keukentafel", "keuken tafel"],
    ["nl", "schapenvacht", undefined],
    ["nl", "slaapkamerkast", "slaap kamer kast"],
    ["nl", "zonnescherm", undefined],
    ["nl", "kindertafel", "kind tafel"],
    ["sv", "bokhylla", "bok hylla"],
    ["sv", "köksbord", "kok bord"],
    ["sv", "barnsäng", "barn sang"],
    ["sv", "arbetslampa", "arbete lampa"],
    ["sv", "klädskåp", "klader skap"],
    ["sv", "gatulampa", "gata lampa"],
  ] as const)("splits %s %s into %s", (language, word, parts) => {
    const found = splitterOf(catalogues[language], language).split(foldText(word));
    expect(found?.parts.join(" ")).toBe(parts);
  });

  it("lets a word stand that is commoner than a part of it, or of which a part is unknown", () => {
    const counts: Readonly<Record<string, number>> = {
      book: 40,
      shelf: 3,
      bookshelf: 20,
      car: 9,
      pet: 9,
    };
    const { split } = createCompoundSplitter({ countOf: (word) => counts[word] ?? 0 });
    expect(split("bookshelf")).toBeUndefined();
    expect(split("bookrack")).toBeUndefined();
    expect(split("book2shelf")).toBeUndefined();
    // Nothing tells that no carpet is meant; as an alternative it does little harm.
    expect(split("carpet")?.parts).toEqual(["car", "pet"]);
  });

  it("puts no letters between parts without a language", () => {
    expect(splitterOf(catalogues.de).split("arbeitstisch")).toBeUndefined();
    expect(splitterOf(catalogues.de).split("buchregal")?.parts).toEqual(["buch", "regal"]);
  });

  it("gives joins and splits of a query with their places", () => {
    const splitter = splitterOf("bookshelf oak coffee table", "en");
    expect(splitter.expand(["oak", "book", "shelf", "coffeetable"])).toEqual([
      { from: 1, length: 2, words: ["bookshelf"], weight: 0.9 },
      { from: 3, length: 1, words: ["coffee", "table"], weight: 0.9 },
    ]);
    expect(splitterOf("arbeitstisch", "de").expand(["arbeit", "tisch"])).toEqual([
      { from: 0, length: 2, words: ["arbeitstisch"], weight: 0.9 },
    ]);
  });

  it("splits every join of two words that the catalogue knows apart, and joins what it knows as one", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(part, part, (left, right) => {
        const apart = splitterOf(`${left} ${right}`);
        if (left + right !== left)
          expect(apart.split(left + right)?.parts.join("")).toBe(left + right);
        expect(splitterOf(left + right).expand([left, right])).toContainEqual({
          from: 0,
          length: 2,
          words: [left + right],
          weight: 0.9,
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
