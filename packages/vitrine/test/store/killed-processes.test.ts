/**
 * @file What was acknowledged is there after the death of the process that wrote it; the lock and the
 * others survive it as well. Real processes, killed at times that a seed chooses.
 */
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createRandom } from "../../src/random.js";
import {
  openStore,
  readCatalogueRevision,
  readDatabaseHolder,
} from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { makeProduct } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { compileProcess } from "./compiled-process.js";
import { all } from "./read-store.js";

const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";
const kills = isFull ? 100 : 20;
const timeout = isFull ? 3_600_000 : 600_000;
const templateFolder = join(tmpdir(), "vitrine-test-databases");
const makeFolder = temporaryFolders();
const clock = (): Date => new Date();
const main = compileProcess(fileURLToPath(new URL("process-main.ts", import.meta.url)));

type Child = ChildProcessByStdio<Writable, Readable, null>;
const running = new Set<Child>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** @param before - Shell commands that set limits of the process. */
function start(task: string, folder: string, count = 0, before = ""): Child {
  const child = spawn(
    "/bin/sh",
    [
      "-c",
      `${before} exec "$@"`,
      "sh",
      process.execPath,
      main,
      task,
      folder,
      templateFolder,
      String(count),
    ],
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
  const ended = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === lineCount) child.kill("SIGKILL");
  }
  await ended;
  return lines;
}

const open = (folder: string): Promise<Store> => openStore({ folder, templateFolder, clock });
const numbers = (line: string): number[] => (line.match(/\d+/g) ?? []).map(Number);

/** What a series of killed writers was told. */
interface Series {
  readonly written: Set<string>;
  readonly finished: Set<number>;
}

/** Kills one writer after the other and holds each to what those before it were told. */
async function killWriters(folder: string, rounds: number, seed: number): Promise<Series> {
  const random = createRandom(seed);
  const series: Series = { written: new Set(), finished: new Set() };
  let revision = 0;
  let known = await readCatalogueRevision(folder);
  let staged = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const lines = await killAfter(start("write", folder, rowsAnImport), 3 + random.below(28));
    const [opened = NaN] = numbers(lines[0] ?? "");
    expect(lines[0]).toMatch(/^open pglite \d+$/);
    // The write in the middle of which the last one died may have been committed.
    expect([revision, revision + 1]).toContain(opened);
    if (known !== undefined) expect(opened).toBe(known.revision);
    revision = opened;
    for (const line of lines) {
      const said = numbers(line);
      if (line.startsWith("upserted")) {
        series.written.add(line.split(" ")[1] ?? "");
        revision = said.at(-1) ?? NaN;
      } else if (line.startsWith("staged")) staged = said;
      else if (line.startsWith("finished")) {
        series.finished.add(said[0] ?? NaN);
        revision = said[1] ?? NaN;
      } else if (line.startsWith("from")) {
        const [import_ = NaN, row = NaN] = said;
        const [last = NaN, lastRow = NaN] = staged;
        if (import_ === last) expect([lastRow, lastRow + 25]).toContain(row);
        // The last one may have died between the commit and saying so.
        else expect([import_, lastRow, row]).toEqual([last + 1, rowsAnImport, 0]);
        staged = said;
      }
    }
    known = await readCatalogueRevision(folder);
    if (known !== undefined) expect([revision, revision + 1]).toContain(known.revision);
  }
  return series;
}

const rowsAnImport = 100;

