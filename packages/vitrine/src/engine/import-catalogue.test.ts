import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { all } from "../../test/store/read-store.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { Product } from "../data/product.js";
import { openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { createEngine } from "./engine.js";
import type { Engine } from "./engine.js";

const makeFolder = temporaryFolders();
const clock = (): Date => new Date();

/** One workspace for all tests, emptied before each that asks for a shop: opening another takes long. */
let engine: Engine;
/** The same database as another process would see it. */
let store: Store;

beforeAll(async () => {
  engine = await createEngine({ workspace: makeFolder(), config: {} });
  await engine.deleteProducts(["nothing"]);
  store = await openStore({ folder: engine.workspace.databaseFolder, clock });
});
afterAll(async () => {
  await store.close();
  await engine.close();
});

interface Shop {
  readonly engine: Engine;
  /** Of product files, empty. */
  readonly folder: string;
  /** Writes a file of products and gives its path. */
  write(name: string, content: string): string;
  /** The products of the current catalogue. */
  products(): Promise<readonly Product[]>;
  revision(): Promise<number>;
}

async function openShop(): Promise<Shop> {
  const folder = makeFolder();
  await store.deleteProducts((await all(store)).map(({ id }) => id));
  return {
    engine,
    folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    products: async () => all(store),
    revision: async () => store.revision(),
  };
}

const three = "id,title,price\na,Oak desk,100\nb,Red rug,20\nc,Brass lamp,35\n";

describe("an import", () => {
  it("adds what is new, renews what changed in its place, and keeps what the file lacks", async () => {
    const { engine, write, products } = await openShop();
    const first = await engine.importProducts(write("1.csv", three));
    expect(first).toMatchObject({ products: 3, added: 3, updated: 0, unchanged: 0, deleted: 0 });
    const second = await engine.importProducts(
      write("2.csv", "id,title,price\nd,Sofa,900\nb,Red rug,19\na,Oak desk,100\n"),
    );
    expect(second).toMatchObject({ products: 4, added: 1, updated: 1, unchanged: 1, deleted: 0 });
    expect((await products()).map(({ id, price }) => [id, price])).toEqual([
      ["a", 100],
      ["b", 19],
      ["c", 35],
      ["d", 900],
    ]);
  });

  it("renews a product whole: a value that the file no longer gives is missing", async () => {
    const { engine, write, products } = await openShop();
    await engine.importProducts(write("1.csv", three));
    await engine.importProducts(write("2.csv", "id,title,price\na,Oak desk,\n"));
    expect((await products())[0]).not.toHaveProperty("price");
  });

  it("makes no new version when nothing changed", async () => {
    const { engine, write, revision } = await openShop();
    const path = write("1.csv", three);
    const { version } = await engine.importProducts(path);
    const again = await engine.importProducts(path);
    expect(again).toMatchObject({ version, unchanged: 3, added: 0, updated: 0 });
    expect(again).not.toHaveProperty("reportFile");
    expect(String(await revision())).toBe(version);
  });

  it("leaves a report under its version, in the workspace and in the database", async () => {
    const { engine, write } = await openShop();
    const path = write("1.csv", three);
    const { report, reportFile = "", version } = await engine.importProducts(path);
    expect(reportFile).toBe(join(engine.workspace.importsFolder, `${version}.json`));
    expect(JSON.parse(readFileSync(reportFile, "utf8"))).toEqual(report);
    const [record] = await store.importRecords(1);
    expect(record).toMatchObject({ label: path, revision: Number(version), report });
  });

  it("keeps the first row of a repeated id and says so", async () => {
    const { engine, write, products } = await openShop();
    const { report } = await engine.importProducts(
      write("1.csv", "id,title\na,Oak desk\na,Pine desk\n"),
    );
    expect(report.repeated).toEqual([{ id: "a", line: 3, firstLine: 2 }]);
    expect((await products()).map(({ title }) => title)).toEqual(["Oak desk"]);
  });

  it("takes the mapping that is told before the one that is guessed", async () => {
    const { engine, write, products } = await openShop();
    const path = write("1.csv", "sku,name,label\n1,Oak desk,The desk\n");
    await engine.importProducts(path, { mapping: { title: "label" } });
    expect((await products())[0]).toMatchObject({ id: "1", title: "The desk" });
  });
});

describe("an import that replaces", () => {
  it("deletes what the file lacks and nothing else", async () => {
    const { engine, write, products } = await openShop();
    await engine.importProducts(write("1.csv", three));
    const result = await engine.importProducts(
      write("2.csv", "id,title,price\nc,Brass lamp,35\nd,Sofa,9\n"),
      { replace: true },
    );
    expect(result).toMatchObject({ products: 2, added: 1, unchanged: 1, deleted: 2 });
    expect((await products()).map(({ id }) => id)).toEqual(["c", "d"]);
  });

  it("does not delete a product whose row could not be read", async () => {
    const { engine, write, products } = await openShop();
    await engine.importProducts(write("1.csv", three));
    const result = await engine.importProducts(
      write("2.csv", "id,title,price\na,Oak desk,100\nb,,20\n"),
      { replace: true, onBadRow: "skip" },
    );
    expect(result).toMatchObject({ products: 2, unchanged: 1, deleted: 1 });
    expect((await products()).map(({ id, title }) => [id, title])).toEqual([
      ["a", "Oak desk"],
      ["b", "Red rug"],
    ]);
  });

  it.each([
    ["has only a head", "id,title\n"],
    ["is empty", ""],
  ])("by a file that %s deletes nothing", async (_, content) => {
    const { engine, write, products } = await openShop();
    await engine.importProducts(write("1.csv", three));
    await expect(
      engine.importProducts(write("2.csv", content), { replace: true }),
    ).rejects.toMatchObject({ name: "VitrineError" });
    expect(await products()).toHaveLength(3);
  });
});

describe("a bad row", () => {
  const bad = "id,title,price\na,Oak desk,1\nb,,2\nc,Lamp,three\nd,Sofa,4\n";

  it("stops the import unless told otherwise, and the old catalogue stays", async () => {
    const { engine, write, products, revision, folder } = await openShop();
    const { version } = await engine.importProducts(write("1.csv", three));
    await expect(engine.importProducts(write("2.csv", bad))).rejects.toMatchObject({
      code: "ROW_INVALID",
      details: { line: 3 },
    });
    expect(String(await revision())).toBe(version);
    expect(await products()).toHaveLength(3);
    expect(existsSync(join(folder, "2.rejects.csv"))).toBe(false);
  });

  it("goes to the rejects file, where it can be mended and imported", async () => {
    const { engine, write, products, folder } = await openShop();
    const result = await engine.importProducts(write("1.csv", bad), { onBadRow: "skip" });
    const rejectsFile = join(folder, "1.rejects.csv");
    expect(result.rejectsFile).toBe(rejectsFile);
    expect(result.report).toMatchObject({ rowsRead: 4, accepted: 4 - result.report.skipped });
    const rejected = readFileSync(rejectsFile, "utf8");
    expect(rejected).not.toMatch(/Oak desk/);
    writeFileSync(rejectsFile, rejected.replace("b,,2", "b,Rug,2").replace("three", "3"));
    await engine.importProducts(rejectsFile);
    expect(new Set((await products()).map(({ id }) => id))).toEqual(new Set(["a", "b", "c", "d"]));
  });

  it("goes where it is told to, as the configuration says", async () => {
    const { folder, write } = await openShop();
    const configured = await createEngine({
      workspace: engine.workspace.folder,
      config: { products: { onBadRow: "skip" } },
    });
    const path = write("1.csv", bad);
    const rejectsFile = join(folder, "elsewhere.csv");
    expect((await configured.importProducts(path, { rejectsFile })).rejectsFile).toBe(rejectsFile);
    expect(existsSync(rejectsFile)).toBe(true);
    await configured.close();
  });

  it("that is the only one leaves the catalogue alone, and the rows to mend", async () => {
    const { engine, write, revision, folder } = await openShop();
    const before = await revision();
    const rejectsFile = join(folder, "1.rejects.csv");
    await expect(
      engine.importProducts(write("1.csv", "id,title\na,\n"), { onBadRow: "skip" }),
    ).rejects.toMatchObject({
      code: "ROW_INVALID",
      message: expect.stringContaining(rejectsFile) as unknown,
    });
    expect(readFileSync(rejectsFile, "utf8")).toBe("id,title\na,\n");
    expect(await revision()).toBe(before);
  });

  it("never destroys the rejects of an earlier import", async () => {
    const { engine, write, folder } = await openShop();
    const kept = write("1.rejects.csv", "being mended");
    const path = write("1.csv", bad);
    const { rejectsFile } = await engine.importProducts(path, { onBadRow: "skip" });
    expect(rejectsFile).toBe(join(folder, "1.rejects-2.csv"));
    await expect(
      engine.importProducts(path, { onBadRow: "skip", rejectsFile: kept }),
    ).rejects.toMatchObject({ code: "PARAM_INVALID" });
    expect(readFileSync(kept, "utf8")).toBe("being mended");
  });

  it("is read as its whole file was once it is mended", async () => {
    const { engine, write, products } = await openShop();
    const path = write(
      "1.csv",
      "id;title;price;category\n1;Stuhl;12,50;A/B\n2;Tisch;1.299;C/D\n3;;1.299;A/B\n",
    );
    const { rejectsFile = "" } = await engine.importProducts(path, { onBadRow: "skip" });
    writeFileSync(rejectsFile, readFileSync(rejectsFile, "utf8").replace("3;;", "3;Bank;"));
    await engine.importProducts(rejectsFile);
    expect((await products())[2]).toMatchObject({
      title: "Bank",
      price: 1299,
      categoryPath: ["A", "B"],
    });
  });
});

describe("the configured mapping", () => {
  const config = { products: { file: "products.csv", mapping: { title: "headline" } } };
  const fileOf = (name: string): string => {
    const path = join(engine.workspace.folder, name);
    writeFileSync(path, "id,title\na,Oak desk\n");
    return path;
  };
  let configured: Engine;
  beforeAll(async () => {
    configured = await createEngine({ workspace: engine.workspace.folder, config });
  });
  afterAll(async () => configured.close());

  it("must fit the configured file", async () => {
    await openShop();
    await expect(configured.importProducts(fileOf("products.csv"))).rejects.toMatchObject({
      code: "MAPPING_INVALID",
    });
  });

  it("is passed over where another file lacks its columns", async () => {
    await openShop();
    expect((await configured.importProducts(fileOf("other.csv"))).products).toBe(1);
  });
});

describe("imports at the same time", () => {
  it("lose none of the products that they acknowledged", async () => {
    const { write, products } = await openShop();
    const results = await Promise.all(
      Array.from({ length: 6 }, async (_, n) => {
        const own = await createEngine({ workspace: engine.workspace.folder, config: {} });
        const result = await own.importProducts(write(`${n}.csv`, `id,title\np${n},Desk ${n}\n`));
        await own.close();
        return result;
      }),
    );
    expect(results.every(({ added }) => added === 1)).toBe(true);
    expect((await products()).map(({ id }) => id).sort()).toEqual(
      Array.from({ length: 6 }, (_, n) => `p${n}`),
    );
  });

  it("in one engine come one after the other", async () => {
    const { engine, write, products } = await openShop();
    const first = write("1.csv", three);
    const results = await Promise.all([
      engine.importProducts(first),
      engine.importProducts(write("2.csv", "id,title\nd,Sofa\n")),
      engine.importProducts(first),
    ]);
    expect(results.reduce((sum, { added }) => sum + added, 0)).toBe(4);
    expect(await products()).toHaveLength(4);
  });
});

describe("an import that can not be", () => {
  it("of a file without a product says so", async () => {
    const { engine, write } = await openShop();
    await expect(engine.importProducts(write("1.csv", "id,title\n"))).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
    });
  });

  it("of a file whose products all have one id says so, and replaces nothing", async () => {
    const shop = await openShop();
    await shop.engine.importProducts(shop.write("a.csv", three));
    const rows = Array.from({ length: 5000 }, (_, n) => `1,Lamp number ${n}\n`);
    const file = shop.write("equal.csv", `id,title\n${rows.join("")}`);
    await expect(shop.engine.importProducts(file, { replace: true })).rejects.toMatchObject({
      code: "MAPPING_INVALID",
      details: { field: "id", columns: ["id", "title"] },
    });
    expect(await shop.products()).toHaveLength(3);
  });

  it("does not take the further rows of one product for products", async () => {
    const shop = await openShop();
    const file = shop.write("handle.csv", "id,title,size\na,Shirt,S\na,,M\na,,L\n");
    expect((await shop.engine.importProducts(file)).products).toBe(1);
  });

  it("of a file that is not there says so", async () => {
    const { engine, folder } = await openShop();
    const path = join(folder, "absent.csv");
    await expect(engine.importProducts(path)).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
      details: { path },
    });
  });

  it("that stopped at a bad row leaves nothing behind for the mended file", async () => {
    const { engine, write, products } = await openShop();
    await expect(
      engine.importProducts(write("1.csv", "id,title\na,Oak desk\nb,\n")),
    ).rejects.toMatchObject({ code: "ROW_INVALID" });
    const mended = await engine.importProducts(write("1.csv", "id,title\nb,Pine desk\n"));
    expect(mended).toMatchObject({ products: 1, resumedRows: 0 });
    expect((await products()).map(({ id }) => id)).toEqual(["b"]);
  });
});

