/**
 * @file The calls that scripts rely on, and the shape of what they print. The shapes are written
 * out here from what was promised, not taken from the source, so that a change of them shows.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateShop, writeShop } from "@vitrine/demo-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { temporaryFolders } from "../temporary-folder.js";
import { askVitrine, runVitrine } from "./run-vitrine.js";

const hit = z.object({ id: z.string(), score: z.number(), title: z.string() });
const foundShape = z.object({ hits: z.array(hit), total: z.int().nonnegative() });
const explanationShape = z.object({
  id: z.string(),
  found: z.boolean(),
  rank: z.int().positive().nullable(),
  sources: z.array(
    z.object({ name: z.string(), rank: z.int().positive().nullable(), score: z.number() }),
  ),
  terms: z.array(z.object({ term: z.string(), weight: z.number() })),
  filters: z.array(z.unknown()),
  reason: z.string().min(1),
});
const intervalShape = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .refine(({ value, low, high }) => low <= value && value <= high);
const reportShape = z.object({
  systems: z
    .array(z.object({ name: z.string(), metrics: z.record(z.string(), intervalShape) }))
    .min(1),
});
const METRICS = ["precision@5", "recall@5", "ndcg@5", "ndcg@10", "mrr", "map", "hit@5"];

const makeFolder = temporaryFolders();
let shop: string;
let workspace: string;
let judgements: string;
/** Holds the database, so that no call has to open it: that takes most of a short call's time. */
let holder: Store;
const call = async (...args: readonly string[]): Promise<unknown> =>
  askVitrine([...args, "-w", workspace]);

beforeAll(async () => {
  shop = makeFolder();
  workspace = join(makeFolder(), "work space");
  await writeShop(generateShop({ seed: 5, products: 150 }), shop, { pictures: false });
  judgements = join(shop, "judgements.jsonl");
  const folder = join(workspace, ".vitrine", "database");
  holder = await openStore({ folder, clock: () => new Date() });
  await call("import", "products", join(shop, "products.csv"));
  await call("index");
});
afterAll(async () => holder.close());

describe("init", () => {
  it("looks at a file, tells its guesses and writes a configuration that import follows", async () => {
    const folder = makeFolder();
    const file = join(folder, "feed.csv");
    writeFileSync(file, "uniq_id;product name;cost\n1;Oak desk;5,00 €\n");
    const shape = z.object({
      configFile: z.string(),
      format: z.literal("csv"),
      delimiter: z.literal(";"),
      columns: z.array(z.string()),
      mapping: z.array(
        z.object({ field: z.string(), column: z.string(), examples: z.array(z.string()) }),
      ),
    });
    const { configFile, mapping } = shape.parse(await askVitrine(["init", file, "-w", folder]));
    expect(mapping.map(({ field, column }) => [field, column])).toContainEqual(["id", "uniq_id"]);
    expect(readFileSync(configFile, "utf8")).toContain('import { defineConfig } from "vitrine"');
    const imported = await askVitrine(["import", "products", file, "-w", folder]);
    expect(imported).toMatchObject({ products: 1, added: 1 });

    const again = await runVitrine(["init", file, "-w", folder]);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/--force/);
  });
});

