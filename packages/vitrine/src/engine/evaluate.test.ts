import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { makeProducts, wordEncoder } from "../../test/made-catalogue.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import { createEngine } from "./engine.js";
import type { Engine } from "./engine.js";
import { checkReportFile, writeReport } from "./report-file.js";

const makeFolder = temporaryFolders();
let engine: Engine;

beforeAll(async () => {
  const folder = makeFolder();
  const file = join(folder, "products.jsonl");
  const rows = makeProducts(120).map(({ categoryPath, ...rest }) => ({
    ...rest,
    category: categoryPath.join(" > "),
  }));
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  engine = await createEngine({
    workspace: folder,
    offline: true,
    config: {
      encoders: { words: () => wordEncoder, mine: () => ({ ...wordEncoder, name: "hybrid" }) },
    },
  });
  await engine.importProducts(file);
});

const namesOf = async (options: Parameters<Engine["evaluateCatalogue"]>[0]): Promise<string[]> =>
  (await engine.evaluateCatalogue({ encoder: "words", ...options })).systems.map(
    ({ name }) => name,
  );

describe("the old protocol", () => {
  const protocol = "ikarus";

  it("measures only the systems that are named", async () => {
    expect(await namesOf({ protocol })).toEqual(["words", "tfidf"]);
    expect(await namesOf({ protocol, systems: ["tfidf"] })).toEqual(["tfidf"]);
    expect(await namesOf({ protocol, systems: ["words"] })).toEqual(["words"]);
  });

  it.each([[["nonsense"]], [["hybrid"]], [["tfidf", "tfidf"]], [[]]])(
    "refuses to measure %j",
    async (systems) => {
      await expect(namesOf({ protocol, systems })).rejects.toMatchObject({ code: "PARAM_INVALID" });
    },
  );

  it("tells its progress and can be cancelled", async () => {
    const cancel = new AbortController();
    const stages = new Set<string>();
    const onProgress = (stage: string): void => {
      stages.add(stage);
      if (stage === "Measuring") cancel.abort();
    };
    await expect(namesOf({ protocol, signal: cancel.signal, onProgress })).rejects.toMatchObject({
      code: "CANCELLED",
    });
    expect(stages).toContain("Measuring");
  });
});

describe("an evaluation", () => {
  it("refuses an encoder with the name of a system, and says to rename it", async () => {
    for (const protocol of ["category", "ikarus"] as const) {
      await expect(engine.evaluateCatalogue({ encoder: "mine", protocol })).rejects.toMatchObject({
        code: "PARAM_INVALID",
      });
    }
    await expect(engine.evaluateCatalogue({ encoder: "mine" })).rejects.toThrow(/Rename/);
    expect(await namesOf({ encoder: "tfidf", systems: ["tfidf"] })).toEqual(["tfidf"]);
  });

  it("hides a label however it is spelled, and refuses one that is not there", async () => {
    const measured = { encoder: "words", systems: ["bm25"], hideLabel: true };
    const plain = await engine.evaluateCatalogue({ ...measured, label: "colour" });
    const spelled = await engine.evaluateCatalogue({ ...measured, label: "attributes.COLOUR" });
    expect(spelled.systems[0]!.metrics).toEqual(plain.systems[0]!.metrics);
    await expect(
      engine.evaluateCatalogue({ ...measured, label: "nonsense" }),
    ).rejects.toMatchObject({ code: "PARAM_INVALID" });
  });

  it("says how much memory every system holds, the hybrid words and vectors", async () => {
    const { systems } = await engine.evaluateCatalogue({
      encoder: "words",
      systems: ["random", "lexical", "semantic", "hybrid"],
    });
    const bytes = Object.fromEntries(systems.map(({ name, memoryBytes }) => [name, memoryBytes!]));
    expect(bytes["random"]).toBe(0);
    expect(bytes["lexical"]).toBeGreaterThan(1000);
    // A vector of 64 axes for the title of every product is less than all fields, six times that is more.
    expect(bytes["semantic"]! % (64 * 4)).toBe(0);
    expect(bytes["semantic"]).toBeLessThan(6 * 120 * 64 * 4);
    expect(bytes["hybrid"]).toBe(bytes["lexical"]! + bytes["semantic"]!);
  });
});

