import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { guessAttributeType, parseAttribute } from "./parse-attribute.js";
import { parseAvailability } from "./parse-availability.js";
import { detectCategorySeparator, parseCategoryPath } from "./parse-category-path.js";
import { parseImages } from "./parse-images.js";
import { parseList, parseListLiteral } from "./parse-list.js";
import type { Parsed } from "./parsed.js";
import { parseTime } from "./parse-time.js";

const valueOf = (parsed: Parsed<unknown>): unknown =>
  parsed.status === "read" ? parsed.value : parsed.status;

/** A Python literal by the rules of repr(). */
function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}

const item = fc.string({
  unit: fc.constantFrom("a", "é", "'", '"', ",", "\\", "[", "]", "\n", " ", "|", "😀"),
  maxLength: 8,
});

describe("parseList", () => {
  it("reads back every list of texts that JSON or Python writes", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), (items) => {
        expect(parseListLiteral(JSON.stringify(items))).toEqual(items);
        expect(parseListLiteral(`[${items.map(pythonRepr).join(", ")}]`)).toEqual(items);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it.each([
    [`["it's", 'a "b"', 'c, d']`, ["it's", 'a "b"', "c, d"]],
    [String.raw`['Caf\xe9', u'caf\u00e9', b'x', 'a\'b']`, ["Café", "café", "x", "a'b"]],
    ["[None, 3, True, ['a', 'b'], ('c',)]", ["3", "true", "a", "b", "c"]],
    ["a|b | c", ["a", "b", "c"]],
    ["a; b", ["a", "b"]],
    ["plain, text", ["plain, text"]],
    ["[sic] a remark", ["[sic] a remark"]],
    [
      ["a", " b ", "", null, 3],
      ["a", "b", "3"],
    ],
    [
      [{ name: "Chairs" }, { src: "a.jpg" }],
      ["Chairs", "a.jpg"],
    ],
    ["[]", "missing"],
    ["", "missing"],
    ["['a', 'b", "unreadable"],
    ["['a' 'b']", "unreadable"],
  ])("reads %j", (given, expected) => {
    expect(valueOf(parseList(given))).toEqual(expected);
  });

  it("never throws, whatever stands between the brackets", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("[", "]", "(", "'", '"', "\\", "u", ",", "1", "N"),
          maxLength: 12,
        }),
        (text) => {
          expect(() => parseList(`[${text}`)).not.toThrow();
        },
      ),
      { seed: 1, numRuns: 3000 },
    );
  });
});

describe("parseCategoryPath", () => {
  it.each([
    [
      "['Patio, Lawn & Garden', ' Outdoor Décor ', 'Doormats']",
      ["Patio, Lawn & Garden", "Outdoor Décor", "Doormats"],
    ],
    ["A > B > C", ["A", "B", "C"]],
    ["A/B/C", ["A", "B", "C"]],
    ["A|B|C", ["A", "B", "C"]],
    ["Patio, Lawn & Garden", ["Patio, Lawn & Garden"]],
    ["Home > Patio, Lawn & Garden > Rugs", ["Home", "Patio, Lawn & Garden", "Rugs"]],
    ["Clothing > Shirts, Clothing > Sale", ["Clothing", "Shirts"]],
    ["A > B | C > D", ["A", "B"]],
    ["Home\\, Garden > Rugs", ["Home, Garden", "Rugs"]],
    [
      [["A", "B"], ["C"]],
      ["A", "B"],
    ],
    [
      ["A > B", "A > C"],
      ["A", "B"],
    ],
    ["Kids &amp; Toys &gt; Cars", ["Kids & Toys", "Cars"]],
    ["A & <b>B</b>", ["A & B"]],
    ["A &amp; &lt;b&gt;B&lt;/b&gt;", ["A & B"]],
    ["<p>A > <b>B</b>/C</p>", ["A", "B/C"]],
    ["A > Kids &amp; Toys > Cars", ["A", "Kids & Toys", "Cars"]],
    ["A > B &amp; C\nD > <i>E</i>", ["A", "B & C"]],
    [
      ["<b>A</b>", "<b>B</b>"],
      ["A", "B"],
    ],
    ["", "missing"],
    ["['a", "unreadable"],
  ])("reads %j", (given, expected) => {
    expect(valueOf(parseCategoryPath(given))).toEqual(expected);
  });

  it("says when it kept the first of several paths", () => {
    expect(parseCategoryPath("A > B; C > D")).toMatchObject({
      note: "the first of 2 paths is kept",
    });
  });

  it("leaves slashes in names where the column parts names otherwise", () => {
    expect(detectCategorySeparator(["TV/Audio > Radios", "Books"])).toBe(">");
    expect(valueOf(parseCategoryPath("TV/Audio", ">"))).toEqual(["TV/Audio"]);
    expect(detectCategorySeparator(["Chairs", "TV/Audio", "Tables", "Rugs"])).toBe("none");
    expect(detectCategorySeparator(["Home/Chairs", "Home/Rugs"])).toBe("/");
  });

  it("takes the signs of markup for none that part names", () => {
    expect(detectCategorySeparator(["<b>Chairs</b>", "Rugs<br/>"])).toBe("none");
    expect(valueOf(parseCategoryPath("<b>Home</b>/Chairs", "/"))).toEqual(["Home", "Chairs"]);
  });

  it("reads back every path that is joined by its column's sign", () => {
    const name = fc
      .string({ unit: fc.constantFrom("a", "B", ",", "&", "é", " "), minLength: 1, maxLength: 8 })
      .filter((text) => /[aBé]/.test(text));
    fc.assert(
      fc.property(
        fc.uniqueArray(name, {
          minLength: 2,
          maxLength: 4,
          selector: (text) => text.trim()[0] ?? "",
        }),
        (names) => {
          const path = names.map((text) => text.replace(/\s+/g, " ").trim());
          expect(valueOf(parseCategoryPath(path.join("|"), "|"))).toEqual(path);
          expect(valueOf(parseCategoryPath(path, ">"))).toEqual(path);
        },
      ),
      { seed: 1 },
    );
  });
});