describe("import products", () => {
  const importShape = z.object({
    version: z.string(),
    products: z.int(),
    added: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    deleted: z.int(),
    report: z.object({ rowsRead: z.int(), accepted: z.int(), skipped: z.int() }),
  });

  it("takes columns by --map, repeated, and upserts", async () => {
    const folder = makeFolder();
    const file = join(folder, "feed.csv");
    writeFileSync(file, "uniq_id,id,headline,color\nx1,1,Oak desk,red\nx2,2,Pine desk,blue\n");
    const args = [
      "--map",
      "id=uniq_id",
      "--map",
      "title=headline",
      "--map",
      "attributes.tone=color",
    ];
    const first = await askVitrine(["import", "products", file, "-w", folder, ...args]);
    expect(importShape.parse(first)).toMatchObject({ products: 2, added: 2 });
    await askVitrine(["index", "-w", folder]);
    const found = await askVitrine(["search", "desk", "--filter", "tone=red", "-w", folder]);
    expect(foundShape.parse(found).hits).toMatchObject([{ id: "x1", title: "Oak desk" }]);

    const more = join(folder, "more.csv");
    writeFileSync(more, "id,title\nx2,Pine desk with drawers\nx3,Lamp\n");
    const second = await askVitrine(["import", "products", more, "-w", folder]);
    expect(importShape.parse(second)).toMatchObject({ products: 3, added: 1, updated: 1 });
    const third = await askVitrine(["import", "products", more, "-w", folder, "--replace"]);
    expect(importShape.parse(third)).toMatchObject({ products: 2, deleted: 1, unchanged: 2 });
  });

  it("stops at a bad row, or skips it into a file that can be mended and imported", async () => {
    const folder = makeFolder();
    const file = join(folder, "feed.csv");
    writeFileSync(file, "id,title,price\n1,Oak desk,5\n2,,6\n3,Lamp,7\n");
    const args = ["import", "products", file, "-w", folder];
    const stopped = await runVitrine([...args, "--json"]);
    expect(stopped.code).toBe(3);
    expect(stopped.stdout).toBe("");
    expect(JSON.parse(stopped.stderr)).toMatchObject({
      error: { code: "ROW_INVALID", details: { line: 3 } },
    });

    const skipped = await askVitrine([...args, "--on-bad-row", "skip"]);
    const { rejectsFile, report } = z
      .object({ rejectsFile: z.string(), report: z.object({ skipped: z.int() }) })
      .parse(skipped);
    expect(report.skipped).toBe(1);
    writeFileSync(rejectsFile, readFileSync(rejectsFile, "utf8").replace("2,,6", "2,Rug,6"));
    const mended = await askVitrine(["import", "products", rejectsFile, "-w", folder]);
    expect(importShape.parse(mended)).toMatchObject({ products: 3, added: 1 });
  });

  it("from several processes at once loses no product", async () => {
    const folder = makeFolder();
    await Promise.all(
      ["a", "b", "c"].map(async (id) => {
        const file = join(folder, `${id}.csv`);
        writeFileSync(file, `id,title\n${id},Desk ${id}\n`);
        return askVitrine(["import", "products", file, "-w", folder]);
      }),
    );
    const again = await askVitrine(["import", "products", join(folder, "a.csv"), "-w", folder]);
    expect(importShape.parse(again)).toMatchObject({ products: 3, unchanged: 1 });
  });

  it("says in the text which rows were left out and why, and where the report is", async () => {
    const folder = makeFolder();
    const file = join(folder, "feed.csv");
    writeFileSync(file, "id,title,price\n1,Oak desk,5\n1,Pine desk,6\n2,Rug,abc\n");
    const args = ["import", "products", file, "-w", folder, "--on-bad-row", "skip"];
    const { code, stdout } = await runVitrine(args);
    expect(code).toBe(0);
    expect(stdout).toContain(": 1 product (1 added");
    expect(stdout).toMatch(/^ {2}line 4, column price: got "abc": must be/m);
    expect(stdout).toMatch(/^ {2}line 3: the id 1 is in line 2 already$/m);
    const reportFile = /^The whole report is in (.*)\.$/m.exec(stdout)?.[1] ?? "";
    expect(JSON.parse(readFileSync(reportFile, "utf8"))).toMatchObject({ skipped: 1 });
  });
});

describe("index", () => {
  it.each(["static", "tfidf"])("with --encoder %s says what it built", async (encoder) => {
    const shape = z.object({
      version: z.string(),
      products: z.int().positive(),
      encoder: z.literal(encoder),
      built: z.enum(["full", "changes", "unchanged"]),
      changes: z.int().nonnegative(),
      vectors: z.object({ computed: z.int(), cached: z.int() }),
    });
    shape.parse(await call("index", "--encoder", encoder));
  });
});

