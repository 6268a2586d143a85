import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

import type { ProductImport, ReadProductsOptions, ReadProgress } from "./import-products.js";
import { readProducts } from "./import-products.js";
import { importReportSchema } from "./import-report.js";
import { productSchema } from "./product.js";
import { writeRejects } from "./write-rejects.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-import-"));
});

async function importText(
  content: string,
  options?: ReadProductsOptions,
  name = "products.csv",
): Promise<ProductImport> {
  const path = join(folder, name);
  await writeFile(path, content);
  return await readProducts(path, options);
}

const header = "id,title,price,category,availability\n";

describe("readProducts", () => {
  it("reads products that keep to the schema and leaves out what the shop left out", async () => {
    const { products, report } = await importText(
      `${header}1, Oak &amp; Elm ,"$1,299.00",Home > Chairs,in stock\n2,Lamp,,,\n`,
    );
    expect(products).toEqual([
      {
        id: "1",
        title: "Oak & Elm",
        price: 1299,
        currency: "USD",
        categoryPath: ["Home", "Chairs"],
        availability: "in_stock",
        images: [],
        attributes: {},
      },
      { id: "2", title: "Lamp", categoryPath: [], images: [], attributes: {} },
    ]);
    for (const product of products) expect(productSchema.parse(product)).toEqual(product);
    expect(report.missing).toMatchObject({ price: 1, category: 1, availability: 1, brand: 2 });
    expect(report.changes).toEqual([
      expect.objectContaining({
        field: "title",
        count: 1,
        examples: [{ line: 2, column: "title", got: " Oak &amp; Elm ", became: "Oak & Elm" }],
      }),
    ]);
  });

  it("stops at the first bad row with file, line, column, what was got and the remedy", async () => {
    await expect(importText(`${header}1,Lamp,5,,\n2,Chair,cheap,,\n`)).rejects.toMatchObject({
      code: "ROW_INVALID",
      message: expect.stringMatching(
        /products\.csv, line 3, column price: the price must .*"cheap".*--on-bad-row skip/,
      ) as string,
      details: { line: 3, column: "price", got: "cheap" },
    });
  });

  it("skips bad rows when told so and reports every reason", async () => {
    const { products, report } = await importText(
      `${header}1,Lamp,cheap,,perhaps\n,Chair,1,,\n3,,1,,\n4,Desk,1\n5,Rug,1,,\n`,
      { onBadRow: "skip" },
    );
    expect(products.map(({ id }) => id)).toEqual(["5"]);
    expect(report).toMatchObject({ rowsRead: 5, accepted: 1, skipped: 4 });
    expect(
      report.problems.map(({ line, field, column, got }) => [line, field, column, got]),
    ).toEqual([
      [2, "price", "price", "cheap"],
      [2, "availability", "availability", "perhaps"],
      [3, "id", "id", ""],
      [4, "title", "title", ""],
      [5, "row", "", "4,Desk,1"],
    ]);
  });

  it("accounts for every row: accepted, skipped and repeated add up to those read", async () => {
    const { report } = await importText(`${header}1,A,,,\n1,B,x,,\n2,C,x,,\n,,,,\n2,D,,,\n`, {
      onBadRow: "skip",
    });
    expect(report.accepted + report.skipped + report.repeated.length).toBe(report.rowsRead);
    expect(report).toMatchObject({ rowsRead: 4, accepted: 2, skipped: 1, blankRows: 1 });
  });

  it("keeps the first row of a repeated id, also where later rows have no title", async () => {
    const { products, report } = await importText(
      "Handle,Title,Variant Price,Image Src\nchair,Oak Chair,10,https://x/1.jpg\nchair,,12,https://x/2.jpg\n",
    );
    expect(products.map(({ title, price }) => [title, price])).toEqual([["Oak Chair", 10]]);
    expect(report.repeated).toEqual([{ id: "chair", line: 3, firstLine: 2 }]);
  });

  it("reports equal titles and removes none of them", async () => {
    const { products, report } = await importText("id,title\n1,Oak-Chair\n2,oak  chair!\n3,Elm\n");
    expect(products).toHaveLength(3);
    expect(report.equalTitles).toEqual([{ title: "Oak-Chair", ids: ["1", "2"] }]);
  });

  it("keeps variants with the product they belong to, and no product its own parent", async () => {
    const { products } = await importText("id,title,parent_id\n1,Chair,1\n2,Chair red,1\n");
    expect(products.map(({ parentId }) => parentId)).toEqual([undefined, "1"]);
  });

  it("makes ids that stay the same where the file has none", async () => {
    const content = "name,brand,description\nOak Chair,Acme,x\nOak Chair,Acme,y\n椅子,,z\n";
    const { products, report } = await importText(content);
    expect(products.map(({ id }) => id)).toEqual(["oak-chair-acme", "oak-chair-acme~2", "椅子"]);
    expect(report.mapping.fields.id).toBeUndefined();
  });

  it("refuses a price whose sign contradicts the currency column", async () => {
    await expect(importText("id,title,price,currency\n1,A,€5,USD\n")).rejects.toMatchObject({
      code: "ROW_INVALID",
      message: expect.stringContaining("is in EUR, but the currency column says USD") as string,
    });
    const { products } = await importText("id,title,price\n1,A,5\n", { currency: "CHF" });
    expect(products[0]).toMatchObject({ price: 5, currency: "CHF" });
  });

  it("types attributes by their column and keeps columns that turn up late", async () => {
    const lines = Array.from({ length: 1001 }, (_, index) =>
      JSON.stringify({
        id: index,
        title: `P ${index}`,
        size: index,
        ...(index === 1000 ? { size: "XL", late: true } : {}),
      }),
    );
    const { products, report } = await importText(lines.join("\n"), {}, "p.jsonl");
    expect(products[3]?.attributes).toEqual({ size: 3 });
    expect(products[1000]?.attributes).toEqual({ size: "XL", late: true });
    expect(report.changes).toMatchObject([{ field: "attributes.size", count: 1 }]);
  });

  it("reads a header without rows as no products and says what is wrong with no title and no content", async () => {
    expect((await importText(header)).report).toMatchObject({ rowsRead: 0, accepted: 0 });
    await expect(importText("sku,foo\n1,2\n")).rejects.toMatchObject({ code: "MAPPING_INVALID" });
    await expect(importText("")).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
  });

  it("takes a field of a megabyte and refuses one beyond the limit", async () => {
    const huge = "word ".repeat(200_000);
    const { products } = await importText(`id,title,description\n1,A,"${huge}"\n`);
    expect(products[0]?.description).toHaveLength(huge.length - 1);
    await expect(
      importText(`id,title,description\n1,A,"${huge}"\n`, { maxRowCharacters: 100_000 }),
    ).rejects.toMatchObject({ code: "FORMAT_BROKEN", details: { line: 2 } });
  });

  it("gives a report that survives JSON, and one fingerprint for one content", async () => {
    const first = await importText(`${header}1,A,5,X,yes\n2,B,cheap,,\n`, { onBadRow: "skip" });
    expect(importReportSchema.parse(JSON.parse(JSON.stringify(first.report)))).toEqual(
      first.report,
    );
    const asJson = await importText(
      '[{"id":"1","title":"A","price":5,"category":"X","availability":true}]',
      {},
      "p.json",
    );
    expect(asJson.report.fingerprint).toBe(first.report.fingerprint);
    const changed = await importText(`${header}1,A,6,X,yes\n`);
    expect(changed.report.fingerprint).not.toBe(first.report.fingerprint);
  });

  it("tells how far it is and can be cancelled", async () => {
    const content = header + Array.from({ length: 2500 }, (_, id) => `${id},A,,,\n`).join("");
    const seen: ReadProgress[] = [];
    await importText(content, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ rowsRead }) => rowsRead)).toEqual([1000, 2000, 2500]);
    expect(seen.at(-1)?.bytesRead).toBe(seen.at(-1)?.bytesTotal);
    const controller = new AbortController();
    await expect(
      importText(content, {
        signal: controller.signal,
        onProgress: () => {
          controller.abort();
        },
      }),
    ).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("writeRejects", () => {
  it("writes rows of a CSV file that can be mended and imported again", async () => {
    const content =
      'id;title;price;note\n1;Lamp;cheap;"a;b\nc"\n2;Chair;5;x\n"3" x;Desk;6;y\n4;Rug;7\n';
    const first = await importText(content, { onBadRow: "skip" });
    const path = join(folder, "rejects.csv");
    expect(await writeRejects(path, first.rejects, first.source)).toBe(3);
    const text = await readFile(path, "utf8");
    expect(text).toBe('id;title;price;note\n1;Lamp;cheap;"a;b\nc"\n"3" x;Desk;6;y\n4;Rug;7\n');
    const mended = text.replace("cheap", "12.50").replace('"3" x', "3").replace("Rug;7", "Rug;7;z");
    const second = await importText(mended, {}, "mended.csv");
    expect(second.products.map(({ id, price }) => [id, price])).toEqual([
      ["1", 12.5],
      ["3", 6],
      ["4", 7],
    ]);
    expect(second.products[0]?.attributes).toEqual({ note: "a;b c" });
  });

  it("quotes the names of columns that need it", async () => {
    const first = await importText('id,title,price,"a, ""b"""\n1,Lamp,cheap,x\n', {
      onBadRow: "skip",
    });
    const path = join(folder, "quoted.csv");
    await writeRejects(path, first.rejects, first.source);
    const second = await importText((await readFile(path, "utf8")).replace("cheap", "1"));
    expect(second.report.mapping).toEqual(
      (await importText('id,title,price,"a, ""b"""\n1,Lamp,1,x\n')).report.mapping,
    );
  });

  it("writes rows of JSON files as JSON Lines", async () => {
    for (const name of ["p.json", "p.jsonl"]) {
      const rows = [
        { id: 1, title: "Lamp", price: "cheap", deep: { a: [1] } },
        { id: 2, title: "Rug" },
      ];
      const content =
        name === "p.json"
          ? JSON.stringify(rows, null, 2)
          : rows.map((row) => JSON.stringify(row)).join("\n");
      const first = await importText(content, { onBadRow: "skip" }, name);
      const path = join(folder, "rejects.jsonl");
      await rm(path, { force: true });
      await writeRejects(path, first.rejects, first.source);
      const second = await importText(
        (await readFile(path, "utf8")).replace('"cheap"', "3"),
        {},
        "m.jsonl",
      );
      expect(second.products).toMatchObject([
        { id: "1", price: 3, attributes: { "deep.a": ["1"] } },
      ]);
    }
  });

  it("leaves a file that is there as it is, and says when the disk refuses", async () => {
    const first = await importText("id,title\n1,\n", { onBadRow: "skip" });
    const path = join(folder, "kept.csv");
    await writeFile(path, "kept");
    await expect(writeRejects(path, first.rejects, first.source)).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
    expect(await readFile(path, "utf8")).toBe("kept");
    await expect(
      writeRejects(join(path, "below.csv"), first.rejects, first.source),
    ).rejects.toMatchObject({ code: "DISK_FAILED" });
  });
});
