import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../test/made-catalogue.js";
import { openEngines } from "../../test/open-engines.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import { productSchema } from "../data/product.js";
import type { Product } from "../data/product.js";
import { checkProducts } from "./product-input.js";

const makeFolder = temporaryFolders();
const { open } = openEngines(makeFolder);

/** Mostly as it must be. */
const mostly = <T>(right: fc.Arbitrary<T>, ...wrong: readonly unknown[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 60, arbitrary: right },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) as fc.Arbitrary<T> },
  );
const words = ["none", " ", "42", "<b>x</b>", "A > B", "a\0b", "\uD800", "\u2028", "line\r\nbreak"];
const written = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
  fc.constantFrom(...words),
);
const text = mostly(written, null, 5, {});
const filled = mostly(written, "", null, 5);
const texts = mostly(fc.array(text, { maxLength: 2 }), undefined, "a", new Set(["a"]));
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const attribute = mostly(
  fc.oneof(written, number, fc.boolean(), fc.array(written, { maxLength: 2 })),
  null,
  Infinity,
  [1],
);
const names = fc.oneof(fc.string(), fc.constantFrom("__proto__", "a\0", "toJSON"));
/** Products, a part of which break the schema somewhere. */
const given: fc.Arbitrary<Product> = fc.record(
  {
    id: filled,
    title: filled,
    description: text,
    brand: text,
    categoryPath: texts,
    price: mostly(number.map(Math.abs), -1, Infinity, Number.NaN, "5"),
    currency: mostly(fc.constantFrom("EUR", "USD"), "dollars", ""),
    availability: mostly(fc.constantFrom("in_stock", "backorder"), "maybe"),
    images: texts,
    attributes: mostly(fc.dictionary(names, attribute, { maxKeys: 3 }), undefined, null, []),
    updatedAt: mostly(fc.constantFrom("2024-03-05T10:00:00.000Z"), "yesterday"),
    parentId: text,
  },
  { requiredKeys: ["id", "title", "categoryPath", "images", "attributes"], noNullPrototype: true },
);

describe("products that are put", () => {
  it("are all refused when one is bad, and nothing of the call is written", async () => {
    const engine = await open();
    await engine.upsertProducts(makeProducts(5));
    const before = await engine.count();
    const samovar = makeProduct({ id: "s1", title: "Samovar" });
    await expect(
      engine.upsertProducts([samovar, { ...samovar, id: "s2", price: -1 }]),
    ).rejects.toMatchObject({
      code: "ROW_INVALID",
      message:
        'The price of a product must be a finite number of at least 0; product 2 ("s2") of the given products has -1. Mend it; nothing was changed.',
      details: { line: 2, column: "price" },
    });
    expect(await engine.count()).toEqual(before);
    expect(await engine.products(["s1", "s2"])).toEqual([]);
  });

  it("are taken exactly when they keep to the schema, and then come back from a backup and from every export", async () => {
    const products = fc.sample(given, { seed: 4, numRuns: 500 });
    const good = products.filter((product) => productSchema.safeParse(product).success);
    expect(Math.min(good.length, products.length - good.length)).toBeGreaterThan(30);
    for (const product of products) {
      const check = (): unknown => checkProducts([product]);
      if (good.includes(product)) expect(check).not.toThrow();
      else expect(check).toThrow(expect.objectContaining({ code: "ROW_INVALID" }));
    }

    const [engine, restored, imported] = [await open(), await open(), await open()];
    await expect(engine.upsertProducts(products)).rejects.toMatchObject({ code: "ROW_INVALID" });
    await engine.upsertProducts(good);
    const ids = good.map(({ id }) => id);
    const kept = await engine.products(ids);
    expect(kept).toHaveLength(ids.length);

    const folder = makeFolder();
    await engine.backup(join(folder, "backup"));
    await restored.restore(join(folder, "backup"));
    expect(await restored.products(ids)).toEqual(kept);
    for (const name of ["p.jsonl", "p.jsonl.gz", "p.parquet"]) {
      const exported = await engine.exportProducts(join(folder, name));
      const { report } = await imported.importProducts(join(folder, name), { replace: true });
      expect(report).toMatchObject({ accepted: exported.products, skipped: 0, repeated: [] });
      const again = await imported.exportProducts(join(folder, `again-${name}`));
      expect(again.fingerprint).toBe(exported.fingerprint);
      expect(await imported.products(ids)).toEqual(kept);
    }
  });
});
