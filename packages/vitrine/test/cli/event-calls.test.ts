/** @file The calls that bring in events, count and prune them, and look after single shoppers. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { temporaryFolders } from "../temporary-folder.js";
import { askVitrine, runVitrine } from "./run-vitrine.js";

const makeFolder = temporaryFolders();
let workspace: string;
/** Holds the database, so that no call has to open it. */
let holder: Store;
const call = async (...args: readonly string[]): Promise<unknown> =>
  askVitrine([...args, "-w", workspace]);
const run = async (...args: readonly string[]) => runVitrine([...args, "-w", workspace]);

beforeAll(async () => {
  workspace = makeFolder();
  writeFileSync(
    join(workspace, "vitrine.config.ts"),
    "export default { events: { retentionDays: { view: 30 } } };",
  );
  holder = await openStore({
    folder: join(workspace, ".vitrine", "database"),
    clock: () => new Date(),
  });
});
afterAll(async () => holder.close());

const head = "timestamp,visitorid,event,itemid\n";

it("import events records a file once, says how it was read, and what could not be read", async () => {
  const file = join(makeFolder(), "events.csv");
  writeFileSync(
    file,
    `${head}1433221332117,v1,view,p1\n1433221332118,v1,transaction,p1\n1433221332119,v2,beat,p1\nnever,v2,view,p1\n`,
  );
  const stopped = await run("import", "events", file);
  expect([stopped.code, stopped.stderr]).toEqual([
    3,
    expect.stringContaining("line 4, column event: the kind is not known as one"),
  ]);
  const args = ["import", "events", file, "--kind", "beat=", "--on-bad-row", "skip"];
  const said = await run(...args);
  expect(said.code).toBe(0);
  expect(said.stdout).toContain("2 events recorded, 0 there already.");
  expect(said.stdout).toContain("4 rows read, 1 of kinds to leave out, 1 skipped.");
  expect(said.stdout).toContain("line 5, column timestamp: the time must be a time");
  expect(said.stdout).toContain("anonymous=visitorid");
  expect(await call(...args)).toMatchObject({ accepted: 0, duplicates: 2, leftOut: 1, skipped: 1 });
  for (const wrong of ["beat=purr", "=view", "purr"]) {
    expect((await run("import", "events", file, "--kind", wrong)).code).toBe(2);
  }
  expect((await run("import", "events", `${file}.no`)).code).toBe(4);
});

it("shoppers are merged, given out and erased; a visitor goes to one of them only", async () => {
  expect(await call("shoppers", "merge", "v1", "s1")).toEqual({ merged: 2, already: false });
  expect(await call("shoppers", "merge", "v1", "s1")).toEqual({ merged: 0, already: true });
  const refused = await run("shoppers", "merge", "v1", "s2");
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('the anonymous id "v1" belongs to another one'),
  ]);
  expect(await call("shoppers", "export", "s1")).toMatchObject({
    shopper: "s1",
    anonymous: ["v1"],
    events: [{ kind: "view" }, { kind: "purchase", product: "p1" }],
  });
  const erased = await run("shoppers", "erase", "s1");
  expect(erased.stdout).toContain("2 events and 1 merged visitor erased");
  expect(await call("shoppers", "export", "s1")).toMatchObject({ anonymous: [], events: [] });
});

it("events counts by kind, and prune follows the configuration", async () => {
  const file = join(makeFolder(), "old.csv");
  writeFileSync(file, `${head}1433221332117,v3,view,p1\n1433221332117,v3,like,p1\n`);
  await call("import", "events", file);
  expect(await call("events")).toEqual({
    events: 2,
    kinds: ["view", "like"].map((kind) => ({
      kind,
      count: 1,
      oldest: "2015-06-02T05:02:12.117Z",
      newest: "2015-06-02T05:02:12.117Z",
    })),
  });
  expect(await call("events", "prune")).toMatchObject({ pruned: { view: 1 } });
  expect((await run("events")).stdout).toBe(
    "1 event.\n  like: 1, 2015-06-02T05:02:12.117Z to 2015-06-02T05:02:12.117Z\n",
  );
});
