/**
 * @file What every store must do, whatever stands behind it.
 *
 * The definition is a `Map` from ids to products, whose order is the catalogue's.
 */
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Product } from "../../src/data/product.js";
import type { ImportSession, Store } from "../../src/store/store.js";
import { all, changes } from "../store/read-store.js";
import { makeProduct, makeProducts } from "../made-catalogue.js";

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

    describe("an import", () => {
      it("shows nothing before its end and everything after it", async () => {
        const store = await open();
        await store.upsertProducts(makeProducts(10));
        const session = await store.beginImport({ key: "a", label: "shop.csv" });
        expect([session.resumeAtRow, session.state, session.stagedCount]).toEqual([
          0,
          undefined,
          0,
        ]);
        await session.stage(
          [makeProduct({ id: "p3", title: "New" }), makeProduct({ id: "n" })],
          2,
          { row: 2 },
        );
        expect([session.stagedCount, await store.productCount(), await store.revision()]).toEqual([
          2, 10, 1,
        ]);
        const progress: number[][] = [];
        const result = await session.finish({
          replace: true,
          keepIds: ["p5", "nobody"],
          report,
          onProgress: (...each) => progress.push(each),
        });
        expect(result).toEqual({
          revision: 2,
          added: 1,
          updated: 1,
          unchanged: 0,
          deleted: 8,
          products: 3,
        });
        expect(progress).toEqual([[2, 2]]);
        expect((await all(store)).map(({ id }) => id)).toEqual(["p3", "p5", "n"]);
        expect(await store.importRecords()).toEqual([
          {
            label: "shop.csv",
            finishedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
            revision: 2,
            report,
          },
        ]);
      });

      it("passes over ids that are staged already and names them", async () => {
        const store = await open();
        const session = await store.beginImport({ key: "a", label: "l" });
        const [a, again] = [
          makeProduct({ id: "a", title: "First" }),
          makeProduct({ id: "a", title: "Second" }),
        ];
        expect(await session.stage([a, again, makeProduct({ id: "b" })], 3, null)).toEqual({
          duplicateIds: ["a"],
        });
        expect(await session.stage([again, again], 5, null)).toEqual({ duplicateIds: ["a", "a"] });
        expect((await session.finish({ replace: false, report: null })).products).toBe(2);
        expect((await store.products(["a"]))[0]?.title).toBe("First");
      });

      it("goes on where it was suspended when the key is the same, and from the start otherwise", async () => {
        const store = await open();
        const products = makeProducts(3_000);
        const first = await store.beginImport({ key: "a", label: "l" });
        await first.stage(products.slice(0, 1_000), 1_000, { read: 1 });
        await first.stage(products.slice(1_000, 2_000), 2_005, { read: 2 });
        await first.suspend();
        const second = await store.beginImport({ key: "a", label: "l" });
        expect([second.resumeAtRow, second.state, second.stagedCount]).toEqual([
          2_005,
          { read: 2 },
          2_000,
        ]);
        expect((await second.stage(products.slice(1_999), 3_005, null)).duplicateIds).toEqual([
          "p1999",
        ]);
        expect((await second.finish({ replace: true, report })).added).toBe(3_000);
        expect(await all(store)).toEqual(products);
        const third = await store.beginImport({ key: "a", label: "l" });
        expect(third.resumeAtRow).toBe(0);
        await third.stage([makeProduct({ id: "z" })], 1, 1);
        await third.suspend();
        const other = await store.beginImport({ key: "b", label: "l" });
        expect(other.resumeAtRow).toBe(0);
        await other.abandon();
        const fourth = await store.beginImport({ key: "a", label: "l" });
        expect(fourth.resumeAtRow).toBe(0);
        await fourth.abandon();
        expect(await store.productCount()).toBe(3_000);
      });

      it("is the only one at a time", async () => {
        const store = await open();
        const session = await store.beginImport({ key: "a", label: "l" });
        await expect(store.beginImport({ key: "b", label: "l" })).rejects.toMatchObject({
          code: "LOCKED",
        });
        await session.abandon();
        const next: ImportSession = await store.beginImport({ key: "b", label: "l" });
        await next.abandon();
      });

      it("can give all products its own order and a revision above another", async () => {
        const store = await open();
        await store.upsertProducts(makeProducts(5));
        const session = await store.beginImport({ key: "a", label: "l" });
        const order = [
          makeProduct({ id: "p4" }),
          makeProduct({ id: "x" }),
          makeProduct({ id: "p0" }),
        ];
        await session.stage(order, 3, null);
        const result = await session.finish({
          replace: true,
          order: "staged",
          aboveRevision: 40,
          report,
        });
        expect(result).toEqual({
          revision: 41,
          added: 1,
          updated: 2,
          unchanged: 0,
          deleted: 3,
          products: 3,
        });
        expect(await all(store)).toEqual(order);
        expect((await changes(store, 1)).deleted).toEqual(["p1", "p2", "p3"]);
      });

      it("that is cancelled at its end changes nothing and can be ended again", async () => {
        const store = await open();
        await store.upsertProducts(makeProducts(10));
        const session = await store.beginImport({ key: "a", label: "l" });
        const products = makeProducts(600, 2);
        for (let n = 0; n < 600; n += 100) {
          await session.stage(products.slice(n, n + 100), n + 100, null);
        }
        const before = await all(store);
        const controller = new AbortController();
        const cancelled = session.finish({
          replace: true,
          report,
          signal: controller.signal,
          onProgress: () => {
            controller.abort();
          },
        });
        await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
        expect(await all(store)).toEqual(before);
        expect([await store.revision(), await store.importRecords()]).toEqual([1, []]);
        const failed = session.finish({ replace: true, report, aboveRevision: 1e30 });
        await expect(failed).rejects.toMatchObject({ code: "STORE_FAILED" });
        expect(await all(store)).toEqual(before);
        expect(session.stagedCount).toBe(600);
        expect((await session.finish({ replace: true, report })).products).toBe(600);
        expect(await all(store)).toEqual(products);
      });

      it("leaves no revision when it changed nothing", async () => {
        const store = await open();
        await store.upsertProducts(makeProducts(5));
        const session = await store.beginImport({ key: "a", label: "l" });
        await session.stage(makeProducts(5), 5, null);
        expect(await session.finish({ replace: true, report })).toMatchObject({
          revision: 1,
          unchanged: 5,
        });
      });
    });

    it("refuses calls after it was closed, and can be closed twice", async () => {
      const store = await open();
      await store.upsertProducts(makeProducts(3));
      await Promise.all([store.close(), store.close()]);
      await expect(store.productCount()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      await expect(store.upsertProducts([])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      await expect(all(store)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    });

    it("finishes the calls in flight before it closes", async () => {
      const store = await open();
      const write = store.upsertProducts(makeProducts(1_500));
      await store.close();
      expect((await write).added).toBe(1_500);
    });
  });
}
