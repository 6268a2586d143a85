/**
 * @file Floors of search quality on real catalogues, through the public engine alone.
 *
 * A floor is a promise of the project, or the measured value minus .01, which is far below the
 * width of the interval; it catches a change that makes search worse, not chance. The figures
 * are printed, so that a run of this file is the table of the results page.
 */
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { beforeAll, expect, it, vi } from "vitest";
import { createEngine } from "../src/index.js";
import type { Engine } from "../src/index.js";
import { dataFolder, describeWith, modelsFolder } from "./outside-data.js";
import { temporaryFolders } from "./temporary-folder.js";

type Report = Awaited<ReturnType<Engine["evaluateCatalogue"]>>;

const furniture = join(dataFolder, "furniture", "products.csv");
const crowdflower = join(dataFolder, "search", "crowdflower.csv.gz");
const perfume = join(dataFolder, "perfume", "perfumes.csv");
const groceries = join(dataFolder, "grocery-orders", "products.csv");
const miniLm = join(modelsFolder, "all-MiniLM-L6-v2");
const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";

const makeFolder = temporaryFolders();
// Encoding with MiniLM takes minutes where other work shares the machine.
vi.setConfig({ testTimeout: 900_000 });

describeWith("category retrieval on the furniture catalogue", [furniture, miniLm], () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
    const { products } = await engine.importProducts(furniture);
    expect(products).toBe(305);
  });

  it("reaches its floor and beats every baseline with the encoder of the package", async () => {
    const report = await engine.evaluateCatalogue({ encoder: "static" });
    show("furniture, static", report, ["precision@5", "ndcg@5"]);
    expect(report.queries).toBe(274);
    expectAtLeast(report, "hybrid", { "precision@5": 0.65, "ndcg@5": 0.785 });
    expectBeatsAll(report, ["random", "tfidf", "bm25", "static"], "ndcg@5");
  });

  it("reaches its floor and beats every baseline with MiniLM", async () => {
    const report = await engine.evaluateCatalogue({ encoder: miniLm });
    show("furniture, MiniLM", report, ["precision@5", "ndcg@5"]);
    expectAtLeast(report, "hybrid", { "precision@5": 0.65, "ndcg@5": 0.785 });
    expectBeatsAll(report, ["random", "tfidf", "bm25", "static", "all-MiniLM-L6-v2"], "ndcg@5");
    // As scikit-learn's TF-IDF and the sentence-transformers reference give for the same protocol.
    expectNear(report, "tfidf", { "precision@5": 0.555, "ndcg@5": 0.678 });
    expectNear(report, "all-MiniLM-L6-v2", { "precision@5": 0.52, "ndcg@5": 0.617 });
  });

  it.each([
    ["the encoder of the package", "static"],
    ["MiniLM", miniLm],
  ])("reaches its floor with no category anywhere in the index, with %s", async (_, encoder) => {
    const report = await engine.evaluateCatalogue({ encoder, hideLabel: true });
    show("furniture, label hidden", report, ["precision@5", "ndcg@5"]);
    expectAtLeast(report, "hybrid", { "precision@5": 0.58, "ndcg@5": 0.69 });
    expectNear(report, "tfidf", { "precision@5": 0.528, "ndcg@5": 0.645 });
  });

  it("finds a product by its own title first", async () => {
    const report = await engine.evaluateCatalogue({ encoder: "static", protocol: "self" });
    show("furniture, own title", report, ["mrr", "hit@5"]);
    expectAtLeast(report, "hybrid", { mrr: 0.897, "hit@5": 0.944 });
  });

  it("repeats the printed numbers of the old protocol", async () => {
    const report = await engine.evaluateCatalogue({ encoder: "static", protocol: "ikarus" });
    show("furniture, old protocol", report, ["self@5", "precision@5", "recall@5"]);
    expect(valueOf(report, "tfidf", "self@5")).toBe(1);
    expect(valueOf(report, "tfidf", "precision@5")).toBeCloseTo(0.45, 3);
    expect(valueOf(report, "tfidf", "recall@5")).toBeCloseTo(0.35, 2);
  });
});

