import { join } from "node:path";
import { expect, it } from "vitest";

import { dataFolder, describeWith } from "../../test/outside-data.js";
import { matchesFilter, parseFilter } from "./filter.js";
import { readProducts } from "./import-products.js";

const file = (path: string): string => join(dataFolder, path);
const furniture = file("furniture/products.csv");
const perfume = file("perfume/perfumes.csv");
const grocery = file("grocery-orders/products.csv");
const giftCards = file("reviews/gift-cards.products.json.gz");
const crowdflower = file("search/crowdflower.csv.gz");

describeWith("the furniture catalogue", [furniture], () => {
  it("has 312 rows, 305 products, 7 repeated, and 97 prices that stay missing", async () => {
    const { products, report } = await readProducts(furniture);
    expect(report).toMatchObject({
      rowsRead: 312,
      accepted: 305,
      skipped: 0,
      encoding: "utf-8",
      delimiter: ",",
    });
    expect(report.repeated).toHaveLength(7);
    expect(report.missing).toMatchObject({ price: 97, description: 153 });
    expect(report.mapping.fields.id?.columns).toEqual(["uniq_id"]);
    expect(products.filter(({ price }) => price === 53.99).length).toBeLessThan(5);
    expect(products.every(({ price }) => price === undefined || price > 0)).toBe(true);
    expect(products[0]).toMatchObject({ price: 24.99, currency: "USD" });
  });

  it("has 82 leaf categories, their names whole with commas and accents", async () => {
    const { products } = await readProducts(furniture);
    const leaves = new Set(products.map(({ categoryPath }) => categoryPath.at(-1)));
    expect(leaves.size).toBe(82);
    const names = new Set(products.flatMap(({ categoryPath }) => categoryPath));
    expect(names.has("Patio, Lawn & Garden")).toBe(true);
    expect(names.has("Outdoor Décor")).toBe(true);
    for (const name of names) expect(name).not.toMatch(/^[\s'"[]|[\s'"\]]$/);
    const doormats = products.filter((product) =>
      matchesFilter(
        product,
        parseFilter("category=Patio, Lawn & Garden > Outdoor Décor > Doormats"),
      ),
    );
    expect(doormats.length).toBeGreaterThan(15);
  });

  it("keeps decimals, inches and addresses as they are", async () => {
    const { products } = await readProducts(furniture);
    expect(products[0]?.attributes["package_dimensions"]).toBe('2.36"D x 7.87"W x 21.6"H');
    for (const { images } of products)
      for (const image of images) expect(image).toMatch(/^https:\/\/\S+$/);
  });
});

describeWith("the perfumes", [perfume], () => {
  it("are 2,191 products in windows-1252 with ids made of their names", async () => {
    const { products, report } = await readProducts(perfume);
    expect(report).toMatchObject({ rowsRead: 2191, accepted: 2191, encoding: "windows-1252" });
    expect(new Set(products.map(({ id }) => id)).size).toBe(2191);
    expect(products.filter(({ attributes }) => attributes["Notes"] === undefined)).toHaveLength(80);
    expect((report.equalTitles ?? []).length).toBeGreaterThan(0);
    expect(products.every(({ description }) => !/[\u0080-\u009f]/.test(description ?? ""))).toBe(
      true,
    );
  });
});

describeWith("the grocery products", [grocery], () => {
  it("are 49,688 products whose names hold commas and quotes", async () => {
    const { products, report } = await readProducts(grocery);
    expect(report).toMatchObject({ rowsRead: 49688, accepted: 49688, skipped: 0 });
    expect(products.find(({ id }) => id === "30")?.title).toBe(
      "Three Cheese Ziti, Marinara with Meatballs",
    );
    expect(products.some(({ title }) => title.includes('"'))).toBe(true);
  });
});

describeWith("the gift cards", [giftCards], () => {
  it("are JSON Lines under the name of JSON, with four prices that are page code and reported", async () => {
    const { products, report } = await readProducts(giftCards, { onBadRow: "skip" });
    expect(report).toMatchObject({ format: "jsonl", rowsRead: 1547, accepted: 1543, skipped: 4 });
    expect(report.problems.map(({ field }) => field)).toEqual(["price", "price", "price", "price"]);
    expect(products[0]).toMatchObject({
      id: "B001BKEWF2",
      brand: "Serendipity 3",
      categoryPath: ["Gift Cards", "Gift Cards"],
    });
    expect(products.some(({ title }) => title.includes("&#39;"))).toBe(false);
    await expect(readProducts(giftCards)).rejects.toMatchObject({
      code: "ROW_INVALID",
      details: { column: "price" },
    });
  });
});

describeWith("the crowdflower products", [crowdflower], () => {
  it("have plain descriptions where there is one", async () => {
    const { products, report } = await readProducts(crowdflower);
    expect(report).toMatchObject({ rowsRead: 10158, accepted: 10158 });
    expect(report.missing.description).toBe(2444);
    expect(
      products.filter(({ description }) =>
        /<(?:p|br|li|div)\b|&nbsp;|&amp;/i.test(description ?? ""),
      ),
    ).toEqual([]);
  });
});
