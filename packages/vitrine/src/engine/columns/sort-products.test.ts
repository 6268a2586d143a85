import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../../test/made-catalogue.js";
import type { Product } from "../../data/product.js";
import { foldText } from "../../text/fold-text.js";
import { createProductColumns } from "./create-product-columns.js";

/** The definition: products with the value by it, then those without, each as they were given. */
function sorted(
  products: readonly Product[],
  keyOf: (product: Product) => number | string | undefined,
  descending: boolean,
): string[] {
  const given = products.filter((one) => keyOf(one) !== undefined);
  const missing = products.filter((one) => keyOf(one) === undefined);
  const sign = descending ? -1 : 1;
  const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...given.sort((a, b) => sign * compare(keyOf(a)!, keyOf(b)!)), ...missing].map(
    ({ id }) => id,
  );
}

describe("sorting", () => {
  it("is stable by every key in both directions, missing last", () => {
    const keys = {
      price: ({ price }: Product) => price,
      title: ({ title }: Product) => foldText(title),
      updatedAt: ({ updatedAt }: Product) =>
        updatedAt === undefined ? undefined : Date.parse(updatedAt),
      "attributes.width": ({ attributes }: Product) => attributes.width as number | undefined,
      width: ({ attributes }: Product) => attributes.width as number | undefined,
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(...(Object.keys(keys) as (keyof typeof keys)[])),
        fc.boolean(),
        (seed, key, descending) => {
          const products = makeProducts(60, seed).map((one, n) => ({
            ...one,
            attributes: { width: n === 0 ? 5 : (seed * n) % 9, ...one.attributes },
            ...(n % 3 === 0 ? {} : { updatedAt: `2024-01-0${1 + ((n * seed) % 9)}T00:00:00.000Z` }),
          }));
          const columns = createProductColumns(products);
          const found = products.map((_, n) => (n * 7) % 60);
          const order = columns.sort(found, columns.parseSort([`${descending ? "-" : ""}${key}`]));
          expect([...order].map((one) => columns.idOf(one))).toEqual(
            sorted(
              found.map((one) => products[one]!),
              keys[key],
              descending,
            ),
          );
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it("goes by the second key where the first is equal", () => {
    const columns = createProductColumns([
      makeProduct({ id: "a", title: "B", price: 1 }),
      makeProduct({ id: "b", title: "á", price: 1 }),
      makeProduct({ id: "c", title: "A", price: 0 }),
    ]);
    expect([...columns.sort([0, 1, 2], columns.parseSort(["price", "title"]))]).toEqual([2, 1, 0]);
  });

  it("reads numbers from texts and the first of a list", () => {
    const columns = createProductColumns([
      makeProduct({ id: "a", attributes: { w: "30" } }),
      makeProduct({ id: "b", attributes: { w: ["wide", "20", "1"] } }),
      makeProduct({ id: "c", attributes: { w: true } }),
      makeProduct({ id: "d", attributes: { W: 10 } }),
    ]);
    expect([...columns.sort([0, 1, 2, 3], columns.parseSort(["w"]))]).toEqual([3, 1, 0, 2]);
  });

  it("takes newest as the latest first, and a minus as its reverse", () => {
    const { parseSort } = createProductColumns();
    expect(parseSort(["newest", "-newest", " -Price "])).toEqual([
      { field: "updatedAt", descending: true },
      { field: "updatedAt", descending: false },
      { field: "price", descending: true },
    ]);
  });

  it("lists what can be sorted by when asked for something else", () => {
    const columns = createProductColumns([
      makeProduct({ id: "a", attributes: { width: 1, colour: "red", price: 3 } }),
    ]);
    expect(() => columns.parseSort(["colour"])).toThrow(
      'Products can be sorted by price, title, updatedAt, newest, attributes.price, attributes.width, with a "-" before it for the other direction; got "colour". Choose one of these.',
    );
  });
});
