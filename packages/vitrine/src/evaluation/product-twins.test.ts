import { describe, expect, it } from "vitest";
import { makeProduct } from "../../test/made-catalogue.js";
import { twinsOf } from "./product-twins.js";

const family = (parents: Readonly<Record<string, string | null>>, of: string): string[] => {
  const products = Object.entries(parents).map(([id, parentId]) =>
    makeProduct({ id, ...(parentId === null ? {} : { parentId }) }),
  );
  return [...twinsOf(products)(products.find(({ id }) => id === of)!)].sort();
};

describe("the twins of a product", () => {
  it("are all variants of its variants, whichever of them is asked for", () => {
    const parents = { d: "c", c: "b", b: "a", a: null, x: null };
    for (const id of ["a", "b", "c", "d"])
      expect(family(parents, id)).toEqual(["a", "b", "c", "d"]);
    expect(family(parents, "x")).toEqual(["x"]);
  });

  it("are found through a parent that is not in the catalogue", () => {
    expect(family({ c: "b", b: "gone", x: "gone" }, "c")).toEqual(["b", "c", "x"]);
  });

  it("are found where parents go round in a circle", () => {
    const parents = { e: "b", a: "b", b: "a", s: "s", x: null };
    for (const id of ["a", "b", "e"]) expect(family(parents, id)).toEqual(["a", "b", "e"]);
    expect(family(parents, "s")).toEqual(["s"]);
  });
});
