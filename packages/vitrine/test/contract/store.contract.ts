/**
 * @file What every store must do, whatever stands behind it.
 *
 * The definition is a `Map` from ids to products, whose order is the catalogue's.
 */
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Product } from "../../src/data/product.js";
import type { Store } from "../../src/store/store.js";
import { all, changes } from "../store/read-store.js";
import { makeEvents } from "../made-events.js";
import { makeProduct, makeProducts } from "../made-catalogue.js";
import { describeEvents } from "./store-events.contract.js";
import { describeImports } from "./store-import.contract.js";

/** How the suite gets at an implementation. */
export interface StoreMaker {
  /** A store of an empty workspace of its own; closed and removed by the maker. */
  readonly open: () => Promise<Store>;
}

const report = { note: "a report" };

/** Declares the suite for one kind of store. */
export function describeStore(kind: string, { open }: StoreMaker): void {
  describe(`the ${kind} store`, () => {
    it("begins at revision 0 without products", async () => {
      const store = await open();
      expect([await store.revision(), await store.productCount(), await all(store)]).toEqual([
        0,
        0,
        [],
      ]);
      expect(await store.importRecords()).toEqual([]);
      expect(await changes(store, 0)).toEqual({ upserted: [], deleted: [], revision: undefined });
    });

    it("refuses what makes no sense, and goes on", async () => {
      const store = await open();
      await expect(store.importRecords(-1)).rejects.toMatchObject({ code: "PARAM_INVALID" });
      expect(await store.importRecords(1)).toEqual([]);
    });

    it("keeps its identity, which no other has", async () => {
      const [one, other] = [await open(), await open()];
      expect(await one.identity()).toBe(await one.identity());
      expect(await one.identity()).not.toBe(await other.identity());
    });

    it("gives back every field of a product, and absent ones as absent", async () => {
      const store = await open();
      const whole: Product = {
        id: 'ä/1 \\ "x"',
        title: 'Töff {curly, "quoted"} \\u0041 \u{1F6CB}',
        description: "line\nbreak\ttab\\",
        brand: "NULL",
        categoryPath: ['Home, "Garden"', "", "NULL", "a\\b"],
        price: 0.1 + 0.2,
        currency: "EUR",
        availability: "in_stock",
        images: ["https://shop.example/1.jpg?a={b}"],
        attributes: { b: ["x", "y"], a: 1.5, flag: false, "": "empty", zero: 0, 'q"uote': [] },
        updatedAt: "2024-01-01T00:00:00Z",
        parentId: "p",
      };
      const bare = makeProduct({ id: "bare" });
      await store.upsertProducts([whole, bare]);
      expect(await store.products([bare.id, "no", whole.id, bare.id])).toEqual([bare, whole, bare]);
      expect(Object.keys((await store.products(["bare"]))[0]!).sort()).toEqual(
        Object.keys(bare).sort(),
      );
      expect(await all(store)).toEqual([whole, bare]);
    });

    it("puts U+FFFD where Postgres can not hold a character, in ids as well", async () => {
      const store = await open();
      const odd = makeProduct({
        id: "i\0d",
        title: "a\0b\uD800c\uDC00\u{1F6CB}\\u0000",
        attributes: { "n\0": "\uDFFF" },
      });
      await store.upsertProducts([odd]);
      const [found] = await store.products(["i\0d"]);
      expect(found).toEqual({
        ...odd,
        id: "i\uFFFDd",
        title: "a\uFFFDb\uFFFDc\uFFFD\u{1F6CB}\\u0000",
        attributes: { "n\uFFFD": "\uFFFD" },
      });
      expect((await store.upsertProducts([odd])).unchanged).toBe(1);
      expect((await store.deleteProducts(["i\0d"])).deleted).toBe(1);
    });

    it("refuses an id that no index can hold, and keeps nothing of that call", async () => {
      const store = await open();
      const products = [makeProduct({ id: "a" }), makeProduct({ id: "x".repeat(5_000) })];
      await expect(store.upsertProducts(products)).rejects.toMatchObject({ code: "PARAM_INVALID" });
      expect(await store.productCount()).toBe(0);
    });

    it("counts what was added, updated and unchanged, and gives revisions to changes only", async () => {
      const store = await open();
      const products = makeProducts(2_500);
      expect(await store.upsertProducts(products)).toEqual({
        revision: 1,
        added: 2_500,
        updated: 0,
        unchanged: 0,
      });
      expect(await store.upsertProducts(products)).toEqual({
        revision: 1,
        added: 0,
        updated: 0,
        unchanged: 2_500,
      });
      const renewed = products.map((product, n) =>
        n % 1_000 === 7 ? { ...product, title: "New" } : product,
      );
      expect(await store.upsertProducts([...renewed, makeProduct({ id: "last" })])).toEqual({
        revision: 2,
        added: 1,
        updated: 3,
        unchanged: 2_497,
      });
      expect(await all(store)).toEqual([...renewed, makeProduct({ id: "last" })]);
      expect(await store.deleteProducts(["p3", "nobody", "p3"])).toEqual({
        revision: 3,
        deleted: 1,
      });
      expect(await store.deleteProducts(["p3"])).toEqual({ revision: 3, deleted: 0 });
      expect([await store.productCount(), await store.changeCount(1)]).toEqual([2_500, 5]);
      expect(await store.upsertProducts([])).toMatchObject({ revision: 3 });
    });

    it("takes the order of attributes for no change", async () => {
      const store = await open();
      await store.upsertProducts([makeProduct({ id: "a", attributes: { x: 1, y: 2 } })]);
      const again = await store.upsertProducts([
        makeProduct({ id: "a", attributes: { y: 2, x: 1 } }),
      ]);
      expect(again.unchanged).toBe(1);
    });

    it("lets the last of several products with one id hold", async () => {
      const store = await open();
      await store.upsertProducts([
        makeProduct({ id: "a", title: "One" }),
        makeProduct({ id: "a", title: "Two" }),
      ]);
      expect((await all(store)).map(({ title }) => title)).toEqual(["Two"]);
    });

    it("tells the changes since a revision, each product in its newest state", async () => {
      const store = await open();
      await store.upsertProducts(makeProducts(3_000));
      const { revision } = await store.deleteProducts(["p1", "p2"]);
      const again = makeProduct({ id: "p2", title: "Back" });
      await store.upsertProducts([again, makeProduct({ id: "p9", title: "Changed" })]);
      await store.deleteProducts(["p5"]);
      const since = await changes(store, revision);
      expect(since).toEqual({
        upserted: [makeProduct({ id: "p9", title: "Changed" }), again],
        deleted: ["p5"],
        revision: revision + 2,
      });
      const fromStart = await changes(store, 0);
      expect([fromStart.upserted.length, fromStart.deleted]).toEqual([2_998, ["p1", "p5"]]);
      expect(await changes(store, revision + 2)).toEqual({
        upserted: [],
        deleted: [],
        revision: undefined,
      });
    });

    it("says so when asked for changes since a revision that it has not come to", async () => {
      const store = await open();
      await expect(changes(store, 5)).rejects.toMatchObject({ code: "STORE_BEHIND" });
    });

    it("scans one state of the catalogue while it is written", async () => {
      const store = await open();
      const products = makeProducts(500);
      await store.upsertProducts(products);
      const seen: Product[] = [];
      for await (const batch of store.scan({ batchSize: 100 })) {
        seen.push(...batch);
        await store.upsertProducts([makeProduct({ id: `new${seen.length}` })]);
        await store.deleteProducts([`p${seen.length + 50}`]);
        await store.upsertProducts(
          products.slice(300, 400).map((each) => ({ ...each, title: `At ${seen.length}` })),
        );
      }
      expect(seen).toEqual(products);
      expect(await store.productCount()).toBe(502);
    });

    it("scans in batches of the size asked and stops when told", async () => {
      const store = await open();
      await store.upsertProducts(makeProducts(25));
      const sizes: number[] = [];
      for await (const batch of store.scan({ batchSize: 10 })) sizes.push(batch.length);
      expect(sizes).toEqual([10, 10, 5]);
      const controller = new AbortController();
      const reading = (async () => {
        for await (const batch of store.scan({ batchSize: 10, signal: controller.signal })) {
          expect(batch).toHaveLength(10);
          controller.abort();
        }
      })();
      await expect(reading).rejects.toMatchObject({ code: "CANCELLED" });
      for await (const batch of store.scan({ batchSize: 10 })) {
        expect(batch).toHaveLength(10);
        break;
      }
      await expect(all(store, 0)).rejects.toMatchObject({ code: "PARAM_INVALID" });
    });

    it("gives writers at once revisions in a row and loses none", async () => {
      const store = await open();
      const writes = Array.from({ length: 20 }, (_, n) =>
        store.upsertProducts([makeProduct({ id: `w${n}` })]),
      );
      const revisions = (await Promise.all(writes)).map(({ revision }) => revision);
      expect(revisions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      expect(await store.productCount()).toBe(20);
    });

    it("agrees with a map under any sequence of writes", async () => {
      const store = await open();
      const ids = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 4 });
      const write = fc.oneof(
        fc.record({ upsert: ids, title: fc.constantFrom("x", "y") }),
        fc.record({ delete: ids }),
        fc.record({
          import: ids,
          replace: fc.boolean(),
          keep: ids,
          title: fc.constantFrom("x", "z"),
        }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 4 }), async (writes) => {
          const model = new Map((await all(store)).map((product) => [product.id, product]));
          const since = await store.revision();
          const before = new Map(model);
          for (const each of writes) {
            if ("upsert" in each) {
              const products = each.upsert.map((id) => makeProduct({ id, title: each.title }));
              await store.upsertProducts(products);
              for (const product of products) model.set(product.id, product);
            } else if ("delete" in each) {
              await store.deleteProducts(each.delete);
              for (const id of each.delete) model.delete(id);
            } else {
              const products = each.import.map((id) => makeProduct({ id, title: each.title }));
              const session = await store.beginImport({ key: "k", label: "l" });
              await session.stage(products, products.length, null);
              await session.finish({ replace: each.replace, keepIds: each.keep, report });
              for (const product of products) model.set(product.id, product);
              for (const id of model.keys()) {
                const spared = [...each.import, ...each.keep].some((other) => other === id);
                if (each.replace && !spared) model.delete(id);
              }
            }
          }
          expect(await all(store)).toEqual([...model.values()]);
          expect(await store.productCount()).toBe(model.size);
          const { upserted, deleted } = await changes(store, since);
          for (const product of upserted) before.set(product.id, product);
          for (const id of deleted) before.delete(id);
          expect(new Set(before.values())).toEqual(new Set(model.values()));
        }),
        { seed: 4, numRuns: 15 },
      );
    });

    describeImports(open);
    describeEvents(open);

    it("refuses calls after it was closed, and can be closed twice", async () => {
      const store = await open();
      await store.upsertProducts(makeProducts(3));
      await Promise.all([store.close(), store.close()]);
      await expect(store.productCount()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      await expect(store.upsertProducts([])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      await expect(store.recordEvents([])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      await expect(all(store)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    });

    it("finishes the calls in flight before it closes", async () => {
      const store = await open();
      const write = store.upsertProducts(makeProducts(1_500));
      const recordings = makeEvents(30).map((event) => store.recordEvents([event]));
      await store.close();
      expect((await write).added).toBe(1_500);
      const accepted = (await Promise.all(recordings)).map((result) => result.accepted);
      expect(accepted).toEqual(Array<number>(30).fill(1));
    });
  });
}