describe("search", () => {
  it.each(["lexical", "semantic", "hybrid"])("finds in --mode %s", async (mode) => {
    const { hits, total } = foundShape.parse(await call("search", "lamp", "--mode", mode));
    expect(hits.length).toBeGreaterThan(0);
    expect(total).toBeGreaterThanOrEqual(hits.length);
  });

  it("prints JSON into a pipe without being told to, and text when it is told", async () => {
    const piped = await runVitrine(["search", "lamp", "-w", workspace]);
    foundShape.parse(JSON.parse(piped.stdout));
    const text = await runVitrine(["search", "lamp", "-w", workspace, "--no-json"]);
    expect(() => JSON.parse(text.stdout) as unknown).toThrow();
    expect(text.stdout).toMatch(/^ {2}1 /m);
  });

  it("holds repeated filters together, and pages", async () => {
    const args = ["search", "lamp", "--filter", "price<150", "--filter", "price>=20"];
    const all = z
      .object({ hits: z.array(hit.extend({ price: z.number() })), total: z.int() })
      .parse(await call(...args, "--limit", "100"));
    expect(all.hits.length).toBeGreaterThan(5);
    for (const { price } of all.hits) expect(price >= 20 && price < 150).toBe(true);
    const page = foundShape.parse(await call(...args, "--limit", "2", "--offset", "3"));
    expect(page.total).toBe(all.total);
    expect(page.hits.map(({ id }) => id)).toEqual(all.hits.slice(3, 5).map(({ id }) => id));
    const without = foundShape.parse(await call(...args, "--exclude", all.hits[0]!.id));
    expect(without.total).toBe(all.total - 1);
  });

  it("takes the subtree of a category", async () => {
    const [first] = foundShape
      .extend({ hits: z.array(hit.extend({ categoryPath: z.array(z.string()).min(1) })) })
      .parse(await call("search", "lamp")).hits;
    const [root] = first!.categoryPath;
    const { hits } = foundShape
      .extend({ hits: z.array(hit.extend({ categoryPath: z.array(z.string()) })) })
      .parse(await call("search", "lamp", "--filter", `category=${root}`, "--limit", "50"));
    expect(hits.length).toBeGreaterThan(0);
    for (const { categoryPath } of hits) expect(categoryPath[0]).toBe(root);
  });

  it("that finds nothing prints no hits but what is nearest, and ends with 0", async () => {
    const answer = await call("search", "zorvik", "--mode", "lexical");
    const { hits, total, nearest } = foundShape
      .extend({ nearest: z.object({ hits: z.array(hit), reached: z.string() }) })
      .parse(answer);
    expect([hits, total]).toEqual([[], 0]);
    expect(nearest.reached).not.toBe("");
  });

  it("explains its hits and counts facets when asked", async () => {
    const shape = foundShape.extend({
      hits: z.array(
        hit.extend({ explanation: explanationShape.pick({ sources: true, terms: true }) }),
      ),
      facets: z.array(
        z.object({
          field: z.string(),
          values: z.array(z.object({ value: z.string(), count: z.int().positive() })),
        }),
      ),
    });
    const { facets } = shape.parse(await call("search", "lamp", "--explain", "--facets"));
    expect(facets.map(({ field }) => field)).toContain("category");
  });
});

describe("similar and explain", () => {
  it("similar prints the shape of a search, without the product", async () => {
    const [first] = foundShape.parse(await call("search", "lamp")).hits;
    const { hits } = foundShape.parse(await call("similar", first!.id, "--limit", "5"));
    expect(hits).toHaveLength(5);
    expect(hits.map(({ id }) => id)).not.toContain(first!.id);
  });

  it("explain agrees with the search on what is found, and says why not of the rest", async () => {
    const { hits } = foundShape.parse(await call("search", "lamp", "--limit", "4"));
    const last = hits.at(-1)!;
    const found = explanationShape.parse(await call("explain", "lamp", last.id));
    expect(found).toMatchObject({ id: last.id, found: true, rank: 4 });
    const filtered = explanationShape.parse(
      await call("explain", "lamp", last.id, "--filter", "price<0"),
    );
    expect(filtered).toMatchObject({ found: false, rank: null });
    expect(filtered.filters).toHaveLength(1);
    expect(filtered.reason).toMatch(/price<0/);
    const unknown = explanationShape.parse(await call("explain", "lamp", "nobody"));
    expect(unknown.found).toBe(false);
  });
});

