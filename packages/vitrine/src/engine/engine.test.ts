import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProducts } from "../../test/made-catalogue.js";
import { openEngines, writeRows } from "../../test/open-engines.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { Engine } from "./engine.js";

const makeFolder = temporaryFolders();
const { open: openEngine, openIndexed, keep } = openEngines(makeFolder);

const shop = [
  { id: "d1", title: "Walnut desk", category: "Furniture > Desks", price: "120 EUR" },
  { id: "d2", title: "Oak desk with drawers", category: "Furniture > Desks", price: "90 EUR" },
  { id: "l1", title: "Brass desk lamp", category: "Lighting > Lamps", price: "45 EUR" },
  { id: "r1", title: "Wool rug", category: "Textiles > Rugs" },
];
const sofaBed = { id: "s1", title: "Sofa bed", category: "Furniture > Sofas" };
const firstOf = async (engine: Engine, text: string): Promise<string | undefined> =>
  (await engine.search(text)).hits[0]?.id;

describe("a workspace before its time", () => {
  it("without a catalogue can not be indexed or measured, and says what to do", async () => {
    const engine = await openEngine();
    const notReady = { code: "NOT_READY", details: { missing: "a catalogue" } };
    await expect(engine.index()).rejects.toMatchObject(notReady);
    await expect(engine.evaluateCatalogue()).rejects.toMatchObject(notReady);
    await expect(engine.index()).rejects.toThrow(/vitrine import products FILE/);
  });

  it("without an index can not be searched, and says what to do", async () => {
    const folder = makeFolder();
    const engine = await openEngine({ workspace: folder });
    await engine.importProducts(writeRows(folder, shop));
    const notReady = { code: "NOT_READY", details: { missing: "a search index" } };
    await expect(engine.search("desk")).rejects.toMatchObject(notReady);
    await expect(engine.similar("d1")).rejects.toMatchObject(notReady);
    await expect(engine.explain("desk", "d1")).rejects.toMatchObject(notReady);
    await expect(engine.search("desk")).rejects.toThrow(/vitrine index/);
    await engine.index();
    expect(await firstOf(engine, "walnut desk")).toBe("d1");
  });

  it("writes nothing where it was only opened", async () => {
    const folder = makeFolder();
    const engine = await openEngine({ workspace: folder });
    await engine.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("an index", () => {
  /** One workspace, of which each test builds the index it needs. */
  let folder: string;
  let engine: Engine;
  beforeAll(async () => {
    ({ engine, folder } = await openIndexed(makeProducts(300)));
    keep(engine);
  });
  afterAll(async () => engine.close());

  it.each([
    ["static", "static"],
    ["tfidf", "tfidf"],
  ])("with %s answers after it is opened as it did when it was built", async (encoder, name) => {
    await engine.index({ encoder });
    const answer = await engine.search("small oak desk", { explain: true });
    const reopened = await openEngine({ workspace: folder });
    expect(await reopened.search("small oak desk", { explain: true })).toEqual(answer);
    const { manifest } = await reopened.artifacts.resolve("search");
    expect(manifest.options["encoder"]).toBe(name);
    expect(manifest.licence).not.toBe("");
  });

  it("of either kind finds the same in a small catalogue", async () => {
    await engine.index();
    const exact = await engine.search("round walnut sofa");
    const { vectorIndex } = await engine.index({ index: "hnsw" });
    expect(vectorIndex).toBe("hnsw");
    const hnsw = await engine.search("round walnut sofa");
    expect(hnsw.hits.slice(0, 3).map(({ id }) => id)).toEqual(
      exact.hits.slice(0, 3).map(({ id }) => id),
    );
  });

  it("is the same bytes when nothing changed", async () => {
    const digests = async (): Promise<unknown> =>
      (await engine.artifacts.resolve("search")).manifest.files;
    await engine.index({ full: true });
    const first = await digests();
    const again = await engine.index({ full: true });
    expect(again.built).toBe("full");
    expect(await digests()).toEqual(first);
  });

  it("names the version of the catalogue that it was made from", async () => {
    const { catalogueVersion } = await engine.index({ full: true });
    const { version } = await engine.importProducts(writeRows(folder, [sofaBed], "more.jsonl"));
    expect(Number(version)).toBeGreaterThan(Number(catalogueVersion));
    expect((await engine.index()).catalogueVersion).toBe(version);
  });

  it("is not published when its making is cancelled", async () => {
    const count = async (): Promise<number> => (await engine.artifacts.list()).length;
    const before = await count();
    const cancel = new AbortController();
    await expect(
      engine.index({
        full: true,
        signal: cancel.signal,
        onProgress: () => {
          cancel.abort();
        },
      }),
    ).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await count()).toBe(before);
  });

  it("lets a signal be heard while products are indexed", async () => {
    const large = await openEngine();
    await large.upsertProducts(makeProducts(4000));
    const cancel = new AbortController();
    let reached = 0;
    const onProgress = (stage: string, done: number): void => {
      if (stage !== "Indexing") return;
      reached = done;
      // As a signal of the system comes: by the event loop, not from within the work.
      setTimeout(() => {
        cancel.abort();
      }, 0);
    };
    await expect(
      large.index({ encoder: "tfidf", signal: cancel.signal, onProgress }),
    ).rejects.toMatchObject({ code: "CANCELLED" });
    expect(reached).toBeLessThan(4000);
  });

  it("with an encoder that exists nowhere is an error and leaves the old one", async () => {
    await expect(engine.index({ encoder: "./no-such-model" })).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
    });
    expect(await firstOf(engine, "oak desk")).toBeDefined();
  });
});

describe("a damaged artifact", () => {
  it("is refused with the file's name, whichever file of the index it is", async () => {
    const { engine, folder } = await openIndexed(shop, "tfidf");
    const artifact = await engine.artifacts.load("search");
    const files = artifact.manifest.files.map(({ path }) => path);
    expect(files).toEqual(expect.arrayContaining(["index.json", "words.bin", "tfidf-encoder.bin"]));
    for (const file of files) {
      const path = artifact.file(file);
      const whole = readFileSync(path);
      const damaged = {
        longer: Buffer.concat([whole, Buffer.of(0)]),
        shorter: whole.subarray(0, -1),
        changed: whole.with(whole.length >> 1, whole[whole.length >> 1]! ^ 1),
      };
      for (const [how, bytes] of Object.entries(damaged)) {
        writeFileSync(path, bytes);
        const reopened = await openEngine({ workspace: folder });
        await expect(reopened.search("desk"), `${file} ${how}`).rejects.toMatchObject({
          code: "ARTIFACT_INVALID",
          details: { name: "search", file },
        });
      }
      writeFileSync(path, whole);
    }
    expect(await firstOf(engine, "walnut desk")).toBe("d1");
  });

  it("is left by going back to the version before", async () => {
    const { engine, folder } = await openIndexed(shop);
    await engine.index({ full: true });
    const artifact = await engine.artifacts.load("search");
    writeFileSync(artifact.file("words.bin"), "rubbish");
    const reopened = await openEngine({ workspace: folder });
    await expect(reopened.search("desk")).rejects.toMatchObject({ code: "ARTIFACT_INVALID" });
    await reopened.artifacts.rollback("search");
    expect(await firstOf(reopened, "walnut desk")).toBe("d1");
  });
});

describe("an examination", () => {
  it("says of a new workspace what is to be done, and that nothing is wrong", async () => {
    const engine = await openEngine();
    const { healthy, checks } = await engine.examine();
    expect(healthy).toBe(true);
    const catalogue = checks.find(({ name }) => name === "catalogue");
    expect(catalogue).toMatchObject({ state: "note", found: "none yet" });
    expect(catalogue?.remedy).toMatch(/vitrine import products/);
  });

  it("says of an index that its catalogue has moved on", async () => {
    const { engine, folder } = await openIndexed(shop);
    expect((await engine.examine()).checks.at(-1)).toMatchObject({ name: "index", state: "ok" });
    await engine.importProducts(writeRows(folder, [sofaBed], "more.jsonl"));
    const { healthy, checks } = await engine.examine();
    expect(healthy).toBe(true);
    expect(checks.at(-1)).toMatchObject({ name: "index", state: "note" });
  });
});

describe("a new configuration", () => {
  it("reads the file as it was guessed, and an import follows it", async () => {
    const folder = makeFolder();
    const path = join(folder, "feed.csv");
    writeFileSync(path, "uniq_id,product name,cost\n1,Oak desk,$5.00\n");
    const engine = await openEngine({ workspace: folder });
    const { mapping, configFile } = await engine.init(path);
    expect(mapping.map(({ field, column }) => [field, column])).toContainEqual(["id", "uniq_id"]);
    const configured = await openEngine({ workspace: folder });
    expect(configured.config.products.file).toBe("feed.csv");
    expect(configured.config.products.mapping["id"]).toBe("uniq_id");
    expect(await configured.importProducts(path)).toMatchObject({ products: 1 });
    await expect(configured.init(path)).rejects.toMatchObject({ code: "PARAM_INVALID" });
    expect((await configured.init(path, { force: true })).configFile).toBe(configFile);
  });
});
