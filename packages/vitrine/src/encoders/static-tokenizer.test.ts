import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStaticTokenizer } from "./static-tokenizer.js";

const letters = Array.from("abcdefghijklmnopqrstuvwxyz0123456789");
const vocabulary = [
  ...Array.from("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  ...letters,
  ...letters.map((letter) => `##${letter}`),
  ...["desk", "table", "tab", "##let", "##le", "work", "##ing", "##desk"],
];
const tokenizer = createStaticTokenizer(vocabulary);
const tokensOf = (text: string): string[] =>
  Array.from(tokenizer.encode(text), (row) => vocabulary[row]!);

describe("createStaticTokenizer", () => {
  it("takes the longest known piece first, then the longest that goes on", () => {
    expect(tokensOf("table tablet working workdesk")).toEqual(
      ["table", "table", "##t", "work", "##ing", "work", "##desk"], // prettier-ignore
    );
  });

  it("lowers case, takes marks off letters and gives each punctuation mark by itself", () => {
    expect(tokensOf('TÁBLE-desk,24"')).toEqual(["table", "-", "desk", ",", "2", "##4", '"']);
  });

  it("separates words at whatever is not printable ASCII, and loses none of them", () => {
    expect(tokensOf("desk™table\u00a0work\ndesk\u0000work")).toEqual([
      "desk",
      "table",
      "work",
      "desk",
      "work",
    ]);
  });

  it("gives no token for other scripts, and joins words at invisible characters", () => {
    expect(tokensOf("椅子 стол 🪑")).toEqual([]);
    expect(tokensOf("de\u00adsk ta\u200dble")).toEqual(["desk", "table"]);
  });

  it("leaves out a word of more than 100 characters or that pieces do not cover", () => {
    expect(tokensOf(`desk ${"x".repeat(101)} table`)).toEqual(["desk", "table"]);
    expect(tokensOf("x".repeat(100))).toHaveLength(100);
    const few = createStaticTokenizer(["desk", "##s"]);
    expect([...few.encode("desk desks desker lamp")]).toEqual([0, 0, 1]);
  });

  it("cuts any text as the definition does, whether a word is remembered or not", () => {
    const word = fc.string({
      unit: fc.constantFrom(...Array.from("tablesdkworing4")),
      maxLength: 9,
    });
    const text = fc
      .array(fc.oneof(word, fc.constantFrom(" ", "-", "Ü", "椅")))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (some) => {
        expect(tokensOf(some)).toEqual(tokensByDefinition(some));
        expect(tokensOf(some)).toEqual(tokensByDefinition(some));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

/** The definition in few lines: every cut is tried from the longest down. */
function tokensByDefinition(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "");
  return (plain.match(/[a-z0-9]+|[!-/:-@[-`{-~]/g) ?? []).flatMap((word) => {
    const tokens: string[] = [];
    let rest = word;
    while (rest !== "") {
      const mark = tokens.length > 0 ? "##" : "";
      const cuts = Array.from(rest, (_, index) => rest.slice(0, rest.length - index));
      const piece = cuts.find((cut) => vocabulary.includes(mark + cut));
      if (piece === undefined) return [];
      tokens.push(mark + piece);
      rest = rest.slice(piece.length);
    }
    return tokens;
  });
}
