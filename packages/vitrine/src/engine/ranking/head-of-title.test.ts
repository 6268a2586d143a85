import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headOfTitle } from "./head-of-title.js";

describe("the head of a title", () => {
  it.each([
    ["Folding Desk, 31.5 inch, with Drawers", "Folding Desk"],
    ["Bar Stool (Set of 2) Grey", "Bar Stool"],
    ["Wall Mirror - Round, Gold", "Wall Mirror"],
    ["Door Mat – Welcome", "Door Mat"],
    ["Storage Bench with Cushion", "Storage Bench"],
    ["Laptop Stand for Bed", "Laptop Stand"],
    ["Oak Table w/ Bench", "Oak Table"],
    ["Coffee Table | Walnut", "Coffee Table"],
    ["Shoe rack: three tiers", "Shoe rack"],
  ])("%j is %j", (title, head) => {
    expect(headOfTitle(title)).toBe(head);
  });

  it("keeps hyphens within words, and words that only begin like with and for", () => {
    expect(headOfTitle("Mid-Century Coffee Table")).toBe("Mid-Century Coffee Table");
    expect(headOfTitle("Withstand Fork Forged Set")).toBe("Withstand Fork Forged Set");
  });

  it("is the first eight words where the head would be one word or none", () => {
    expect(headOfTitle("Sofa, grey, three seats")).toBe("Sofa, grey, three seats");
    expect(headOfTitle("(New) a b c d e f g h i")).toBe("(New) a b c d e f g");
    expect(headOfTitle("Lamp")).toBe("Lamp");
    expect(headOfTitle("")).toBe("");
  });

  it("begins as the title begins, for any text of any script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (title) => {
        const words = (text: string): string => text.trim().split(/\s+/).join(" ");
        expect(words(title).startsWith(words(headOfTitle(title)))).toBe(true);
      }),
    );
  });
});
