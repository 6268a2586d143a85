/**
 * @file An import that is killed shows nothing of itself, and the next one goes on where it was.
 * Real processes, killed at steps that a seed chooses.
 */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";
import { createRandom } from "../../src/random.js";
import { openStore } from "../../src/store/open-store.js";
import { all } from "../store/read-store.js";
import { temporaryFolders } from "../temporary-folder.js";

const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";
/** Imports that come to their end, each after some that are killed. */
const rounds = isFull ? 15 : 2;
const rowCount = 6000;
const main = fileURLToPath(new URL("import-and-tell.mjs", import.meta.url));
const makeFolder = temporaryFolders();

const resultShape = z.object({
  products: z.int(),
  resumedRows: z.int(),
  rejectsFile: z.string(),
});

/** Imports in a process that is killed after so many steps; gives its result when it was faster. */
async function importAndKill(
  workspace: string,
  file: string,
  steps: number,
): Promise<{ lines: string[]; result?: z.infer<typeof resultShape> }> {
  const child = spawn(process.execPath, [main, workspace, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === steps) child.kill("SIGKILL");
  }
  const told = /^finished (.*)$/.exec(lines.at(-1) ?? "")?.[1];
  return { lines, ...(told === undefined ? {} : { result: resultShape.parse(JSON.parse(told)) }) };
}

it(
  "an import killed again and again is whole or not there, and comes to the same end",
  { timeout: 900_000 },
  async () => {
    const workspace = makeFolder();
    const random = createRandom(21);
    const counted = { kills: 0, resumed: 0, afterLastBatch: 0 };
    let before: readonly (readonly [string, string])[] = [];
    for (let round = 0; round < rounds; round++) {
      // Ids overlap from round to round, and every thousandth row can not be read.
      const rows = Array.from({ length: rowCount }, (_, n) =>
        n % 1000 === 500 ? `untitled${n},` : `p${n + round * 1500},Desk ${n} of round ${round}`,
      );
      const file = join(workspace, `${round}.csv`);
      writeFileSync(file, `id,title\n${rows.join("\n")}\n`);
      const expected = rows
        .map((row) => row.split(",") as unknown as readonly [string, string])
        .filter(([, title]) => title !== "");
      const state = async (): Promise<readonly (readonly [string, string])[]> => {
        const store = await openStore({
          folder: join(workspace, ".vitrine", "database"),
          clock: () => new Date(),
        });
        const products = await all(store);
        await store.close();
        return products.map(({ id, title }) => [id, title] as const);
      };
      let read = 0;
      for (let attempt = 0; ; attempt++) {
        // The last attempt of a round is left alone.
        const steps = attempt === 3 ? 1e9 : 1 + random.below(attempt === 2 ? 11 : 4);
        const { lines, result } = await importAndKill(workspace, file, steps);
        if (result === undefined) {
          counted.kills++;
          if (lines.some((line) => line.startsWith("Applying"))) counted.afterLastBatch++;
          const now = await state();
          if (now.length === expected.length && sorted(now) === sorted(expected)) break;
          expect(now).toEqual(before);
          read = Math.max(read, lines.filter((line) => line.startsWith("Reading")).length);
          continue;
        }
        // What was read in the step before the last is committed when the last is told.
        expect(result.resumedRows).toBeGreaterThanOrEqual((read - 2) * 1000);
        if (result.resumedRows > 0) counted.resumed++;
        const rejects = readFileSync(result.rejectsFile, "utf8").trim().split("\n");
        expect(rejects).toEqual(["id,title", ...rows.filter((row) => row.endsWith(","))]);
        break;
      }
      before = await state();
      expect(new Set(before.map(([id]) => id)).size).toBe(before.length);
      expect(sorted(before)).toBe(sorted(expected));
    }
    expect(counted.kills).toBeGreaterThanOrEqual(rounds);
    expect(counted.resumed).toBeGreaterThan(0);
  },
);

function sorted(products: readonly (readonly [string, string])[]): string {
  return JSON.stringify([...products].sort(([a], [b]) => (a < b ? -1 : 1)));
}
