import { describe, expect, it } from "vitest";

import { mapColumns } from "./column-mapping.js";
import type { ColumnMapping, MappingOverrides } from "./mapping-schema.js";
import { columnMappingSchema } from "./mapping-schema.js";

/** Maps a table given by column. */
function map(
  table: Readonly<Record<string, readonly unknown[]>>,
  overrides?: MappingOverrides,
): ColumnMapping {
  const columns = Object.keys(table);
  const count = Math.max(0, ...Object.values(table).map((values) => values.length));
  const rows = Array.from({ length: count }, (_, index) => ({
    line: index + 2,
    values: Object.fromEntries(columns.map((column) => [column, table[column]?.[index]])),
  }));
  return mapColumns(columns, rows, overrides);
}

function columnsOf(mapping: ColumnMapping): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping.fields).map(([field, { columns }]) => [field, columns.join("+")]),
  );
}

describe("mapColumns", () => {
  it("knows the columns of a Shopify export", () => {
    const mapping = map({
      Handle: ["oak-chair", "oak-chair"],
      Title: ["Oak Chair", ""],
      "Body (HTML)": ["<p>x</p>", ""],
      Vendor: ["Acme", ""],
      "Product Category": ["Home > Chairs", ""],
      Type: ["Chair", ""],
      Tags: ["oak, chair", ""],
      "Variant SKU": ["OC-1", "OC-2"],
      "Variant Price": ["149.00", "159.00"],
      "Variant Inventory Qty": ["3", "0"],
      "Image Src": ["https://x/1.jpg", ""],
    });
    expect(columnsOf(mapping)).toEqual({
      id: "Handle",
      title: "Title",
      description: "Body (HTML)",
      brand: "Vendor",
      category: "Product Category",
      price: "Variant Price",
      availability: "Variant Inventory Qty",
      images: "Image Src",
    });
    expect(mapping.attributes.map(({ name }) => name)).toEqual(["Type", "Tags", "Variant SKU"]);
  });

  it("knows the columns of a WooCommerce export", () => {
    const mapping = map({
      ID: ["12"],
      SKU: ["OC-1"],
      Name: ["Oak Chair"],
      "Short description": ["Nice"],
      Description: ["Long"],
      "In stock?": ["1"],
      "Sale price": ["10.00"],
      "Regular price": ["12.00"],
      Categories: ["Home, Home > Chairs"],
      Images: ["https://x/1.jpg, https://x/2.jpg"],
      Parent: ["id:11"],
    });
    expect(columnsOf(mapping)).toEqual({
      id: "ID",
      title: "Name",
      description: "Description",
      category: "Categories",
      price: "Regular price",
      availability: "In stock?",
      images: "Images",
      parentId: "Parent",
    });
  });

  it("knows the columns of a Google product feed", () => {
    const mapping = map({
      id: ["1"],
      item_group_id: ["g"],
      title: ["Oak Chair"],
      link: ["https://x/p"],
      image_link: ["https://x/1.jpg"],
      additional_image_link: ["https://x/2.jpg"],
      price: ["12.00 EUR"],
      availability: ["in_stock"],
      brand: ["Acme"],
      gtin: ["04006381333931"],
      google_product_category: ["Furniture > Chairs"],
      product_type: ["Home > Chairs"],
    });
    expect(columnsOf(mapping)).toEqual({
      id: "id",
      title: "title",
      brand: "brand",
      category: "product_type",
      price: "price",
      availability: "availability",
      images: "image_link+additional_image_link",
      parentId: "item_group_id",
    });
  });

  it("shows why it took a column and three of its values", () => {
    expect(map({ title: ["a", "b", "b", "c", "d"] }).fields.title).toEqual({
      columns: ["title"],
      why: "its name is a usual one",
      examples: ["a", "b", "c"],
    });
  });

  it("does not take a column whose values contradict its name", () => {
    const mapping = map({
      title: ["Oak Chair", "Elm Chair"],
      price: ["see shop", "on Monday"],
      "unit price": ["12.50", "9.00"],
      category: ["17", "18"],
      department: ["Chairs", "Chairs"],
    });
    expect(columnsOf(mapping)).toEqual({
      title: "title",
      price: "unit price",
      category: "department",
    });
  });

  it("keeps a column that says its field outright, so that its bad values are heard of", () => {
    expect(columnsOf(map({ title: ["a"], price: ["cheap"], stock: ["shelf 4"] }))).toEqual({
      title: "title",
      price: "price",
    });
  });

  it("recognises ids, prices and pictures by their values", () => {
    const mapping = map({
      title: ["Oak Chair", "Elm Chair"],
      "lot nr": ["A1", "A2"],
      "now at": ["$12.50", "$9"],
      look: ["https://x/1.jpg", "https://x/2.png?w=1"],
    });
    expect(columnsOf(mapping)).toEqual({
      id: "lot nr",
      title: "title",
      price: "now at",
      images: "look",
    });
    expect(mapping.fields.price?.why).toBe("its values look like prices");
  });

  it("joins the levels of a category that have a column each", () => {
    expect(
      columnsOf(map({ title: ["a"], category: ["Home"], subcategory: ["Chairs"] })).category,
    ).toBe("category+subcategory");
  });

  it("lets overrides win, in any case of letters, and attributes be renamed and left out", () => {
    const mapping = map(
      { uniq_id: ["1"], id: ["x"], title: ["a"], brand: ["b"], color: ["red"], junk: ["1"] },
      { id: "UNIQ_ID", brand: null, "attributes.colour": "color", "attributes.junk": null },
    );
    expect(columnsOf(mapping)).toEqual({ id: "uniq_id", title: "title" });
    expect(mapping.attributes.map(({ name, column }) => [name, column])).toEqual([
      ["colour", "color"],
      ["id", "id"],
      ["brand", "brand"],
    ]);
    expect(mapping.ignored).toEqual(["junk"]);
  });

  it("takes the attributes of nested JSON by their own names", () => {
    const mapping = mapColumns(
      ["title", "attributes.color", "attributes.size cm"],
      [{ line: 1, values: { title: "Desk", "attributes.color": "red", "attributes.size cm": 80 } }],
    );
    expect(mapping.attributes.map(({ name, column }) => [name, column])).toEqual([
      ["color", "attributes.color"],
      ["size cm", "attributes.size cm"],
    ]);
  });

  it("names the columns that exist when an override names one that does not", () => {
    for (const overrides of [{ price: "cost" }, { colour: "title" }]) {
      expect(() => map({ title: ["a"], sku: ["1"] }, overrides)).toThrow(
        expect.objectContaining({
          code: "MAPPING_INVALID",
          details: expect.objectContaining({ columns: ["title", "sku"] }) as unknown,
        }) as Error,
      );
    }
  });

  it("asks for the title when no column is known as one", () => {
    expect(() => map({ sku: ["1"], foo: ["x"] })).toThrow(/title=sku/);
  });

  it("gives a mapping that survives JSON", () => {
    const mapping = map({ title: ["a"], price: ["1.299,00 €"], category: ["A > B"] });
    expect(columnMappingSchema.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
    expect(mapping.conventions).toEqual({ decimalMark: ",", categorySeparator: ">" });
  });
});
