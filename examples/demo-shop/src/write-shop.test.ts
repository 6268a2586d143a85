import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateShop } from "./shop.js";
import { generateEvents } from "./shoppers/generate-events.js";
import { drawShoppers } from "./shoppers/shopper-world.js";
import { understandingKinds } from "./understanding/understanding-queries.js";
import { writeShop } from "./write-shop.js";

const shop = generateShop({ products: 24, traps: true });
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "demo-shop-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe("writeShop", () => {
  it("writes the files of a shop, the hidden truth beside them, and a picture a product", async () => {
    const ticks: number[] = [];
    const written = await writeShop(shop, folder, { onProgress: (done) => ticks.push(done) });
    expect((await readdir(folder)).sort()).toEqual([
      "images",
      "judgements",
      "judgements-test.jsonl",
      "judgements-train.jsonl",
      "judgements-understanding-test.jsonl",
      "judgements-understanding-train.jsonl",
      "judgements.jsonl",
      "products.csv",
      "products.jsonl",
      "truth",
    ]);
    const own = shop.products.filter(({ id, images }) => images[0] === `images/${id}.webp`);
    expect(ticks.at(-1)).toBe(own.length);
    expect(written.filter((path) => path.startsWith("images/"))).toHaveLength(own.length);
    for (const { images } of shop.products) {
      const { width, height, format } = await sharp(join(folder, images[0]!)).metadata();
      expect([width, height, format]).toEqual([400, 500, "webp"]);
    }
  });

  it("parts the judgements into the two halves", async () => {
    const read = async (name: string): Promise<string[]> =>
      (await readFile(join(folder, name), "utf8")).split("\n").filter((line) => line !== "");
    const halves = [
      ...(await read("judgements-train.jsonl")),
      ...(await read("judgements-test.jsonl")),
    ];
    expect(halves.sort()).toEqual((await read("judgements.jsonl")).sort());
  });

  it("parts the queries of understanding by half, and again by kind", async () => {
    const lines = async (name: string): Promise<string[]> =>
      (await readFile(join(folder, name), "utf8")).split("\n").filter((line) => line !== "");
    for (const split of ["train", "test"] as const) {
      const whole = await lines(`judgements-understanding-${split}.jsonl`);
      const parts = await Promise.all(
        understandingKinds.map((kind) => lines(`judgements/${kind}-${split}.jsonl`)),
      );
      expect(parts.flat()).toEqual(whole);
    }
    expect(await readdir(join(folder, "judgements"))).toHaveLength(2 * understandingKinds.length);
  });

  it("leaves pictures out when asked", async () => {
    const bare = join(folder, "bare");
    const written = await writeShop(shop, bare, { pictures: false });
    expect(written.some((path) => path.startsWith("images"))).toBe(false);
    expect(await readdir(bare)).not.toContain("images");
  });

  it("writes what the shoppers did, one event a line, and hides the truth about them", async () => {
    const place = join(folder, "with-shoppers");
    const shoppers = drawShoppers(shop, { shoppers: 100, days: 60 });
    let told = 0;
    const written = await writeShop(shop, place, {
      pictures: false,
      shoppers,
      onEvents: (events) => (told = events),
    });
    const lines = async (path: string): Promise<string[]> =>
      (await readFile(join(place, path), "utf8")).trimEnd().split("\n");
    const events = [...generateEvents(shoppers)];
    expect(await lines("events.jsonl")).toEqual(events.map((event) => JSON.stringify(event)));
    expect(told).toBe(events.length);
    expect((await lines("truth/shoppers.jsonl")).map((line): unknown => JSON.parse(line))).toEqual(
      shoppers.shoppers,
    );
    const files = ["events.jsonl", "interactions-train.txt", "interactions-test.txt"];
    const hidden = ["shoppers.jsonl", "merges.jsonl", "partners.jsonl", "market.json"];
    const expected = [...files, ...hidden.map((name) => `truth/${name}`)];
    expect(written.filter((path) => expected.includes(path))).toEqual(expected);
    const merges = events.filter((event) => event.anonymous && event.shopper);
    expect(merges.length).toBeGreaterThan(0);
    expect((await lines("truth/merges.jsonl")).map((line): unknown => JSON.parse(line))).toEqual(
      [...new Set(merges.map(({ anonymous }) => anonymous))].map((id) => {
        const { anonymous, shopper, time } = merges.find((event) => event.anonymous === id)!;
        return { anonymous, shopper, time };
      }),
    );
    const market = JSON.parse(await readFile(join(place, "truth/market.json"), "utf8")) as object;
    expect(market).toMatchObject({
      from: "2025-10-02T00:00:00.000Z",
      testFrom: "2025-11-17T00:00:00.000Z",
      until: "2025-12-01T00:00:00.000Z",
    });
  });

  it("refuses the shoppers of another shop", async () => {
    const shoppers = drawShoppers(generateShop({ products: 20 }), { shoppers: 1, days: 20 });
    await expect(writeShop(shop, join(folder, "other"), { shoppers })).rejects.toThrow(
      "the shoppers must be drawn for this shop",
    );
  });
});
