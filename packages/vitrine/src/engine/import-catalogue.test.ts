import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { Product } from "../data/product.js";
import { loadCatalogue } from "./catalogue.js";
import { createEngine } from "./engine.js";
import type { Engine } from "./engine.js";
import type { EngineContext } from "./engine-context.js";

const makeFolder = temporaryFolders();

interface Shop {
  readonly engine: Engine;
  readonly folder: string;
  /** Writes a file of products and gives its path. */
  write(name: string, content: string): string;
  /** The products of the current catalogue. */
  products(): Promise<readonly Product[]>;
  versions(): Promise<readonly string[]>;
}

async function openShop(): Promise<Shop> {
  const folder = makeFolder();
  const engine = await createEngine({ workspace: folder, config: {} });
  const context = { registry: engine.artifacts, workspace: engine.workspace } as EngineContext;
  return {
    engine,
    folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    products: async () => (await loadCatalogue(context))?.products ?? [],
    versions: async () =>
      (await engine.artifacts.list())
        .filter(({ name }) => name === "catalogue")
        .map(({ version }) => version),
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

  it("publishes nothing when nothing changed", async () => {
    const { engine, write, versions } = await openShop();
    const path = write("1.csv", three);
    const { version } = await engine.importProducts(path);
    const again = await engine.importProducts(path);
    expect(again).toMatchObject({ version, unchanged: 3, added: 0, updated: 0 });
    expect(await versions()).toEqual([version]);
  });

  it("leaves a report beside the catalogue", async () => {
    const { engine, write } = await openShop();
    const { report, reportFile = "" } = await engine.importProducts(write("1.csv", three));
    const artifact = await engine.artifacts.load("catalogue");
    const kept: unknown = JSON.parse(readFileSync(artifact.file("import-report.json"), "utf8"));
    expect(kept).toEqual(report);
    expect(JSON.parse(readFileSync(reportFile, "utf8"))).toEqual(report);
    expect(artifact.manifest.data).toEqual([
      { input: "1.csv", rows: 3, sha256: report.fingerprint },
    ]);
  });

  it("names the catalogue it grew from as its parent", async () => {
    const { engine, write } = await openShop();
    const { version } = await engine.importProducts(write("1.csv", three));
    await engine.importProducts(write("2.csv", "id,title\nd,Sofa\n"));
    const { manifest } = await engine.artifacts.resolve("catalogue");
    expect(manifest.parents).toMatchObject([{ name: "catalogue", version }]);
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
    const { engine, write, products, versions, folder } = await openShop();
    await engine.importProducts(write("1.csv", three));
    await expect(engine.importProducts(write("2.csv", bad))).rejects.toMatchObject({
      code: "ROW_INVALID",
      details: { line: 3 },
    });
    expect(await versions()).toHaveLength(1);
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
    const folder = makeFolder();
    const engine = await createEngine({
      workspace: folder,
      config: { products: { onBadRow: "skip" } },
    });
    const path = join(folder, "1.csv");
    writeFileSync(path, bad);
    const rejectsFile = join(folder, "elsewhere.csv");
    expect((await engine.importProducts(path, { rejectsFile })).rejectsFile).toBe(rejectsFile);
    expect(existsSync(rejectsFile)).toBe(true);
  });

  it("that is the only one leaves no catalogue, but the rows to mend", async () => {
    const { engine, write, versions, folder } = await openShop();
    const rejectsFile = join(folder, "1.rejects.csv");
    await expect(
      engine.importProducts(write("1.csv", "id,title\na,\n"), { onBadRow: "skip" }),
    ).rejects.toMatchObject({
      code: "ROW_INVALID",
      message: expect.stringContaining(rejectsFile) as unknown,
    });
    expect(readFileSync(rejectsFile, "utf8")).toBe("id,title\na,\n");
    expect(await versions()).toEqual([]);
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

  it("must fit the configured file", async () => {
    const folder = makeFolder();
    const engine = await createEngine({ workspace: folder, config });
    writeFileSync(join(folder, "products.csv"), "id,title\na,Oak desk\n");
    await expect(engine.importProducts(join(folder, "products.csv"))).rejects.toMatchObject({
      code: "MAPPING_INVALID",
    });
  });

  it("is passed over where another file lacks its columns", async () => {
    const folder = makeFolder();
    const engine = await createEngine({ workspace: folder, config });
    writeFileSync(join(folder, "other.csv"), "id,title\na,Oak desk\n");
    const { products } = await engine.importProducts(join(folder, "other.csv"));
    expect(products).toBe(1);
  });
});

describe("imports at the same time", () => {
  it("lose none of the products that they acknowledged", async () => {
    const folder = makeFolder();
    const results = await Promise.all(
      Array.from({ length: 6 }, async (_, n) => {
        const engine = await createEngine({ workspace: folder, config: {} });
        const path = join(folder, `${n}.csv`);
        writeFileSync(path, `id,title\np${n},Desk ${n}\n`);
        return engine.importProducts(path);
      }),
    );
    expect(results.every(({ added }) => added === 1)).toBe(true);
    const { artifacts, workspace } = await createEngine({ workspace: folder, config: {} });
    const catalogue = await loadCatalogue({ registry: artifacts, workspace } as EngineContext);
    expect(catalogue?.products.map(({ id }) => id).sort()).toEqual(
      Array.from({ length: 6 }, (_, n) => `p${n}`),
    );
  });
});

describe("an import that can not be", () => {
  it("of a file without a product says so", async () => {
    const { engine, write } = await openShop();
    await expect(engine.importProducts(write("1.csv", "id,title\n"))).rejects.toMatchObject({
      code: "FORMAT_BROKEN",
    });
  });

  it("of a file that is not there says so", async () => {
    const { engine, folder } = await openShop();
    const path = join(folder, "absent.csv");
    await expect(engine.importProducts(path)).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
      details: { path },
    });
  });

  it("that is cancelled changes nothing", async () => {
    const { engine, write, versions } = await openShop();
    const rows = Array.from({ length: 20_000 }, (_, n) => `p${n},Desk ${n}`);
    const path = write("1.csv", `id,title\n${rows.join("\n")}\n`);
    const cancel = new AbortController();
    await expect(
      engine.importProducts(path, {
        signal: cancel.signal,
        onProgress: () => {
          cancel.abort();
        },
      }),
    ).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await versions()).toEqual([]);
  });
});
