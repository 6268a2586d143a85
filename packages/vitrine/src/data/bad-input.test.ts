import { execFileSync } from "node:child_process";
import { appendFile, mkdir, mkdtemp, open, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeAll, describe, expect, it } from "vitest";

import type { ProductImport, ReadProductsOptions } from "./import-products.js";
import { readProducts } from "./import-products.js";
import { streamProducts } from "./stream-products.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-bad-"));
});

async function importFile(
  name: string,
  content: string | Uint8Array,
  options?: ReadProductsOptions,
): Promise<ProductImport> {
  const path = join(folder, name);
  await writeFile(path, content);
  return await readProducts(path, options);
}

/** Reads a file and does something to it after the first batch. */
async function disturb(path: string, change: () => Promise<unknown>): Promise<void> {
  let first = true;
  for await (const batch of await streamProducts(path, { batchRows: 500 })) {
    expect(batch.products.length).toBeGreaterThan(0);
    if (first) await change();
    first = false;
  }
}

const manyRows = `id,title\n${Array.from({ length: 40_000 }, (_, id) => `${id},A product of some length\n`).join("")}`;

describe("bad CSV", () => {
  it("stops at a quote that is never closed in a file of 64 MB, and names its line", async () => {
    const path = join(folder, "unclosed.csv");
    const file = await open(path, "w");
    await file.write('id,title\n1,"a\nb"\n2,"two\nlines","\n');
    const block = Buffer.from("3,further rows of the file\n".repeat(40_000));
    for (let written = 0; written < 64e6; written += block.length) await file.write(block);
    await file.close();
    const before = process.memoryUsage.rss();
    await expect(readProducts(path)).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
      message: expect.stringMatching(/begins in line 4 [^]*quote that opens in line 5/) as string,
      details: { line: 4 },
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(400e6);
  });

  it("takes a row of 10 MB, which is below the limit, and refuses it below a lower one", async () => {
    const content = `id,title,description\n1,Lamp,${"word ".repeat(2_000_000)}\n2,Rug,x\n`;
    expect((await importFile("wide.csv", content)).products).toHaveLength(2);
    await expect(
      importFile("wide.csv", content, { maxRowCharacters: 1_000_000 }),
    ).rejects.toMatchObject({ code: "FORMAT_BROKEN", details: { line: 2 } });
  });

  it("reads 10,000 columns", async () => {
    const names = Array.from({ length: 10_000 }, (_, column) => `c${column}`);
    const row = names.map((_, column) => column).join(",");
    const { products } = await importFile(
      "columns.csv",
      `id,title,${names.join(",")}\n1,Lamp,${row}\n2,Rug,${row}\n`,
    );
    expect(Object.keys(products[1]?.attributes ?? {})).toHaveLength(10_000);
  });

  it("takes NUL bytes out of everything that a database would keep", async () => {
    const filler = "a long enough text so that few bytes are nothing. ".repeat(10);
    const { products } = await importFile(
      "nul.csv",
      `id,title,description,image,brand,category,col\0our\n1\0,La\0mp,${filler},https://x/\0a.jpg,A\0b,C\0d,re\0d\n`,
    );
    expect(JSON.stringify(products)).not.toContain("\\u0000");
    expect(products).toMatchObject([
      { id: "1", title: "Lamp", brand: "Ab", images: ["https://x/a.jpg"] },
    ]);
  });

  it("reads line ends of a lone CR, byte order marks and a header alone", async () => {
    const cr = await importFile("cr.csv", "id,title\r1,Lamp\r2,Rug\r");
    expect(cr.products.map(({ title }) => title)).toEqual(["Lamp", "Rug"]);
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from("id,title\n1,Größe\n", "utf16le"),
    ]);
    for (const content of ["\ufeffid,title\n1,Größe\n", utf16]) {
      const { products } = await importFile("bom.csv", content);
      expect(products).toMatchObject([{ id: "1", title: "Größe" }]);
    }
    expect((await importFile("header.csv", "\ufeffid,title")).products).toEqual([]);
  });

  it("names the line where a file of UTF-8 goes over to another encoding", async () => {
    const content = Buffer.concat([
      Buffer.from(`id,title\n${"1,Größe für Möbel\n".repeat(5)}`),
      Buffer.from("2,Gr\u00f6\u00dfe\n", "latin1"),
    ]);
    await expect(importFile("mixed.csv", content)).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
      details: { line: 7 },
    });
  });
});

