import { describe, expect, it } from "vitest";
import { isInflection } from "./inflection.js";

describe("isInflection", () => {
  it.each([
    ["boxes", "box"],
    ["jeans", "jean"],
    ["berry", "berries"],
    ["blauer", "blau"],
    ["blaue", "blauen"],
    ["rojo", "rojas"],
    ["bleues", "bleu"],
    ["red", "red"],
  ])("holds for %j and %j", (a, b) => {
    expect(isInflection(a, b)).toBe(true);
    expect(isInflection(b, a)).toBe(true);
  });

  it.each([
    ["lined", "line"],
    ["watering", "water"],
    ["drying", "dry"],
    ["standing", "stand"],
    ["red", "bed"],
    ["a", "as"],
  ])("does not hold for %j and %j", (a, b) => {
    expect(isInflection(a, b)).toBe(false);
    expect(isInflection(b, a)).toBe(false);
  });
});
