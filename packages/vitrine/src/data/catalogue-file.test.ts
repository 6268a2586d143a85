import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeAll, describe, expect, it } from "vitest";

import { readCatalogue, writeCatalogue } from "./catalogue-file.js";
import { fingerprintProducts } from "./fingerprint.js";
import type { Product } from "./product.js";

let path = "";
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), "vitrine-catalogue-")), "products.parquet");
});

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const product: fc.Arbitrary<Product> = fc.record(
  {
    id: text,
    title: text,
    description: text,
    brand: text,
    categoryPath: fc.array(text, { maxLength: 3 }),
    price: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
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

describe("catalogue file", () => {
  it("gives back every product exactly, in order, and none as none", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(product, { maxLength: 6 }), async (products) => {
        await writeCatalogue(path, products);
        expect(await readCatalogue(path)).toEqual(products);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  const lamp: Product = {
    id: "1",
    title: "Lamp",
    categoryPath: ["A"],
    images: [],
    attributes: { b: 1, a: "x" },
    price: 0.1,
  };

  it("writes the same bytes for the same products, over several row groups", async () => {
    const products = Array.from({ length: 45_000 }, (_, index) => ({ ...lamp, id: `p${index}` }));
    await writeCatalogue(path, products);
    const first = await readFile(path);
    await writeCatalogue(path, products);
    expect((await readFile(path)).equals(first)).toBe(true);
    const back = await readCatalogue(path);
    expect(back).toHaveLength(45_000);
    expect(back[44_999]).toEqual(products[44_999]);
  });

  it("refuses another Parquet file, a truncated one and one whose content was changed", async () => {
    await writeFile(
      path,
      new Uint8Array(
        parquetWriteBuffer({ columnData: [{ name: "id", data: ["a"], type: "STRING" }] }),
      ),
    );
    await expect(readCatalogue(path)).rejects.toMatchObject({ code: "FORMAT_UNKNOWN" });
    await writeCatalogue(path, [{ ...lamp, title: "Lamp of brass" }]);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 20));
    await expect(readCatalogue(path)).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
    const changed = Buffer.from(bytes);
    changed.write("Lamp of glass", changed.indexOf("Lamp of brass"));
    await writeFile(path, changed);
    await expect(readCatalogue(path)).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
  });

  it("has a fingerprint that depends on content and order, not on the order of attributes", () => {
    const print = (...products: Product[]): string => fingerprintProducts(products);
    const rug = { ...lamp, id: "2" };
    expect(print({ ...lamp, attributes: { a: "x", b: 1 } })).toBe(print(lamp));
    expect(print(lamp, rug)).not.toBe(print(rug, lamp));
    expect(print({ ...lamp, price: 0.2 })).not.toBe(print(lamp));
  });
});
