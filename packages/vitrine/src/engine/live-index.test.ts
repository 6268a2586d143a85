import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../test/made-catalogue.js";
import { openEngines, writeRows } from "../../test/open-engines.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { Language } from "../text/language.js";
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
const idsOf = async (engine: Engine, text: string): Promise<readonly string[]> =>
  (await engine.search(text)).hits.map(({ id }) => id);
const firstOf = async (engine: Engine, text: string): Promise<string | undefined> =>
  (await engine.search(text)).hits[0]?.id;

describe("a long-lived engine", () => {
  /** One workspace for what leaves the others' products alone. */
  let folder: string;
  let engine: Engine;
  beforeAll(async () => {
    ({ engine, folder } = await openIndexed(makeProducts(300)));
    keep(engine);
  });
  afterAll(async () => engine.close());

  it("serves what another engine has indexed, promoted and rolled back", async () => {
    const other = await openEngine({ workspace: folder });
    const answer = async (): Promise<unknown> =>
      engine.search("settee", { mode: "semantic", explain: true });
    const byStatic = await answer();
    const { version } = await other.index({ encoder: "tfidf" });
    const byWords = await answer();
    expect(byWords).not.toEqual(byStatic);

    expect(await other.artifacts.rollback("search")).not.toBe(version);
    expect(await answer()).toEqual(byStatic);
    await other.artifacts.promote("search", version);
    expect(await answer()).toEqual(byWords);
    await other.artifacts.rollback("search");
  });

  it("finds what another engine has imported, renewed and deleted, at once", async () => {
    const other = await openEngine({ workspace: folder });
    await engine.search("desk");
    await other.importProducts(writeRows(folder, [sofaBed], "more.jsonl"));
    expect(await firstOf(engine, "sofa bed")).toBe("s1");
    expect(await firstOf(other, "sofa bed")).toBe("s1");
    await other.upsertProducts([makeProduct({ id: "s1", title: "Zinnober hammock" })]);
    expect(await firstOf(engine, "zinnober hammock")).toBe("s1");
    await other.deleteProducts(["s1"]);
    expect(await idsOf(engine, "zinnober hammock")).not.toContain("s1");
    expect(await idsOf(other, "zinnober hammock")).not.toContain("s1");
  });

  it("finds what it has added itself at once, and nothing that it has deleted", async () => {
    const samovar = makeProduct({ id: "k1", title: "Copper samovar", price: 5, currency: "EUR" });
    expect(await engine.upsertProducts([samovar])).toMatchObject({ added: 1 });
    expect(await firstOf(engine, "samovar")).toBe("k1");
    expect((await engine.similar("k1")).hits).not.toHaveLength(0);
    expect(await engine.upsertProducts([{ ...samovar, price: 9 }])).toMatchObject({ updated: 1 });
    const cheap = await engine.search("samovar", { filters: ["price<7"] });
    expect(cheap.hits.map(({ id }) => id)).not.toContain("k1");
    expect(await engine.upsertProducts([{ ...samovar, price: 9 }])).toMatchObject({ unchanged: 1 });
    expect(await engine.deleteProducts(["k1", "nobody"])).toMatchObject({ deleted: 1 });
    expect(await idsOf(engine, "samovar")).not.toContain("k1");
    await expect(engine.similar("k1")).rejects.toMatchObject({ code: "PRODUCT_NOT_FOUND" });
    expect(await engine.products(["k1"])).toEqual([]);
  });

  it("answers every search that runs beside changes from one state or the next", async () => {
    const hammock = makeProduct({ id: "h1", title: "Zinnober hammock" });
    const found: boolean[] = [];
    const changing = new AbortController();
    const searches = (async () => {
      while (!changing.signal.aborted)
        found.push((await idsOf(engine, "zinnober hammock")).includes("h1"));
    })();
    for (let n = 0; n < 5; n++) {
      await engine.upsertProducts([hammock]);
      expect(await firstOf(engine, "zinnober hammock")).toBe("h1");
      await engine.deleteProducts(["h1"]);
      expect(await idsOf(engine, "zinnober hammock")).not.toContain("h1");
    }
    changing.abort();
    await searches;
    expect(found.at(-1)).toBe(false);
  });

  it("answers many searches at once as it answers them one by one", async () => {
    const texts = ["oak desk", "wool rug", "brass lamp", "linen curtain", "kettle", "oak desk"];
    const other = await openEngine({ workspace: folder });
    const together = await Promise.all(texts.map(async (text) => other.search(text)));
    for (const [place, text] of texts.entries()) {
      expect(together[place]).toEqual(await engine.search(text));
    }
  });

  it("can be closed with and without an index, and closed again", async () => {
    const other = await openEngine({ workspace: folder });
    await other.search("desk");
    await other.close();
    await other.close();
    const idle = await openEngine();
    await idle.close();
  });
});

