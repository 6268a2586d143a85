/** @file A search with facets over a catalogue in which nearly everything has a value of its own. */
import { expect, it } from "vitest";
import { MAX_FACET_VALUES, MAX_FACETS } from "../../src/engine/facets.js";
import type { SearchAnswer } from "../../src/engine/search-products.js";
import { makeProduct } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { servedShops } from "./serve-shop.js";

const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";
const productCount = isFull ? 100_000 : 5_000;
/** Attributes of which every product has a value that no other has; the brand is one more. */
const ownNames = 9;
const serveShop = servedShops(temporaryFolders());

it(
  `the answer stays small where there are ${(ownNames + 1) * productCount} values`,
  { timeout: isFull ? 3_600_000 : 300_000 },
  async () => {
    const products = Array.from({ length: productCount }, (_, n) =>
      makeProduct({
        id: `p${n}`,
        title: "desk",
        brand: `brand ${n}`,
        categoryPath: ["Furniture", `Kind ${n % 1000}`],
        attributes: {
          ...Object.fromEntries(
            Array.from({ length: ownNames }, (_unused, name) => [`own ${name}`, `${name} of ${n}`]),
          ),
          // Half as many values as products, which makes them a facet still.
          tag: `tag ${n >>> 1}`,
          ...(n % 20 === 0 ? { care: `${"Wipe it with a cloth. ".repeat(20)}${n % 3}` } : {}),
          [`name ${n % 1000}`]: `value ${n % 3}`,
        },
      }),
    );
    const { call } = await serveShop({ products });
    // The first search opens the index.
    await ask("/v1/search?q=desk&limit=1");
    const whole = await ask("/v1/search?q=desk&facets=true&limit=1");
    const filtered = await ask(
      `/v1/search?q=desk&facets=true&limit=1&filter=${encodeURIComponent("tag=tag 7")}`,
    );
    expect(whole.answer.total).toBe(productCount);
    expect(filtered.answer.total).toBe(2);
    for (const { answer, bytes } of [whole, filtered]) {
      const facets = answer.facets ?? [];
      expect(facets.length).toBeLessThanOrEqual(MAX_FACETS);
      for (const { values } of facets) expect(values.length).toBeLessThanOrEqual(MAX_FACET_VALUES);
      expect(facets.map(({ field }) => field)).toEqual(
        expect.arrayContaining(["category", "brand", "tag"]),
      );
      expect(bytes).toBeLessThan(100_000);
    }
    process.stdout.write(
      `${productCount} products: facets of all in ${whole.ms} ms and ${whole.bytes} bytes, of a filtered search in ${filtered.ms} ms and ${filtered.bytes} bytes\n`,
    );

    async function ask(
      path: string,
    ): Promise<{ readonly answer: SearchAnswer; readonly bytes: number; readonly ms: number }> {
      const began = performance.now();
      const { status, text, json } = await call(path);
      expect(status).toBe(200);
      const ms = Math.round(performance.now() - began);
      return { answer: json as SearchAnswer, bytes: Buffer.byteLength(text), ms };
    }
  },
);
