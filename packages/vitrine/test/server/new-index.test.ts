import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { temporaryFolders } from "../temporary-folder.js";
import { servedShops } from "./serve-shop.js";

const serveShop = servedShops(temporaryFolders());

test("a server stays ready by what it serves while a new index is damaged, and says so", async () => {
  const shop = await serveShop({ follow: "in the background" });
  const { artifacts, workspace } = shop.engine;
  const ready = async (): Promise<unknown> => (await shop.call("/health/ready")).json;
  await vi.waitFor(async () => {
    expect(await ready()).toMatchObject({ status: "ready", version: "1", coming: [] });
  }, 10_000);

  await shop.engine.index({ full: true });
  await artifacts.rollback("search");
  // Where the new version was seen before it was rolled back, it may be half open, undamaged.
  await vi.waitFor(async () => {
    expect(await ready()).toMatchObject({ version: "1", coming: [] });
  }, 10_000);
  writeFileSync((await artifacts.load("search", "2")).file("words.bin"), "rubbish");
  // As another process publishes; promoting it here would verify it first.
  const moves = join(workspace.artifactsFolder, "search", "aliases", "current");
  const move = { version: "2", at: new Date().toISOString(), why: "promote", before: 0 };
  const made = join(shop.folder, "move");
  mkdirSync(made);
  writeFileSync(join(made, "move.json"), JSON.stringify(move));
  renameSync(made, join(moves, String(readdirSync(moves).length + 1)));

  const failed = { artifact: "search", version: "2", state: "failed" };
  await vi.waitFor(async () => {
    expect((await shop.call("/v1/search?q=desk")).status).toBe(200);
    expect(await ready()).toMatchObject({
      status: "ready",
      version: "1",
      coming: [{ ...failed, problem: expect.stringMatching(/words\.bin/) as unknown }],
    });
  }, 10_000);
  expect((await shop.call("/metrics")).text).toContain(
    'vitrine_artifacts_coming{artifact="search",state="failed"} 1',
  );

  await artifacts.promote("search", "1");
  await vi.waitFor(async () => {
    expect(await ready()).toMatchObject({ version: "1", coming: [] });
  }, 10_000);
  expect((await shop.call("/metrics")).text).not.toContain("vitrine_artifacts_coming{");
});

test("a server that was late with everything is ready as soon as it has its turn", async () => {
  let isLate = false;
  const shop = await serveShop({
    serve: (engine) => ({
      ...engine,
      async prepare() {
        if (isLate) {
          const until = performance.now() + 1200;
          while (performance.now() < until);
          await sleep(10);
        }
        return engine.prepare();
      },
    }),
  });
  await vi.waitFor(async () => {
    expect((await shop.call("/health/ready")).status).toBe(200);
  }, 10_000);
  isLate = true;
  expect((await shop.call("/health/ready")).status).toBe(200);
});
