import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, afterAll, describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../test/made-catalogue.js";
import { openEngines } from "../../test/open-engines.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { Engine } from "./engine.js";

const makeFolder = temporaryFolders();
const { open, openIndexed, keep } = openEngines(makeFolder);
let engine: Engine;
beforeAll(async () => {
  ({ engine } = await openIndexed(makeProducts(1100)));
  keep(engine);
});
afterAll(async () => engine.close());

/** Cancels at the first call of `onProgress`. */
function cancelling(): { readonly signal: AbortSignal; readonly onProgress: () => void } {
  const cancel = new AbortController();
  return {
    signal: cancel.signal,
    onProgress: () => {
      cancel.abort();
    },
  };
}

describe("an export and a backup", () => {
  it("that are cancelled leave what stood there, and nothing beside it", async () => {
    const folder = makeFolder();
    const cancelled = { code: "CANCELLED" };
    for (const name of ["p.jsonl", "p.jsonl.gz", "p.parquet"]) {
      const file = join(folder, name);
      writeFileSync(file, "earlier");
      await expect(engine.exportProducts(file, cancelling())).rejects.toMatchObject(cancelled);
    }
    await expect(engine.backup(join(folder, "b"), cancelling())).rejects.toMatchObject(cancelled);
    expect(readdirSync(folder).sort()).toEqual(["p.jsonl", "p.jsonl.gz", "p.parquet"]);
  });

  it("need a catalogue", async () => {
    const empty = await open();
    const notReady = { code: "NOT_READY" };
    const file = join(makeFolder(), "file.jsonl");
    await expect(empty.exportProducts(file)).rejects.toMatchObject(notReady);
    await expect(empty.backup(file)).rejects.toMatchObject(notReady);
    await expect(empty.count()).rejects.toMatchObject(notReady);
    await expect(empty.reportData()).rejects.toMatchObject(notReady);
  });

  it("saves events where there are no products, and gives them back", async () => {
    const shop = await open();
    await shop.recordEvents([{ kind: "view", anonymous: "visitor", product: "p1", key: "k" }]);
    const file = join(makeFolder(), "events.backup");
    expect(await shop.backup(file)).toMatchObject({ version: "0", products: 0, events: 1 });
    const other = await open();
    expect(await other.restore(file)).toMatchObject({ products: 0, added: 0, events: 1 });
    expect((await other.eventSummary()).map(({ kind, count }) => [kind, count])).toEqual([
      ["view", 1],
    ]);
  });

  it("can not be written where there is no folder", async () => {
    const file = join(makeFolder(), "no", "file.jsonl");
    await expect(engine.exportProducts(file)).rejects.toMatchObject({ code: "DISK_FAILED" });
    await expect(engine.backup(file)).rejects.toMatchObject({ code: "DISK_FAILED" });
  });

  it("says which names it knows when one tells no format", async () => {
    const folder = makeFolder();
    await expect(engine.exportProducts(join(folder, "e.xlsx"))).rejects.toMatchObject({
      code: "PARAM_INVALID",
      message: expect.stringContaining(".jsonl.gz") as string,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("tell how far they are, in products", async () => {
    const told: (readonly [string, number, number])[] = [];
    const onProgress = (...progress: [string, number, number]): void => void told.push(progress);
    const folder = makeFolder();
    await engine.exportProducts(join(folder, "p.jsonl"), { onProgress });
    expect(told.at(-1)).toEqual(["Exporting products", 1100, 1100]);
    await engine.backup(join(folder, "b"), { onProgress });
    expect(told.at(-1)).toEqual(["Saving the database", 1100, 1100]);
    await engine.restore(join(folder, "b"), { force: true, onProgress });
    expect(told.at(-1)).toEqual(["Applying the backup", 1100, 1100]);
    expect(new Set(told.map(([stage]) => stage)).size).toBe(5);
  });
});

describe("a restored catalogue", () => {
  it("is what is searched at once, above every earlier version", async () => {
    const file = join(makeFolder(), "backup");
    const saved = await engine.backup(file);
    await engine.upsertProducts([makeProduct({ id: "k1", title: "Copper samovar" })]);
    const { version } = await engine.deleteProducts(["p0"]).then(() => engine.count());
    const [first] = (await engine.search("samovar")).hits;
    expect(first?.id).toBe("k1");

    await expect(engine.restore(file)).rejects.toMatchObject({ code: "PARAM_INVALID" });
    const restored = await engine.restore(file, { force: true });
    expect(restored).toMatchObject({ products: saved.products, added: 1, deleted: 1 });
    expect(Number(restored.version)).toBeGreaterThan(Number(version));
    expect((await engine.search("samovar")).hits.map(({ id }) => id)).not.toContain("k1");
    expect((await engine.similar("p0")).hits).not.toHaveLength(0);
  });
});
