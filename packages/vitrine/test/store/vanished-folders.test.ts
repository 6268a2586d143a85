/**
 * @file Folders that are taken away, full, forbidden or not what they should be: each is an error with
 * a remedy, in bounded time, and the next process works on. Real processes and folders.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { tryLock } from "../../src/store/folder-lock.js";
import { openStore } from "../../src/store/open-store.js";
import { ownCommand } from "../../src/store/process-identity.js";
import { openSharedStore } from "../../src/store/shared-store.js";
import type { Connected } from "../../src/store/shared-store.js";
import type { Store } from "../../src/store/store.js";
import { makeProduct } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { compileProcess } from "./compiled-process.js";

const timeout = 120_000;
const templateFolder = join(tmpdir(), "vitrine-test-databases");
const makeFolder = temporaryFolders();
const main = compileProcess(fileURLToPath(new URL("process-main.ts", import.meta.url)));
const open = (folder: string): Promise<Store> =>
  openStore({ folder, templateFolder, clock: () => new Date(0) });

/** Deletes a folder in which a process makes files meanwhile. */
function takeAway(folder: string): void {
  while (existsSync(folder)) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      // A file was made after its folder was read.
      if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
    }
  }
}

/**
 * Runs a process to its end.
 *
 * @param before - Shell commands that set limits of the process.
 * @returns The lines that it said.
 */
async function run(
  [task, folder, count = 0]: readonly [task: string, folder: string, count?: number],
  { before = "", onLine }: { before?: string; onLine?: (line: string) => void } = {},
): Promise<string[]> {
  const words = [process.execPath, main, task, folder, templateFolder, String(count)];
  const child = spawn("/bin/sh", ["-c", `${before} exec "$@"`, "sh", ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    onLine?.(line);
  }
  await ended;
  return lines;
}

// The template is made before a process may write but little.
beforeAll(async () => (await open(join(makeFolder(), "database"))).close(), timeout);

describe("a folder that was copied", () => {
  it("while it was open is refused, so that nothing reaches the original through its lock", async () => {
    const [original, copy] = [makeFolder(), join(makeFolder(), "copy")];
    const first = await open(join(original, "database"));
    await first.upsertProducts([makeProduct({ id: "a" })]);
    cpSync(original, copy, { recursive: true });
    await expect(open(join(copy, "database"))).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("must not be a copy") as unknown,
    });
    expect(await first.productCount()).toBe(1);
    await first.close();
  });

  it("after it was closed is a database of its own", async () => {
    const [original, copy] = [makeFolder(), join(makeFolder(), "copy")];
    const before = await open(join(original, "database"));
    await before.upsertProducts([makeProduct({ id: "a" })]);
    await before.close();
    cpSync(original, copy, { recursive: true });
    const [first, second] = [
      await open(join(original, "database")),
      await open(join(copy, "database")),
    ];
    await second.upsertProducts([makeProduct({ id: "b" })]);
    expect([await first.productCount(), await second.productCount()]).toEqual([1, 2]);
    await first.close();
    await second.close();
  });
});

describe("a folder that is taken away", () => {
  it.each([
    ["staged 5000", "."],
    ["staged 5000", "database"],
    ["applied 5000", "."],
    ["applied 5000", "database"],
  ])(
    'ends an import at "%s" with an error, closing too (%s)',
    { timeout },
    async (moment, target) => {
      const hidden = join(makeFolder(), ".vitrine");
      const onLine = (line: string): void => {
        if (line === moment) takeAway(join(hidden, target));
      };
      const lines = await run(["import", join(hidden, "database"), 60_000], { onLine });
      expect(lines).not.toContain("finished");
      expect(lines.slice(-3)).toEqual(["STORE_UNAVAILABLE", "then STORE_UNAVAILABLE", "closed"]);
      const again = await open(join(hidden, "database"));
      expect(await again.productCount()).toBe(0);
      await again.close();
    },
  );

  it("does not take a single write for done", { timeout }, async () => {
    const folder = join(makeFolder(), "database");
    const store = await open(folder);
    await store.upsertProducts([makeProduct({ id: "a" })]);
    takeAway(folder);
    await expect(store.upsertProducts([makeProduct({ id: "b" })])).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("was taken away while it was open") as string,
    });
    await store.close();
  });

  it("is not mistaken for another that stands in its place", { timeout }, async () => {
    const hidden = join(makeFolder(), ".vitrine");
    const folder = join(hidden, "database");
    const store = await open(folder);
    await store.upsertProducts([makeProduct({ id: "a" })]);
    takeAway(hidden);
    const other = await open(folder);
    await expect(store.upsertProducts([makeProduct({ id: "b" })])).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("was replaced while it was open") as string,
    });
    await store.close();
    // Nor is the other's lock let go with the first one's.
    const third = await open(folder);
    expect([third.kind, await third.productCount()]).toEqual(["remote", 0]);
    await third.close();
    await other.close();
  });
});

