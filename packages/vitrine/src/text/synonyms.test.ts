import { describe, expect, it } from "vitest";
import { isVitrineError } from "../errors.js";
import { createSynonymExpander, parseSynonyms, SYNONYM_LIMITS } from "./synonyms.js";
import { stemmerOf } from "./stem.js";

const pairsOf = (text: string): string[] =>
  parseSynonyms(text)
    .map(({ from, to }) => `${from.join(" ")} > ${to.join(" ")}`)
    .sort();

describe("parseSynonyms", () => {
  it("reads groups both ways, arrows one way, and skips comments", () => {
    const text = "\ufeff# furniture\r\nsofa, Couch\n\ntrainers => sneakers, Running Shoes # feet\n";
    expect(pairsOf(text)).toEqual([
      "couch > sofa",
      "sofa > couch",
      "trainers > running shoes",
      "trainers > sneakers",
    ]);
  });

  it("gives a pair that several lines name once, and none of an entry with itself", () => {
    expect(pairsOf("sofa, couch, Sofa\ncouch, sofa")).toEqual(["couch > sofa", "sofa > couch"]);
  });

  it("reads cycles", () => {
    expect(pairsOf("a1 => b1\nb1 => c1\nc1 => a1")).toEqual(["a1 > b1", "b1 > c1", "c1 > a1"]);
  });

  it.each([
    ["sofa", 1],
    ["sofa, couch\nsofa,,couch", 2],
    ["sofa => ", 1],
    ["a => b => c", 1],
    ["# one\n\nsofa, !!!", 3],
    [`sofa, ${"very ".repeat(9)}long`, 1],
    [Array.from({ length: SYNONYM_LIMITS.entriesOfLine + 1 }, (_, i) => `w${i}`).join(","), 1],
    ["\n".repeat(SYNONYM_LIMITS.lines), SYNONYM_LIMITS.lines + 1],
  ])("names the line that can not be read: %j", (text, line) => {
    let error: unknown;
    try {
      parseSynonyms(text, { path: "words.txt" });
    } catch (thrown) {
      error = thrown;
    }
    expect(isVitrineError(error, "FORMAT_BROKEN") && error.details).toEqual({
      path: "words.txt",
      line,
    });
  });
});

describe("createSynonymExpander", () => {
  it("finds entries of one and of several words where they stand", () => {
    const expander = createSynonymExpander(parseSynonyms("tv, television set\nstand, rack"));
    expect(expander.expand(["oak", "television", "set", "stand"])).toEqual([
      { from: 1, length: 2, words: ["tv"], weight: 0.8 },
      { from: 3, length: 1, words: ["rack"], weight: 0.8 },
    ]);
    expect(expander.expand([])).toEqual([]);
  });

  it("covers other forms of a word when it is given the stemmer", () => {
    const rules = parseSynonyms("sofa, couch");
    expect(createSynonymExpander(rules).expand(["sofas"])).toEqual([]);
    expect(createSynonymExpander(rules, stemmerOf("en")).expand(["sofas"])).toEqual([
      { from: 0, length: 1, words: ["couch"], weight: 0.8 },
    ]);
  });

  it("keeps the greater weight of two rules", () => {
    const rules = [
      ...parseSynonyms("a1, b1", { weight: 0.5 }),
      ...parseSynonyms("a1, b1", { weight: 0.9 }),
    ];
    expect(createSynonymExpander(rules).expand(["a1"])).toEqual([
      { from: 0, length: 1, words: ["b1"], weight: 0.9 },
    ]);
  });
});