describe("killed processes", () => {
  it(`lose, double and halve nothing (${kills} kills)`, { timeout }, async () => {
    // Two series side by side, each with a database of its own.
    const folders = [join(makeFolder(), "database"), join(makeFolder(), "database")];
    const series = await Promise.all(
      folders.map((folder, k) => killWriters(folder, kills / 2, 11 + k)),
    );
    for (const [k, { written, finished }] of series.entries()) {
      const known = await readCatalogueRevision(folders[k] ?? "");
      const store = await open(folders[k] ?? "");
      const revision = await store.revision();
      if (known !== undefined)
        expect(known).toEqual({ identity: await store.identity(), revision });
      const ids = (await all(store)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...written].filter((id) => !ids.includes(id))).toEqual([]);
      const imports = (await store.importRecords(1_000)).length;
      expect(imports).toBeGreaterThanOrEqual(finished.size);
      // Whole imports only, each in the order of its rows.
      expect(ids.filter((id) => id.startsWith("row-"))).toEqual(
        Array.from(
          { length: imports * rowsAnImport },
          (_, n) => `row-${Math.floor(n / rowsAnImport)}-${n % rowsAnImport}`,
        ),
      );
      const ones = ids.filter((id) => id.startsWith("one-"));
      expect(revision).toBe(ones.length + imports);
      expect(ones.length - written.size).toBeLessThanOrEqual(kills / 2);
      await store.close();
    }
  });

  it("never hold one lock together", { timeout }, async () => {
    const path = join(makeFolder(), "lock");
    const random = createRandom(13);
    for (let round = 0; round < (isFull ? 20 : 3); round += 1) {
      const children = Array.from({ length: 6 }, () => start("lock", path, 400));
      await Promise.all(children.map((child) => killAfter(child, 1 + random.below(30))));
    }
    const breach = `${path}.breach`;
    expect(existsSync(breach) ? readFileSync(breach, "utf8") : "").toBe("");
  });

  const crowd = isFull ? 10 : 4;
  it(`leave the others their work: ${crowd} at once, the holder killed`, { timeout }, async () => {
    const folder = join(makeFolder(), "database");
    const children = Array.from({ length: crowd }, () => start("upsert", folder, 40));
    const said: Promise<string[]>[] = children.map((child) => readLines(child, () => false));
    const victims = new Set<number>();
    for (let kill = 0; kill < crowd / 2; kill += 1) {
      let holder = await readDatabaseHolder(folder);
      while (holder === undefined || !children.some(({ pid }) => pid === holder?.pid)) {
        if (children.every(({ exitCode, signalCode }) => (exitCode ?? signalCode) !== null)) break;
        await new Promise(setImmediate);
        holder = await readDatabaseHolder(folder);
      }
      const victim = children.find(({ pid }) => pid === holder?.pid);
      if (victim === undefined) break;
      victims.add(victim.pid ?? NaN);
      const ended = once(victim, "exit");
      victim.kill("SIGKILL");
      await ended;
    }
    const lines = await Promise.all(said);
    const store = await open(folder);
    const ids = new Set((await all(store)).map(({ id }) => id));
    for (const [k, child] of children.entries()) {
      const acknowledged = (lines[k] ?? []).filter((line) => /^\d/.test(line));
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      if (!victims.has(child.pid ?? NaN)) expect(lines[k]?.at(-1)).toBe("closed");
    }
    expect(await store.revision()).toBe(ids.size);
    await store.close();
  });

  it("never find a folder that was removed in use by another database", { timeout }, async () => {
    const folder = join(makeFolder(), "database");
    const store = await open(folder);
    await store.upsertProducts([makeProduct({ id: "a" })]);
    rmSync(folder, { recursive: true });
    expect(await readCatalogueRevision(folder)).toBeUndefined();
    const products = Array.from({ length: 3_000 }, (_, n) => makeProduct({ id: `b${n}` }));
    await expect(store.upsertProducts(products)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
    });
    await store.close().catch(() => undefined);
    const anew = await open(folder);
    expect([await anew.productCount(), await anew.revision()]).toEqual([0, 0]);
    await anew.close();
  });

  it("leave the database to a process that asked them", { timeout }, async () => {
    const folder = join(makeFolder(), "database");
    const holder = start("hold", folder);
    expect(await readLines(holder, () => true)).toEqual(["open pglite 0"]);
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

  it("are followed without a failed call when they end in good order", { timeout }, async () => {
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
  });

  it("keep what they had when the disk takes no more", { timeout }, async () => {
    const folder = join(makeFolder(), "database");
    // What is made of a template is smaller than the limit.
    await (await open(folder)).close();
    // No file may grow over 3 MiB: the shell counts blocks of 512 bytes.
    const child = start("fill", folder, 0, "ulimit -f 6144;");
    const lines = await readLines(child, () => false);
    const filled = lines.filter((line) => line.startsWith("filled"));
    expect(filled.length).toBeGreaterThan(2);
    const kept = numbers(filled.at(-1) ?? "")[0];
    expect(lines).toContain("DISK_FAILED");
    expect(lines.at(-2)).toBe(`left ${kept} ${filled.length}`);
    const again = await open(folder);
    expect(await again.productCount()).toBe(kept);
    expect(await again.revision()).toBe(filled.length);
    await again.upsertProducts([makeProduct({ id: "room again" })]);
    await again.close();
  });
});
