import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Readable } from "node:stream";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeAll, describe, expect, it } from "vitest";

import type { OpenRowsOptions, RawRow, RowSource } from "./raw-row.js";
import { openRows } from "./read-rows.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-rows-"));
});

async function openFile(
  name: string,
  content: string | Uint8Array,
  options?: OpenRowsOptions,
): Promise<RowSource> {
  const path = join(folder, name);
  await writeFile(path, content);
  return await openRows(path, options);
}

async function readAll(source: RowSource): Promise<RawRow[]> {
  return (await Readable.from(source.rows()).toArray()) as RawRow[];
}

describe("openRows on CSV", () => {
  it.each([",", ";", "\t", "|"])(
    "tells the delimiter %j, also where fields hold the others",
    async (delimiter) => {
      const content = [
        ["id", "title", "note"],
        ["1", '"a, b; c|d"', "x"],
        ["2", '"e\tf, ""g"""', "y"],
      ]
        .map((row) => row.join(delimiter))
        .join("\n");
      const source = await openFile("products.txt", content);
      expect(source).toMatchObject({ format: "csv", encoding: "utf-8", delimiter });
      expect((await readAll(source)).map((row) => row.values)).toEqual([
        { id: "1", title: "a, b; c|d", note: "x" },
        { id: "2", title: 'e\tf, "g"', note: "y" },
      ]);
    },
  );

  it("hands on rows that are too wide or too narrow as broken, with their line, and goes on", async () => {
    const rows = await readAll(await openFile("p.csv", 'id,title\n1,"a\nb"\n2\n3,c,d\n4,e\n'));
    expect(rows.map((row) => [row.line, row.broken?.why])).toEqual([
      [2, undefined],
      [4, "must have the header's 2 fields but has 1"],
      [5, "must have the header's 2 fields but has 3"],
      [6, undefined],
    ]);
    expect(rows[2]).toMatchObject({ text: "3,c,d", values: { id: "3", title: "c" } });
  });

  it("keeps the order of sound and broken rows", async () => {
    const rows = await readAll(await openFile("p.csv", 'id,title\n1,a\n"2" x,b\n3,c\n'));
    expect(rows.map((row) => [row.line, row.broken !== undefined])).toEqual([
      [2, false],
      [3, true],
      [4, false],
    ]);
  });

  it("shows what it stops at without the control characters that stand there", async () => {
    const source = await openFile("control.csv", 'id,title\n1,"\u001b[31mred\nline');
    await expect(readAll(source)).rejects.toMatchObject({
      message: expect.stringContaining('("1,\\"\\u001b[31mred\\nline")') as string,
    });
  });

  it("stops at an unclosed quote and names the line where its record begins", async () => {
    const source = await openFile("p.csv", 'id,title\n1,a\n2,"open\n3,c\n');
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const row of source.rows()) seen.push(row.line);
      })(),
    ).rejects.toMatchObject({ code: "FORMAT_BROKEN", details: { line: 3 } });
    expect(seen).toEqual([2]);
  });

  it("stops at a row that outgrows the limit", async () => {
    const source = await openFile("p.csv", `id,title\n1,${"x".repeat(3000)}\n`, {
      maxRowCharacters: 1000,
    });
    await expect(readAll(source)).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
      details: { line: 2 },
    });
  });

  it("names columns without a name and tells equal names apart", async () => {
    const source = await openFile("p.csv", " id ,,image,image\n1,2,3,4\n");
    expect(source.columns).toEqual(["id", "column_2", "image", "image_2"]);
  });

  it("takes a column named __proto__ for a column", async () => {
    const [row] = await readAll(await openFile("p.csv", "id,__proto__\n1,x\n"));
    expect(Object.keys(row?.values ?? {})).toEqual(["id", "__proto__"]);
    expect(Object.getPrototypeOf(row?.values)).toBe(Object.prototype);
  });

  it("reads the rows anew at each call and tells how far it is", async () => {
    const source = await openFile("p.csv", `id,title\n${"1,a\n".repeat(2000)}`);
    expect(await readAll(source)).toHaveLength(2000);
    expect(await readAll(source)).toHaveLength(2000);
    expect(source.bytesRead()).toBe(source.bytesTotal);
  });

  it("reads a header without rows as no rows", async () => {
    const source = await openFile("p.csv", "id,title\n");
    expect(source.columns).toEqual(["id", "title"]);
    expect(await readAll(source)).toEqual([]);
  });
});

