import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toManifest } from "./manifest.js";
import type { Manifest } from "./manifest.js";
import { openRegistry } from "./registry.js";
import type { Artifact, ArtifactDraft, Registry } from "./registry.js";

const draft: ArtifactDraft = {
  name: "search-index",
  kind: "index",
  seed: 7,
  options: { encoder: "static", fields: ["title"] },
  data: [{ input: "products.csv", rows: 3, sha256: "0".repeat(64) }],
  metrics: { "ndcg@5": { value: 0.7, low: 0.6, high: 0.8 } },
  licence: "MIT",
  engineVersion: "0.1.0",
};

let root: string;
let registry: Registry;
let now: Date;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-registry-"));
  now = new Date("2026-01-02T03:04:05Z");
  registry = openRegistry(root, { clock: () => now, fsync: false });
});
afterEach(() => rm(root, { recursive: true }));

const publish = (text = "hello", change: Partial<ArtifactDraft> = {}): Promise<Artifact> =>
  registry.publish({ ...draft, ...change }, async (folder) => {
    await mkdir(join(folder, "part"));
    await writeFile(join(folder, "a.txt"), text);
    await writeFile(join(folder, "part", "b.bin"), Uint8Array.of(1, 2, 3));
  });

const currentIs = async (): Promise<string> => (await registry.resolve("search-index")).version;

