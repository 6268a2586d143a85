import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../../test/made-catalogue.js";
import { parseFilter } from "../../data/filter.js";
import { createProductColumns } from "./create-product-columns.js";

describe("columns of products", () => {
  it("never give an ordinal a second time, and know nothing of what died", () => {
    const columns = createProductColumns(makeProducts(5));
    expect([...columns.delete(["p1", "p3", "p1"])]).toEqual([1, 3]);
    expect(columns.ordinalOf("p1")).toBe(-1);
    expect(columns.isLive(1)).toBe(false);
    expect(() => columns.productAt(1)).toThrow(/internal: /);
    expect([...columns.upsert([makeProduct({ id: "p1" }), makeProduct({ id: "p1" })])]).toEqual([
      5, 5,
    ]);
    expect([columns.length, columns.size]).toEqual([6, 4]);
    expect([...columns.accept([])!]).toEqual([1, 0, 1, 0, 1, 1]);
  });

  it("name the filtered fields that no living product gives", () => {
    const columns = createProductColumns([
      makeProduct({ id: "a", attributes: { Colour: "red" } }),
      makeProduct({ id: "b", attributes: { width: 5 } }),
    ]);
    const filters = ["colour=x", "attributes.WIDTH=5", "depth=1", "price<5"].map(parseFilter);
    expect(columns.unknownFields(filters)).toEqual(["depth"]);
    columns.delete(["b"]);
    expect(columns.unknownFields(filters)).toEqual(["attributes.WIDTH", "depth"]);
  });

  it("tell what products give: kind, how many, values and numbers", () => {
    const columns = createProductColumns([
      makeProduct({
        id: "a",
        price: 5,
        brand: "X",
        attributes: { w: 3, c: ["r", "r", "g"], price: "p" },
      }),
      makeProduct({ id: "b", price: 1, brand: "X", attributes: { w: 1, c: "r", ok: true } }),
      makeProduct({ id: "c", categoryPath: ["H", "R"], attributes: { w: "wide", e: [] } }),
      makeProduct({ id: "d", brand: "gone", attributes: { w: 9, gone: 1 } }),
    ]);
    columns.delete(["d"]);
    const summary = columns
      .fields()
      .map((one) => [one.field, one.kind, one.givenBy, [...one.values()], [...one.numbers()]]);
    expect(summary).toEqual([
      [
        "category",
        "text",
        1,
        [
          ["H > R", 1],
          ["H", 1],
        ],
        [],
      ],
      ["brand", "text", 2, [["X", 2]], []],
      ["price", "number", 2, [], [1, 5]],
      ["w", "number", 3, expect.anything(), [1, 3]],
      [
        "c",
        "text",
        2,
        expect.arrayContaining([
          ["r", 2],
          ["g", 1],
        ]),
        [],
      ],
      ["attributes.price", "text", 1, [["p", 1]], []],
      ["e", "text", 1, [], []],
      ["ok", "boolean", 1, [["true", 1]], []],
    ]);
  });

  it("cost in proportion to the catalogue when every attribute has a name of its own", () => {
    const made = (count: number): number =>
      createProductColumns(
        Array.from({ length: count }, (_, n) =>
          makeProduct({ id: `p${n}`, attributes: { [`a${n}`]: n, [`b${n}`]: `v${n}` } }),
        ),
      ).bytes();
    expect(made(4000) / made(1000)).toBeLessThan(6);
    expect(made(4000) / 4000).toBeLessThan(1000);
  });

  it("stay as small as what lives when the same products change over and over", () => {
    const columns = createProductColumns(makeProducts(300));
    for (let round = 0; round < 100; round++) {
      columns.upsert(
        makeProducts(300).map((given) => ({
          ...given,
          title: `${given.title} ${"x".repeat(round % 50)}`,
          attributes: { ...given.attributes, rooms: ["a", "b", "c"].slice(round % 3) },
        })),
      );
    }
    expect(columns.bytes()).toBeLessThan(2_000_000);
    expect(columns.size).toBe(300);
    expect(columns.productAt(7).id).toBe("p7");
  });
});
