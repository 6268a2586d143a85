import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSpellingChannel } from "./spelling-channel.js";
import { fitLetterModel } from "./spelling-letters.js";
import { wholeWordsOf } from "./spelling-words.js";
import { createSpeller } from "./spelling.js";
import type { Speller, SpellerOptions } from "./spelling.js";

const counts: Readonly<Record<string, number>> = {
  chair: 90,
  chairs: 20,
  desk: 60,
  table: 80,
  coffee: 40,
  oak: 30,
  bookshelf: 25,
  shelf: 5,
  touch: 6,
  upholstered: 12,
  velvet: 30,
  lamp: 50,
  clamp: 2,
  settle: 3,
  karrowick: 8,
  with: 70,
};
const pairs: Readonly<Record<string, number>> = {
  "coffee table": 20,
  "desk chair": 15,
  "oak table": 10,
};
const realWords = new Set(
  "couch touch book shelf chair table desk lamp coffee with oak width bring string light night kitchen garden window".split(
    " ",
  ),
);

function speller(options: Partial<SpellerOptions> = {}): Speller {
  return createSpeller({
    words: Object.entries(counts).map(([word, count]) => ({ word, count })),
    realWords,
    pairCount: (left, right) => pairs[`${left} ${right}`] ?? 0,
    language: "en",
    ...options,
  });
}

describe("createSpeller", () => {
  it.each([
    ["chiar", "chair", "typo"],
    ["oak tabel", "oak table", "typo"],
    ["Upholsterd chair", "upholstered chair", "typo"],
    ["coffeetable", "coffee table", "split"],
    ["book shelf", "bookshelf", "joined"],
  ])("corrects %j to %j", (typed, text, kind) => {
    const result = speller().correct(typed);
    expect(result.text).toBe(text);
    expect(result.corrections.map((correction) => correction.kind)).toEqual([kind]);
    expect(result.confidence).toBeGreaterThanOrEqual(0.85);
    expect(result.confidence).toBeLessThanOrEqual(1);
  });

  it.each(["couch", "settee", "chairs", "tables", "karrowick", "RX5000", "20in", "cm", "ch", ""])(
    "lets %j stand",
    (typed) => {
      expect(speller().correct(typed)).toMatchObject({
        text: typed,
        corrections: [],
        confidence: 1,
      });
    },
  );

  it("keeps all of the text that it does not change", () => {
    expect(speller().correct("  Oak, chiar — 20 cm!").text).toBe("  Oak, chair — 20 cm!");
    expect(speller().correct("  Oak, Couch — 20 cm!").text).toBe("  Oak, Couch — 20 cm!");
  });

  it("offers what it is not sure of and changes nothing", () => {
    // One letter short of two words of the catalogue.
    const words = [
      { word: "slate", count: 10 },
      { word: "state", count: 10 },
    ];
    const result = createSpeller({ words }).correct("sate");
    expect(result.text).toBe("sate");
    expect(result.corrections).toEqual([]);
    expect(result.suggestions.map(({ text }) => text).sort()).toEqual(["slate", "state"]);
  });

  it("questions a word of two products that is a typing error away from a common one", () => {
    const words = [
      { word: "chair", count: 5_000 },
      { word: "chiar", count: 1 },
    ];
    const result = createSpeller({ words }).correct("chiar");
    expect(result.text).toBe("chiar");
    expect(result.suggestions[0]?.text).toBe("chair");
  });

  it("corrects nothing that the caller keeps", () => {
    expect(speller({ keeps: (word) => word === "chiar" }).correct("chiar").text).toBe("chiar");
  });

  it("prefers the word that stands beside its neighbour in titles", () => {
    const words = ["oak", "table", "fable"].map((word) => ({ word, count: 20 }));
    const pairCount = (left: string, right: string): number =>
      Number(left === "oak" && right === "table") * 15;
    const best = (options: Partial<SpellerOptions>): string | undefined => {
      const { text, suggestions, corrections } = createSpeller({ words, ...options }).correct(
        "oak rable",
      );
      return corrections.length > 0 ? text : suggestions[0]?.text;
    };
    expect(best({ pairCount })).toBe("oak table");
  });

  it("follows words that come and go", () => {
    const changing = speller();
    expect(changing.correct("otoman").text).toBe("otoman");
    changing.add("ottoman", 40);
    expect(changing.correct("otoman").text).toBe("ottoman");
    changing.remove("ottoman", 40);
    expect(changing.correct("otoman").text).toBe("otoman");
  });

  it("after any changes answers as one made anew of the same words", () => {
    const word = fc.constantFrom(...Object.keys(counts), "ottoman", "chain", "charm", "vexholm");
    const change = fc.tuple(word, fc.nat(3));
    let corrected = 0;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const changing = speller();
        const left = new Map(Object.entries(counts));
        for (const [text, count] of changes) {
          changing.set(text, count);
          left.set(text, count);
        }
        const words = Array.from(left, ([text, count]) => ({ word: text, count }));
        const anew = speller({ words });
        for (const typed of ["chiar", "otoman", "vexhlom", "tabel lmap", "coffeetable", "brxng"]) {
          expect(changing.correct(typed)).toEqual(anew.correct(typed));
          corrected += anew.correct(typed).corrections.length;
        }
      }),
      { seed: 6, numRuns: 100 },
    );
    expect(corrected).toBeGreaterThan(50);
  });

  it("answers for texts of any script, length and kind", () => {
    for (const text of [
      "椅子が好き",
      "เก้าอี้",
      "🪑".repeat(50),
      "x".repeat(10_000),
      "a ".repeat(5_000),
    ]) {
      expect(speller().correct(text).text).toBe(text);
    }
    expect(createSpeller({ words: [] }).correct("chiar").text).toBe("chiar");
  });

  it("corrects words of other scripts and languages", () => {
    const words = [
      { word: "шкаф", count: 30 },
      { word: "стул", count: 30 },
      ...["bucherregal", "tisch", "stuhl", "lampe", "kommode", "schrank", "spiegel"].map(
        (word) => ({
          word,
          count: 30,
        }),
      ),
    ];
    expect(createSpeller({ words, language: "de" }).correct("Bücheregal").text).toBe("bucherregal");
    expect(createSpeller({ words, language: "ru" }).correct("сутл").text).toBe("стул");
  });
});

