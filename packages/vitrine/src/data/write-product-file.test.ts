import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { readCatalogue } from "./catalogue-file.js";
import { fingerprintProducts } from "./fingerprint.js";
import { readProducts } from "./import-products.js";
import type { Product } from "./product.js";
import { writeProductFile } from "./write-product-file.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-export-"));
});

const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    "none",
    "42",
    "a|b",
    "['x']",
    "Home > A",
    "<b>x</b>",
    "line\r\nbreak",
    "$5",
    " ",
    "é",
  ),
);
const product: fc.Arbitrary<Product> = fc.record(
  {
    id: text,
    title: text,
    description: text,
    brand: text,
    categoryPath: fc.array(text, { maxLength: 3 }),
    price: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    currency: fc.constantFrom("EUR", "USD"),
    availability: fc.constantFrom("in_stock", "preorder"),
    images: fc.array(text, { maxLength: 3 }),
    attributes: fc.dictionary(
      text,
      fc.oneof(
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
        fc.boolean(),
        fc.array(text, { maxLength: 3 }),
      ),
      { maxKeys: 4, noNullPrototype: true },
    ),
    updatedAt: fc.constantFrom("2024-03-05T10:00:00.000Z"),
    parentId: text,
  },
  { requiredKeys: ["id", "title", "categoryPath", "images", "attributes"], noNullPrototype: true },
);
const products = fc.uniqueArray(product, { selector: ({ id }) => id, minLength: 1, maxLength: 8 });

function batchesOf(all: readonly Product[], size: number): (readonly Product[])[] {
  const batches: (readonly Product[])[] = [];
  for (let at = 0; at < all.length; at += size) batches.push(all.slice(at, at + size));
  return batches;
}

describe("writeProductFile", () => {
  it.each(["jsonl", "jsonl.gz", "parquet"])(
    "writes %s files that an import reads as the very same products",
    async (ending) => {
      const path = join(folder, `p.${ending}`);
      await fc.assert(
        fc.asyncProperty(products, fc.integer({ min: 1, max: 4 }), async (all, size) => {
          const written = await writeProductFile(path, batchesOf(all, size));
          const { products: read, report } = await readProducts(path);
          expect(read).toEqual(all);
          expect(written).toMatchObject({
            products: all.length,
            fingerprint: fingerprintProducts(all),
          });
          expect(report.fingerprint).toBe(written.fingerprint);
          expect(report.changes).toEqual([]);
        }),
        { seed: 15, numRuns: 100 },
      );
    },
  );

  const lamp: Product = { id: "1", title: "Lamp", categoryPath: [], images: [], attributes: {} };

  it("writes Parquet files of several groups that are catalogues too", async () => {
    const path = join(folder, "many.parquet");
    const all = Array.from({ length: 45_000 }, (_, i) => ({ ...lamp, id: `${i}` }));
    const counts: number[] = [];
    await writeProductFile(path, batchesOf(all, 7000), "parquet", {
      onProgress: (count) => counts.push(count),
    });
    expect(counts.at(-1)).toBe(45_000);
    expect(await readCatalogue(path)).toEqual(all);
  });

  it("says which field of a line that was changed by hand breaks the schema", async () => {
    const path = join(folder, "mended.jsonl");
    await writeProductFile(path, [[{ ...lamp, price: 5 }]]);
    await writeFile(path, (await readFile(path, "utf8")).replace(":5", ':"cheap"'));
    await expect(readProducts(path)).rejects.toMatchObject({
      code: "ROW_INVALID",
      details: { line: 1, column: "price", got: "cheap" },
    });
  });

  it.each(["jsonl", "jsonl.gz", "parquet"])(
    "leaves the old %s file and nothing else when the products end in an error",
    async (ending) => {
      const own = await mkdtemp(join(folder, "own-"));
      const path = join(own, `p.${ending}`);
      await writeFile(path, "old");
      async function* failing(): AsyncGenerator<readonly Product[]> {
        yield await Promise.resolve([lamp]);
        throw new Error("the store is gone");
      }
      await expect(writeProductFile(path, failing())).rejects.toThrow("the store is gone");
      expect(await readdir(own)).toEqual([`p.${ending}`]);
      expect(await readFile(path, "utf8")).toBe("old");
    },
  );

  it("can be cancelled, and says when the disk refuses or the name contradicts the format", async () => {
    const signal = AbortSignal.abort();
    const path = join(folder, "cancelled.jsonl");
    await expect(writeProductFile(path, [[lamp]], "jsonl", { signal })).rejects.toMatchObject({
      code: "CANCELLED",
    });
    await expect(writeProductFile(join(folder, "no", "p.jsonl"), [[lamp]])).rejects.toMatchObject({
      code: "DISK_FAILED",
    });
    await expect(
      writeProductFile(join(folder, "p.parquet.gz"), [[lamp]], "parquet"),
    ).rejects.toMatchObject({ code: "PARAM_INVALID" });
  });

  it.each([
    ["e.xlsx", undefined],
    ["e", undefined],
    ["e.json", undefined],
    ["e.gz", undefined],
    ["e.parquet.gz", undefined],
    ["e.parquet", "jsonl"],
    ["e.jsonl", "parquet"],
  ] as const)(
    "refuses the name %s with the format %s, and writes nothing",
    async (name, format) => {
      const own = await mkdtemp(join(folder, "own-"));
      await expect(writeProductFile(join(own, name), [[lamp]], format)).rejects.toMatchObject({
        code: "PARAM_INVALID",
        message: expect.stringMatching(/\.jsonl, \.jsonl\.gz, \.ndjson, .*\.parquet/) as string,
      });
      expect(await readdir(own)).toEqual([]);
    },
  );

  it.each(["jsonl", "jsonl.gz", "parquet"])(
    "keeps an attribute named __proto__ in %s",
    async (ending) => {
      const path = join(folder, `proto.${ending}`);
      const attributes = JSON.parse('{"__proto__":"x","y":1}') as Product["attributes"];
      await writeProductFile(path, [[{ ...lamp, attributes }]]);
      const [found] = (await readProducts(path)).products;
      expect(Object.entries(found?.attributes ?? {})).toEqual([
        ["__proto__", "x"],
        ["y", 1],
      ]);
    },
  );

  it("takes names in capitals, and any name where the format is said", async () => {
    for (const [name, format] of [
      ["A.PARQUET", undefined],
      ["A.NDJSON.GZ", undefined],
      ["a.txt", "jsonl"],
    ] as const) {
      await writeProductFile(join(folder, name), [[lamp]], format);
      expect((await readProducts(join(folder, name))).products).toEqual([lamp]);
    }
  });
});
