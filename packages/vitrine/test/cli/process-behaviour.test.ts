/** @file How the process behaves: exit codes, streams, help, interruption. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeProducts } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { askVitrine, runVitrine } from "./run-vitrine.js";
import type { Outcome } from "./run-vitrine.js";

const makeFolder = temporaryFolders();
const errorShape = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().min(1),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** A small shop, imported and indexed; no test changes it. */
let indexed: string;
/** A workspace with a catalogue only. */
let imported: string;
/** A file of many products. */
let large: string;

beforeAll(async () => {
  indexed = makeFolder();
  imported = makeFolder();
  const small = join(indexed, "feed.csv");
  writeFileSync(small, "id,title,price\n1,Oak desk,5\n2,Brass lamp,6\n3,Wool rug,7\n");
  await askVitrine(["import", "products", small, "-w", indexed]);
  await askVitrine(["index", "-w", indexed]);
  await askVitrine(["import", "products", small, "-w", imported]);
  large = join(makeFolder(), "large.jsonl");
  writeFileSync(
    large,
    makeProducts(20_000)
      .map(({ id, title, description, categoryPath: category }) =>
        JSON.stringify({ id, title: `${title} ${id}`, description, category }),
      )
      .join("\n"),
  );
});

describe("exit codes", () => {
  const place = (name: string): string => join(makeFolder(), name);
  const cases: readonly (readonly [number, string, string, () => readonly string[]])[] = [
    [
      2,
      "PARAM_INVALID",
      "a page that can not be",
      () => ["search", "x", "--limit", "9999", "-w", indexed],
    ],
    [
      2,
      "FILTER_INVALID",
      "a filter that can not be read",
      () => ["search", "x", "-f", "price~5", "-w", indexed],
    ],
    [
      2,
      "CONFIG_INVALID",
      "a wrong setting",
      () => {
        const folder = makeFolder();
        writeFileSync(
          join(folder, "vitrine.config.ts"),
          "export default { search: { encodr: 1 } };",
        );
        return ["search", "x", "-w", folder];
      },
    ],
    [
      2,
      "MAPPING_INVALID",
      "a column that is not there",
      () => [
        "import",
        "products",
        join(indexed, "feed.csv"),
        "--map",
        "id=sku",
        "-w",
        makeFolder(),
      ],
    ],
    [
      3,
      "FORMAT_BROKEN",
      "a file that breaks off",
      () => {
        const path = place("feed.json");
        writeFileSync(path, '[{"id": "1", "title": "Oak');
        return ["import", "products", path, "-w", makeFolder()];
      },
    ],
    [
      3,
      "JUDGEMENTS_INVALID",
      "judgements that are none",
      () => {
        const path = place("judgements.jsonl");
        writeFileSync(path, "desk,1\n");
        return ["evaluate", "search", "--judgements", path, "-w", indexed];
      },
    ],
    [
      3,
      "NOTHING_TO_MEASURE",
      "a catalogue without categories",
      () => ["evaluate", "catalogue", "-w", indexed],
    ],
    [
      4,
      "FILE_NOT_FOUND",
      "a file that is not there",
      () => ["import", "products", place("absent.csv"), "-w", makeFolder()],
    ],
    [
      4,
      "FILE_NOT_FOUND",
      "judgements that are not there",
      () => ["evaluate", "search", "--judgements", place("absent"), "-w", indexed],
    ],
    [4, "NOT_READY", "a search before an index", () => ["search", "desk", "-w", imported]],
    [4, "NOT_READY", "an index before a catalogue", () => ["index", "-w", makeFolder()]],
    [
      4,
      "PRODUCT_NOT_FOUND",
      "a product that is not there",
      () => ["similar", "nobody", "-w", indexed],
    ],
    [
      4,
      "MODEL_NOT_FOUND",
      "a model folder that is not there",
      () => ["index", "-e", "./absent-model", "-w", imported],
    ],
    [
      4,
      "ARTIFACT_NOT_FOUND",
      "a version that is not there",
      () => ["artifacts", "promote", "search", "99", "-w", indexed],
    ],
    [
      4,
      "ARTIFACT_NOT_FOUND",
      "a rollback from the first version",
      () => ["artifacts", "rollback", "search", "-w", indexed],
    ],
    [
      5,
      "ARTIFACT_INVALID",
      "a damaged index",
      () => {
        const copy = makeFolder();
        cpSync(indexed, copy, { recursive: true });
        appendFileSync(join(copy, ".vitrine", "artifacts", "search", "1", "words.bin"), "x");
        return ["search", "desk", "-w", copy];
      },
    ],
  ];

  it.each(cases)("%i with %s for %s, on the error stream alone", async (code, name, _, args) => {
    const json = await runVitrine([...args(), "--json"]);
    expect(json, json.stderr).toMatchObject({ code, stdout: "" });
    const { error } = errorShape.parse(JSON.parse(json.stderr));
    expect(error.code).toBe(name);
    expect(error.details).toBeDefined();
  });

  it("come with text instead of JSON where none was asked for", async () => {
    const { code, stdout, stderr } = await runVitrine(["similar", "nobody", "-w", indexed]);
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toMatch(/^PRODUCT_NOT_FOUND: .*nobody/);
  });

  it.each([
    ["an unknown command", ["serach", "desk"]],
    ["an unknown option", ["search", "desk", "--limt", "3"]],
    ["a missing argument", ["similar"]],
    ["a number that is none", ["search", "desk", "--limit", "many"]],
    ["a choice that is none", ["search", "desk", "--mode", "psychic"]],
    ["a mapping without a column", ["import", "products", "x.csv", "--map", "id"]],
    ["a missing judgements file", ["evaluate", "search"]],
  ])("2 for %s, which the error stream names", async (_, args) => {
    const { code, stdout, stderr } = await runVitrine(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: /);
    const json = await runVitrine([...args, "--json"]);
    expect(json).toMatchObject({ code: 2, stdout: "" });
    expect(errorShape.parse(JSON.parse(json.stderr)).error.code).toBe("PARAM_INVALID");
  });

  it("6 before anything is measured when a report can not be written", async () => {
    const folder = makeFolder();
    const feed = join(folder, "feed.csv");
    writeFileSync(feed, "id,title,category\n1,Oak desk,Desks\n2,Pine desk,Desks\n");
    await askVitrine(["import", "products", feed, "-w", folder]);
    const html = join(folder, "no", "such", "report.html");
    const { code, stderr } = await runVitrine([
      ...["evaluate", "catalogue", "--systems", "bm25", "--html", html],
      ...["-w", folder],
    ]);
    expect(code).toBe(6);
    expect(stderr).toMatch(/^DISK_FAILED: /);
  });

  it("that of the worst fault that the doctor finds, with the remedy", async () => {
    const copy = makeFolder();
    cpSync(indexed, copy, { recursive: true });
    writeFileSync(join(copy, ".vitrine", "artifacts", "search", "1", "words.bin"), "rubbish");
    const { code, stdout } = await runVitrine(["doctor", "-w", copy]);
    expect(code).toBe(5);
    expect(stdout).toMatch(/FAULT.*search/);
    expect(stdout).toMatch(/vitrine index/);
    expect(stdout).not.toMatch(/rollback/);
    await askVitrine(["index", "-w", copy]);
    writeFileSync(join(copy, ".vitrine", "artifacts", "search", "1", "words.bin"), "rubbish");
    await askVitrine(["artifacts", "promote", "search", "2", "-w", copy]);
    expect((await runVitrine(["doctor", "-w", copy])).stdout).not.toMatch(/rollback/);
  });

  it("2 when the doctor finds a wrong setting, among what else it finds", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "vitrine.config.ts"), "export default { search: { encodr: 1 } };");
    const { code, stdout } = await runVitrine(["doctor", "-w", folder, "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ healthy: false });
    expect(stdout).toMatch(/CONFIG_INVALID/);
    expect(stdout).toMatch(/usearch/);
  });

  it("0 when the doctor finds no workspace yet, which it does not make", async () => {
    const folder = join(makeFolder(), "absent");
    const { code, stdout } = await runVitrine(["doctor", "-w", folder]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^note +workspace: .*does not exist yet/m);
    expect(existsSync(folder)).toBe(false);
  });

  it("2 for a word that is no command of artifacts, with those there are", async () => {
    const { code, stderr } = await runVitrine(["artifacts", "foo", "-w", indexed]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/unknown command foo; one of list, verify, promote, rollback/);
  });
});

