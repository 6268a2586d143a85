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
