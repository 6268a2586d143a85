/** @file The evaluation of placements: what was known on the day decides the lists, what came later the figures. */
import { describe, expect, it } from "vitest";
import type { EventInput } from "../../src/data/event.js";
import type { Engine } from "../../src/engine/engine.js";
import { openEngines, writeRows } from "../open-engines.js";
import { temporaryFolders } from "../temporary-folder.js";

const makeFolder = temporaryFolders();
const engines = openEngines(makeFolder);
const timeout = 60_000;
const KINDS = ["desk", "teapot"];

const products = KINDS.flatMap((kind) =>
  Array.from({ length: 30 }, (_, at) => ({
    id: `${kind}-${at}`,
    title: `${kind} number ${at}`,
    categoryPath: [kind],
    images: [],
    attributes: {},
  })),
);

/** Shoppers of two tastes; on the last day each takes interest in something new of `laterKind`. */
function eventsOf(laterKind: (shopper: number) => string): EventInput[] {
  return Array.from({ length: 60 }, (_, shopper) => {
    const kind = KINDS[shopper % 2]!;
    const event = (product: string, day: number): EventInput => ({
      key: `${shopper} ${product} ${day}`,
      kind: "view",
      shopper: `s${shopper}`,
      session: `${shopper} ${day}`,
      product,
      time: `2026-03-${String(day).padStart(2, "0")}T10:00:00Z`,
    });
    const early = Array.from({ length: 8 }, (_, step) =>
      event(`${kind}-${(shopper * 7 + step * 3) % 30}`, 1 + step),
    );
    const late = Array.from({ length: 4 }, (_, step) =>
      event(`${laterKind(shopper)}-${(shopper * 7 + step * 3 + 1) % 30}`, 20),
    );
    return [...early, ...late];
  }).flat();
}

async function openShop(laterKind: (shopper: number) => string): Promise<Engine> {
  const folder = makeFolder();
  const engine = await engines.open({ workspace: folder, config: {} });
  await engine.importProducts(writeRows(folder, products));
  await engine.index({ encoder: "tfidf" });
  await engine.recordEvents(eventsOf(laterKind));
  return engine;
}

describe("the evaluation of placements", () => {
  it("tells what suits shoppers from what does not", { timeout }, async () => {
    const engine = await openShop((shopper) => KINDS[shopper % 2]!);
    const report = await engine.evaluatePlacements({ days: 5, k: 5, shoppers: 50 });
    expect(report.queries).toBe(50);
    expect(report.systems.map(({ name }) => name)).toEqual([
      "random",
      ...Object.keys(engine.config.placements).filter((name) => name !== "recently-viewed"),
    ]);
    const valueOf = (name: string): { value: number; low: number } =>
      report.systems.find((system) => system.name === name)!.metrics["ndcg@5"]!;
    expect(valueOf("for-you").low).toBeGreaterThan(valueOf("random").value);
    expect(valueOf("for-you").value).toBeGreaterThan(valueOf("popular").value);
  });

  it("lets nothing of what came later into the lists", { timeout }, async () => {
    const [one, other] = [
      await openShop((shopper) => KINDS[shopper % 2]!),
      await openShop((shopper) => KINDS[(shopper + 1) % 2]!),
    ];
    const listsOf = async (engine: Engine): Promise<unknown> => {
      const { perQuery } = await engine.evaluatePlacements({ days: 5, k: 5 });
      return new Map(
        perQuery
          .map(({ query, top }): [string, unknown] => [
            query,
            Object.entries(top).map(([name, found]) => [name, found.map(({ id }) => id)]),
          ])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    };
    expect(await listsOf(one)).toEqual(await listsOf(other));
  });

  it("says what can not be measured", { timeout }, async () => {
    const folder = makeFolder();
    const engine = await engines.open({ workspace: folder, config: {} });
    await engine.importProducts(writeRows(folder, products));
    await engine.index({ encoder: "tfidf" });
    await expect(engine.evaluatePlacements()).rejects.toMatchObject({ code: "NOT_READY" });
    await engine.recordEvents(eventsOf(() => "desk").slice(0, 1));
    await expect(engine.evaluatePlacements({ days: 1 })).rejects.toMatchObject({
      code: "NOTHING_TO_MEASURE",
    });
    await expect(engine.evaluatePlacements({ placements: ["nowhere"] })).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
  });
});
