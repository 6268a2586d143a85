import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProduct } from "../../test/made-catalogue.js";
import { openEngines } from "../../test/open-engines.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { Engine } from "./engine.js";

const makeFolder = temporaryFolders();
const { open, openIndexed } = openEngines(makeFolder);

const MATERIALS = ["Walnut", "Oak", "Pine", "Steel", "Brass"];
const TYPES = ["desk", "lamp", "rug", "sofa", "shelf"];
const shop = MATERIALS.flatMap((material) =>
  TYPES.map((type) => ({
    id: `${material}-${type}`,
    title: `${material} ${type}`,
    category: `Home > ${type}s`,
    price: "90 EUR",
  })),
);
const idsOf = async (engine: Engine, text: string): Promise<string[]> =>
  (await engine.search(text)).hits.map(({ id }) => id);

describe("rules", () => {
  it("hold at once, in another engine too, are explained, and are rolled back to the first", async () => {
    const { engine, folder } = await openIndexed(shop);
    const before = await idsOf(engine, "oak");
    const { version, unknownIds } = await engine.addRule({
      id: "season",
      query: "oak",
      pin: ["Steel-lamp", "nobody"],
      bury: [before[0]!],
    });
    expect(unknownIds).toEqual(["nobody"]);
    const ruled = await engine.search("oak");
    expect(ruled.hits[0]).toMatchObject({
      id: "Steel-lamp",
      rule: { rule: "season", effect: "pinned" },
    });
    expect(ruled.hits.map(({ id }) => id).indexOf(before[0]!)).not.toBe(0);
    expect((await engine.explain("oak", "Steel-lamp")).reason).toMatch(
      /rule "season" pins it to place 1/,
    );
    expect((await engine.explain("oak", before[0]!)).reason).toMatch(/rule "season" buries it/);
    expect((await engine.explain("oak", "Steel-lamp", { rules: false })).rule).toBeUndefined();

    const other = await open({ workspace: folder });
    expect((await other.rules()).map(({ id }) => id)).toEqual(["season"]);
    await other.artifacts.rollback("rules");
    expect(version).toBe("2");
    expect(await other.rules()).toEqual([]);
    expect(await idsOf(engine, "oak")).toEqual(before);
  });

  it("that pin nothing, that are not there or that can not be read are refused", async () => {
    const { engine } = await openIndexed(shop.slice(0, 2));
    const wrong = { code: "PARAM_INVALID" };
    await expect(engine.addRule({ id: "r", query: "oak" })).rejects.toMatchObject(wrong);
    await expect(engine.removeRule("r")).rejects.toMatchObject(wrong);
    await expect(engine.replaceRules({ r: 1 })).rejects.toMatchObject(wrong);
    expect(await engine.rules()).toEqual([]);
  });

  it("are renewed by their id, replaced together, and taken away one by one", async () => {
    const { engine } = await openIndexed(shop.slice(0, 2));
    await engine.addRule({ id: "a", query: "oak", pin: ["x"] });
    await engine.addRule({ id: "a", query: "oak", pin: ["y"] });
    expect(await engine.rules()).toMatchObject([{ id: "a", pin: ["y"] }]);
    await engine.replaceRules([
      { id: "b", query: "oak", bury: ["x"] },
      { id: "c", query: "desk", pin: ["x"] },
    ]);
    const { rules } = await engine.removeRule("b");
    expect(rules.map(({ id }) => id)).toEqual(["c"]);
  });
});

