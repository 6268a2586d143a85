import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openEngines } from "../../test/open-engines.js";
import { all } from "../../test/store/read-store.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import { writeCatalogue } from "../data/catalogue-file.js";
import type { Product } from "../data/product.js";
import { openStore } from "../store/open-store.js";

const makeFolder = temporaryFolders();
const { open } = openEngines(makeFolder);
const clock = (): Date => new Date();

describe("a workspace of an earlier version", () => {
  it("finds its catalogue in the database, and is told to index again", async () => {
    const folder = makeFolder();
    const warnings: string[] = [];
    const opened = await open({
      workspace: folder,
      config: {},
      log: { warn: (message) => warnings.push(message) },
    });
    const earlier: Product[] = [
      { id: "b", title: "Oak desk", categoryPath: ["Desks"], images: ["b.png"], attributes: {} },
      {
        id: "a",
        title: "Rug",
        categoryPath: [],
        images: [],
        attributes: { tone: ["red"] },
        price: 5,
      },
    ];
    await opened.artifacts.publish(
      {
        name: "catalogue",
        kind: "catalogue",
        seed: 1,
        options: { file: "/shop/products.csv", replace: false },
        parents: [],
        licence: "unknown",
        engineVersion: "0.1.0",
      },
      async (target) => writeCatalogue(join(target, "products.parquet"), earlier),
    );
    expect(await opened.products(["a", "b"])).toEqual([earlier[1], earlier[0]]);
    expect(warnings).toEqual([expect.stringMatching(/2 products.*vitrine index/)]);
    const moved = await openStore({ folder: opened.workspace.databaseFolder, clock });
    expect(await all(moved)).toEqual(earlier);
    expect((await moved.importRecords())[0]).toMatchObject({ label: "/shop/products.csv" });
    await moved.close();

    // Once is enough: what was deleted since does not come back.
    await opened.deleteProducts(["a"]);
    await opened.close();
    const later = await open({ workspace: folder, config: {} });
    expect(await later.products(["a", "b"])).toEqual([earlier[0]]);
    expect((await later.index()).products).toBe(1);
    await later.close();
  });
});
