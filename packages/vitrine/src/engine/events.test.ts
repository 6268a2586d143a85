/** @file Events through the engine: recorded, imported, kept for a time, and all that is kept of one shopper. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesWith } from "../../test/files-with.js";
import { makeEvent } from "../../test/made-events.js";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { EventInput } from "../data/event.js";
import { createEngine } from "./engine.js";
import type { Engine } from "./engine.js";

const makeFolder = temporaryFolders();
let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({
    workspace: makeFolder(),
    config: {
      events: { retentionDays: { impression: 30, view: 180 }, kinds: { putInBag: "add_to_cart" } },
    },
  });
});
afterAll(async () => engine.close());

const write = (name: string, content: string): string => {
  const path = join(makeFolder(), name);
  writeFileSync(path, content);
  return path;
};
const line = (n: number, event = "view"): string =>
  `${event},shopper-${n % 100},p${n % 7},${new Date(1_700_000_000_000 + n * 1_000).toISOString()}`;
const head = "event,user_id,item_id,time";

describe("recording", () => {
  it("makes keys and times that were left out", async () => {
    const sent: EventInput = { kind: "view", shopper: "keyless", product: "p" };
    const before = Date.now();
    expect(await engine.recordEvents([sent, sent])).toMatchObject({ accepted: 2, duplicates: 0 });
    const { events } = await engine.exportShopper("keyless");
    expect(new Set(events.map(({ key }) => key)).size).toBe(2);
    for (const { time } of events) expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
  });

  it("refuses what is no event with its place, and then records none", async () => {
    const good = makeEvent({ key: "good", shopper: "refused" });
    const cases: [event: object, column: string | undefined, said: string][] = [
      [{ ...good, kind: "gaze" }, "kind", 'event 2 of the given events has "gaze"'],
      [{ ...good, key: "" }, "key", "event 2"],
      [{ ...good, time: "yesterday" }, "time", "must be a time in UTC"],
      [{ ...good, time: "2999-01-01T00:00:00Z" }, "time", "more than a day later than now"],
      [{ ...good, value: Infinity }, "value", "must be a finite number"],
      [{ ...good, colour: "red" }, "colour", "must have no field that the schema lacks"],
      [{ key: "k", kind: "view", product: "p" }, "shopper", "no anonymous id"],
      [["view"], undefined, "is a list"],
    ];
    for (const [event, column, said] of cases) {
      await expect(engine.recordEvents([good, event as EventInput])).rejects.toMatchObject({
        code: "ROW_INVALID",
        message: expect.stringContaining(said) as string,
        details: { line: 2, ...(column === undefined ? {} : { column }) },
      });
    }
    const many = Array.from({ length: 10_001 }, () => good);
    for (const wrong of [good as unknown as EventInput[], many]) {
      await expect(engine.recordEvents(wrong)).rejects.toMatchObject({ code: "PARAM_INVALID" });
    }
    expect((await engine.exportShopper("refused")).events).toEqual([]);
  });
});

describe("an import of events", () => {
  it("doubles nothing when it is repeated, and keeps equal rows apart", async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => line(n, "putInBag"));
    const path = write("events.csv", [head, ...rows, rows[7], rows[7]].join("\n"));
    const stages: string[] = [];
    const first = await engine.importEvents(path, { onProgress: (stage) => stages.push(stage) });
    expect(first).toMatchObject({ rowsRead: 2_502, accepted: 2_502, duplicates: 0, skipped: 0 });
    expect(first.mapping.columns).toMatchObject({ kind: "event", shopper: "user_id" });
    expect(new Set(stages)).toEqual(new Set(["Importing events"]));
    expect(await engine.importEvents(path)).toMatchObject({ accepted: 0, duplicates: 2_502 });
    // A longer export of the same log adds what is new.
    const longer = write("longer.csv", [head, ...rows, rows[7], rows[7], line(9_999)].join("\n"));
    expect(await engine.importEvents(longer)).toMatchObject({ accepted: 1, duplicates: 2_502 });
  });

  it("that was cancelled goes on where it was when it is run again", async () => {
    const rows = Array.from({ length: 6_000 }, (_, n) => line(20_000 + n, "click"));
    const path = write("cancelled.csv", [head, ...rows].join("\n"));
    const controller = new AbortController();
    const cancelled = engine.importEvents(path, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
    const { accepted, duplicates } = await engine.importEvents(path);
    expect(accepted + duplicates).toBe(6_000);
    expect(duplicates).toBe(1_000);
  });

  it("refuses what is no event file by that name", async () => {
    for (const content of ["", " \n", "PK\u0003\u0004", `\u0000${"a\u0000\u0000".repeat(99)}`]) {
      await expect(engine.importEvents(write("odd.csv", content))).rejects.toThrow(
        /^An event file must/,
      );
    }
  });

  it("puts rows that can not be read beside the file, and refuses a file without any other", async () => {
    const path = write("some.csv", [head, line(30_000), "teleport,s,p,2024-01-01"].join("\n"));
    await expect(engine.importEvents(path)).rejects.toMatchObject({ code: "ROW_INVALID" });
    const result = await engine.importEvents(path, { onBadRow: "skip" });
    expect(result).toMatchObject({ accepted: 1, skipped: 1, problems: [{ line: 3 }] });
    expect(readFileSync(result.rejectsFile ?? "", "utf8")).toBe(
      `${head}\nteleport,s,p,2024-01-01\n`,
    );
    const rejectsFile = result.rejectsFile ?? "";
    await expect(
      engine.importEvents(path, { onBadRow: "skip", rejectsFile }),
    ).rejects.toMatchObject({ code: "PARAM_INVALID" });
    await expect(engine.importEvents(rejectsFile, { onBadRow: "skip" })).rejects.toMatchObject({
      code: "ROW_INVALID",
    });
    await expect(
      engine.importEvents(write("no.csv", `${head}\n`), { kind: "view" }),
    ).rejects.toMatchObject({ code: "FORMAT_BROKEN" });
  });
});

describe("of one shopper", () => {
  it("everything is given out, and after an erasure is in no file of the workspace", async () => {
    const rows = Array.from({ length: 300 }, (_, n) => line(40_000 + n, "like"));
    await engine.importEvents(write("theirs.csv", [head, ...rows].join("\n")));
    const own: EventInput = { kind: "view", anonymous: "Visitor-3f9e", product: "p" };
    const asked = "what Shopper-81d4 wanted";
    await engine.recordEvents([
      own,
      { kind: "search", shopper: "Shopper-81d4", query: asked, listId: "List-of-theirs" },
    ]);
    expect(await engine.mergeShopper("Visitor-3f9e", "Shopper-81d4")).toEqual({
      merged: 1,
      already: false,
    });
    const told = await engine.exportShopper("Shopper-81d4");
    expect(told.anonymous).toEqual(["Visitor-3f9e"]);
    expect(told.events.map(({ kind }) => kind).sort()).toEqual(["search", "view"]);
    const traces = [
      "Visitor-3f9e",
      "Shopper-81d4",
      "List-of-theirs",
      ...told.events.map(({ key }) => key),
    ];
    const folder = join(engine.workspace.folder, ".vitrine");
    expect(existsSync(folder)).toBe(true);
    expect(filesWith(folder, traces).length).toBeGreaterThan(0);
    expect(await engine.eraseShopper("Shopper-81d4")).toMatchObject({ events: 2, merges: 1 });
    expect(filesWith(folder, traces)).toEqual([]);
    expect((await engine.exportShopper("Shopper-81d4")).events).toEqual([]);
    expect((await engine.exportShopper("shopper-7")).events.length).toBeGreaterThan(0);
  });
});

describe("retention", () => {
  it("takes away what is older than its kind is kept, and nothing else", async () => {
    const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
    const shopper = "kept";
    await engine.recordEvents([
      { kind: "view", shopper, product: "old", time: ago(181) },
      { kind: "view", shopper, product: "new", time: ago(179) },
      { kind: "impression", shopper, products: ["old"], time: ago(31) },
      { kind: "purchase", shopper, product: "ever", time: ago(4_000) },
    ]);
    const { pruned, olderThan } = await engine.pruneEvents();
    expect(pruned.impression).toBe(1);
    expect(pruned.view).toBeGreaterThanOrEqual(1);
    expect(Object.keys(olderThan)).toEqual(["impression", "view"]);
    const { events } = await engine.exportShopper(shopper);
    expect(events.map(({ product }) => product)).toEqual(["ever", "new"]);
    expect(await engine.pruneEvents({ purchase: 3_000 })).toMatchObject({
      pruned: { purchase: 1 },
    });
    expect(await engine.pruneEvents({})).toEqual({ pruned: {}, olderThan: {} });
  });
});
