import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { makeProduct, makeProducts } from "../../test/made-catalogue.js";
import { openEngines } from "../../test/open-engines.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { Engine, EngineOptions } from "./engine.js";

const makeFolder = temporaryFolders();
const { open, openIndexed } = openEngines(makeFolder);
const follow = "in the background";

interface FollowedShop {
  readonly writer: Engine;
  /** Follows in the background, with version 1 open. */
  readonly server: Engine;
  readonly folder: string;
  readonly warnings: readonly string[];
}

/** @param prepare - What is done before the server opens. */
async function openFollowed(
  options: EngineOptions = {},
  prepare: (writer: Engine) => Promise<void> = async () => Promise.resolve(),
): Promise<FollowedShop> {
  const { engine: writer, folder } = await openIndexed(makeProducts(120), "tfidf");
  await prepare(writer);
  const warnings: string[] = [];
  const log = { warn: (message: string): void => void warnings.push(message) };
  const server = await open({ workspace: folder, follow, log, ...options });
  await server.prepare();
  return { writer, server, folder, warnings };
}

/** As another process does it that does not look at the version. */
function moveAlias(workspace: string, artifact: string, version: string): void {
  const moves = join(workspace, ".vitrine", "artifacts", artifact, "aliases", "current");
  const made = join(workspace, "move");
  mkdirSync(made);
  const move = { version, at: new Date().toISOString(), why: "promote", before: 0 };
  writeFileSync(join(made, "move.json"), JSON.stringify(move));
  renameSync(made, join(moves, String(readdirSync(moves).length + 1)));
}

const servedBy = async (engine: Engine): Promise<string> => (await engine.prepare()).version;