describe("bad JSON", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const deepObject = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;

  it.each([
    ["lists", deep],
    ["objects", deepObject],
  ])("leaves out a row with %s 100,000 deep and says why", async (_, value) => {
    const row = `{"id":1,"title":"A","x":${value}}`;
    const other = '{"id":2,"title":"B"}';
    for (const [name, content] of [
      ["deep.jsonl", `${other}\n${row}\n`],
      ["deep.json", `[${other},\n${row}]`],
    ] as const) {
      const { products, report } = await importFile(name, content, { onBadRow: "skip" });
      expect(products.map(({ id }) => id)).toEqual(["2"]);
      expect(report.problems).toMatchObject([
        { line: 2, why: expect.stringContaining("nested deeper than 100 levels") as string },
      ]);
    }
  });

  it("stops at one enormous line and names it", async () => {
    const line = `{"id":2,"title":"${"x".repeat(20_000_000)}"}`;
    await expect(importFile("line.jsonl", `{"id":1,"title":"A"}\n${line}\n`)).rejects.toMatchObject(
      {
        code: "FORMAT_BROKEN",
        details: { line: 2 },
      },
    );
  });
});

describe("bombs and truncated files", () => {
  it("stops unpacking when a gzip file gives far more than any real one", async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000, "a,b\n"));
    await expect(importFile("bomb.csv.gz", bomb)).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
      message: expect.stringContaining("at most 200 times its size") as string,
    });
    const regular = gzipSync(`id,title\n1,${"x".repeat(3_000_000)}\n`);
    expect((await importFile("regular.csv.gz", regular)).products).toHaveLength(1);
  });

  it("refuses a Parquet group that unpacks to more than the limit, before it does", async () => {
    const content = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "id", data: ["1", "2"], type: "STRING" },
          { name: "title", data: ["a".repeat(4_000_000), "b".repeat(4_000_000)], type: "STRING" },
        ],
      }),
    );
    expect(content.length).toBeLessThan(1_000_000);
    await expect(
      importFile("bomb.parquet", content, { maxGroupBytes: 1_000_000 }),
    ).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
    const { products, report } = await importFile("bomb.parquet", content, {
      maxRowCharacters: 1_000_000,
      onBadRow: "skip",
      mapping: { title: "title", id: "id" },
    });
    expect(products).toEqual([]);
    expect(report).toMatchObject({ rowsRead: 2, accepted: 0, skipped: 2 });
  });

  it("refuses truncated gzip and Parquet files", async () => {
    const packed = gzipSync(manyRows);
    await expect(importFile("cut.csv.gz", packed.subarray(0, 9000))).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
    });
    const parquet = new Uint8Array(
      parquetWriteBuffer({ columnData: [{ name: "title", data: ["a", "b"], type: "STRING" }] }),
    );
    await expect(importFile("cut.parquet", parquet.subarray(0, 40))).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
    });
  });
});

describe("files that are none, or do not stay", () => {
  it("refuses folders, pipes, devices, circles of links and what is not there", async () => {
    const pipe = join(folder, "pipe.csv");
    execFileSync("mkfifo", [pipe]);
    await mkdir(join(folder, "folder.csv"));
    await symlink(join(folder, "circle.csv"), join(folder, "circle.csv"));
    for (const path of [
      pipe,
      join(folder, "folder.csv"),
      join(folder, "circle.csv"),
      "/dev/zero",
    ]) {
      await expect(readProducts(path)).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    }
    await expect(readProducts(join(folder, "none.csv"))).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
    await expect(importFile("empty.csv", "")).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
  });

  it.each(["csv", "csv.gz", "jsonl"])(
    "notices that a %s file grew or shrank while it was read",
    async (ending) => {
      const path = join(folder, `changing.${ending}`);
      const jsonl = Array.from({ length: 40_000 }, (_, id) => `{"id":${id},"title":"A"}\n`).join(
        "",
      );
      const content = ending === "jsonl" ? jsonl : ending === "csv" ? manyRows : gzipSync(manyRows);
      await writeFile(path, content);
      await expect(disturb(path, () => appendFile(path, "more"))).rejects.toMatchObject({
        code: "FILE_CHANGED",
        message: expect.stringContaining("grew") as string,
      });
      await writeFile(path, content);
      await expect(
        disturb(path, () => truncate(path, Math.floor(content.length / 2))),
      ).rejects.toMatchObject({ code: "FILE_CHANGED" });
    },
  );

  it("notices that a Parquet file was cut while it was read", async () => {
    const path = join(folder, "changing.parquet");
    const ids = Array.from({ length: 3000 }, (_, id) => `${id}`);
    const content = parquetWriteBuffer({
      rowGroupSize: 500,
      columnData: [
        { name: "id", data: ids, type: "STRING" },
        { name: "title", data: ids, type: "STRING" },
      ],
    });
    await writeFile(path, new Uint8Array(content));
    await expect(disturb(path, () => truncate(path, 2000))).rejects.toMatchObject({
      code: "FILE_CHANGED",
    });
  });
});