describe("a tuned ranking", () => {
  it("is published where asked for, holds at once, and its first version can be undone", async () => {
    const { engine, folder } = await openIndexed(shop);
    const judgements = join(folder, "judgements.jsonl");
    writeFileSync(
      judgements,
      MATERIALS.flatMap((material) =>
        TYPES.slice(0, 4).map((type) =>
          JSON.stringify({ query: `${material} ${type}`, grades: { [`Brass-${type}`]: 3 } }),
        ),
      ).join("\n"),
    );
    const before = await engine.search("Oak desk", { explain: true });
    const stages: string[] = [];
    const result = await engine.tuneSearch({
      judgements,
      force: true,
      onProgress: (stage) => stages.push(stage),
    });
    expect(stages.length).toBeGreaterThan(0);
    expect(result.queries).toBe(20);
    const { ranking, version } = result;
    expect(version).toBe("2");
    const after = await engine.search("Oak desk", { explain: true });
    const weightOf = (answer: typeof after, group: string): number =>
      answer.hits[0]!.explanation!.sources.reduce(
        (sum, one) => sum + (one.group === group ? one.weight : 0),
        0,
      );
    expect(weightOf(after, "lexical")).toBeCloseTo(ranking.lexicalWeight, 6);
    await engine.artifacts.rollback("ranking");
    const undone = await engine.search("Oak desk", { explain: true });
    expect(undone.hits).toEqual(before.hits);
  });
});

describe("suggestions", () => {
  it("complete what has been typed, and follow the catalogue", async () => {
    const { engine } = await openIndexed(shop);
    const { products } = await engine.suggest("waln");
    expect(products.map(({ id }) => id)).toContain("Walnut-desk");
    await engine.deleteProducts(["Walnut-desk"]);
    const left = await engine.suggest("waln", { limit: 12 });
    expect(left.products.map(({ id }) => id)).not.toContain("Walnut-desk");

    const told = async (
      typed: string,
    ): Promise<Record<"brands" | "categories" | "queries", readonly (string | number)[]>> => {
      const { brands, categories, queries } = await engine.suggest(typed);
      return {
        brands: brands.flatMap(({ text, count }) => [text, count]),
        categories: categories.flatMap(({ text, count }) => [text, count]),
        queries: queries.map(({ text }) => text),
      };
    };
    const nothing = { brands: [], categories: [], queries: [] };
    expect(await told("everw")).toEqual(nothing);
    const ids = ["e1", "e2", "e3", "e4"];
    const put = { brand: "Everwhit", categoryPath: ["Garden", "Hammocks"] };
    await engine.upsertProducts(
      ids.map((id) => makeProduct({ id, title: `Hammock ${id}`, ...put })),
    );
    expect(await told("everw")).toEqual({
      brands: ["Everwhit", 4],
      categories: [],
      queries: ["everwhit hammock"],
    });
    expect(await told("hamm")).toEqual({
      brands: [],
      categories: ["Hammocks", 4],
      queries: ["hammock", "hammocks", "everwhit hammock"],
    });
    const moved = makeProduct({ id: "e1", title: "Hammock e1", categoryPath: ["Home", "rugs"] });
    await engine.upsertProducts([moved]);
    await engine.deleteProducts(["e2"]);
    expect(await told("everw")).toEqual({ brands: ["Everwhit", 2], categories: [], queries: [] });
    expect((await told("rugs")).categories).toEqual(["rugs", 6]);
    await engine.deleteProducts(["e3", "e4"]);
    expect(await told("everw")).toEqual(nothing);
    expect(await told("hamm")).toEqual(nothing);
  });
});

describe("synonyms", () => {
  const config = { search: { synonyms: "synonyms.txt" } };

  it("of the shop's file are searched beside what was typed", async () => {
    const { folder } = await openIndexed(shop);
    const engine = await open({ workspace: folder, config });
    await expect(engine.search("zupf")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    writeFileSync(join(folder, "synonyms.txt"), "zupf => walnut desk\n");
    expect((await engine.search("zupf")).hits[0]!.id).toBe("Walnut-desk");
    const without = await engine.search("zupf", { synonyms: false, mode: "lexical" });
    expect(without.total).toBe(0);
  });

  it("that the catalogue suggests come with a confidence, most confident first", async () => {
    const { engine } = await openIndexed([
      ...shop,
      ...MATERIALS.map((one) => ({
        id: `c-${one}`,
        title: `${one} couch`,
        category: "Home > sofas",
      })),
    ]);
    const mined = await engine.mineSynonyms(0.3);
    expect(mined.map(({ words }) => words)).toContainEqual(["couch", "sofa"]);
    for (const { confidence } of mined) expect(confidence).toBeGreaterThanOrEqual(0.3);
  });
});