describe("an evaluation of judged queries", () => {
  const systems = ["hybrid-plain", "hybrid-without-corrections", "hybrid-without-understanding", "hybrid-without-synonyms", "hybrid"]; // prettier-ignore
  const judge = (lines: readonly unknown[]): string => {
    const file = join(makeFolder(), "judged.jsonl");
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
    return file;
  };
  const idsOf = (wanted: (product: ReturnType<typeof makeProducts>[number]) => boolean): string[] =>
    makeProducts(120)
      .filter(wanted)
      .map(({ id }) => id);
  const grade = (ids: readonly string[]): Record<string, number> =>
    Object.fromEntries(ids.map((id) => [id, 3]));

  it("asks the engine with and without each of its abilities, kind by kind", async () => {
    const lamps = idsOf(({ title }) => title.includes("lamp"));
    const cheap = idsOf(({ title, price = Infinity }) => /lamp/.test(title) && price <= 100);
    expect(cheap.length).toBeGreaterThan(0);
    const judgements = judge([
      { query: "chandelierr", grades: grade(idsOf(({ title }) => /chandelier/.test(title))), kind: "typing error" },
      { query: "lamp under 100", grades: grade(cheap), kind: "price" },
      { query: "lamp", grades: grade(lamps), kind: "plain" },
    ]); // prettier-ignore
    const report = await engine.evaluateSearch({
      judgements,
      systems,
      encoder: "words",
      by: "kind",
      baselines: systems.slice(0, -1),
    });
    expect(report.groups?.results.map(({ name }) => name)).toEqual(["typing error", "price", "plain"]); // prettier-ignore
    const [, price] = report.perQuery;
    const prices = new Map(makeProducts(120).map((product) => [product.id, product.price]));
    const dear = (system: string): number =>
      price!.top[system]!.filter(({ id }) => !(prices.get(id)! <= 100)).length;
    expect(dear("hybrid")).toBe(0);
    expect(dear("hybrid-without-corrections")).toBe(0);
    expect(dear("hybrid-plain")).toBeGreaterThan(0);
    expect(dear("hybrid-without-understanding")).toBe(dear("hybrid-plain"));
  });

  it("reads a query within the judged products only", async () => {
    const dear = idsOf(({ title, price = 0 }) => /lamp/.test(title) && price > 100);
    const judgements = judge([{ query: "lamp under 100", grades: grade(dear) }]);
    const { perQuery } = await engine.evaluateSearch({
      judgements,
      systems: ["hybrid"],
      encoder: "words",
      withinJudged: true,
    });
    // No judged product is so cheap: the limit would leave nothing, so that it is not applied.
    expect(perQuery[0]!.top["hybrid"]!.length).toBe(Math.min(5, dear.length));
  });

  it("measures the baselines where no systems are named", async () => {
    const report = await engine.evaluateSearch({
      judgements: judge([
        { query: "lamp", grades: grade(idsOf(({ title }) => /lamp/.test(title))) },
      ]),
      encoder: "words",
      baselines: ["hybrid-plain"],
    });
    const names = report.systems.map(({ name }) => name);
    expect(names).toEqual(["random", "tfidf", "bm25", "static", "words", "hybrid", "hybrid-plain"]);
    expect(report.baselines).toEqual(["hybrid-plain"]);
  });

  it("measures a baseline that is not among the systems named", async () => {
    const grades = grade(idsOf(({ title }) => /lamp/.test(title)));
    const report = await engine.evaluateSearch({
      judgements: judge([{ query: "lamp", grades }]),
      systems: ["hybrid"],
      encoder: "words",
      baselines: ["hybrid-plain"],
    });
    expect(report.systems.map(({ name }) => name)).toEqual(["hybrid", "hybrid-plain"]);
    expect(report.baselines).toEqual(["hybrid-plain"]);
  });

  it("takes a title for no query of a shopper's", async () => {
    const report = await engine.evaluateCatalogue({
      encoder: "words",
      systems: ["hybrid-plain", "hybrid"],
    });
    for (const { values } of report.perQuery) expect(values["hybrid"]).toEqual(values["hybrid-plain"]); // prettier-ignore
  });
});

describe("a report", () => {
  it("that can not be written is refused, before and after measuring", async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, "taken"));
    const report = await engine.evaluateCatalogue({ encoder: "words", systems: ["bm25"] });
    for (const file of [join(folder, "no", "report.json"), join(folder, "taken")]) {
      await expect(checkReportFile(file)).rejects.toMatchObject({ code: "DISK_FAILED" });
      await expect(writeReport(report, file, "json")).rejects.toMatchObject({
        code: "DISK_FAILED",
      });
    }
    await checkReportFile(join(folder, "report.json"));
  });
});
