import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolders } from "../../test/temporary-folder.js";
import { openRegistry } from "./registry.js";

const makeFolder = temporaryFolders();

it("a version whose manifest is damaged is listed with its problem", async () => {
  const root = makeFolder();
  const registry = openRegistry(root, { clock: () => new Date(0), fsync: false });
  const draft = {
    ...{ name: "search", kind: "index", seed: 1, options: {}, data: [], metrics: {} },
    ...{ licence: "MIT", engineVersion: "0.1.0" },
  };
  for (let version = 1; version <= 2; version++) {
    await registry.publish(draft, async (folder) => {
      writeFileSync(join(folder, "a.txt"), "a");
      return Promise.resolve();
    });
  }
  writeFileSync(join(root, "search", "1", "manifest.json"), "{");
  const [damaged, whole] = await registry.list();
  expect(damaged).toMatchObject({ version: "1", kind: null, created: null, bytes: null });
  expect(damaged?.problem).toMatch(/manifest/);
  expect(whole).toMatchObject({ version: "2", bytes: 1, problem: null, aliases: ["current"] });
});
