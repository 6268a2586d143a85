import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluatedNames } from "../../src/evaluation/evaluate-interactions.js";
import { evaluationReportSchema } from "../../src/evaluation/evaluation-report.js";
import { runVitrine } from "./run-vitrine.js";
import type { Outcome, RunOptions } from "./run-vitrine.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-interactions-"));
  // Users like items of their own parity; the last one each has is the test.
  const train: string[] = [];
  const test: string[] = [];
  for (let user = 0; user < 40; user++) {
    const items = Array.from(
      { length: 7 },
      (_, at) => 2 * ((user + ((at * 5) % 7)) % 20) + (user % 2),
    );
    train.push(`user${user} ${items.slice(0, 6).join(" ")}`);
    test.push(`user${user} ${items.slice(6).join(" ")}`);
  }
  await writeFile(join(folder, "train.txt.gz"), gzipSync(train.join("\n")));
  await writeFile(join(folder, "test.txt"), `${test.join("\n")}\n`);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function evaluate(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const files = ["--train", "train.txt.gz", "--test", "test.txt"];
  return runVitrine(["evaluate", "interactions", ...files, ...args], { cwd: folder, ...options });
}

describe("vitrine evaluate interactions", () => {
  it("answers with the report in JSON, and leaves nothing in the folder", async () => {
    const before = await readdir(folder);
    const { code, stdout } = await evaluate([
      "--models",
      "itemknn,ease,gf-cf",
      "--k",
      "5",
      "--json",
    ]);
    expect(code).toBe(0);
    const report = evaluationReportSchema.parse(JSON.parse(stdout));
    expect(report.systems.map(({ name }) => name)).toEqual([
      "random",
      "popularity",
      "itemknn",
      "ease",
      "gf-cf",
    ]);
    const recallOf = (name: string): number =>
      report.systems.find((system) => system.name === name)?.metrics["recall@5"]?.value ??
      Number.NaN;
    for (const name of ["itemknn", "ease", "gf-cf"]) {
      expect(recallOf(name)).toBeGreaterThan(recallOf("random") + 0.2);
    }
    for (const { catalogue } of report.systems) {
      for (const name of ["coverage@5", "gini@5", "novelty@5", "diversity@5"]) {
        expect(catalogue[name]).toBeGreaterThanOrEqual(0);
      }
    }
    expect(report.queries).toBe(40);
    expect(await readdir(folder)).toEqual(before);
  });

  it("prints one table with what the rankings do to the catalogue, and writes reports", async () => {
    const reports = ["--html", "report.html", "--output", "report.json"];
    const { code, stdout, stderr } = await evaluate([
      "--models",
      "itemknn",
      "--no-json",
      ...reports,
    ]);
    expect(code).toBe(0);
    for (const part of ["recall@20", "coverage@20", "itemknn", "popularity", "random"]) {
      expect(stdout).toContain(part);
    }
    expect(stderr).toContain("Wrote report.html.");
    expect(await readFile(join(folder, "report.html"), "utf8")).toContain("itemknn");
    const written = JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as unknown;
    expect(evaluationReportSchema.safeParse(written).success).toBe(true);
  });

  it("names every model that there is in its help", async () => {
    const { stdout } = await runVitrine(["evaluate", "interactions", "--help"]);
    for (const name of evaluatedNames()) expect(stdout).toContain(name);
  });

  it.each([
    ["a model that there is not", ["--models", "bpr"], 2, "PARAM_INVALID"],
    ["a k of 0", ["--k", "0"], 2, "PARAM_INVALID"],
    ["a file that is not there", ["--test", "absent.txt"], 4, "FILE_NOT_FOUND"],
  ])("refuses %s", async (_, args, exit, error) => {
    const { code, stdout, stderr } = await evaluate([...args, "--json"]);
    expect(code).toBe(exit);
    expect(stdout).toBe("");
    const told = JSON.parse(stderr) as { error: { code: string } };
    expect(told.error.code).toBe(error);
  });
});
