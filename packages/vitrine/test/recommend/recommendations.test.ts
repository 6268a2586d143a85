/**
 * @file Recommendations through the engine: a shop with two tastes, its events in a real database,
 * its products in a real index.
 */
import { beforeAll, afterAll, describe, expect, it } from "vitest";
import type { Event } from "../../src/data/event.js";
import type { Product } from "../../src/data/product.js";
import { createEngine } from "../../src/engine/engine.js";
import type { Engine } from "../../src/engine/engine.js";
import { writeRows } from "../open-engines.js";
import { temporaryFolders } from "../temporary-folder.js";

const makeFolder = temporaryFolders();
const KINDS = ["desk", "teapot"] as const;
const DAY = 86_400_000;

/** Twenty of each kind; `desk-3` is a desk. */
const products: Product[] = KINDS.flatMap((kind) =>
  Array.from({ length: 20 }, (_, at) => ({
    id: `${kind}-${at}`,
    title: `${["Oak", "Walnut", "White", "Black"][at % 4]!} ${kind} ${at}`,
    brand: `Brand ${at % 3}`,
    categoryPath: kind === "desk" ? ["Furniture", "Desks"] : ["Kitchen", "Teapots"],
    price: 10 + at,
    currency: "EUR",
    images: [],
    attributes: {},
  })),
);

let sent = 0;
const event = (
  shopper: string,
  product: string,
  kind: Event["kind"] = "view",
  daysAgo = 1,
): Event => ({
  key: `e${sent++}`,
  kind,
  shopper,
  session: `${shopper}-${daysAgo}`,
  product,
  time: new Date(Date.now() - daysAgo * DAY + sent).toISOString(),
});

/** Forty shoppers, each of one taste, who look at six products of it and buy two. */
function behaviourOf(): Event[] {
  return Array.from({ length: 40 }, (_, shopper) => {
    const kind = KINDS[shopper % 2]!;
    const seen = Array.from({ length: 6 }, (_, step) => `${kind}-${(shopper * 3 + step * 5) % 19}`);
    const who = `s${shopper}`;
    const daysAgo = 1 + (shopper % 9);
    return [
      ...seen.map((product) => event(who, product, "view", daysAgo)),
      ...seen.slice(0, 2).map((product) => event(who, product, "purchase", daysAgo)),
    ];
  }).flat();
}

const placements = {
  ruled: {
    sources: ["popular" as const],
    rules: {
      filters: ["category=Desks"],
      pin: ["desk-19"],
      maxPerBrand: 2,
      excludeUnavailable: false,
    },
    fallback: [],
  },
  buried: {
    sources: ["popular" as const],
    rules: { filters: ["category=Desks"], bury: ["desk-0", "teapot-1"] },
    fallback: [],
  },
  everything: { sources: ["popular" as const], fallback: [] },
};

