/**
 * @file What was acknowledged is there after the death of the process that wrote it; the lock and the
 * others survive it as well. Real processes, killed at times that a seed chooses.
 */
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createRandom } from "../../src/random.js";
import { openStore, readCatalogueRevision } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { all } from "./read-store.js";
import { makeProduct } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";

const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";
const rounds = isFull ? 100 : 20;
const templateFolder = join(tmpdir(), "vitrine-test-databases");
const makeFolder = temporaryFolders();
const clock = (): Date => new Date();
const main = new URL("process-main.mts", import.meta.url).pathname;
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

type Child = ChildProcessByStdio<Writable, Readable, null>;
const running = new Set<Child>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

function start(task: string, folder: string, count = 0): Child {
  const child = spawn(
    process.execPath,
    ["--import", loader, main, task, folder, templateFolder, String(count)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Reads lines until one is as wanted, or the process ends. */
async function readLines(child: Child, until: (line: string) => boolean): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (until(line)) break;
  }
  return lines;
}

/** Kills it after so many lines; reads what it had said until it was dead. */
async function killAfter(child: Child, lineCount: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === lineCount) child.kill("SIGKILL");
  }
  return lines;
}

const open = (folder: string): Promise<Store> => openStore({ folder, templateFolder, clock });

describe("killed processes", () => {
  it("lose no acknowledged product and double none", { timeout: 1_200_000 }, async () => {
    const folder = join(makeFolder(), "database");
    const random = createRandom(11);
    const acknowledged = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const lines = await killAfter(start("upsert", folder), 2 + random.below(40));
      for (const line of lines.slice(1)) acknowledged.add(line);
      const known = await readCatalogueRevision(folder);
      if (known === undefined) continue;
      const store = await open(folder);
      expect(await store.revision()).toBe(known.revision);
      await store.close();
    }
    const store = await open(folder);
    const ids = (await all(store)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.length - acknowledged.size).toBeLessThanOrEqual(rounds);
    expect(await store.revision()).toBe(ids.length);
    await store.close();
  });

  it("resume an import from the last acknowledged batch", { timeout: 1_200_000 }, async () => {
    const folder = join(makeFolder(), "database");
    const random = createRandom(12);
    const total = rounds * 250;
    let staged = 0;
    let finished = false;
    for (let round = 0; round < rounds && !finished; round += 1) {
      const lines = await killAfter(start("import", folder, total), 3 + random.below(4));
      const from = Number(/^from (\d+)/.exec(lines[1] ?? "")?.[1] ?? staged);
      expect(from).toBeGreaterThanOrEqual(staged);
      // The batch in the middle of which it died may have been committed.
      expect(from).toBeLessThanOrEqual(staged + 50);
      staged = Math.max(from, Number(/^staged (\d+)/.exec(lines.at(-1) ?? "")?.[1] ?? 0));
      finished = lines.includes("finished");
    }
    if (!finished) {
      const lines = await readLines(start("import", folder, total), (line) => line === "finished");
      expect(lines.at(-1)).toBe("finished");
    }
    const store = await open(folder);
    expect((await all(store)).map(({ id }) => id)).toEqual(
      Array.from({ length: total }, (_, row) => `row-${row}`),
    );
    await store.close();
  });

  it("never hold one lock together", { timeout: 300_000 }, async () => {
    const path = join(makeFolder(), "lock");
    const random = createRandom(13);
    for (let round = 0; round < (isFull ? 20 : 3); round += 1) {
      const children = Array.from({ length: 6 }, () => start("lock", path, 400));
      const kills = children.map((child) => killAfter(child, 1 + random.below(30)));
      await Promise.all(kills);
    }
    expect(existsSync(`${path}.breach`)).toBe(false);
  });

  it("leave the database to those that asked them", { timeout: 300_000 }, async () => {
    const folder = join(makeFolder(), "database");
    const holder = start("hold", folder);
    expect(await readLines(holder, () => true)).toEqual(["open pglite"]);
    const store = await open(folder);
    expect(store.kind).toBe("remote");
    await store.upsertProducts([makeProduct({ id: "a" })]);
    const ended = once(holder, "exit");
    holder.kill("SIGKILL");
    await ended;
    expect(await store.productCount()).toBe(1);
    expect(store.kind).toBe("pglite");
    await store.upsertProducts([makeProduct({ id: "b" })]);
    await store.close();
  });

  it(
    "are followed without a failed call when they end in good order",
    { timeout: 300_000 },
    async () => {
      const folder = join(makeFolder(), "database");
      const holder = start("hold", folder);
      await readLines(holder, () => true);
      const store = await open(folder);
      holder.stdin.end();
      let written = 0;
      while (store.kind === "remote") {
        await store.upsertProducts([makeProduct({ id: `w${written}` })]);
        written += 1;
      }
      expect(await store.productCount()).toBe(written);
      expect(await store.revision()).toBe(written);
      await store.close();
    },
  );
});