describe("evaluate", () => {
  it("search measures every system by judged queries", async () => {
    const { systems } = reportShape.parse(
      await call("evaluate", "search", "--judgements", judgements, "--encoder", "static"),
    );
    expect(systems.map(({ name }) => name)).toEqual([
      "random",
      "tfidf",
      "bm25",
      "static",
      "hybrid",
    ]);
    for (const { metrics } of systems) {
      expect(Object.keys(metrics)).toEqual(expect.arrayContaining(METRICS));
    }
    const ndcg = (name: string): number =>
      systems.find((system) => system.name === name)!.metrics["ndcg@10"]!.value;
    expect(ndcg("hybrid")).toBeGreaterThan(ndcg("random") + 0.2);
  });

  it("search measures only the systems that are named, within the judged products", async () => {
    const { systems } = reportShape.parse(
      await call(
        ...["evaluate", "search", "--judgements", judgements],
        ...["--systems", "bm25,hybrid", "--within-judged"],
      ),
    );
    expect(systems.map(({ name }) => name)).toEqual(["bm25", "hybrid"]);
  });

  it("catalogue measures with and without the label, and writes its report", async () => {
    const folder = makeFolder();
    const html = join(folder, "report.html");
    const output = join(folder, "report.json");
    const args = ["evaluate", "catalogue", "--systems", "random,bm25,hybrid"];
    const shown = reportShape.parse(await call(...args, "--html", html, "--output", output));
    const page = readFileSync(html, "utf8");
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain("hybrid");
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="?https?:/i);
    expect(reportShape.parse(JSON.parse(readFileSync(output, "utf8")))).toEqual(shown);

    const hidden = reportShape.parse(await call(...args, "--hide-label"));
    const precision = ({ systems }: z.infer<typeof reportShape>): number =>
      systems.find(({ name }) => name === "hybrid")!.metrics["precision@5"]!.value;
    expect(precision(hidden)).toBeLessThan(precision(shown));
    const brand = reportShape.parse(await call(...args, "--label", "brand"));
    expect(precision(brand)).not.toBe(precision(shown));
  });

  it("catalogue measures self-retrieval and the old protocol", async () => {
    const self = reportShape.parse(
      await call("evaluate", "catalogue", "--protocol", "self", "--systems", "bm25,hybrid"),
    );
    expect(self.systems[0]!.metrics["mrr"]!.value).toBeGreaterThan(0.5);
    const old = reportShape.parse(
      await call("evaluate", "catalogue", "--protocol", "ikarus", "--encoder", "static"),
    );
    expect(old.systems.map(({ name }) => name)).toEqual(["static", "tfidf"]);
    expect(Object.keys(old.systems[0]!.metrics)).toEqual(["self@5", "precision@5", "recall@5"]);
  });

  it("prints the same numbers for the same seed", async () => {
    const args = ["evaluate", "catalogue", "--systems", "random,bm25", "--seed", "3"];
    const metricsOf = async (): Promise<unknown> =>
      reportShape.parse(await call(...args)).systems.map(({ metrics }) => metrics);
    expect(await metricsOf()).toEqual(await metricsOf());
  });
});

describe("artifacts", () => {
  const listShape = z.object({
    artifacts: z.array(
      z.object({ name: z.string(), version: z.string(), aliases: z.array(z.string()) }),
    ),
  });
  const currentSearch = async (): Promise<string | undefined> =>
    listShape
      .parse(await call("artifacts", "list"))
      .artifacts.find(({ name, aliases }) => name === "search" && aliases.includes("current"))
      ?.version;

  it("are listed, verified, rolled back and promoted", async () => {
    expect(listShape.parse(await call("artifacts"))).toEqual(
      listShape.parse(await call("artifacts", "list")),
    );
    const built = z.object({ version: z.string(), built: z.string() });
    const { version } = built.parse(await call("index", "--full"));
    expect(built.parse(await call("index"))).toEqual({ version, built: "unchanged" });
    expect(await currentSearch()).toBe(version);
    const back = z
      .object({ name: z.literal("search"), version: z.string() })
      .parse(await call("artifacts", "rollback", "search"));
    expect(back.version).not.toBe(version);
    expect(await currentSearch()).toBe(back.version);
    await call("artifacts", "promote", "search", version);
    expect(await currentSearch()).toBe(version);
    const { results } = z
      .object({ results: z.array(z.object({ name: z.string(), problem: z.null() })).min(2) })
      .parse(await call("artifacts", "verify"));
    expect(new Set(results.map(({ name }) => name))).toEqual(new Set(["search"]));
  });

  it("that are damaged are named by verify, which ends with 5", async () => {
    const folder = makeFolder();
    const file = join(folder, "feed.csv");
    writeFileSync(file, "id,title\n1,Oak desk\n");
    await askVitrine(["import", "products", file, "-w", folder]);
    await askVitrine(["index", "-w", folder]);
    writeFileSync(join(folder, ".vitrine", "artifacts", "search", "1", "words.bin"), "rubbish");
    const { code, stdout } = await runVitrine(["artifacts", "verify", "-w", folder, "--json"]);
    expect(code).toBe(5);
    const [result] = z
      .object({ results: z.array(z.object({ problem: z.string() })) })
      .parse(JSON.parse(stdout)).results;
    expect(result?.problem).toMatch(/words\.bin/);
  });
});

describe("doctor", () => {
  it("checks machine and workspace", async () => {
    const shape = z.object({
      healthy: z.literal(true),
      checks: z
        .array(
          z.object({
            name: z.string(),
            state: z.enum(["ok", "note"]),
            found: z.string(),
            remedy: z.string().optional(),
          }),
        )
        .min(5),
    });
    const { checks } = shape.parse(await call("doctor"));
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["version", "workspace", "database", "catalogue", "index"]),
    );
  });
});
