import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generateShop, writeShop } from "@vitrine/demo-shop";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { temporaryFolders } from "../temporary-folder.js";
import { askVitrine, runVitrine } from "./run-vitrine.js";

const answerShape = z.object({
  hits: z.array(
    z.object({
      id: z.string(),
      price: z.number().optional(),
      rule: z.object({ rule: z.string(), effect: z.enum(["pinned", "buried"]) }).optional(),
    }),
  ),
  total: z.int(),
  list: z.string(),
  understood: z.array(
    z.object({
      text: z.string(),
      kind: z.string(),
      filter: z.string(),
      use: z.enum(["filter", "exclude", "boost"]),
      applied: z.boolean(),
    }),
  ),
  corrected: z.object({ from: z.string(), to: z.string() }).optional(),
});

const makeFolder = temporaryFolders();
let workspace: string;
const call = async (...args: readonly string[]): Promise<unknown> =>
  askVitrine([...args, "-w", workspace]);
const search = async (...args: readonly string[]): Promise<z.infer<typeof answerShape>> =>
  answerShape.parse(await call("search", ...args));

beforeAll(async () => {
  const shop = makeFolder();
  workspace = join(makeFolder(), "shop");
  await writeShop(generateShop({ seed: 5, products: 150 }), shop, { pictures: false });
  await call("import", "products", join(shop, "products.csv"));
  await call("index");
});

describe("vitrine search", () => {
  it("tells what it understood, in JSON and above the hits, and takes it back", async () => {
    const { understood, hits } = await search("lamp under 100");
    const price = understood.find(({ kind }) => kind === "price");
    expect(price).toMatchObject({ text: "under 100", use: "filter" });
    if (price?.applied === true) for (const hit of hits) expect(hit.price).toBeLessThan(100);
    const text = await runVitrine(["search", "lamp under 100", "--no-json", "-w", workspace]);
    expect(text.stdout).toMatch(/^Understood: .*\[under 100 → only price</m);
    const plain = await search("lamp under 100", "--no-understand");
    expect(plain.understood).toEqual([]);
    const literal = await search("lamp under 100", "--literal", "under 100");
    expect(literal.understood.filter(({ kind }) => kind === "price")).toEqual([]);
  });

  it("sorts, diversifies, groups, and finds what is like a product", async () => {
    const sorted = await search("lamp", "--sort", "price");
    const prices = sorted.hits.map(({ price }) => price ?? Infinity);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    const [first] = sorted.hits;
    const like = await search("--like", first!.id, "--diversity", "0.3", "--variants", "grouped");
    expect(like.hits.length).toBeGreaterThan(0);
    expect(like.hits.map(({ id }) => id)).not.toContain(first!.id);
  });

  it("without a text or a product, or with an option out of range, is a wrong call", async () => {
    for (const args of [[], ["lamp", "--diversity", "2"], ["lamp", "--variants", "some"]]) {
      const { code } = await runVitrine(["search", ...args, "-w", workspace]);
      expect(code).toBe(2);
    }
  });
});

describe("vitrine suggest", () => {
  it("gives suggestions of each kind with what was typed", async () => {
    const matched = z.array(z.object({ start: z.int(), end: z.int() }));
    const shape = z.object({
      queries: z.array(z.object({ text: z.string(), matched, source: z.string() })),
      categories: z.array(
        z.object({ text: z.string(), matched, path: z.array(z.string()), count: z.int() }),
      ),
      brands: z.array(z.object({ text: z.string(), matched, count: z.int() })),
      products: z.array(z.object({ text: z.string(), matched, id: z.string() })),
    });
    const suggested = shape.parse(await call("suggest", "la", "--limit", "3"));
    const all = Object.values(suggested).flat();
    expect(all.length).toBeGreaterThan(0);
    for (const { text } of all) expect(text.toLowerCase()).toMatch(/\bla/);
  });
});

describe("vitrine rules", () => {
  it("are added, listed, applied, exported, removed, imported and rolled back", async () => {
    const pinned = (await search("chair")).hits.at(-1)!.id;
    const added = await call("rules", "add", "lamp", "--pin", pinned, "--id", "light");
    expect(added).toMatchObject({ version: "2", unknownIds: [] });
    expect((await search("lamp")).hits[0]).toMatchObject({
      id: pinned,
      rule: { rule: "light", effect: "pinned" },
    });
    expect((await search("lamp", "--no-rules")).hits[0]!.rule).toBeUndefined();
    const { stdout } = await runVitrine(["search", "lamp", "--no-json", "-w", workspace]);
    expect(stdout).toContain("[pinned by rule light]");

    const file = join(makeFolder(), "rules.json");
    await call("rules", "export", file);
    const rules = [{ id: "light", query: "lamp", match: "exact", pin: [pinned], bury: [] }];
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(rules);
    await call("rules", "remove", "light");
    expect(await call("rules", "list")).toEqual({ rules: [] });
    await call("rules", "import", file);
    expect(await call("rules", "list")).toEqual({ rules });
    await call("artifacts", "rollback", "rules");
    expect(await call("rules", "list")).toEqual({ rules: [] });

    const unknown = await runVitrine(["rules", "add", "lamp", "--bury", "nobody", "-w", workspace]);
    expect(unknown.code).toBe(0);
    expect(unknown.stderr).toMatch(/Not in the catalogue.*nobody/);
  });
});
