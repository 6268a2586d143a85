import { describe, expect, it } from "vitest";
import { makeProducts } from "../../test/made-catalogue.js";
import { readProductInput } from "./product-input.js";

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
      expect.objectContaining({ details: { path: "input", line: 3, column: "price" } }),
    );
  });

  it("are an import when they are many", () => {
    const many = JSON.stringify(Array.from({ length: 10_001 }, (_, n) => ({ id: `${n}` })));
    expect(() => readProductInput(many, "input")).toThrow(/vitrine import products/);
  });
});
