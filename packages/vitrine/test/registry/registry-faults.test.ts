/** @file The registry when its writers are killed, its disk fails, or several publish at once. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRegistry } from "../../src/registry/registry.js";
import type { ArtifactDraft, Registry } from "../../src/registry/registry.js";
import { countFileOperations } from "./file-operations.js";

const packageFolder = fileURLToPath(new URL("../../", import.meta.url));
const draft: ArtifactDraft = {
  name: "search",
  kind: "test",
  options: {},
  licence: "MIT",
  engineVersion: "0",
};
const writeSmall = (folder: string): Promise<void> => writeFile(join(folder, "a.txt"), "hello");

let temporary: string;
/** The publisher as plain JavaScript: Node 20 runs no TypeScript, and a bundler would hide the calls that are counted. */
let compiled: string;
let publisher: string;
/** A registry that holds one version. */
let seeded: string;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), "vitrine-registry-"));
  seeded = join(temporary, "seeded");
  await openNow(seeded).publish(draft, writeSmall);
  // Inside the package, so that its dependencies are found from there.
  await mkdir(join(packageFolder, "node_modules"), { recursive: true });
  compiled = await mkdtemp(join(packageFolder, "node_modules", ".registry-faults-"));
  await writeFile(join(compiled, "package.json"), '{ "type": "module" }');
  for (const folder of ["src", "src/registry", "test/registry"]) {
    for (const file of await readdir(join(packageFolder, folder))) {
      if (file.endsWith(".ts") && !file.endsWith(".test.ts")) await compile(join(folder, file));
    }
  }
  publisher = join(compiled, "test/registry/publisher.js");
});
afterAll(async () => {
  await rm(temporary, { recursive: true });
  await rm(compiled, { recursive: true });
});

describe("a publisher that is killed", () => {
  it("at any of its file operations leaves the old state or the complete new one", async () => {
    const { operations } = await publishInChild(await copyOfSeeded());
    expect(operations).toBeGreaterThan(20);
    const outcomes = new Set<string>();
    const numbers = Array.from({ length: operations! }, (_, index) => index + 1);
    const killEach = async (): Promise<void> => {
      for (let killAt = numbers.shift(); killAt !== undefined; killAt = numbers.shift()) {
        const root = await copyOfSeeded();
        expect((await publishInChild(root, 1, killAt)).signal).toBe("SIGKILL");
        outcomes.add(await stateAfterFault(root));

        // The next publisher finds nothing in its way and clears what was left.
        const { version } = await openNow(root).publish(draft, writeSmall);
        expect((await openNow(root).load("search")).version).toBe(version);
        expect(await readdir(join(root, ".staging"))).toEqual([]);
      }
    };
    await Promise.all([killEach(), killEach()]);
    expect([...outcomes].sort()).toEqual(["1 of 1", "1 of 1,2", "2 of 1,2"]);
  });
});

describe("a disk that fails", () => {
  it("at any file operation ends the publishing with DISK_FAILED, and half a version is never seen", async () => {
    let failAt = 0;
    let operations = Infinity;
    const states: string[] = [];
    while (++failAt <= operations) {
      const root = await copyOfSeeded();
      const stopCounting = countFileOperations((number) => {
        if (number === failAt)
          throw Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC" });
      });
      const error: unknown = await openNow(root, true)
        .publish(draft, writeSmall)
        .then(() => undefined)
        .catch((reason: unknown) => reason);
      const count = stopCounting();
      const state = await stateAfterFault(root);
      if (error === undefined) {
        // Only what tidies up may fail without a word.
        operations = count;
        expect(state).toBe("2 of 1,2");
      } else {
        expect(error).toMatchObject({ code: "DISK_FAILED", details: { path: root } });
        states.push(state);
      }
    }
    // Old at first, then there but not served; only the very last sync fails behind the switch.
    expect(states.lastIndexOf("1 of 1")).toBeGreaterThan(10);
    expect(states.lastIndexOf("1 of 1,2")).toBe(states.length - 2);
    expect(states.indexOf("2 of 1,2")).toBe(states.length - 1);
  });

  it("that is no folder at all is told as DISK_FAILED", async () => {
    const root = join(temporary, "a-file");
    await writeFile(root, "");
    await expect(openNow(root).publish(draft, writeSmall)).rejects.toMatchObject({
      code: "DISK_FAILED",
    });
  });
});

describe("several publishers at once", () => {
  it("in several processes lose no version and share no number", async () => {
    const root = await copyOfSeeded();
    const results = await Promise.all([1, 2, 3].map(() => publishInChild(root, 8)));
    const versions = results.flatMap((result) => result.versions ?? []).map(Number);
    const expected = Array.from({ length: 24 }, (_, index) => index + 2);
    expect(versions.sort((a, b) => a - b)).toEqual(expected);

    const registry = openNow(root);
    expect((await registry.list()).map(({ version }) => Number(version))).toEqual([1, ...expected]);
    expect((await registry.verify()).every(({ problem }) => problem === null)).toBe(true);
    expect((await registry.resolve("search")).version).toBe("25");
  });

  it("in one process do not clear away each other's unfinished work", async () => {
    const registry = openNow(await copyOfSeeded());
    const slow = registry.publish(draft, async (folder) => {
      await writeFile(join(folder, "a.txt"), "slow");
      await registry.publish(draft, writeSmall);
    });
    expect((await slow).version).toBe("3");
    expect((await registry.resolve("search")).version).toBe("3");
  });
});

function openNow(root: string, fsync = false): Registry {
  return openRegistry(root, { clock: () => new Date("2026-01-02T03:04:05Z"), fsync });
}

/** "<version that is served> of <versions that are there>", all of them verified. */
async function stateAfterFault(root: string): Promise<string> {
  const registry = openNow(root);
  const listed = (await registry.list()).map(({ version }) => version);
  const verified = await registry.verify();
  expect(verified).toEqual(listed.map((version) => ({ name: "search", version, problem: null })));
  return `${(await registry.load("search")).version} of ${listed.join(",")}`;
}

async function copyOfSeeded(): Promise<string> {
  const root = await mkdtemp(join(temporary, "root-"));
  await cp(seeded, root, { recursive: true });
  return root;
}

interface PublisherResult {
  readonly signal?: string;
  readonly versions?: readonly string[];
  readonly operations?: number;
}

function publishInChild(root: string, count = 1, killAt = 0): Promise<PublisherResult> {
  return new Promise((resolve, reject) => {
    const args = [publisher, root, String(count), String(killAt)];
    const child = execFile(process.execPath, args, (error, stdout, stderr) => {
      if (child.signalCode !== null) resolve({ signal: child.signalCode });
      else if (error !== null) reject(new Error(stderr, { cause: error }));
      else resolve(JSON.parse(stdout) as PublisherResult);
    });
  });
}

async function compile(file: string): Promise<void> {
  const source = await readFile(join(packageFolder, file), "utf8");
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const target = join(compiled, file.replace(/\.ts$/, ".js"));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, outputText);
}