describe("help", () => {
  it.each([
    "init",
    "import products",
    "products",
    "products get",
    "products put",
    "products delete",
    "products count",
    "export",
    "backup",
    "restore",
    "report",
    "index",
    "search",
    "similar",
    "explain",
    "evaluate",
    "evaluate search",
    "evaluate catalogue",
    "artifacts",
    "artifacts list",
    "artifacts verify",
    "artifacts promote",
    "artifacts rollback",
    "doctor",
  ])("of %s has examples", async (command) => {
    const { code, stdout, stderr } = await runVitrine([...command.split(" "), "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`vitrine ${command}`);
    expect(stdout).toMatch(/Examples:\n {2}\$ vitrine /);
  });

  it("names every command, and the version is the package's", async () => {
    const { stdout } = await runVitrine(["--help"]);
    for (const command of ["init", "import", "index", "search", "similar", "explain"]) {
      expect(stdout).toContain(`  ${command} `);
    }
    const version = await runVitrine(["--version"]);
    expect(version).toMatchObject({ code: 0, stdout: "0.1.0\n" });
  });
});

describe("streams", () => {
  it("standard output holds JSON alone, progress and warnings go to the error stream", async () => {
    const folder = makeFolder();
    const calls = [
      ["import", "products", large],
      ["index", "--encoder", "tfidf"],
      ["search", "oak desk"],
    ];
    const outcomes: Outcome[] = [];
    for (const args of calls) outcomes.push(await runVitrine([...args, "--json", "-w", folder]));
    for (const { code, stdout, stderr } of outcomes) {
      expect(code, stderr).toBe(0);
      expect(() => JSON.parse(stdout) as unknown).not.toThrow();
      for (const line of stderr.split("\n").filter((text) => text !== "")) {
        expect(line).toMatch(/^[A-Z][A-Za-z+\- ]+: .*(%|\d)/);
      }
      expect(stderr).not.toContain("\u001b");
    }
  });

  it("a reader that closes early is no fault", async () => {
    const args = ["search", "desk", "-w", indexed, "--no-json"];
    const { code } = await runVitrine(args, { closeStdout: true });
    expect(code).toBe(0);
  });

  it("the workspace may come from the environment", async () => {
    const env = { VITRINE_WORKSPACE: indexed };
    expect(await askVitrine(["search", "desk"], { env })).toMatchObject({ hits: [{ id: "1" }] });
  });

  it("paths are relative to the working directory", async () => {
    const cwd = makeFolder();
    mkdirSync(join(cwd, "feeds"));
    writeFileSync(join(cwd, "feeds", "a.csv"), "id,title\n1,Oak desk\n");
    const result = await askVitrine(["import", "products", "feeds/a.csv", "-w", "shop"], { cwd });
    expect(result).toMatchObject({ products: 1 });
    expect(readdirSync(join(cwd, "shop"))).toEqual([".vitrine"]);
  });
});

describe("an interruption", () => {
  it("of an import ends with 130, shows nothing of it, and the next one goes on", async () => {
    const folder = makeFolder();
    cpSync(indexed, folder, { recursive: true });
    const args = ["import", "products", large, "-w", folder];
    const { code, stdout, stderr } = await runVitrine(args, { interrupt: true });
    expect({ code, stdout }, stderr).toEqual({ code: 130, stdout: "" });
    expect(stderr).toMatch(/^CANCELLED: /m);
    expect(await askVitrine(["products", "count", "-w", folder])).toMatchObject({ products: 3 });
    expect(await askVitrine(["search", "brass lamp", "-w", folder])).toMatchObject({
      hits: [{ id: "2" }],
    });
    const again = await askVitrine(args);
    expect(again).toMatchObject({ products: 20_003, added: 20_000 });
  });

  it("of an index ends with 130 and leaves the old index to be searched", async () => {
    const folder = makeFolder();
    cpSync(indexed, folder, { recursive: true });
    await askVitrine(["import", "products", large, "-w", folder]);
    const before = snapshot(join(folder, ".vitrine", "artifacts"));
    const { code, stdout, stderr } = await runVitrine(["index", "-w", folder], {
      interrupt: true,
    });
    expect({ code, stdout }, stderr).toEqual({ code: 130, stdout: "" });
    expect(stderr).toMatch(/^CANCELLED: /m);
    expect(snapshot(join(folder, ".vitrine", "artifacts"))).toEqual(before);
    expect(await askVitrine(["search", "brass lamp", "-w", folder])).toMatchObject({
      hits: expect.arrayContaining([expect.objectContaining({ id: "2" })]) as unknown,
    });
  });
});

/** Path → bytes and time of every file under a folder. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path), `${statSync(path).size} ${statSync(path).mtimeMs}`]),
  );
}
