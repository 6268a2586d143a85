/**
 * @file Events that were acknowledged are there after the death of the process that recorded them, and none
 * is there twice, though its clients send again what nobody acknowledged. Real processes, killed at
 * times that a seed chooses.
 */
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { createRandom } from "../../src/random.js";
import { openStore } from "../../src/store/open-store.js";
import { allEvents } from "../made-events.js";
import { temporaryFolders } from "../temporary-folder.js";
import { compileProcess } from "./compiled-process.js";
import { eventsOf } from "./recorded-events.js";

const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";
const kills = isFull ? 100 : 5;
const timeout = isFull ? 3_600_000 : 600_000;
const templateFolder = join(tmpdir(), "vitrine-test-databases");
const makeFolder = temporaryFolders();
const main = compileProcess(fileURLToPath(new URL("process-main.ts", import.meta.url)));
/** Two of them send bulks. */
const clients = 8;

type Child = ChildProcessByStdio<null, Readable, null>;
const running = new Set<Child>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Runs the clients, each from its call on; kills them some time after so many lines. */
async function recordAndKill(
  folder: string,
  next: readonly number[],
  lineCount: number,
  delayMs: number,
): Promise<string[]> {
  const child: Child = spawn(
    process.execPath,
    [main, "record", folder, templateFolder, next.join(",")],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  running.add(child);
  child.once("exit", () => running.delete(child));
  const ended = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    // Not at the line itself, which would spare the commits in the middle of which nothing is said.
    if (lines.length === lineCount) setTimeout(() => child.kill("SIGKILL"), delayMs);
  }
  await ended;
  return lines;
}

it(`killed processes lose no event and double none (${kills} kills)`, { timeout }, async () => {
  const folder = join(makeFolder(), "database");
  const random = createRandom(17);
  /** By client: the calls that were acknowledged so far, and whether one more was sent. */
  const next = Array<number>(clients).fill(0);
  const isSent = Array<boolean>(clients).fill(false);
  let resent = 0;
  // Without a call that was committed and not acknowledged the test would prove little.
  for (let round = 0; round < kills || (resent === 0 && round < 5 * kills); round += 1) {
    const lines = await recordAndKill(folder, next, 10 + random.below(400), random.below(20));
    expect(lines[0]).toBe("open pglite 0");
    const wasSent = [...isSent];
    for (const line of lines.slice(1)) {
      const [said = "", ...numbers] = line.split(" ");
      const [client = NaN, call = NaN, accepted = NaN, duplicates = NaN] = numbers.map(Number);
      expect(call).toBe(next[client]);
      if (said === "sent") {
        isSent[client] = true;
        continue;
      }
      expect(said).toBe("done");
      // A call is recorded whole or not at all; only one that was sent before can be there already.
      const size = eventsOf(client, call).length;
      if (accepted === 0 && wasSent[client] === true) {
        expect(duplicates).toBe(size);
        resent += 1;
      } else expect([accepted, duplicates]).toEqual([size, 0]);
      wasSent[client] = false;
      isSent[client] = false;
      next[client] = call + 1;
    }
  }
  const store = await openStore({ folder, templateFolder, clock: () => new Date() });
  const keysUpTo = (calls: readonly number[]): string[] =>
    calls.flatMap((count, client) =>
      Array.from({ length: count }, (_, call) => eventsOf(client, call)).flatMap((events) =>
        events.map(({ key }) => key),
      ),
    );
  const stored = (await allEvents(store)).map(({ key }) => key);
  const storedKeys = new Set(stored);
  const lost = keysUpTo(next).filter((key) => !storedKeys.has(key));
  expect([lost.length, stored.length - storedKeys.size]).toEqual([0, 0]);
  // The clients send again what nobody acknowledged.
  for (const [client, sent] of isSent.entries()) {
    if (sent) await store.recordEvents(eventsOf(client, next[client] ?? NaN));
  }
  const all = (await allEvents(store)).map(({ key }) => key);
  const everything = keysUpTo(
    next.map((count, client) => count + (isSent[client] === true ? 1 : 0)),
  );
  expect(all.length).toBe(everything.length);
  expect(new Set(all)).toEqual(new Set(everything));
  expect(await store.eventCount()).toBe(everything.length);
  expect(resent).toBeGreaterThan(0);
  await store.close();
});