describe("an engine that follows in the background", () => {
  it("answers from the version it holds while the next is opened, then from that", async () => {
    const { writer, server } = await openFollowed();
    const { load } = server.artifacts;
    let open!: () => void;
    const isOpen = new Promise<void>((resolve) => (open = resolve));
    vi.spyOn(server.artifacts, "load").mockImplementation(async (...of) => {
      await isOpen;
      return load(...of);
    });
    await writer.index({ full: true });
    expect(await servedBy(server)).toBe("1");
    expect(server.coming()).toEqual([{ artifact: "search", version: "2", state: "loading" }]);
    expect((await server.search("oak desk")).hits.length).toBeGreaterThan(0);
    // A move that is taken back leaves all as it was.
    await writer.artifacts.rollback("search");
    expect(await servedBy(server)).toBe("1");
    open();
    await vi.waitFor(() => {
      expect(server.coming()).toEqual([]);
    });
    expect(await servedBy(server)).toBe("1");
    expect((await server.search("oak desk")).hits.length).toBeGreaterThan(0);

    await writer.artifacts.promote("search", "2");
    await vi.waitFor(
      async () => {
        expect(await servedBy(server)).toBe("2");
      },
      { timeout: 10_000, interval: 5 },
    );
    expect(server.coming()).toEqual([]);
    await server.upsertProducts([makeProduct({ id: "k1", title: "Copper samovar" })]);
    expect((await server.search("samovar")).hits[0]?.id).toBe("k1");
  });

  it("finds what is written while versions replace each other, and fails none of it", async () => {
    const { server } = await openFollowed();
    let isPublishing = true;
    const write = async (writer: string): Promise<number> => {
      let count = 0;
      for (; isPublishing; count += 1) {
        const word = `${writer}${String(count).replace(/\d/g, (digit) => "abcdefghij"[Number(digit)]!)}`;
        const id = `${writer}-${count % 20}`;
        const samovar = makeProduct({ id, title: `samovar ${word}` });
        await server.upsertProducts([...makeProducts(30, count), samovar]);
        const { hits } = await server.search(word, { correct: false, filters: [`id=${id}`] });
        expect(hits).toMatchObject([{ id, title: `samovar ${word}` }]);
      }
      return count;
    };
    const writing = Promise.all([write("quartz"), write("zinc")]);
    for (let published = 2; published < 7; published += 1) {
      await server.index({ full: true });
      await vi.waitFor(
        async () => {
          expect(Number(await servedBy(server))).toBeGreaterThanOrEqual(published);
        },
        { timeout: 10_000, interval: 20 },
      );
    }
    isPublishing = false;
    for (const count of await writing) expect(count).toBeGreaterThan(5);
  }, 60_000);

  it("waits at its end for what is being opened, and leaves nothing that fails later", async () => {
    const { writer, server } = await openFollowed();
    const { load } = server.artifacts;
    let isOpened = false;
    vi.spyOn(server.artifacts, "load").mockImplementation(async (...of) => {
      await sleep(300);
      const loaded = await load(...of);
      isOpened = true;
      return loaded;
    });
    await writer.index({ full: true });
    await vi.waitFor(async () => {
      await server.search("oak desk");
      expect(server.coming()).toMatchObject([{ version: "2", state: "loading" }]);
    }, 15_000);
    await server.close();
    expect(isOpened).toBe(true);
  });

  it("holds the next version without being asked for anything", async () => {
    const { writer, server } = await openFollowed();
    await writer.index({ full: true });
    await sleep(1500);
    expect(await servedBy(server)).toBe("2");
  });

  it("goes on with what it holds when the next is damaged, tells of it once, and takes a whole one", async () => {
    // Damaged before the server looks, which would have it open in no time.
    const damage = async (writer: Engine): Promise<void> => {
      await writer.index({ full: true });
      await writer.artifacts.rollback("search");
      const { file } = await writer.artifacts.load("search", "2");
      writeFileSync(file("words.bin"), "rubbish");
    };
    const { writer, server, folder, warnings } = await openFollowed({}, damage);
    moveAlias(folder, "search", "2");
    await vi.waitFor(
      async () => {
        expect(await servedBy(server)).toBe("1");
        expect(server.coming()).toMatchObject([
          {
            artifact: "search",
            version: "2",
            state: "failed",
            error: { code: "ARTIFACT_INVALID" },
          },
        ]);
      },
      { timeout: 10_000 },
    );
    await sleep(1200);
    expect((await server.search("oak desk")).hits.length).toBeGreaterThan(0);
    expect(warnings).toEqual([expect.stringMatching(/search 2 .*words\.bin.*Version 1 goes on/)]);

    await writer.index({ full: true });
    await vi.waitFor(
      async () => {
        expect(await servedBy(server)).toBe("3");
      },
      { timeout: 10_000 },
    );
    expect(server.coming()).toEqual([]);
  });

  it("goes on, and says so once, while nobody can read which version is current", async () => {
    const { server, folder, warnings } = await openFollowed();
    const moves = join(folder, ".vitrine", "artifacts", "search", "aliases", "current");
    const unreadable = join(moves, String(readdirSync(moves).length + 1));
    mkdirSync(unreadable);
    writeFileSync(join(unreadable, "move.json"), "rubbish");
    await vi.waitFor(() => {
      expect(warnings).toEqual([expect.stringMatching(/Which version of search is current/)]);
    }, 15_000);
    await sleep(800);
    expect((await server.search("oak desk")).hits.length).toBeGreaterThan(0);
    expect(warnings).toHaveLength(1);
    rmSync(unreadable, { recursive: true });
    expect(await servedBy(server)).toBe("1");
  });

  it("follows rules too, and keeps those it holds when others are damaged", async () => {
    const { writer, server, folder } = await openFollowed();
    const first = async (): Promise<string | undefined> => (await server.search("oak")).hits[0]?.id;
    const before = await first();
    await writer.addRule({ id: "season", query: "oak", pin: ["p5"] });
    await vi.waitFor(async () => {
      expect(await first()).toBe("p5");
    }, 15_000);
    const { version } = await writer.removeRule("season");
    await writer.artifacts.rollback("rules");
    writeFileSync((await writer.artifacts.load("rules", version)).file("rules.json"), "{}");
    moveAlias(folder, "rules", version);
    await vi.waitFor(async () => {
      expect(await first()).toBe("p5");
      expect(server.coming()).toMatchObject([{ artifact: "rules", version, state: "failed" }]);
    }, 15_000);
    expect(before).not.toBe("p5");
  });

  it("does not look at the alias anew for every search, and sees its own moves at once", async () => {
    const { writer, server } = await openFollowed();
    const look = vi.spyOn(server.artifacts, "current");
    const began = performance.now();
    for (let n = 0; n < 50; n += 1) await server.search("oak desk");
    // Four artifacts at most, each once every quarter of a second, and by the clock beside it.
    const mayLook = 4 * 2 * (1 + (performance.now() - began) / 250);
    expect(look.mock.calls.length).toBeLessThanOrEqual(mayLook);
    expect(look.mock.calls.length).toBeLessThan(50);
    await writer.index({ full: true });
    look.mockClear();
    await server.search("oak desk");
    expect(look.mock.calls.map(([name]) => name)).toContain("search");
  });
});
