import { describe, expect, it } from "vitest";
import { makeProduct } from "../../test/made-catalogue.js";
import { resolveLabel } from "./product-label.js";

const products = [
  makeProduct({ id: "a", brand: "Elm", attributes: { Color: "red", size: 3 } }),
  makeProduct({ id: "b", categoryPath: ["Home"], attributes: { color: "red", brand: "Oak" } }),
];

describe("a label", () => {
  it("is found in any case and with the prefix of attributes, and hidden in every spelling", () => {
    for (const name of ["color", "COLOR", "attributes.color", "Attributes.Color"]) {
      const { valueOf, hiddenIn } = resolveLabel(products, name);
      expect(products.map(valueOf)).toEqual(['"red"', '"red"']);
      expect(products.map((product) => hiddenIn(product).attributes)).toEqual([
        { size: 3 },
        { brand: "Oak" },
      ]);
    }
  });

  it("that is a field goes before an attribute of its name", () => {
    expect(products.map(resolveLabel(products, "Brand").valueOf)).toEqual(["Elm", undefined]);
    const { name, valueOf } = resolveLabel(products, "attributes.brand");
    expect([name, ...products.map(valueOf)]).toEqual(["attributes.brand", undefined, '"Oak"']);
    expect(resolveLabel(products, name).name).toBe(name);
  });

  it("that no product has is refused with those there are", () => {
    expect(() => resolveLabel(products, "material")).toThrow(
      expect.objectContaining({
        code: "PARAM_INVALID",
        message: expect.stringContaining("category, category-path, brand, Color") as string,
      }) as Error,
    );
  });
});
