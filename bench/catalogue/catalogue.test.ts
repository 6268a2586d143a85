import { describe, expect, it } from "vitest";
import { createCatalogue, productsOf } from "./catalogue.mjs";
import type { Product } from "./catalogue.mjs";
import { toJsonLine, toPieces } from "./formats.mjs";
import { attributeNames, brandCount, makeBrands, makeCategories } from "./taxonomy.mjs";
import { makeWords, wordCount } from "./words.mjs";

const catalogue = createCatalogue(1);
const again = createCatalogue(1);
const other = createCatalogue(2);
const products = [...productsOf(catalogue, 8000)];
const textOf = (count: number, format: "csv" | "jsonl", from = catalogue): string =>
  Buffer.concat([...toPieces(productsOf(from, count), format)]).toString();
const share = (test: (product: Product) => boolean): number =>
  products.filter(test).length / products.length;

describe("the big catalogue", () => {
  it("is the same for the same seed, another for another", () => {
    expect(textOf(500, "csv", again)).toBe(textOf(500, "csv"));
    expect(textOf(500, "csv", other)).not.toBe(textOf(500, "csv"));
  });

  it("begins as a smaller one does, whatever its size", () => {
    for (const format of ["csv", "jsonl"] as const) {
      const whole = textOf(1003, format);
      for (const count of [1, 2, 3, 4, 5, 999]) {
        expect(whole.startsWith(textOf(count, format)), `${format} ${count}`).toBe(true);
      }
    }
  });

  it("gives any row without those before it", () => {
    const other = createCatalogue(1);
    for (const row of [7999, 12, 4003, 4002, 0])
      expect(other.productAt(row)).toEqual(products[row]);
    expect(again.productAt(5_000_000_000).id).toBe("P5000000000");
  });

  it("lacks three prices and twenty descriptions in a hundred", () => {
    expect(share(({ price }) => price === undefined)).toBeCloseTo(0.03, 1.5);
    // Whole families lack theirs, so that the share is less certain.
    expect(Math.abs(share(({ description }) => description === undefined) - 0.2)).toBeLessThan(
      0.02,
    );
    for (const { price, currency } of products) {
      expect(currency).toBe(price === undefined ? undefined : "USD");
      if (price !== undefined) expect(price).toBeGreaterThan(0);
    }
  });

  it("describes in about 20 to 80 words, of the product and of its attributes", () => {
    for (const { description, categoryPath, attributes } of products) {
      if (description === undefined) continue;
      const count = description.split(" ").length;
      expect(count).toBeGreaterThanOrEqual(15);
      expect(count).toBeLessThanOrEqual(95);
      const [, , leaf] = categoryPath;
      expect(description.toLowerCase()).toContain(leaf!.toLowerCase().replace(/(es|s)$/, ""));
      const told = /made of (\w+)/.exec(description.split(". ")[0]!)?.[1];
      if (told !== undefined) expect(attributes["material"]).toBe(told);
    }
  });

  it("joins the variants of a family to its first row, which differ in colour and price", () => {
    const variants = products.filter(({ parentId }) => parentId !== undefined);
    expect(variants.length).toBeGreaterThan(1000);
    for (const { id, parentId, categoryPath, description, attributes } of variants) {
      const parent = products[Number(parentId!.slice(1))]!;
      expect(parent.parentId, id).toBeUndefined();
      expect(parent.categoryPath).toEqual(categoryPath);
      expect(parent.description).toBe(description);
      expect({ ...attributes, color: "" }).toEqual({ ...parent.attributes, color: "" });
    }
  });

  it("prices log-normally about the level of each category", () => {
    const logs = products.flatMap(({ price }) => (price === undefined ? [] : [Math.log(price)]));
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length;
    const skew =
      logs.reduce((sum, log) => sum + (log - mean) ** 3, 0) / logs.length / variance ** 1.5;
    expect(Math.exp(mean)).toBeGreaterThan(20);
    expect(Math.exp(mean)).toBeLessThan(200);
    expect(Math.sqrt(variance)).toBeGreaterThan(0.7);
    expect(Math.abs(skew)).toBeLessThan(0.5);
  });

  it("uses words by Zipf's law", () => {
    const counts = new Map<string, number>();
    let whole = 0;
    for (const { description = "" } of products) {
      for (const word of description.toLowerCase().match(/\p{L}+/gu) ?? []) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
        whole++;
      }
    }
    const ranked = [...counts.values()].sort((a, b) => b - a);
    expect(ranked[0]! / whole).toBeGreaterThan(0.03);
    expect(ranked[0]! / whole).toBeLessThan(0.1);
    expect(counts.size).toBeGreaterThan(25_000);
    const slope = Math.log(ranked[9]! / ranked[999]!) / Math.log(100);
    expect(slope).toBeGreaterThan(0.7);
    expect(slope).toBeLessThan(1.3);
  });

  it("has letters beyond ASCII here and there", () => {
    const marked = share(({ title }) => /[^\x20-\x7e–]/.test(title));
    expect(marked).toBeGreaterThan(0.02);
    expect(marked).toBeLessThan(0.2);
    expect(products.some(({ title }) => /\p{Script=Han}/u.test(title))).toBe(true);
  });
});

describe("the layout of the big catalogue", () => {
  it("has 2,000 leaves, 20,000 makers and 320,000 words, each once", () => {
    const leaves = makeCategories().map(({ path }) => path.join(" > "));
    expect(new Set(leaves).size).toBe(2000);
    const words = makeWords();
    expect(new Set(words).size).toBe(wordCount);
    expect(new Set(makeBrands(words)).size).toBe(brandCount);
  });

  it("gives each category five to ten attributes, in the order of the columns", () => {
    for (const { attributes } of makeCategories()) {
      const columns = attributes.map(({ name }) => attributeNames.indexOf(name));
      expect(columns.length).toBeGreaterThanOrEqual(5);
      expect(columns.length).toBeLessThanOrEqual(10);
      expect(columns).toEqual([...columns].sort((a, b) => a - b));
    }
  });
});

describe("the files of the big catalogue", () => {
  it("say the same as CSV and as JSON Lines", () => {
    const [header, ...rows] = parsed(textOf(300, "csv"));
    expect(rows).toHaveLength(300);
    for (const [at, row] of rows.entries()) {
      expect(row).toHaveLength(header!.length);
      const cells = Object.fromEntries(header!.map((name, column) => [name, row[column]!]));
      const product = JSON.parse(toJsonLine(products[at]!)) as Partial<Product>;
      expect(cells["title"]).toBe(product.title);
      expect(cells["description"]).toBe(product.description ?? "");
      expect(cells["category"]).toBe(product.categoryPath!.join(" > "));
      expect(cells["price"]).toBe(product.price?.toFixed(2) ?? "");
      expect(cells["parent_id"]).toBe(product.parentId ?? "");
      for (const name of attributeNames) {
        expect(cells[name], name).toBe(String(product.attributes![name] ?? ""));
      }
    }
  });
});

/** The plainest reader of RFC 4180. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}