describe("recommendations", () => {
  let engine: Engine;
  beforeAll(async () => {
    const workspace = makeFolder();
    engine = await createEngine({ workspace, offline: true, config: { placements } });
    await engine.importProducts(writeRows(workspace, products));
    await engine.index();
  }, 60_000);
  afterAll(async () => engine.close());
  const idsOf = async (options: Parameters<Engine["recommend"]>[0]): Promise<string[]> =>
    (await engine.recommend(options)).items.map(({ id }) => id);

  it("are none, and no filler, where nothing is known of anybody", async () => {
    const answer = await engine.recommend({ placement: "for-you", shopper: "s0" });
    expect(answer).toMatchObject({ items: [], fallback: null });
    await expect(engine.train()).rejects.toMatchObject({ code: "NOT_READY" });
  });

  it("say that a fallback filled the list where nothing was learned yet", async () => {
    await engine.recordEvents(behaviourOf());
    const answer = await engine.recommend({ placement: "for-you", shopper: "nobody", limit: 5 });
    expect(answer.items).toHaveLength(5);
    expect(["trending", "popular"]).toContain(answer.fallback);
    expect(answer.listId).not.toBe((await engine.recommend({ placement: "popular" })).listId);
    const similar = await engine.recommend({
      placement: "also-viewed",
      product: "desk-19",
      limit: 3,
    });
    expect(similar).toMatchObject({ fallback: "similar" });
    expect(similar.items.every(({ id }) => id.startsWith("desk-"))).toBe(true);
    expect(similar.items[0]).toMatchObject({
      source: "similar",
      reasons: [{ kind: "product", product: "desk-19" }],
    });
  });

  it("find each shopper's taste once it was learned, with the product that led to it", async () => {
    const trained = await engine.train();
    expect(trained).toMatchObject({ events: 320, people: 40, models: { forYou: "ease" } });
    for (const [shopper, kind] of [
      ["s0", "desk"],
      ["s1", "teapot"],
    ] as const) {
      const { items, fallback } = await engine.recommend({
        placement: "for-you",
        shopper,
        limit: 6,
      });
      expect(items).toHaveLength(6);
      expect(items.every(({ id }) => id.startsWith(`${kind}-`))).toBe(true);
      expect(fallback).toBeNull();
      for (const { source, reasons } of items) {
        expect(["for-you", "like-history"]).toContain(source);
        expect(reasons[0]?.product).toMatch(new RegExp(`^${kind}-`));
      }
    }
    const scores = (await engine.recommend({ placement: "everything" })).items.map(
      ({ score }) => score,
    );
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it("are the same bytes when learned again from the same events", async () => {
    const [first, second] = [await engine.train(), await engine.train()];
    const filesOf = async (version: string) =>
      (await engine.artifacts.load("recommendations", version)).manifest.files;
    expect(await filesOf(second.version)).toEqual(await filesOf(first.version));
  });

  it("follow an event with the next answer", async () => {
    const asked = { placement: "recently-viewed", shopper: "new" } as const;
    expect(await idsOf(asked)).toEqual([]);
    await engine.recordEvents([event("new", "teapot-4", "view", 0)]);
    expect(await idsOf(asked)).toEqual(["teapot-4"]);
    const forYou = { placement: "for-you", shopper: "new", limit: 6 } as const;
    const before = await idsOf(forYou);
    expect(before).not.toContain("teapot-4");
    expect(before.every((id) => id.startsWith("teapot-"))).toBe(true);
    await engine.recordEvents([event("new", before[0]!, "dislike", 0)]);
    expect(await idsOf(forYou)).not.toContain(before[0]);
    const because = await engine.recommend({ placement: "because-you-viewed", shopper: "new" });
    expect(because.items[0]?.reasons[0]).toEqual({ kind: "viewed", product: "teapot-4" });
  });

  it("know a visit, and what a visitor did before signing in", async () => {
    const { shopper: _, ...visit } = event("v", "desk-5", "view", 0);
    await engine.recordEvents([{ ...visit, anonymous: "anon", session: "visit-1" }]);
    const placement = "recently-viewed";
    expect(await idsOf({ placement, session: "visit-1" })).toEqual(["desk-5"]);
    expect(await idsOf({ placement, anonymous: "anon" })).toEqual(["desk-5"]);
    expect(await idsOf({ placement, shopper: "signed-in" })).toEqual([]);
    await engine.mergeShopper("anon", "signed-in");
    expect(await idsOf({ placement, shopper: "signed-in" })).toEqual(["desk-5"]);
  });

  it("complete a cart with neither what is in it nor what was bought, where that is ruled", async () => {
    const { items } = await engine.recommend({
      placement: "complete-the-cart",
      cart: ["desk-0", "desk-5"],
      limit: 4,
    });
    expect(items.length).toBeGreaterThan(0);
    for (const { id } of items) expect(["desk-0", "desk-5"]).not.toContain(id);
    const exported = await engine.exportShopper("s0");
    const bought = exported.events.flatMap(({ kind, product }) =>
      kind === "purchase" ? [product] : [],
    );
    expect(bought).toHaveLength(2);
    for (const id of await idsOf({ placement: "for-you", shopper: "s0", limit: 30 })) {
      expect(bought).not.toContain(id);
    }
  });

  it("keep to the rules of the placement and the filters of the request", async () => {
    const ids = await idsOf({ placement: "ruled", limit: 8 });
    expect(ids[0]).toBe("desk-19");
    expect(ids.every((id) => id.startsWith("desk-"))).toBe(true);
    const brands = (await engine.products(ids.slice(1))).map(({ brand }) => brand);
    for (const brand of brands)
      expect(brands.filter((one) => one === brand).length).toBeLessThanOrEqual(2);
    expect((await idsOf({ placement: "everything", limit: 40 })).at(-1)).not.toBe("desk-0");
    expect((await idsOf({ placement: "buried", limit: 40 })).at(-1)).toBe("desk-0");
    const cheap = await idsOf({
      placement: "everything",
      filters: ["price<15"],
      exclude: ["desk-1"],
    });
    const prices = (await engine.products(cheap)).map(({ price }) => price!);
    expect(Math.max(...prices)).toBeLessThan(15);
    expect(cheap).not.toContain("desk-1");
  });

  it("leave out at once what is sold out or deleted", async () => {
    const [first, second] = await idsOf({ placement: "popular", limit: 2 });
    const [product] = await engine.products([first!]);
    await engine.upsertProducts([{ ...product!, availability: "out_of_stock" }]);
    await engine.deleteProducts([second!]);
    const left = await idsOf({ placement: "popular", limit: 40 });
    expect(left.length).toBeGreaterThan(10);
    expect(left).not.toContain(first);
    expect(left).not.toContain(second);
  });

  it("show new products to those whom they suit", async () => {
    await engine.upsertProducts([
      { ...products[25]!, id: "new-teapot", title: "Walnut teapot new" },
    ]);
    const { items, fallback } = await engine.recommend({
      placement: "new-for-you",
      shopper: "s1",
      limit: 1,
    });
    expect(items).toMatchObject([{ source: "new-for-you", reasons: [{ kind: "new" }, {}] }]);
    expect(fallback).toBeNull();
    expect(await idsOf({ placement: "new-for-you", shopper: "s1", limit: 12 })).toContain(
      "new-teapot",
    );
  });

  it("are the same in another process, which goes on from what was counted before", async () => {
    const { folder } = engine.workspace;
    const other = await createEngine({ workspace: folder, offline: true, config: { placements } });
    const listOf = async (asked: Engine, placement: string): Promise<string[]> =>
      (await asked.recommend({ placement, limit: 40 })).items.map(({ id }) => id);
    for (const placement of ["popular", "trending"]) {
      await engine.recordEvents([event("late", "teapot-7", "purchase", 0)]);
      const mine = await listOf(engine, placement);
      // What another process records is looked for five times a second.
      await expect.poll(() => listOf(other, placement), { timeout: 5000 }).toEqual(mine);
    }
    await other.close();
  });

  it("know nothing more of a shopper who was erased", async () => {
    expect(await idsOf({ placement: "recently-viewed", shopper: "s3" })).not.toEqual([]);
    await engine.eraseShopper("s3");
    expect(await idsOf({ placement: "recently-viewed", shopper: "s3" })).toEqual([]);
  });

  it("go back to what was learned before", async () => {
    const before = await engine.artifacts.current("recommendations");
    await engine.recordEvents([event("later", "teapot-1", "view", 0)]);
    await engine.train();
    await engine.artifacts.rollback("recommendations");
    expect(await engine.artifacts.current("recommendations")).toBe(before);
    expect(await idsOf({ placement: "for-you", shopper: "s0" })).not.toEqual([]);
  });

  it("say what can not be asked", async () => {
    await expect(engine.recommend({ placement: "nowhere" })).rejects.toMatchObject({
      code: "PARAM_INVALID",
      message: expect.stringContaining("everything, for-you") as string,
    });
    await expect(engine.recommend({ placement: "popular", limit: 0 })).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
    await expect(
      engine.recommend({ placement: "popular", filters: ["price<<"] }),
    ).rejects.toMatchObject({ code: "FILTER_INVALID" });
  });
});
