import { describe, expect, it } from "vitest";
import { loadWordVectors } from "../../encoders/word-vectors.js";
import { createNearWords } from "./near-words.js";

describe("near words", () => {
  const words = createNearWords(loadWordVectors);
  words.renew(["mug", "sofa", "desk", "women", "zqxv"]);
  const near = words.to;

  it("are those of the catalogue that mean nearly the same, surest first", () => {
    expect(near("couch")[0]?.word).toBe("sofa");
    expect(near("ladies")[0]?.word).toBe("women");
    for (const { confidence } of near("couch")) {
      expect(confidence).toBeGreaterThanOrEqual(0.4);
      expect(confidence).toBeLessThanOrEqual(1.0001);
    }
  });

  it("are of the words that are there now", () => {
    const changing = createNearWords(loadWordVectors);
    expect(changing.to("couch")).toEqual([]);
    changing.renew(["mug", "sofa"]);
    expect(changing.to("couch").map(({ word }) => word)).toEqual(["sofa"]);
    changing.renew(["mug"]);
    expect(changing.to("couch")).toEqual([]);
  });

  it("are none of a word that is not known whole, nor the word itself", () => {
    expect(near("zqxv")).toEqual([]);
    expect(near("desk").map(({ word }) => word)).not.toContain("desk");
  });
});
