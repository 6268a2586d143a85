/** @file What every store must do with a bulk import; part of the store contract. */
import { describe, expect, it } from "vitest";
import type { ImportSession, Store } from "../../src/store/store.js";
import { makeProduct, makeProducts } from "../made-catalogue.js";
import { all, changes } from "../store/read-store.js";

const report = { note: "a report" };

/** @param open - Opens a store of an empty workspace of its own. */
export function describeImports(open: () => Promise<Store>): void {
  describe("an import", () => {
    it("shows nothing before its end and everything after it", async () => {
      const store = await open();
      await store.upsertProducts(makeProducts(10));
      const session = await store.beginImport({ key: "a", label: "shop.csv" });
      expect([session.resumeAtRow, session.state, session.stagedCount]).toEqual([0, undefined, 0]);
      await session.stage([makeProduct({ id: "p3", title: "New" }), makeProduct({ id: "n" })], 2, {
        row: 2,
      });
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
}
