import { describe, expect, it } from "vitest";
import { loadWordVectors } from "../../encoders/word-vectors.js";
import { createNearWords } from "./near-words.js";

describe("near words", () => {
  const near = createNearWords(["mug", "sofa", "desk", "women", "zqxv"], loadWordVectors());

  it("are those of the catalogue that mean nearly the same, surest first", () => {
    expect(near("couch")[0]?.word).toBe("sofa");
    expect(near("ladies")[0]?.word).toBe("women");
    for (const { confidence } of near("couch")) {
      expect(confidence).toBeGreaterThanOrEqual(0.4);
      expect(confidence).toBeLessThanOrEqual(1.0001);
    }
  });

  it("are none of a word that is not known whole, nor the word itself", () => {
    expect(near("zqxv")).toEqual([]);
    expect(near("desk").map(({ word }) => word)).not.toContain("desk");
  });
});
