import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolders } from "../../test/temporary-folder.js";
import { openRegistry } from "./registry.js";
import type { Artifact, ArtifactDraft, Registry } from "./registry.js";

const makeFolder = temporaryFolders();

let root: string;
let registry: Registry;
beforeEach(() => {
  root = makeFolder();
  registry = openRegistry(root, { clock: () => new Date(0), fsync: false });
});

const publish = (change: Partial<ArtifactDraft> = {}): Promise<Artifact> =>
  registry.publish(
    {
      ...{ name: "search-index", kind: "index", seed: 7, options: {}, data: [], metrics: {} },
      ...{ licence: "MIT", engineVersion: "0.1.0" },
      ...change,
    },
    async (folder) => {
      writeFileSync(join(folder, "a.txt"), "a");
    },
  );
const currentIs = async (): Promise<string> => (await registry.resolve("search-index")).version;

describe("promote and rollback", () => {
  it("go back step by step to the first version, and keep the history", async () => {
    for (let version = 1; version <= 3; version++) await publish();
    expect(await registry.rollback("search-index")).toBe("2");
    expect(await registry.rollback("search-index")).toBe("1");
    await expect(registry.rollback("search-index")).rejects.toMatchObject({
      code: "ARTIFACT_NOT_FOUND",
    });
    expect(await currentIs()).toBe("1");
    const history = await registry.history("search-index");
    expect(history.map(({ why, version }) => `${why} ${version}`)).toEqual([
      "publish 1",
      "publish 2",
      "publish 3",
      "rollback 2",
      "rollback 1",
    ]);
  });

  it("are seen at once by whoever asks for the current version, in another registry too", async () => {
    const other = openRegistry(root, { clock: () => new Date() });
    expect(await other.current("search-index")).toBeUndefined();
    await publish();
    expect(await other.current("search-index")).toBe("1");
    await publish();
    expect(await other.current("search-index")).toBe("2");
    await registry.rollback("search-index");
    expect(await other.current("search-index")).toBe("1");
    expect(await registry.current("search-index")).toBe("1");
  });

  it("go back to what was promoted before, whatever its number", async () => {
    for (let version = 1; version <= 3; version++) await publish();
    await registry.promote("search-index", "1");
    expect(await currentIs()).toBe("1");
    expect(await registry.rollback("search-index")).toBe("3");
    await registry.promote("search-index", "3");
    expect(await registry.rollback("search-index")).toBe("2");
    await publish();
    expect(await registry.rollback("search-index")).toBe("2");
  });

  it("refuse a version that is not there and an alias that was never set", async () => {
    await publish();
    const code = "ARTIFACT_NOT_FOUND";
    await expect(registry.promote("search-index", "4")).rejects.toMatchObject({ code });
    await expect(registry.rollback("search-index", "canary")).rejects.toMatchObject({ code });
    await expect(registry.rollback("search-index")).rejects.toThrow("1 is the first");
  });

  it("refuse an alias whose last move can not be read", async () => {
    await publish();
    writeFileSync(join(root, "search-index/aliases/current/1/move.json"), "{");
    await expect(registry.resolve("search-index")).rejects.toMatchObject({
      code: "ARTIFACT_INVALID",
    });
    expect((await registry.resolve("search-index", "1")).version).toBe("1");
  });
});

describe("prune", () => {
  it("keeps the newest, the served, the one to roll back to, and parents", async () => {
    for (let version = 1; version <= 8; version++) await publish();
    await publish({ name: "child", parents: [{ name: "search-index", version: "2" }] });
    await registry.promote("search-index", "4");
    expect(await registry.prune("search-index", 1)).toEqual(["1", "3", "5", "6", "7"]);
    expect(await registry.rollback("search-index")).toBe("8");
    expect((await publish()).version).toBe("9");
    expect((await registry.verify()).every(({ problem }) => problem === null)).toBe(true);
  });

  it("passes a removed version by when rolling back", async () => {
    for (let version = 1; version <= 4; version++) await publish();
    await registry.prune("search-index", 1);
    expect(await registry.rollback("search-index")).toBe("3");
    await expect(registry.rollback("search-index")).rejects.toThrow("3 is the first");
  });

  it.each([0, -1, 1.5])("refuses to keep %d", async (keep) => {
    await expect(registry.prune("search-index", keep)).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
  });
});