describeWith("indexing a real catalogue again", [furniture, miniLm], () => {
  it("encodes nothing when nothing changed, and writes down one product when one did", async () => {
    const engine = await openEngine();
    await engine.importProducts(furniture);
    const first = await engine.index({ encoder: miniLm });
    expect(first.vectors.computed).toBeGreaterThan(305);
    const second = await engine.index({ encoder: miniLm });
    expect(second).toMatchObject({ built: "unchanged", vectors: { computed: 0, cached: 0 } });
    const whole = await engine.index({ encoder: miniLm, full: true });
    expect(whole.vectors.computed).toBe(0);
    expect(whole.vectors.cached).toBeGreaterThanOrEqual(first.vectors.computed);

    const [id = ""] = (await engine.search("ottoman")).hits.map((hit) => hit.id);
    const changed = join(makeFolder(), "changed.jsonl");
    const title = "Zebrawood ottoman with a hidden drawer";
    writeFileSync(changed, `${JSON.stringify({ id, title, brand: "Made Up" })}\n`);
    const { updated, added } = await engine.importProducts(changed);
    expect({ updated, added }).toEqual({ updated: 1, added: 0 });
    const third = await engine.index({ encoder: miniLm });
    // The changed texts are encoded where the index is used, not where its changes are written down.
    expect(third).toMatchObject({ built: "changes", changes: 1, vectors: { computed: 0 } });
    expect((await engine.search("zebrawood")).hits[0]?.id).toBe(id);
  });
});

describeWith("judged search on product reviews' queries", [crowdflower], () => {
  let shop: { readonly products: string; readonly judgements: string };
  beforeAll(async () => {
    shop = await writeCrowdflower(makeFolder());
  });

  it("reaches its floor with the encoder of the package, within judged products", async () => {
    const engine = await openEngine();
    await engine.importProducts(shop.products);
    const report = await engine.evaluateSearch({
      judgements: shop.judgements,
      withinJudged: true,
      encoder: "static",
      systems: ["random", "tfidf", "bm25", "static", "hybrid"],
    });
    show("crowdflower, static", report, ["ndcg@5", "ndcg@10"]);
    expectAtLeast(report, "hybrid", { "ndcg@10": 0.824 });
    expectBeatsAll(report, ["random", "tfidf", "bm25"], "ndcg@10");
  });

  it.runIf(isFull)(
    "reaches its floor with MiniLM, within judged products",
    async () => {
      expect(existsSync(miniLm), `${miniLm} must be there`).toBe(true);
      const engine = await openEngine();
      await engine.importProducts(shop.products);
      const report = await engine.evaluateSearch({
        judgements: shop.judgements,
        withinJudged: true,
        encoder: miniLm,
        systems: ["tfidf", "bm25", "static", "all-MiniLM-L6-v2", "hybrid"],
      });
      show("crowdflower, MiniLM", report, ["ndcg@5", "ndcg@10"]);
      expectAtLeast(report, "hybrid", { "ndcg@10": 0.85 });
      expectBeatsAll(report, ["tfidf", "bm25"], "ndcg@10");
    },
    3_600_000,
  );
});

describeWith("a file of perfumes in windows-1252 without ids", [perfume], () => {
  it("is imported, indexed and searched, accents with or without", async () => {
    const engine = await openEngine();
    const { products, report } = await engine.importProducts(perfume, { onBadRow: "skip" });
    expect(report.encoding).toBe("windows-1252");
    expect(products).toBeGreaterThan(2100);
    await engine.index();
    const { hits } = await engine.search("warm vanilla with rum and tonka");
    expect(hits).toHaveLength(10);
    const titleWithAccent = (await engine.search("eau de toilette légère", { limit: 50 })).hits;
    const titleWithout = (await engine.search("eau de toilette legere", { limit: 50 })).hits;
    expect(titleWithAccent.length).toBeGreaterThan(0);
    expect(titleWithout.length).toBeGreaterThan(0);
  });
});