describe("a cancelled import", () => {
  const rows = Array.from({ length: 5000 }, (_, n) => `p${n},${n % 1000 === 7 ? "" : `Desk ${n}`}`);
  const content = `id,title\n${rows.join("\n")}\n`;
  /** Cancels at the call of `onProgress` that `at` says. */
  const cancelAt = (at: number): Parameters<Engine["importProducts"]>[1] => {
    const cancel = new AbortController();
    let calls = 0;
    const onProgress = (): void => {
      calls++;
      if (calls === at) cancel.abort();
    };
    return { signal: cancel.signal, onProgress, onBadRow: "skip" };
  };

  it("changes nothing that can be seen, and goes on behind its last batch", async () => {
    const { engine, write, products, revision, folder } = await openShop();
    const path = write("1.csv", content);
    const before = await revision();
    const cancelled = { code: "CANCELLED" };
    await expect(engine.importProducts(path, cancelAt(2))).rejects.toMatchObject(cancelled);
    await expect(engine.importProducts(path, cancelAt(2))).rejects.toMatchObject(cancelled);
    expect(await revision()).toBe(before);
    expect(await products()).toEqual([]);

    const resumed = await engine.importProducts(path, { onBadRow: "skip" });
    expect(resumed).toMatchObject({ products: 4995, added: 4995 });
    expect(resumed.resumedRows).toBeGreaterThanOrEqual(2000);
    const catalogue = await products();
    const rejects = readFileSync(join(folder, "1.rejects.csv"), "utf8");

    const whole = await openShop();
    const atOnce = await engine.importProducts(whole.write("1.csv", content), { onBadRow: "skip" });
    expect(atOnce.resumedRows).toBe(0);
    expect(await products()).toEqual(catalogue);
    expect(readFileSync(join(whole.folder, "1.rejects.csv"), "utf8")).toBe(rejects);
    const withoutFile = ({ report }: typeof atOnce): unknown => ({
      ...report,
      file: "",
      problems: report.problems.map((problem) => ({ ...problem, file: "" })),
    });
    expect(withoutFile(resumed)).toEqual(withoutFile(atOnce));
  });

  it("begins anew when its file has changed, or it is to be read otherwise", async () => {
    const { engine, write, products } = await openShop();
    const path = write("1.csv", content);
    await expect(engine.importProducts(path, cancelAt(3))).rejects.toMatchObject({
      code: "CANCELLED",
    });
    write("1.csv", `${content}last,Lamp\n`);
    const result = await engine.importProducts(path, { onBadRow: "skip" });
    expect(result).toMatchObject({ resumedRows: 0, products: 4996 });
    expect((await products()).at(-1)).toMatchObject({ id: "last" });

    const other = write("2.csv", content);
    await expect(engine.importProducts(other, cancelAt(3))).rejects.toMatchObject({
      code: "CANCELLED",
    });
    const replaced = await engine.importProducts(other, { onBadRow: "skip", replace: true });
    // The rows that could not be read name ids that are not in the catalogue.
    expect(replaced).toMatchObject({ resumedRows: 0, products: 4995, deleted: 1 });
  });

  it("can be taken up by another process, while the first goes on with something else", async () => {
    const { engine, write, products } = await openShop();
    const path = write("1.csv", content);
    const other = await createEngine({ workspace: engine.workspace.folder, config: {} });
    await expect(other.importProducts(path, cancelAt(3))).rejects.toMatchObject({
      code: "CANCELLED",
    });
    await other.close();
    await engine.upsertProducts([
      { id: "x", title: "Rug", categoryPath: [], images: [], attributes: {} },
    ]);
    const resumed = await engine.importProducts(path, { onBadRow: "skip" });
    expect(resumed.resumedRows).toBeGreaterThan(0);
    expect(resumed.products).toBe(4996);
    expect(new Set((await products()).map(({ id }) => id)).size).toBe(4996);
  });
});