describe("openRows on JSON", () => {
  const products = [
    { id: 1, title: 'A, "B" ]}', price: { value: 2.5, unit: "EUR" } },
    { id: 2, tags: ["x", "y"], seen: null },
  ];

  it("reads a list and an object that holds one, each row with the line where it begins", async () => {
    for (const content of [
      JSON.stringify(products, null, 2),
      JSON.stringify({ shop: { name: "s", list: [1] }, products, total: 2 }, null, 2),
    ]) {
      const source = await openFile("p.json", content);
      const rows = await readAll(source);
      expect(source).toMatchObject({
        format: "json",
        columns: ["id", "title", "price.value", "price.unit", "tags", "seen"],
      });
      expect(rows.map((row) => row.values)).toEqual([
        { id: 1, title: 'A, "B" ]}', "price.value": 2.5, "price.unit": "EUR" },
        { id: 2, tags: ["x", "y"], seen: null },
      ]);
      const lines = content.split("\n");
      expect(rows.map((row) => lines[row.line - 1]?.trim())).toEqual(["{", "{"]);
    }
  });

  it("names the line of an element that is no JSON, of a missing comma and of an early end", async () => {
    for (const [content, line] of [
      ['[\n{"id":1},\n{"id":}\n]', 3],
      ['[\n{"id":1}\n{"id":2}\n]', 2],
      ['[\n{"id":1},\n{"id":2}\n', 4],
      ['[\n{"id":1},\n]', 3],
    ] as const) {
      await expect(openFile("p.json", content)).rejects.toMatchObject({
        code: "FORMAT_BROKEN",
        details: { line },
      });
    }
  });

  it("refuses an object that holds no list of products", async () => {
    await expect(openFile("p.json", '{\n"shop": "x"\n}')).rejects.toMatchObject({
      code: "FORMAT_UNKNOWN",
    });
  });

  it("hands on an element that is no object as a broken row", async () => {
    const rows = await readAll(await openFile("p.json", '[{"id":1}, 7]'));
    expect(rows[1]?.broken?.why).toBe("must be a JSON object");
  });

  it("reads JSON Lines under any name, and a broken line as a broken row", async () => {
    const source = await openFile(
      "p.json",
      '{"id":1,"items":[{"a":1}]}\n\n{"id":2\r\n[3]\n{"id":4}',
    );
    expect(source.format).toBe("jsonl");
    const rows = await readAll(source);
    expect(rows.map((row) => [row.line, row.broken === undefined])).toEqual([
      [1, true],
      [3, false],
      [4, false],
      [5, true],
    ]);
  });

  it("reads a single line that wraps the list as JSON and a lone product as JSON Lines", async () => {
    expect((await openFile("a.json", '{"products":[{"id":1}]}')).format).toBe("json");
    expect((await openFile("a.json", '{"id":1,"title":"x"}')).format).toBe("jsonl");
  });
});

describe("openRows on Parquet", () => {
  const rows = { ids: ["a", "b", "c"], prices: [1.5, null, 3] };
  const parquet = (): Uint8Array =>
    new Uint8Array(
      parquetWriteBuffer({
        rowGroupSize: 2,
        columnData: [
          { name: "id", data: rows.ids, type: "STRING" },
          { name: "price", data: rows.prices, type: "DOUBLE" },
          { name: "count", data: [1n, 2n, 9007199254740993n], type: "INT64" },
          { name: "tags", data: [["x"], [], ["y", "z"]], type: "JSON" },
          { name: "seen", data: [new Date(0), null, new Date(1)], type: "TIMESTAMP" },
        ],
      }),
    );

  it("reads all row groups, gzipped or not, whatever the name says", async () => {
    for (const bytes of [parquet(), gzipSync(parquet())]) {
      const source = await openFile("p.parquet", bytes);
      expect(source).toMatchObject({
        format: "parquet",
        columns: ["id", "price", "count", "tags", "seen"],
      });
      expect(
        (await readAll(source)).map((row) => [row.line, ...Object.values(row.values)]),
      ).toEqual([
        [1, "a", 1.5, 1, ["x"], "1970-01-01T00:00:00.000Z"],
        [2, "b", null, 2, [], null],
        [3, "c", 3, "9007199254740993", ["y", "z"], "1970-01-01T00:00:00.001Z"],
      ]);
    }
    expect((await openFile("p.csv", parquet())).format).toBe("parquet");
  });

  it("refuses a truncated file and a text that is named like Parquet", async () => {
    const bytes = parquet();
    for (const part of [
      bytes.subarray(0, bytes.length - 9),
      bytes.subarray(0, 10),
      Buffer.from("id,title\n"),
    ]) {
      await expect(openFile("p.parquet", part)).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
    }
  });

  it("gives rows or an error of its own for every single damaged byte, and never hangs", async () => {
    const length = 40;
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          {
            name: "colour",
            data: Array.from({ length }, (_, i) => (i % 7 === 0 ? null : `c${i % 3}`)),
          },
          {
            name: "size",
            data: Int32Array.from({ length }, (_, i) => i * 3),
            encoding: "DELTA_BINARY_PACKED",
          },
          { name: "tags", data: Array.from({ length }, (_, i) => [i]), type: "JSON" },
        ],
      }),
    );
    let refused = 0;
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = damaged[at]! ^ 0xff;
      try {
        await readAll(await openFile("damaged.parquet", damaged));
      } catch (error) {
        expect(error).toMatchObject({ name: "VitrineError" });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(bytes.length / 4);
  });
});

describe("openRows", () => {
  it("unpacks gzip by its bytes and not by the name, and refuses a truncated one", async () => {
    const packed = gzipSync(Buffer.from(`id,title\n${"1,a long enough line\n".repeat(5000)}`));
    expect(await readAll(await openFile("plain.csv", packed))).toHaveLength(5000);
    await expect(
      openFile("plain.csv", packed.subarray(0, packed.length - 30)),
    ).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
    });
  });

  it("says what is wrong with files that are missing, folders, empty, spreadsheets", async () => {
    await expect(openRows(join(folder, "none.csv"))).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
    await mkdir(join(folder, "a-folder"), { recursive: true });
    await expect(openRows(join(folder, "a-folder"))).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
    await expect(openFile("p.csv", "")).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
    await expect(openFile("p.csv", " \n\n")).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
    await expect(openFile("p.csv", "PK\u0003\u0004 xlsx")).rejects.toMatchObject({
      code: "FORMAT_UNKNOWN",
    });
    await expect(openFile("p.csv", "a,b\n", { delimiter: ",," })).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
  });
});
