import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Filter } from "./filter.js";
import {
  filterOperators,
  formatFilter,
  matchesFilter,
  matchesFilters,
  parseFilter,
  prepareFilters,
} from "./filter.js";
import type { Product } from "./product.js";

const chair: Product = {
  id: "007",
  title: "Oak Chair",
  brand: "Café Möbel",
  categoryPath: ["Home", "Furniture", "Patio, Lawn & Garden"],
  price: 149.5,
  currency: "EUR",
  availability: "in_stock",
  images: [],
  attributes: {
    Color: "Dark  Blue",
    sizes: ["S", "M"],
    weight: 4.5,
    foldable: true,
    width: "80",
    "In Sets of": 2,
  },
  updatedAt: "2024-03-05T10:00:00.000Z",
};
const bare: Product = { id: "2", title: "Lamp", categoryPath: [], images: [], attributes: {} };
const passes = (text: string, product = chair): boolean =>
  matchesFilter(product, parseFilter(text));

describe("parseFilter", () => {
  it.each([
    ["price<150", "price", "<", ["150"]],
    [" price  <=  150 ", "price", "<=", ["150"]],
    ["Brand == Acme", "brand", "=", ["Acme"]],
    ['brand="A = B, C"', "brand", "=", ["A = B, C"]],
    ["brand='it\\'s'", "brand", "=", ["it's"]],
    ["title=a<b>=c", "title", "=", ["a<b>=c"]],
    ['height=5"', "height", "=", ['5"']],
    ["color in red, blue", "color", "in", ["red", "blue"]],
    ["color IN \"light, blue\",'x', y", "color", "in", ["light, blue", "x", "y"]],
    ['color in ["a","b,c",3,true]', "color", "in", ["a", "b,c", "3", "true"]],
    ['"In Sets of">=2', "In Sets of", ">=", ["2"]],
    ["built in=yes", "built in", "=", ["yes"]],
    ["availability=In Stock", "availability", "=", ["in_stock"]],
    ["categoryPath=Home > Rugs", "category", "=", ["Home > Rugs"]],
    ["updated>=2024-01-01", "updatedAt", ">=", ["2024-01-01T00:00:00.000Z"]],
    ["attributes.price=x", "attributes.price", "=", ["x"]],
  ] as const)("reads %s", (text, field, operator, values) => {
    expect(parseFilter(text)).toEqual({ field, operator, values });
  });

  it.each([
    ["price", 6],
    ["", 1],
    ["=5", 1],
    ["price<", 7],
    ["price<abc", 7],
    ["brand<5", 7],
    ["availability=maybe", 14],
    ["updatedAt>soon", 11],
    ["weight<heavy", 8],
    ['brand="open', 7],
    ['brand="a" b', 11],
    ["color in", 9],
    ["color in a,,b", 12],
    ["color in [1,", 10],
    ["color in []", 10],
    ['color in "a" b', 14],
  ])("refuses %j and names the place: character %d", (text, character) => {
    let message = "";
    try {
      parseFilter(text);
    } catch (error) {
      expect(error).toMatchObject({ code: "FILTER_INVALID", details: { filter: text } });
      message = (error as Error).message;
    }
    expect(message).toMatch(new RegExp(`at character ${character}\\.$`));
  });

  it("gives back every filter that was printed", () => {
    const text = fc.string({
      unit: fc.constantFrom(
        "a",
        "B",
        "é",
        " ",
        '"',
        "'",
        "\\",
        ",",
        "=",
        "<",
        ">",
        "!",
        "[",
        "]",
        "in",
        "1",
        ".",
      ),
      maxLength: 8,
    });
    const name = text.map((raw) => `x${raw}`.trim());
    const filter = fc
      .record({
        field: name,
        operator: fc.constantFrom(...filterOperators),
        values: fc.array(text, { minLength: 1, maxLength: 3 }),
        number: fc.double({ noNaN: true, noDefaultInfinity: true }),
      })
      .map(({ field, operator, values, number }): Filter => {
        if (operator === "in") return { field, operator, values };
        const isEquality = operator === "=" || operator === "!=";
        return { field, operator, values: [isEquality ? (values[0] ?? "") : String(number)] };
      });
    fc.assert(
      fc.property(filter, (given) => {
        expect(parseFilter(formatFilter(given))).toEqual(given);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });
});

describe("matchesFilter", () => {
  it.each([
    ["price<150", true],
    ["price<149.5", false],
    ["price<=149.50", true],
    ["price!=149.5", false],
    ["price in 10,149.5", true],
    ["brand=CAFÉ  möbel", true],
    ["brand=cafe mobel", true],
    ["brand=Café", false],
    ["brand!=Acme", true],
    ["id=7", false],
    ["id=007", true],
    ["category=furniture", true],
    ["category=Patio, Lawn & Garden", true],
    ["category=Home > Furniture", true],
    ["category=Furniture > Patio, Lawn & Garden", false],
    ["category!=Furniture", false],
    ["category in Rugs,Furniture", true],
    ["availability=in stock", true],
    ["color=dark blue", true],
    ["COLOR in red,dark blue", true],
    ["sizes=M", true],
    ["sizes!=M", false],
    ["sizes!=L", true],
    ["weight>4", true],
    ["weight=4.50", true],
    ["weight=heavy", false],
    ["weight!=heavy", true],
    ["width>=80", true],
    ["width=80", true],
    ["color>5", false],
    ["foldable=yes", true],
    ["foldable!=true", false],
    ["in sets of=2", true],
    ["updatedAt<2024-03-06", true],
    ["updatedAt=2024-03-05T11:00:00+01:00", true],
    ["attributes.weight<5", true],
  ])("%s is %s for the chair", (text, expected) => {
    expect(passes(text)).toBe(expected);
  });

  it("never lets a missing value pass, whatever the operator", () => {
    for (const field of [
      "price",
      "brand",
      "category",
      "availability",
      "updatedAt",
      "images",
      "weight",
      "parentId",
    ]) {
      const value =
        field === "availability" ? "preorder" : field === "updatedAt" ? "2020-01-01" : "1";
      for (const operator of ["=", "!=", " in "])
        expect(passes(`${field}${operator}${value}`, bare)).toBe(false);
    }
    expect(passes("price>=0", bare)).toBe(false);
    expect(passes("weight<1e9", bare)).toBe(false);
  });

  it("reads an attribute that is called as something every object has", () => {
    expect(passes("toString=x")).toBe(false);
    expect(passes("constructor=x", { ...bare, attributes: { constructor: "x" } })).toBe(true);
    expect(passes("hasOwnProperty!=x")).toBe(false);
  });

  it("takes several filters as all of them, and none as no condition", () => {
    const filters = ["price<150", "brand=Acme"].map(parseFilter);
    expect(matchesFilters(chair, filters)).toBe(false);
    expect(matchesFilters(chair, filters.slice(0, 1))).toBe(true);
    expect(matchesFilters(bare, [])).toBe(true);
    expect(prepareFilters(filters.slice(0, 1))(chair)).toBe(true);
  });

  it("gives != exactly where a value is there and = is not true", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("red", "Blue", "4.5", "S", "yes", "Home", "149.5"),
        fc.constantFrom("price", "brand", "category", "color", "sizes", "weight", "foldable"),
        (value, field) => {
          fc.pre(field !== "price" || !Number.isNaN(Number(value)));
          expect(passes(`${field}!=${value}`)).toBe(!passes(`${field}=${value}`));
          expect(passes(`${field} in ${value}`)).toBe(passes(`${field}=${value}`));
        },
      ),
      { seed: 1 },
    );
  });
});