describe("an index behind its catalogue", () => {
  it("is completed when it is opened, with a warning where that is much", async () => {
    const { engine, folder } = await openIndexed(makeProducts(40));
    await engine.upsertProducts([makeProduct({ id: "k1", title: "Copper samovar" })]);
    await engine.deleteProducts(["p0"]);
    await engine.close();
    const warnings: string[] = [];
    const log = { warn: (message: string): void => void warnings.push(message) };
    const later = await openEngine({ workspace: folder, log });
    expect(await firstOf(later, "samovar")).toBe("k1");
    await expect(later.similar("p0")).rejects.toMatchObject({ code: "PRODUCT_NOT_FOUND" });
    expect(warnings).toEqual([]);

    const many = makeProducts(1200).map((product) => ({ ...product, id: `more-${product.id}` }));
    await later.upsertProducts(many);
    await later.search("desk");
    expect(warnings).toEqual([expect.stringMatching(/1200 products.*vitrine index/)]);
  });

  it("is built anew when the configuration names other languages, and only then", async () => {
    const { engine, folder } = await openIndexed(makeProducts(50), "tfidf");
    await engine.close();
    const builtWith = async (languages?: Language[]): Promise<string> => {
      const search = { encoder: "tfidf", ...(languages === undefined ? {} : { languages }) };
      const later = await openEngine({ workspace: folder, config: { search } });
      const { built } = await later.index();
      await later.close();
      return built;
    };
    expect(await builtWith()).toBe("unchanged");
    expect(await builtWith(["de"])).toBe("full");
    expect(await builtWith(["de"])).toBe("unchanged");
    expect(await builtWith(["de", "fr"])).toBe("full");
    expect(await builtWith()).toBe("full");
  });

  it("is brought up by its changes alone where they are few, and answers as a whole one", async () => {
    const { engine, folder } = await openIndexed(makeProducts(300));
    const [first] = await engine.artifacts.list();
    expect(await engine.index()).toMatchObject({ built: "unchanged", version: first?.version });

    await engine.upsertProducts([
      makeProduct({ id: "k1", title: "Copper samovar" }),
      makeProduct({ id: "p7", title: "Zinnober hammock" }),
    ]);
    await engine.deleteProducts(["p0"]);
    const changed = await engine.index();
    expect(changed).toMatchObject({ built: "changes", changes: 3, products: 300 });
    const { manifest } = await engine.artifacts.resolve("search");
    expect(manifest.parents).toMatchObject([{ name: "search", version: first?.version }]);
    expect(await engine.index()).toMatchObject({ built: "unchanged", version: changed.version });
    await engine.close();

    const texts = ["samovar", "zinnober hammock", "oak desk", "brass lamp"];
    const reopened = await openEngine({ workspace: folder });
    const byChanges: (readonly string[])[] = [];
    for (const text of texts) byChanges.push(await idsOf(reopened, text));
    expect(byChanges.map(([id]) => id).slice(0, 2)).toEqual(["k1", "p7"]);
    expect(await reopened.index({ full: true })).toMatchObject({ built: "full", products: 300 });
    for (const [place, text] of texts.entries()) {
      // How similar a hit must be at least is estimated anew: the tail may become longer or shorter.
      const whole = await idsOf(reopened, text);
      const shared = Math.min(whole.length, byChanges[place]!.length);
      expect(shared).toBeGreaterThan(0);
      expect(whole.slice(0, shared)).toEqual(byChanges[place]!.slice(0, shared));
    }
    await reopened.upsertProducts(makeProducts(60, 2));
    expect(await reopened.index()).toMatchObject({ built: "full", changes: 0 });
  });

  it("of changes is refused when the whole index under it is damaged", async () => {
    const { engine, folder } = await openIndexed(makeProducts(40));
    const whole = await engine.artifacts.load("search");
    await engine.upsertProducts([makeProduct({ id: "k1" })]);
    expect((await engine.index()).built).toBe("changes");
    writeFileSync(whole.file("words.bin"), "rubbish");
    const reopened = await openEngine({ workspace: folder });
    await expect(reopened.search("desk")).rejects.toMatchObject({
      code: "ARTIFACT_INVALID",
      details: { name: "search", version: whole.version },
    });
    const report = await reopened.examine();
    expect(report.healthy).toBe(false);
    expect((await reopened.index()).built).toBe("full");
    expect(await firstOf(reopened, "oak desk")).toBeDefined();
  });

  it("of another database, or of a later state of its own, is refused and built anew", async () => {
    const { engine, folder } = await openIndexed(shop);
    const other = await openEngine();
    await other.importProducts(writeRows(folder, [sofaBed], "more.jsonl"));
    cpSync(engine.workspace.artifactsFolder, other.workspace.artifactsFolder, { recursive: true });
    const foreign = other.search("desk");
    await expect(foreign).rejects.toMatchObject({ code: "NOT_READY" });
    await expect(foreign).rejects.toThrow(/another database.*vitrine index/);
    expect((await other.index()).built).toBe("full");
    expect(await firstOf(other, "sofa bed")).toBe("s1");

    await engine.close();
    const database = engine.workspace.databaseFolder;
    const kept = join(folder, "kept");
    cpSync(database, kept, { recursive: true });
    const later = await openEngine({ workspace: folder });
    await later.deleteProducts(["d1"]);
    await later.index();
    await later.close();
    rmSync(database, { recursive: true });
    cpSync(kept, database, { recursive: true });
    const back = await openEngine({ workspace: folder });
    const ahead = back.search("desk");
    await expect(ahead).rejects.toMatchObject({ code: "NOT_READY" });
    await expect(ahead).rejects.toThrow(/later state.*vitrine index/);
    expect((await back.index()).built).toBe("full");
    expect(await firstOf(back, "walnut desk")).toBe("d1");
  });
});
