/** @file Several processes in one workspace. */
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createEngine } from "../../src/engine/engine.js";
import { openStore } from "../../src/store/open-store.js";
import { makeProduct } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { askVitrine, runVitrine } from "./run-vitrine.js";

const makeFolder = temporaryFolders();
/** A small shop with its index; no test changes it. */
let indexed: string;

beforeAll(async () => {
  indexed = makeFolder();
  const engine = await createEngine({ workspace: indexed });
  const titles = ["Oak desk", "Brass lamp", "Wool rug"];
  await engine.upsertProducts(titles.map((title, at) => makeProduct({ id: `${at + 1}`, title })));
  await engine.index();
  await engine.close();
});

describe("two processes in one workspace", () => {
  it("index at once, and all succeed", async () => {
    const folder = makeFolder();
    cpSync(indexed, folder, { recursive: true });
    rmSync(join(folder, ".vitrine", "artifacts"), { recursive: true });
    const results = await Promise.all(
      ["static", "static", "tfidf"].map(async (encoder) =>
        askVitrine(["index", "--encoder", encoder, "-w", folder]),
      ),
    );
    const built = results.map((result) =>
      z.object({ version: z.string(), built: z.string() }).parse(result),
    );
    const versions = built.filter((one) => one.built !== "unchanged").map((one) => one.version);
    expect(new Set(versions).size).toBe(versions.length);
    const { results: verified } = z
      .object({ results: z.array(z.object({ problem: z.null() })) })
      .parse(await askVitrine(["artifacts", "verify", "-w", folder]));
    expect(verified).toHaveLength(versions.length);
    expect(await askVitrine(["search", "oak desk", "-w", folder])).toMatchObject({
      hits: [{ id: "1" }],
    });
  });

  it("work on what one of them holds, which the doctor names", async () => {
    const folder = makeFolder();
    cpSync(indexed, folder, { recursive: true });
    const holder = await openStore({
      folder: join(folder, ".vitrine", "database"),
      command: "the test",
      clock: () => new Date(),
    });
    const put = join(folder, "put.json");
    writeFileSync(put, '{"id":"9","title":"Copper samovar"}');
    const [added] = await Promise.all([
      askVitrine(["products", "put", put, "-w", folder]),
      askVitrine(["products", "delete", "3", "-w", folder]),
    ]);
    expect(added).toMatchObject({ added: 1, updated: 0 });
    expect((await holder.products(["3", "9"])).map(({ id }) => id)).toEqual(["9"]);
    const found = { hits: [{ id: "9" }] };
    expect(await askVitrine(["search", "samovar", "-w", folder])).toMatchObject(found);
    const { stdout } = await runVitrine(["doctor", "-w", folder]);
    expect(stdout).toMatch(new RegExp(`database: embedded, held by process ${process.pid} `));
    expect(stdout).toContain("(the test, since ");
    expect(stdout).toMatch(/index: .*2 products have changed since/);
    await holder.close();
    const after = await runVitrine(["doctor", "-w", folder]);
    expect(after.stdout).toMatch(/database: embedded, held by no other process/);
  });
});
