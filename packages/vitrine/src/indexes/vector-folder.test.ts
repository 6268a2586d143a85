import { cp, mkdtemp, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusteredVectors, numbered } from "../../test/contract/vector-index.reference.js";
import { createVectorIndex, loadVectorIndex, vectorIndexKinds } from "./vector-indexes.js";

describe.each(vectorIndexKinds)("a saved %s index", (kind) => {
  let root: string;
  let saved: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "vitrine-folder-"));
    saved = await mkdtemp(join(root, "saved-"));
    const index = createVectorIndex(kind, { dimensions: 8 });
    await index.upsert(numbered(100), clusteredVectors(100, 8));
    await index.save(saved);
  });
  afterAll(() => rm(root, { recursive: true }));

  const damaged = async (damage: (folder: string) => Promise<void>): Promise<unknown> => {
    const folder = await mkdtemp(join(root, "damaged-"));
    await cp(saved, folder, { recursive: true });
    await damage(folder);
    return loadVectorIndex(kind, folder).catch((error: unknown) => error);
  };
  const withHeader = (change: (header: Record<string, unknown>) => unknown): Promise<unknown> =>
    damaged(async (folder) => {
      const path = join(folder, "index.json");
      const header = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
      await writeFile(path, JSON.stringify(change(header)));
    });

  it("is refused by file when any of its files is missing, cut short or changed in one bit", async () => {
    for (const file of await readdir(saved)) {
      const missing = await damaged((folder) => rm(join(folder, file)));
      const cut = await damaged(async (folder) => {
        const { length } = await readFile(join(folder, file));
        await truncate(join(folder, file), length - 1);
      });
      const changed = await damaged(async (folder) => {
        const bytes = await readFile(join(folder, file));
        bytes[bytes.length >> 1]! ^= 1;
        await writeFile(join(folder, file), bytes);
      });
      const isHeader = file === "index.json";
      expect(missing, file).toMatchObject({ code: isHeader ? "FILE_NOT_FOUND" : "FORMAT_BROKEN" });
      // The header's last byte is a line end, which may be missing.
      if (!isHeader) expect(cut, file).toMatchObject({ code: "FORMAT_BROKEN" });
      if (!isHeader) expect(changed, file).toMatchObject({ code: "CHECKSUM_MISMATCH" });
      for (const error of [missing, ...(isHeader ? [] : [cut, changed])]) {
        expect((error as Error).message).toContain(file);
      }
    }
  });

  it("is refused as unknown when another program, version or kind wrote it", async () => {
    for (const foreign of [{ format: "faiss" }, { formatVersion: 2 }, { kind: "annoy" }]) {
      expect(await withHeader((header) => ({ ...header, ...foreign }))).toMatchObject({
        code: "FORMAT_UNKNOWN",
      });
    }
  });

  it("is refused as broken, before memory is taken, when its header contradicts its files", async () => {
    const lies = [
      { slots: 1e12 },
      { slots: -1 },
      { dimensions: 4096 },
      { ids: 99 },
      { files: {} },
      { unheardOf: true },
      { options: { dimensions: 9 } },
    ].slice(0, kind === "exact" ? 6 : 7);
    for (const lie of lies) {
      expect(
        await withHeader((header) => ({ ...header, ...lie })),
        JSON.stringify(lie),
      ).toMatchObject({
        code: "FORMAT_BROKEN",
      });
    }
  });
});

describe("loadVectorIndex", () => {
  it("refuses a kind that does not exist", async () => {
    await expect(loadVectorIndex("toString" as "exact", ".")).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
  });
});
