import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.js";
import { inOtherNumber } from "./plural-queries.js";
import { misspelt } from "./typing-error-queries.js";
import { isOneSlipApart } from "./vocabulary.js";

describe("isOneSlipApart", () => {
  it("agrees with the definition by enumeration", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(isOneSlipApart(a, b)).toBe(a !== b && slipsOf(a).has(b));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe("misspelt", () => {
  it("makes one slip of one letter, or two that change the length by two at most", () => {
    const random = createRandom(1, "misspelt");
    const forms = ["swapped", "dropped", "doubled", "besides", "two letters"] as const;
    for (const form of forms) {
      for (let turn = 0; turn < 100; turn++) {
        const wrong = misspelt("wardrobe", form, random);
        expect(Math.abs(wrong.length - 8)).toBeLessThanOrEqual(2);
        // A key at the end of its row may have none beside it: then the word stays.
        if (form === "two letters" || wrong === "wardrobe") continue;
        expect(isOneSlipApart("wardrobe", wrong), wrong).toBe(true);
      }
    }
  });
});

describe("inOtherNumber", () => {
  it.each([
    ["bookshelf", "bookshelves"],
    ["kitchen knife", "kitchen knives"],
    ["wireless mouse", "wireless mice"],
    ["bench", "benches"],
    ["desk", "desks"],
    ["diary", "diaries"],
  ])("makes one %s two %s, and back", (one, many) => {
    expect(inOtherNumber(one)?.name).toBe(many);
    expect(inOtherNumber(many)?.name).toBe(one);
  });

  it("leaves alone what is not counted", () => {
    for (const name of ["jeans", "loose leaf tea", "hand cream"]) {
      expect(inOtherNumber(name)).toBeUndefined();
    }
  });
});

/** Every word one letter more, less, other or two swapped away, over the letters a, b and c. */
function slipsOf(word: string): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    found.add(head + tail.slice(1));
    if (tail.length > 1) found.add(head + tail.charAt(1) + tail.charAt(0) + tail.slice(2));
    for (const letter of "abc") {
      found.add(head + letter + tail);
      if (tail !== "") found.add(head + letter + tail.slice(1));
    }
  }
  return found;
}
