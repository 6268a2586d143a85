import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../test/made-catalogue.js";
import type { Product } from "../data/product.js";
import { checkProducts, readProductInput } from "./product-input.js";

const products = makeProducts(20);

describe("products given as text", () => {
  it.each([
    ["a JSON array", JSON.stringify(products)],
    ["an array over several lines", JSON.stringify(products, null, 2)],
    ["one a line", products.map((product) => JSON.stringify(product)).join("\n")],
    [
      "one a line with blank lines",
      `\n${products.map((p) => `${JSON.stringify(p)}\r\n`).join("\n")}`,
    ],
    [
      "lines of an export",
      products.map((product) => JSON.stringify({ vitrineProduct: 1, ...product })).join("\n"),
    ],
    ["an array behind a byte order mark", `\uFEFF${JSON.stringify(products)}`],
  ])("are read from %s", (_, text) => {
    expect(readProductInput(text, "input")).toEqual(products);
  });

  it("may leave out what they have none of, and one may stand alone", () => {
    expect(readProductInput('{"id":"a","title":"Rug"}', "input")).toEqual([
      { id: "a", title: "Rug", categoryPath: [], images: [], attributes: {} },
    ]);
  });

  it.each([
    ["nothing", "", "FORMAT_BROKEN"],
    ["an empty list", "[]", "FORMAT_BROKEN"],
    ["a line that is no JSON", '{"id":"a","title":"Rug"}\n{"id":', "FORMAT_BROKEN"],
    ["a number", "5", "ROW_INVALID"],
    ["a list in a list", "[[]]", "ROW_INVALID"],
    ["no title", '{"id":"a"}', "ROW_INVALID"],
    ["an id that is a number", '{"id":1,"title":"Rug"}', "ROW_INVALID"],
    ["a field that the schema lacks", '{"id":"a","title":"Rug","colour":"red"}', "ROW_INVALID"],
    ["a price below 0", '{"id":"a","title":"Rug","price":-1}', "ROW_INVALID"],
  ])("that hold %s are refused", (_, text, code) => {
    expect(() => readProductInput(text, "input")).toThrow(expect.objectContaining({ code }));
  });

  it("are refused with the line and the field", () => {
    const text = '{"id":"a","title":"Rug"}\n\n{"id":"b","title":"Rug","price":"5"}';
    expect(() => readProductInput(text, "input")).toThrow(
      expect.objectContaining({ details: { path: "input", line: 3, column: "price", got: '"5"' } }),
    );
  });

  it("are an import when they are many", () => {
    const many = JSON.stringify(Array.from({ length: 10_001 }, (_, n) => ({ id: `${n}` })));
    expect(() => readProductInput(many, "input")).toThrow(/vitrine import products/);
  });
});

describe("products given by a program", () => {
  const rug = makeProduct({ id: "r1", title: "Rug" });

  it("are given back as they are, in copies that nobody else holds", () => {
    const own = JSON.parse('{"__proto__":"kept","x":1}') as Product["attributes"];
    const given = [{ ...rug, attributes: own }, ...products];
    const checked = checkProducts(given);
    expect(checked).toEqual(given);
    expect(Object.keys(checked[0]!.attributes)).toEqual(["__proto__", "x"]);
    expect(checked[1]).not.toBe(given[1]);
    expect(checkProducts([])).toEqual([]);
  });

  it.each([
    ["price", "-1", { price: -1 }],
    ["price", "Infinity", { price: Infinity }],
    ["price", "NaN", { price: Number.NaN }],
    ["price", "a value of type bigint", { price: 5n }],
    ["price", "null", { price: null }],
    ["currency", '"dollars"', { currency: "dollars" }],
    ["id", '""', { id: "" }],
    ["id", "nothing", { id: undefined }],
    ["title", '""', { title: "" }],
    ["title", "5", { title: 5 }],
    ["updatedAt", '"yesterday"', { updatedAt: "yesterday" }],
    ["updatedAt", "an object", { updatedAt: new Date(0) }],
    ["availability", '"maybe"', { availability: "maybe" }],
    ["attributes.x", "null", { attributes: { x: null } }],
    ["attributes.x", "nothing", { attributes: { x: undefined } }],
    ["attributes.x", "a list", { attributes: { x: [1] } }],
    [
      "attributes.__proto__",
      "an object",
      { attributes: JSON.parse('{"__proto__":{}}') as unknown },
    ],
    ["attributes", "nothing", { attributes: undefined }],
    ["attributes", "an object", { attributes: new Map([["x", 1]]) }],
    ["images", "nothing", { images: undefined }],
    ["images.1", "5", { images: ["a", 5] }],
    ["categoryPath", '"A > B"', { categoryPath: "A > B" }],
    ["description", "5", { description: 5 }],
    ["colour", '"red"', { colour: "red" }],
  ] as const)("with the %s %s are refused, and told by place and id", (column, got, fields) => {
    const bad = { ...rug, ...fields } as unknown as Product;
    const id = column === "id" ? "" : ' ("r1")';
    expect(() => checkProducts([...products, bad, ...products])).toThrow(
      expect.objectContaining({
        code: "ROW_INVALID",
        details: { path: "the given products", line: 21, column, got },
        message: expect.stringContaining(`; product 21${id} of the given products has `) as string,
      }),
    );
  });

  it.each([[null], [undefined], ["rug"], [[]], [5]])("%j is no product", (bad) => {
    expect(() => checkProducts([rug, bad] as unknown as Product[])).toThrow(
      expect.objectContaining({
        code: "ROW_INVALID",
        message: expect.stringContaining("product 2 of the given products is") as string,
      }),
    );
  });

  it("must come as a list", () => {
    for (const bad of [rug, "rug", undefined, new Set([rug])]) {
      expect(() => checkProducts(bad as unknown as Product[])).toThrow(
        expect.objectContaining({ code: "PARAM_INVALID" }),
      );
    }
  });

  it("are refused when they are longer than what an import reads, however they are written", () => {
    const limit = 16 * 1024 * 1024;
    const line = JSON.stringify({ vitrineProduct: 1, ...rug, description: "" }).length;
    const filled = (characters: number, unit: string): Product => ({
      ...rug,
      description: unit.repeat(characters),
    });
    expect(checkProducts([filled(limit - line, "x")])).toHaveLength(1);
    for (const bad of [filled(limit - line + 1, "x"), filled(limit / 6, "\u0001")]) {
      expect(() => checkProducts([bad])).toThrow(
        expect.objectContaining({
          code: "ROW_INVALID",
          message: expect.stringContaining("at most 16777216 characters") as string,
        }),
      );
    }
  });
});
