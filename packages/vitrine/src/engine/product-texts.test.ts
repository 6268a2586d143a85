import { describe, expect, it } from "vitest";
import { makeProduct } from "../../test/made-catalogue.js";
import {
  chooseSearchedAttributes,
  everythingText,
  lexicalTexts,
  SEMANTIC_FIELDS,
  semanticText,
} from "./product-texts.js";

const desk = makeProduct({
  id: "d",
  title: "Folding Desk, 80 cm",
  description: "For small rooms.",
  brand: "Norrland",
  categoryPath: ["Furniture", "Desks"],
  attributes: { colour: "red", rooms: ["hall", "study"], width: 80 },
});
const settings = { attributes: ["rooms", "colour"], withCategory: true };

describe("the texts of a product", () => {
  it("hold everything that is said of it, the most telling first", () => {
    expect(everythingText(desk, settings)).toBe(
      "Folding Desk, 80 cm Norrland Furniture Desks hall study red For small rooms.",
    );
  });

  it("are one for each field that is compared by meaning", () => {
    expect(SEMANTIC_FIELDS.map((field) => [field, semanticText(desk, field, settings)])).toEqual([
      ["title", "Folding Desk, 80 cm"],
      ["head", "Folding Desk"],
      ["everything", everythingText(desk, settings)],
      ["title+category", "Folding Desk, 80 cm Desks"],
      ["category", "Desks"],
      ["category-path", "Furniture Desks"],
    ]);
  });

  it("are missing where the product says nothing, and empty for words", () => {
    const bare = makeProduct({ id: "b", title: "Lamp" });
    const said = SEMANTIC_FIELDS.filter((field) => semanticText(bare, field, settings));
    expect(said).toEqual(["title", "head", "everything"]);
    expect(everythingText(bare, settings)).toBe("Lamp");
    expect(Object.values(lexicalTexts(bare, settings)).join("")).toBe("Lamp");
  });

  it("hold nothing of the category when it is the label", () => {
    const hidden = { ...settings, withCategory: false };
    for (const field of SEMANTIC_FIELDS) {
      expect(semanticText(desk, field, hidden) ?? "").not.toMatch(/furniture|desks/i);
    }
    expect(Object.values(lexicalTexts(desk, hidden)).join(" ")).not.toMatch(/furniture|desks/i);
  });

  it("hold the attributes that are searched and no others", () => {
    expect(lexicalTexts(desk, { ...settings, attributes: ["width"] }).attributes).toBe("80");
    expect(lexicalTexts(desk, { ...settings, attributes: ["absent"] }).attributes).toBe("");
  });
});

describe("the attributes that are searched", () => {
  const productsWith = (name: string, values: readonly (string | number | boolean)[]) =>
    values.map((value, n) => makeProduct({ id: `p${n}`, attributes: { [name]: value } }));

  it.each([
    ["colour", ["red", "blue", "red"]],
    ["material", ["solid oak", "stainless steel", "wool"]],
    ["色", ["赤い", "青い"]],
  ])("include %s, whose values are words", (name, values) => {
    expect(chooseSearchedAttributes(productsWith(name, values))).toEqual([name]);
  });

  it.each([
    ["partNumber", ["A1-4711", "B2-0815"]],
    ["size", ["31.5 x 20 in", "40 x 20 in"]],
    ["width", [80, 90]],
    ["outdoor", [true, false]],
    ["link", ["https://shop.example/a", "https://shop.example/b"]],
    ["origin", ["same of everything", "same of everything"]],
  ])("do not include %s", (name, values) => {
    expect(chooseSearchedAttributes(productsWith(name, values))).toEqual([]);
  });

  it("may have a few values that are no words, and are in order of their names", () => {
    const values = ["red", "blue", "green", "grey", "42"];
    const products = [...productsWith("tone", values), ...productsWith("colour", values)];
    expect(chooseSearchedAttributes(products)).toEqual(["colour", "tone"]);
    expect(chooseSearchedAttributes(productsWith("tone", [...values, "43"]))).toEqual([]);
  });
});