describe("parseAvailability", () => {
  it.each([
    ["in stock", "in_stock"],
    ["https://schema.org/OutOfStock", "out_of_stock"],
    ["Only 3 left in stock", "in_stock"],
    ["In stock (12 available)", "in_stock"],
    ["sold out", "out_of_stock"],
    ["Pre-Order", "preorder"],
    ["onbackorder", "backorder"],
    ["discontinued", "discontinued"],
    [true, "in_stock"],
    ["no", "out_of_stock"],
    ["0", "out_of_stock"],
    [-2, "out_of_stock"],
    [17, "in_stock"],
    ["", "missing"],
    ["maybe", "unreadable"],
    [{}, "missing"],
  ])("reads %j as %s", (given, expected) => {
    expect(valueOf(parseAvailability(given))).toBe(expected);
  });
});

describe("parseTime", () => {
  it.each([
    ["2024-03-05", "2024-03-05T00:00:00.000Z"],
    ["2024-03-05 10:20", "2024-03-05T10:20:00.000Z"],
    ["2024-03-05T10:20:30.5+01:30", "2024-03-05T08:50:30.500Z"],
    ["5 March 2024 10:30 +0100", "2024-03-05T09:30:00.000Z"],
    ["Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00.000Z"],
    ["March 5th, 2024 1:05 pm", "2024-03-05T13:05:00.000Z"],
    ["25/04/2024", "2024-04-25T00:00:00.000Z"],
    ["04/25/2024", "2024-04-25T00:00:00.000Z"],
    ["03.04.2024", "2024-04-03T00:00:00.000Z"],
    ["1709632800", "2024-03-05T10:00:00.000Z"],
    [1709632800000, "2024-03-05T10:00:00.000Z"],
    ["03/04/2024", "unreadable"],
    ["2024-02-30", "unreadable"],
    ["2024-13-01", "unreadable"],
    ["2024-03-05 25:00", "unreadable"],
    ["yesterday", "unreadable"],
    ["", "missing"],
  ])("reads %j as %s", (given, expected) => {
    expect(valueOf(parseTime(given))).toBe(expected);
  });

  it("reads back every time that ISO 8601 writes", () => {
    const date = fc.date({
      min: new Date("1000-01-01"),
      max: new Date("9999-12-30"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (time) => {
        expect(valueOf(parseTime(time.toISOString()))).toBe(time.toISOString());
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe("parseImages", () => {
  it.each([
    ["https://a/1.jpg, https://a/2.jpg", ["https://a/1.jpg", "https://a/2.jpg"]],
    ["https://a/x,w_200/1.jpg", ["https://a/x,w_200/1.jpg"]],
    ["https://a/1.jpg?a=1;b=2|c", ["https://a/1.jpg?a=1;b=2|c"]],
    ["['https://a/1.jpg ', ' https://a/1.jpg', 'b.png']", ["https://a/1.jpg", "b.png"]],
    ["https://a/1.jpg|https://a/2.jpg", ["https://a/1.jpg", "https://a/2.jpg"]],
    ["", "missing"],
  ])("reads %j", (given, expected) => {
    expect(valueOf(parseImages(given))).toEqual(expected);
  });
});

describe("attributes", () => {
  it.each([
    ["weight", ["1.5", "2", ""], "number"],
    ["waterproof", ["yes", "No"], "boolean"],
    ["size", ["10", "XL"], "text"],
    ["gtin", ["4006381333931"], "text"],
    ["zip", ["00123", "10115"], "text"],
    ["part", ["0042", "17"], "text"],
    ["colours", ["Red|Blue", "Red"], "list"],
    ["tags", [["a"], []], "list"],
    ["note", [], "text"],
  ])("types column %s with values %j as %s", (column, values, type) => {
    expect(guessAttributeType(column, values)).toBe(type);
  });

  it("keeps a value that does not fit its column as text and says so", () => {
    expect(parseAttribute("XL", "number")).toEqual({
      status: "read",
      value: "XL",
      note: "kept as text: the other values of the column are numbers",
    });
  });
});
