import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolders } from "../../test/temporary-folder.js";
import { createEngine } from "./engine.js";

const makeFolder = temporaryFolders();

it("A folder that can not be written is told as a fault of the disk", async () => {
  const folder = makeFolder();
  const file = join(folder, "products.csv");
  writeFileSync(file, "id,title\na,Oak desk\n");
  // Below a file there can be no folder, whatever the rights of who asks.
  const engine = await createEngine({ workspace: join(file, "shop"), config: {} });
  await expect(engine.init(file)).rejects.toMatchObject({
    code: "DISK_FAILED",
    details: { path: join(file, "shop", "vitrine.config.ts") },
  });
});

it("Pictures beside the product file are served as the file names them, others as ever", async () => {
  const workspace = makeFolder();
  const data = join(workspace, "export");
  mkdirSync(join(data, "images"), { recursive: true });
  const file = join(data, "products.csv");
  writeFileSync(file, "id,title,images\na,Oak desk,images/a.webp\nb,Pine desk,images/b.webp\n");
  const folderOf = async (): Promise<string> => {
    const engine = await createEngine({ workspace, config: {} });
    await engine.init(file, { force: true });
    return (await createEngine({ workspace })).config.server.images.folder;
  };
  expect(await folderOf()).toBe("images");
  writeFileSync(join(data, "images", "b.webp"), "");
  expect(await folderOf()).toBe("export");
});
