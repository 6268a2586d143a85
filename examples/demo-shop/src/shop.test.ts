import { describe, expect, it } from "vitest";
import { generateShop } from "./shop.js";
import { toProductsCsv } from "./files/products-csv.js";
import { toJudgements, toProductsJsonLines } from "./files/json-lines.js";
import { departments, productTypes, typeOf } from "./world/departments.js";
import { tasteAxes } from "./world/styles.js";

const shop = generateShop();

describe("the world", () => {
  it("has ten departments whose types have unique keys and name only types that exist", () => {
    expect(departments).toHaveLength(10);
    const all = departments.flatMap((department) => department.types);
    expect(new Set(all.map((type) => type.key)).size).toBe(all.length);
    for (const type of all) {
      for (const key of [...(type.near ?? []), ...(type.related ?? [])]) {
        expect(typeOf(key).type.key).toBe(key);
        expect(key).not.toBe(type.key);
      }
    }
  });

  it("gives every type of the shop about its share of the products", () => {
    const whole = productTypes.reduce((sum, { type }) => sum + (type.share ?? 1), 0);
    for (const { type } of productTypes) {
      const count = shop.truths.filter((truth) => truth.type === type.key).length;
      const expected = (1200 * (type.share ?? 1)) / whole;
      expect(Math.abs(count - expected), type.key).toBeLessThanOrEqual(1);
    }
  });
});

describe("generateShop", () => {
  it("makes the same bytes from the same seed, and others from another", () => {
    const [once, again, other] = [3, 3, 4].map((seed) =>
      generateShop({ seed, products: 200, traps: true }),
    );
    expect(again).toEqual(once);
    expect(Buffer.from(toProductsCsv(again!)).equals(toProductsCsv(once!))).toBe(true);
    expect(toProductsJsonLines(again!)).toBe(toProductsJsonLines(once!));
    expect(toJudgements(again!.queries)).toBe(toJudgements(once!.queries));
    expect(toProductsJsonLines(other!)).not.toBe(toProductsJsonLines(once!));
  });

  it.each([20, 333, 1200, 2500])("makes exactly %i products when asked", (products) => {
    expect(generateShop({ products }).products).toHaveLength(products);
  });

  it("refuses sizes and seeds out of range", () => {
    expect(() => generateShop({ products: 19 })).toThrow(RangeError);
    expect(() => generateShop({ products: 20.5 })).toThrow(RangeError);
    expect(() => generateShop({ seed: NaN })).toThrow("seed must be an integer; got NaN");
  });

  it("gives ids and titles only once", () => {
    expect(new Set(shop.products.map(({ id }) => id)).size).toBe(1200);
    expect(new Set(shop.products.map(({ title }) => title.toLowerCase())).size).toBe(1200);
  });

  it("files products under paths of two to four names, some with commas and ampersands", () => {
    const depths = new Set(shop.products.map(({ categoryPath }) => categoryPath.length));
    expect([...depths].sort()).toEqual([2, 3, 4]);
    const names = shop.products.flatMap(({ categoryPath }) => categoryPath);
    expect(names.some((name) => name.includes(","))).toBe(true);
    expect(names.some((name) => name.includes("&"))).toBe(true);
  });

  it("asks prices within the bounds of each type, with two decimals at most", () => {
    for (const [at, truth] of shop.truths.entries()) {
      const [low, high] = typeOf(truth.type).type.price;
      const { price } = shop.products[at]!;
      expect(price).toBe(truth.price);
      expect(price, truth.type).toBeGreaterThanOrEqual(low);
      expect(price, truth.type).toBeLessThanOrEqual(high);
      expect(Number(price!.toFixed(2))).toBe(price);
    }
  });

  it("joins variants to the first of their family, in other colours", () => {
    const truthOf = new Map(shop.truths.map((truth) => [truth.id, truth]));
    const variants = shop.products.filter(({ parentId }) => parentId !== undefined);
    expect(variants.length).toBeGreaterThan(200);
    for (const { id, parentId } of variants) {
      const [own, parent] = [truthOf.get(id)!, truthOf.get(parentId!)!];
      expect(own.family).toBe(parent.family);
      expect(own.colour).not.toBe(parent.colour);
    }
  });

  it("leaves the colour out of many titles and attributes, as sellers do", () => {
    const colourless = shop.products.filter(({ attributes }) => !("color" in attributes));
    expect(colourless.length).toBeGreaterThan(100);
    expect(colourless.length).toBeLessThan(400);
    const marked = shop.products.filter(({ description }) => description?.includes("<"));
    expect(marked.length).toBeGreaterThan(200);
    expect(shop.products.some(({ description }) => description === undefined)).toBe(true);
  });

  it("types its attributes", () => {
    const values = shop.products.flatMap(({ attributes }) => Object.values(attributes));
    const kinds = new Set(values.map((value) => (Array.isArray(value) ? "list" : typeof value)));
    expect([...kinds].sort()).toEqual(["boolean", "list", "number", "string"]);
  });

  it("hides a taste on every axis, a quality and a popularity, and repeats for consumables", () => {
    for (const truth of shop.truths) {
      expect(truth.taste).toHaveLength(tasteAxes.length);
      for (const axis of truth.taste) expect(Math.abs(axis)).toBeLessThanOrEqual(1);
      expect(truth.quality).toBeGreaterThan(0);
      expect(truth.popularity).toBeLessThanOrEqual(1);
      expect(truth.repeatDays).toBe(typeOf(truth.type).type.repeatDays);
    }
    expect(JSON.stringify(shop.products)).not.toMatch(/quality|popularity|taste/);
  });
});