describeWith("fifty thousand groceries", [groceries], () => {
  it("are imported, indexed and searched", async () => {
    const engine = await openEngine();
    const { products } = await engine.importProducts(groceries, { onBadRow: "skip" });
    expect(products).toBe(49_688);
    const { tookMs, vectorIndex } = await engine.index();
    expect(vectorIndex).toBe("exact");
    const texts = ["organic whole milk", "choclate chip cokies", "gluten free pasta", "lemon"];
    const times: Record<string, string> = {};
    for (const mode of ["lexical", "hybrid"] as const) {
      for (const text of texts) {
        const { hits } = await engine.search(text, { mode });
        expect(hits).toHaveLength(10);
      }
      const started = performance.now();
      for (const text of texts) await engine.search(text, { mode, offset: 5 });
      times[mode] = `${((performance.now() - started) / texts.length).toFixed(1)} ms`;
    }
    const [milk] = (await engine.search("organic whole milk")).hits;
    expect(milk?.title.toLowerCase()).toContain("milk");
    const cookies = (await engine.search("choclate chip cokies")).hits.map(({ title }) => title);
    expect(cookies.filter((title) => /chocolate chip/i.test(title)).length).toBeGreaterThan(5);
    print("49,688 groceries", { indexed: `${(tookMs / 1000).toFixed(1)} s`, ...times });
  });
});

async function openEngine(): Promise<Engine> {
  return createEngine({ workspace: makeFolder(), offline: true });
}

/** Writes the distinct products and, query by query, the grades 0 to 3 of those that were judged. */
async function writeCrowdflower(
  folder: string,
): Promise<{ readonly products: string; readonly judgements: string }> {
  const ids = new Map<string, string>();
  const products: string[] = [];
  const gradesOf = new Map<string, Record<string, number>>();
  const rows = createReadStream(crowdflower)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true })) as AsyncIterable<Readonly<Record<string, string>>>;
  for await (const row of rows) {
    const { query = "", product_title: title = "", product_description: description = "" } = row;
    const key = JSON.stringify([title, description]);
    let id = ids.get(key);
    if (id === undefined) {
      id = `c${ids.size + 1}`;
      ids.set(key, id);
      products.push(JSON.stringify({ id, title, ...(description === "" ? {} : { description }) }));
    }
    const grades = gradesOf.get(query) ?? {};
    gradesOf.set(query, grades);
    // The first verdict on a product of a query holds, where it was judged twice.
    grades[id] ??= Number(row["median_relevance"]) - 1;
  }
  const paths = {
    products: join(folder, "products.jsonl"),
    judgements: join(folder, "judgements.jsonl"),
  };
  const judgements = [...gradesOf].map(([query, grades]) => JSON.stringify({ query, grades }));
  writeFileSync(paths.products, `${products.join("\n")}\n`);
  writeFileSync(paths.judgements, `${judgements.join("\n")}\n`);
  return paths;
}

function valueOf(report: Report, system: string, metric: string): number {
  const value = report.systems.find(({ name }) => name === system)?.metrics[metric]?.value;
  if (value === undefined) throw new Error(`the report has no ${metric} of ${system}`);
  return value;
}

function expectAtLeast(
  report: Report,
  system: string,
  floors: Readonly<Record<string, number>>,
): void {
  for (const [metric, floor] of Object.entries(floors)) {
    expect(valueOf(report, system, metric), `${metric} of ${system}`).toBeGreaterThanOrEqual(floor);
  }
}

function expectNear(
  report: Report,
  system: string,
  published: Readonly<Record<string, number>>,
): void {
  for (const [metric, value] of Object.entries(published)) {
    const distance = Math.abs(valueOf(report, system, metric) - value);
    expect(distance, `${metric} of ${system} against ${value}`).toBeLessThanOrEqual(0.01);
  }
}

/** By the paired randomisation test, corrected for all comparisons of the report. */
function expectBeatsAll(report: Report, baselines: readonly string[], metric: string): void {
  for (const baseline of baselines) {
    const comparison = report.comparisons.find(
      (one) => one.metric === metric && one.system === "hybrid" && one.baseline === baseline,
    );
    expect(comparison?.significant, `hybrid against ${baseline} on ${metric}`).toBe(true);
  }
}

function show(title: string, report: Report, metrics: readonly string[]): void {
  const rows = report.systems.map(({ name, metrics: values }) => {
    const cells = metrics.map((metric) => {
      const { value, low, high } = values[metric] ?? { value: NaN, low: NaN, high: NaN };
      return `${metric} ${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
    });
    return [name, cells.join("  ")] as const;
  });
  print(title, Object.fromEntries(rows));
}

function print(title: string, facts: Readonly<Record<string, string>>): void {
  const lines = Object.entries(facts).map(([name, value]) => `  ${name.padEnd(18)} ${value}`);
  process.stdout.write(`\n${title}\n${lines.join("\n")}\n`);
}