describe("createSpellingChannel", () => {
  const cost = createSpellingChannel("en");

  it("makes the common errors cheaper than the others", () => {
    expect(cost("chair", "chair")).toBe(0);
    expect(cost("chair", "chiar")).toBeLessThan(cost("chair", "chwxr"));
    expect(cost("chair", "chsir")).toBeLessThan(cost("chair", "chpir"));
    expect(cost("coffee", "cofee")).toBeLessThan(cost("coffee", "coffe e".replace(" ", "x")));
    expect(cost("chair", "vhair")).toBeGreaterThan(cost("chair", "chait"));
  });

  it("knows the keyboard of the language", () => {
    expect(createSpellingChannel("de")("zeit", "teit")).toBeLessThan(cost("zeit", "teit"));
  });
});

describe("fitLetterModel", () => {
  it("finds what looks like a word likelier than what does not", () => {
    const { logProbabilityOf: letters } = fitLetterModel([
      "set",
      "settle",
      "tee",
      "committee",
      "coffee",
      "sofa",
      "table",
    ]);
    expect(letters("settee")).toBeGreaterThan(letters("stetee"));
    expect(letters("settee")).toBeLessThan(0);
  });

  it("forgets the words that are taken back", () => {
    const letters = fitLetterModel(["sofa"]);
    letters.add("settee");
    expect(letters.logProbabilityOf("settle")).toBe(
      fitLetterModel(["settee", "sofa"]).logProbabilityOf("settle"),
    );
    letters.remove("settee");
    expect(letters.logProbabilityOf("settle")).toBe(
      fitLetterModel(["sofa"]).logProbabilityOf("settle"),
    );
  });

  it("gives a probability even when it has seen no word", () => {
    expect(fitLetterModel([]).logProbabilityOf("chair")).toBeCloseTo(6 * Math.log(1 / 28), 6);
  });
});

describe("wholeWordsOf", () => {
  it("takes the words that stand whole and no marks, pieces or short ones", () => {
    expect([...wholeWordsOf(["sofa", "##s", "of", "[CLS]", "!", "4k", "tür"])]).toEqual([
      "sofa",
      "tür",
    ]);
  });
});