describe("publish", () => {
  it("lays out a version's folder with its files and a manifest that tells all of it", async () => {
    await publish();
    const folder = join(root, "search-index", "1");
    expect((await readdir(folder)).sort()).toEqual(["a.txt", "manifest.json", "part"]);
    const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as Manifest;
    expect(manifest).toMatchObject({
      ...draft,
      format: "vitrine-artifact",
      formatVersion: 1,
      version: "1",
      created: "2026-01-02T03:04:05.000Z",
      parents: [],
      files: [
        {
          path: "a.txt",
          bytes: 5,
          sha256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        },
        { path: "part/b.bin", bytes: 3 },
      ],
    });
  });

  it("counts versions up and moves the alias to the newest", async () => {
    expect([(await publish()).version, (await publish()).version]).toEqual(["1", "2"]);
    expect(await currentIs()).toBe("2");
  });

  it("moves another alias, or none, when told so", async () => {
    await publish();
    await registry.publish(draft, () => Promise.resolve(), { alias: null });
    await registry.publish(draft, () => Promise.resolve(), { alias: "canary" });
    expect(await currentIs()).toBe("1");
    expect((await registry.resolve("search-index", "canary")).version).toBe("3");
  });

  it("moves the alias only from the version that is expected there", async () => {
    const write = (): Promise<void> => Promise.resolve();
    await registry.publish(draft, write, { expectedCurrent: null });
    await registry.publish(draft, write, { expectedCurrent: "1" });
    for (const expectedCurrent of ["1", null]) {
      await expect(registry.publish(draft, write, { expectedCurrent })).rejects.toMatchObject({
        code: "LOCKED",
      });
    }
    expect(await currentIs()).toBe("2");
  });

  it("lets one of several win who expect the same version", async () => {
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map(() =>
        registry.publish(draft, () => Promise.resolve(), { expectedCurrent: null }),
      ),
    );
    const won = tries.filter((attempt) => attempt.status === "fulfilled");
    expect(won).toHaveLength(1);
    expect(await currentIs()).toBe(won[0]?.value.version);
  });

  it("leaves nothing when the writer throws, and passes on what it threw", async () => {
    const failure = new Error("the encoder broke");
    await expect(
      registry.publish(draft, async (folder) => {
        await writeFile(join(folder, "half"), "");
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(await registry.list()).toEqual([]);
    expect(await readdir(join(root, ".staging"))).toEqual([]);
  });

  it("shows nothing of a version while it is being written", async () => {
    await registry.publish(draft, async (folder) => {
      await writeFile(join(folder, "a.txt"), "");
      expect(await registry.list()).toEqual([]);
      await expect(registry.resolve("search-index")).rejects.toMatchObject({
        code: "ARTIFACT_NOT_FOUND",
      });
    });
  });

  it("names its parents by version and digest, and demands that they exist", async () => {
    const parent = await publish("rows", { name: "catalogue" });
    const child = await publish("index", { parents: [{ name: "catalogue", version: "1" }] });
    expect(child.manifest.parents).toEqual([
      { name: "catalogue", version: "1", sha256: parent.manifest.sha256 },
    ]);
    await expect(
      publish("", { parents: [{ name: "catalogue", version: "9" }] }),
    ).rejects.toMatchObject({ code: "ARTIFACT_NOT_FOUND" });
  });

  it.each([
    ["name", { name: "../escape" }],
    ["name", { name: "" }],
    ["name", { name: "Upper" }],
    ["metrics", { metrics: { ndcg: { value: NaN } } }],
    ["licence", { licence: "" }],
    ["data", { data: [{ input: "x", rows: 1.5, sha256: "0".repeat(64) }] }],
  ])("refuses a draft with a wrong %s", async (param, change) => {
    const refused = publish("", change);
    await expect(refused).rejects.toMatchObject({ code: "PARAM_INVALID" });
    await expect(refused).rejects.toThrow(param);
    expect(await readdir(root)).toEqual([]);
  });

  it("refuses links among the files", async () => {
    const refused = registry.publish(draft, (folder) => symlink("/etc/hosts", join(folder, "l")));
    await expect(refused).rejects.toMatchObject({ code: "PARAM_INVALID" });
    expect(await registry.list()).toEqual([]);
  });

  it("clears away what dead writers left, and nothing of the living or of another machine's", async () => {
    const staging = join(root, ".staging");
    const dead = `${hostname()}@999999999-abc`;
    const living = `${hostname()}@${process.ppid}-abc`;
    for (const name of [dead, living, "elsewhere@1-new", "elsewhere@1-old"]) {
      await mkdir(join(staging, name), { recursive: true });
    }
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(join(staging, "elsewhere@1-old"), longAgo, longAgo);
    await publish();
    expect((await readdir(staging)).sort()).toEqual(["elsewhere@1-new", living].sort());
  });
});

describe("load", () => {
  it("gives the paths of verified files, and refuses a file that is not listed", async () => {
    await publish();
    const artifact = await registry.load("search-index");
    expect(await readFile(artifact.file("part/b.bin"))).toEqual(Buffer.of(1, 2, 3));
    expect(artifact.folder).toBe(join(root, "search-index", "1"));
    expect(() => artifact.file("other")).toThrow(
      expect.objectContaining({ code: "ARTIFACT_INVALID" }),
    );
  });

  it("finds a version by number or alias", async () => {
    await publish("one");
    await publish("two");
    for (const [asked, version] of [
      ["1", "1"],
      ["2", "2"],
      ["current", "2"],
    ] as const) {
      expect((await registry.load("search-index", asked)).version).toBe(version);
    }
  });

  it.each([
    ["absent", "1"],
    ["absent", "current"],
    ["search-index", "2"],
    ["search-index", "canary"],
  ])("says that there is no %s %s", async (name, version) => {
    await publish();
    await expect(registry.load(name, version)).rejects.toMatchObject({
      code: "ARTIFACT_NOT_FOUND",
    });
  });

  it.each(["../1", "1/..", "0", "01", "-1", "", "1.5"])(
    "refuses the version %j",
    async (version) => {
      await publish();
      await expect(registry.load("search-index", version)).rejects.toMatchObject({
        code: "PARAM_INVALID",
      });
    },
  );
});

describe("a version that is not as it was published", () => {
  const damages: Record<string, [string, (folder: string) => Promise<unknown>]> = {
    "a file cut short": ["a.txt", (folder) => truncate(join(folder, "a.txt"), 4)],
    "a file grown": ["a.txt", (folder) => appendFile(join(folder, "a.txt"), "x")],
    "a file of other content": ["a.txt", (folder) => writeFile(join(folder, "a.txt"), "hellO")],
    "a file missing": ["part/b.bin", (folder) => rm(join(folder, "part", "b.bin"))],
    "an unlisted file": ["part/extra", (folder) => writeFile(join(folder, "part/extra"), "")],
    "a link in place of a file": [
      "a.txt",
      async (folder) => {
        await rename(join(folder, "a.txt"), join(root, "elsewhere"));
        await symlink(join(root, "elsewhere"), join(folder, "a.txt"));
      },
    ],
    "no manifest": ["manifest", (folder) => rm(join(folder, "manifest.json"))],
    "a manifest cut short": ["manifest", (folder) => truncate(join(folder, "manifest.json"), 300)],
    "an edited manifest": [
      "edited",
      async (folder) => {
        const path = join(folder, "manifest.json");
        await writeFile(path, (await readFile(path, "utf8")).replace("0.7", "0.9"));
      },
    ],
    "the manifest of another version": [
      "search-index 2",
      (folder) => cp(join(root, "search-index/2/manifest.json"), join(folder, "manifest.json")),
    ],
    "a folder of another program": [
      "manifest",
      (folder) => writeFile(join(folder, "manifest.json"), '{"format":"mlflow"}'),
    ],
    "a later format": ["format or version", (folder) => rewrite(folder, { formatVersion: 2 })],
    "an unknown field": ["unheardOf", (folder) => rewrite(folder, { unheardOf: 1 })],
    "a path out of its folder": ["files.0.path", (folder) => rewriteFile(folder, "../2/a.txt")],
    "an absolute path": ["files.0.path", (folder) => rewriteFile(folder, "/etc/passwd")],
    "a path with backslashes": ["files.0.path", (folder) => rewriteFile(folder, "..\\a.txt")],
    "a manifest that lists itself": [
      "files.0.path",
      (folder) => rewriteFile(folder, "manifest.json"),
    ],
  };

  it.each(Object.keys(damages))(
    "but has %s is refused by name, version and reason",
    async (title) => {
      await publish();
      await publish();
      const [reason, damage] = damages[title]!;
      await damage(join(root, "search-index", "1"));
      const refused = registry.load("search-index", "1");
      await expect(refused).rejects.toMatchObject({
        code: "ARTIFACT_INVALID",
        details: { name: "search-index", version: "1" },
      });
      await expect(refused).rejects.toThrow(reason);
      await expect(refused).rejects.toThrow("search-index 1");
      const verified = await registry.verify("search-index");
      expect(verified.map(({ problem }) => problem === null)).toEqual([false, true]);
      expect((await registry.list()).map(({ version }) => version)).toContain("2");
    },
  );

  it("can be neither promoted nor rolled back to", async () => {
    await publish();
    await publish();
    await writeFile(join(root, "search-index", "1", "a.txt"), "hellO");
    const code = "ARTIFACT_INVALID";
    await expect(registry.promote("search-index", "1")).rejects.toMatchObject({ code });
    await expect(registry.rollback("search-index")).rejects.toMatchObject({ code });
    expect(await currentIs()).toBe("2");
  });

  const rewrite = async (folder: string, change: object): Promise<void> => {
    const path = join(folder, "manifest.json");
    const { sha256, ...content } = JSON.parse(await readFile(path, "utf8")) as Manifest;
    expect(sha256).toHaveLength(64);
    await writeFile(path, toManifest({ ...content, ...change }).text);
  };
  const rewriteFile = async (folder: string, path: string): Promise<void> =>
    rewrite(folder, { files: [{ path, bytes: 5, sha256: "0".repeat(64) }] });
});

describe("list and verify", () => {
  it("tell of an empty registry that it is empty, without making it", async () => {
    const absent = openRegistry(join(root, "absent"), { clock: () => now });
    expect([await absent.list(), await absent.verify()]).toEqual([[], []]);
    expect(await readdir(root)).toEqual([]);
  });

  it("go by name, then by number, with sizes and aliases", async () => {
    for (let version = 1; version <= 10; version++) await publish();
    await publish("rows", { name: "catalogue", kind: "catalogue" });
    await registry.promote("search-index", "2", "canary");
    const list = await registry.list();
    expect(list[0]).toEqual({
      name: "catalogue",
      version: "1",
      kind: "catalogue",
      created: "2026-01-02T03:04:05.000Z",
      bytes: 7,
      aliases: ["current"],
      problem: null,
    });
    expect(list.slice(1).map(({ version, aliases }) => version + aliases.join())).toEqual([
      "1",
      "2canary",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "10current",
    ]);
  });

  it("find a parent that was replaced by another", async () => {
    await publish("rows", { name: "catalogue" });
    await publish("index", { parents: [{ name: "catalogue", version: "1" }] });
    await rm(join(root, "catalogue"), { recursive: true });
    expect((await registry.verify("search-index"))[0]?.problem).toContain("catalogue 1");
    now = new Date("2026-02-02T03:04:05Z");
    await publish("other rows", { name: "catalogue" });
    expect((await registry.verify("search-index"))[0]?.problem).toContain("catalogue 1");
  });

  it("refuse to verify what is not there", async () => {
    await expect(registry.verify("absent")).rejects.toMatchObject({ code: "ARTIFACT_NOT_FOUND" });
  });
});
