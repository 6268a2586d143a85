/** @file The calls that save, move, change and look into the catalogue, and the shape of what they print. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { makeProducts } from "../made-catalogue.js";
import { all } from "../store/read-store.js";
import { temporaryFolders } from "../temporary-folder.js";
import { askVitrine, runVitrine } from "./run-vitrine.js";

const products = makeProducts(60);
const makeFolder = temporaryFolders();
let workspace: string;
/** Holds the database, so that no call has to open it. */
let holder: Store;
const hold = async (folder: string): Promise<Store> =>
  openStore({ folder: join(folder, ".vitrine", "database"), clock: () => new Date() });
const call = async (...args: readonly string[]): Promise<unknown> =>
  askVitrine([...args, "-w", workspace]);

beforeAll(async () => {
  workspace = makeFolder();
  holder = await hold(workspace);
  await holder.upsertProducts(products);
});
afterAll(async () => holder.close());

describe("products", () => {
  it("get prints them in the order asked, and ends with 4 when one is not there", async () => {
    expect(await call("products", "get", "p3", "p1")).toEqual({
      products: [products[3], products[1]],
      missing: [],
    });
    const args = ["products", "get", "p1", "nobody", "-w", workspace];
    const { code, stdout, stderr } = await runVitrine(args);
    expect(code).toBe(4);
    expect(stdout).toContain(`id: p1\ntitle: ${products[1]!.title}\n`);
    expect(stderr).toBe("There is no product nobody.\n");
  });

  it("put takes a file or standard input, delete takes ids, count counts", async () => {
    const shape = z.object({
      version: z.string(),
      added: z.int(),
      updated: z.int(),
      unchanged: z.int(),
    });
    const file = join(makeFolder(), "put.jsonl");
    writeFileSync(
      file,
      '{"id":"n1","title":"Copper samovar"}\n{"id":"n2","title":"Rug","price":5}\n',
    );
    expect(shape.parse(await call("products", "put", file))).toMatchObject({ added: 2 });
    const input = '[{"id":"n2","title":"Rug","price":6}]';
    const renewed = await askVitrine(["products", "put", "-", "-w", workspace], { input });
    expect(shape.parse(renewed)).toMatchObject({ added: 0, updated: 1 });
    expect(await call("products", "count")).toMatchObject({ products: 62 });
    const gone = z.object({ version: z.string(), deleted: z.literal(2) });
    gone.parse(await call("products", "delete", "n1", "n2", "nobody"));
    const { stdout } = await runVitrine(["products", "count", "-w", workspace]);
    expect(stdout).toBe("60\n");
  });

  it("put refuses what is no product, with its place, and changes nothing", async () => {
    const file = join(makeFolder(), "put.jsonl");
    writeFileSync(file, '{"id":"n1","title":"Samovar"}\n{"id":"n2","titel":"Rug"}\n');
    const args = ["products", "put", file, "-w", workspace, "--json"];
    const { code, stderr } = await runVitrine(args);
    expect(code).toBe(3);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: "ROW_INVALID", details: { path: file, line: 2 } },
    });
    expect(await holder.productCount()).toBe(60);
  });
});

describe("export, backup and restore", () => {
  it("give the catalogue to another workspace as it is", async () => {
    const folder = makeFolder();
    const other = makeFolder();
    const held = await hold(other);
    const backup = join(folder, "shop.vitrine-backup");
    const saved = z.object({ version: z.string(), products: z.literal(60), createdAt: z.string() });
    saved.parse(await call("backup", backup));
    const restored = await askVitrine(["restore", backup, "-w", other]);
    expect(restored).toMatchObject({ products: 60, added: 60, updated: 0, deleted: 0 });
    expect(await all(held)).toEqual(await all(holder));

    for (const name of ["products.jsonl", "products.jsonl.gz", "products.parquet"]) {
      const file = join(folder, name);
      const exported = await call("export", file);
      expect(exported).toMatchObject({
        file,
        products: 60,
        fingerprint: expect.any(String) as string,
      });
      await held.deleteProducts(products.map(({ id }) => id));
      await askVitrine(["import", "products", file, "-w", other]);
      expect(await all(held), name).toEqual(await all(holder));
    }
    await held.close();
  });

  it("restore asks for --force where there are products, and refuses a damaged file", async () => {
    const backup = join(makeFolder(), "shop.vitrine-backup");
    await call("backup", backup);
    const refused = await runVitrine(["restore", backup, "-w", workspace]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/60 products.*--force/);
    const forced = await call("restore", backup, "--force");
    expect(forced).toMatchObject({ products: 60, added: 0, updated: 60, deleted: 0 });

    const before = await holder.revision();
    const bytes = readFileSync(backup);
    writeFileSync(backup, bytes.subarray(0, -9));
    const damaged = await runVitrine(["restore", backup, "--force", "-w", workspace, "--json"]);
    expect(damaged.code).toBe(5);
    expect(JSON.parse(damaged.stderr)).toMatchObject({ error: { code: "BACKUP_INVALID" } });
    expect(await holder.revision()).toBe(before);
  });
});

describe("report", () => {
  it("tells of a file and of the catalogue the same, and writes a page", async () => {
    const folder = makeFolder();
    const file = join(folder, "products.jsonl");
    const page = join(folder, "report.html");
    await call("export", file);
    const shape = z.object({
      source: z.looseObject({ kind: z.string() }),
      profile: z.looseObject({ products: z.literal(60), encodings: z.array(z.string()) }),
      readiness: z.array(
        z.object({
          ability: z.string(),
          status: z.enum(["ready", "partly", "missing"]),
          because: z.string(),
          remedy: z.string().optional(),
        }),
      ),
    });
    const ofCatalogue = shape.parse(await call("report"));
    const untouched = join(makeFolder(), "absent");
    const ofFile = shape.parse(await askVitrine(["report", file, "--html", page, "-w", untouched]));
    expect(ofFile.source).toMatchObject({ kind: "file", file, rows: 60, unreadable: 0 });
    expect({ ...ofFile.profile, encodings: [] }).toEqual(ofCatalogue.profile);
    expect(ofFile.readiness).toEqual(ofCatalogue.readiness);
    expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/i);
    const text = await runVitrine(["report", "-w", workspace]);
    expect(text.stdout).toMatch(/^Data of catalogue version \d+$/m);
    expect(text.stdout).toMatch(/^ {2}title +60 +100 % +█+$/m);
  });

  it("can not be written where there is no folder, which is said before anything is read", async () => {
    const html = join(makeFolder(), "no", "report.html");
    const { code, stdout } = await runVitrine(["report", "--html", html, "-w", workspace]);
    expect({ code, stdout }).toEqual({ code: 6, stdout: "" });
  });
});