describe("a folder that can not be opened", () => {
  it("says that the disk is full while the database is made", { timeout }, async () => {
    const folder = join(makeFolder(), "database");
    // No file may grow over 50 KiB: the shell counts blocks of 512 bytes.
    const lines = await run(["import", folder], { before: "ulimit -f 100;" });
    expect(lines[0]).toMatch(/^DISK_FAILED The files of the database .*EFBIG.* Make room/);
    expect(readdirSync(join(folder, "..")).filter((name) => !name.includes(".lock."))).toEqual([]);
    await (await open(folder)).close();
  });

  it("says that the disk may not be written", async () => {
    // Not even the superuser may make folders there.
    await expect(open("/sys/vitrine/database")).rejects.toMatchObject({
      code: "DISK_FAILED",
      message: expect.stringMatching(/E(PERM|ACCES|ROFS).* Mend the permissions/) as string,
    });
  });

  it("says that a file stands in its place", async () => {
    const file = join(makeFolder(), ".vitrine");
    writeFileSync(file, "");
    await expect(open(join(file, "database"))).rejects.toMatchObject({
      code: "DISK_FAILED",
      message: expect.stringMatching(/Move what stands there away/) as string,
    });
  });

  it("leaves alone what is in it and is no database", async () => {
    const folder = join(makeFolder(), "database");
    mkdirSync(folder);
    writeFileSync(join(folder, "notes.txt"), "mine");
    await expect(open(folder)).rejects.toMatchObject({
      code: "DISK_FAILED",
      message: expect.stringMatching(/no database: move it away/) as string,
    });
    expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("mine");
    expect(readdirSync(join(folder, ".."))).not.toContain("database.new");
  });
});

describe("a lock file", () => {
  it.each([
    ["empty", ""],
    ["cut off", '{"host":"x","pi'],
    ["zeros", "\0\0\0\0"],
  ])("that a crash of the machine left %s is taken over", async (_, content) => {
    const folder = join(makeFolder(), "database");
    writeFileSync(`${folder}.lock.7`, content);
    const store = await open(folder);
    expect(readdirSync(join(folder, "..")).sort()).toEqual(["database", "database.lock.8"]);
    await store.close();
  });

  it("of a machine that is not there any more is named as what may be deleted", async () => {
    const path = join(makeFolder(), "database.lock");
    const identity = { host: "gone.example", pid: 1, command: "vitrine serve", since: "then" };
    writeFileSync(`${path}.3`, JSON.stringify({ ...identity, socket: "/nowhere" }));
    const connect = async (): Promise<Connected> => {
      const attempt = await tryLock(path, { command: "test", since: "now", socket: "" });
      if (attempt.acquired) throw new Error("It was taken.");
      const { holder, file: lockFile } = attempt;
      return holder === undefined || lockFile === undefined ? {} : { holder, lockFile };
    };
    const opening = openSharedStore({ label: "test", connect, pause: () => Promise.resolve() });
    await expect(opening).rejects.toMatchObject({
      code: "LOCKED",
      message: expect.stringMatching(
        /process 1 on gone\.example \(vitrine serve, since then\).*delete .*database\.lock\.3\./,
      ) as string,
    });
  });

  it("names the command of its holder, but not what that was told", () => {
    const words = ["node", "/x/vitrine.js", "import", "products", "my-shop.csv"];
    expect(ownCommand(words)).toBe("vitrine import");
    expect(ownCommand(["node", "/x/vitrine", "--help"])).toBe("vitrine");
    expect(ownCommand(["node", "/x/server.mjs", "secret"])).toBe("server");
  });

  it("of another form is not taken over", async () => {
    const folder = join(makeFolder(), "database");
    writeFileSync(`${folder}.lock.7`, '{"owner":1}');
    await expect(open(folder)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining(`${folder}.lock.7`) as string,
    });
  });
});
