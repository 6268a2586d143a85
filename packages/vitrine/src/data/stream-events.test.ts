/** @file Files of events as other systems write them: their columns, kinds and times; keys that a second reading repeats. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { temporaryFolders } from "../../test/temporary-folder.js";
import type { Event } from "./event.js";
import { streamEvents } from "./stream-events.js";
import type { EventRowProblem, StreamEventsOptions } from "./stream-events.js";

const makeFolder = temporaryFolders();

function write(name: string, content: string | Uint8Array): string {
  const path = join(makeFolder(), name);
  writeFileSync(path, content);
  return path;
}

interface Everything {
  readonly events: readonly Event[];
  readonly problems: readonly EventRowProblem[];
  readonly leftOut: number;
}

async function readAll(path: string, options: StreamEventsOptions = {}): Promise<Everything> {
  const events: Event[] = [];
  const problems: EventRowProblem[] = [];
  let leftOut = 0;
  for await (const batch of await streamEvents(path, { onBadRow: "skip", ...options })) {
    events.push(...batch.events);
    problems.push(...batch.problems);
    leftOut += batch.leftOut;
  }
  return { events, problems, leftOut };
}

const withoutKeys = (events: readonly Event[]): object[] =>
  events.map((event) => ({ ...event, key: undefined }));

describe("a file of events", () => {
  it("of a shop's log is read by its usual names", async () => {
    const path = write(
      "shop.csv",
      [
        "event_time,event_type,product_id,category_id,brand,price,user_id,user_session",
        "2019-11-01 00:00:00 UTC,view,1003461,205,xiaomi,489.07,520088904,4d3b30da",
        "2019-11-01 00:00:01 UTC,cart,1003461,205,xiaomi,489.07,520088904,4d3b30da",
        "2019-11-01 00:00:02 UTC,purchase,1003461,205,xiaomi,489.07,520088904,4d3b30da",
        "2019-11-01 00:00:03 UTC,remove_from_cart,1003461,,,-1,520088904,",
      ].join("\n"),
    );
    const { events, problems } = await readAll(path);
    expect(problems).toEqual([]);
    expect(events.map(({ kind }) => kind)).toEqual([
      "view",
      "add_to_cart",
      "purchase",
      "remove_from_cart",
    ]);
    expect(events[2]).toMatchObject({
      shopper: "520088904",
      session: "4d3b30da",
      product: "1003461",
      time: "2019-11-01T00:00:02.000Z",
      value: 489.07,
    });
    expect(events[3]).toMatchObject({ value: -1 });
  });

  it("of visitors, in milliseconds, has anonymous ids", async () => {
    const path = write(
      "visits.csv",
      "timestamp,visitorid,event,itemid,transactionid\n1433221332117,257597,addtocart,355908,\n1433221332118,257597,transaction,355908,12\n",
    );
    const { events } = await readAll(path);
    expect(withoutKeys(events)).toEqual([
      {
        anonymous: "257597",
        kind: "add_to_cart",
        product: "355908",
        time: "2015-06-02T05:02:12.117Z",
      },
      {
        anonymous: "257597",
        kind: "purchase",
        product: "355908",
        time: "2015-06-02T05:02:12.118Z",
      },
    ]);
  });

  it("of ratings needs no column that says so", async () => {
    const path = write(
      "ratings.jsonl",
      '{"rating":4.5,"asin":"B01","user_id":"AG","timestamp":1588687728}\n{"rating":2,"asin":"B02","user_id":"AG","timestamp":"1588687728923"}\n',
    );
    const { events } = await readAll(path);
    expect(withoutKeys(events)).toEqual([
      {
        kind: "rating",
        shopper: "AG",
        product: "B01",
        value: 4.5,
        time: "2020-05-05T14:08:48.000Z",
      },
      { kind: "rating", shopper: "AG", product: "B02", value: 2, time: "2020-05-05T14:08:48.923Z" },
    ]);
  });

  it("with searches and impressions has their queries and lists", async () => {
    const path = write(
      "lists.json",
      JSON.stringify([
        { type: "search", userId: "s", ts: 1_588_687_728, searchTerm: "oak desk" },
        { type: "impression", userId: "s", ts: 1_588_687_728, items: ["a", "b"] },
        { type: "impression", userId: "s", ts: 1_588_687_728, itemId: "c" },
      ]),
    );
    const { events, problems } = await readAll(path);
    expect(problems).toEqual([]);
    expect(events.map(({ query, products }) => query ?? products)).toEqual([
      "oak desk",
      ["a", "b"],
      ["c"],
    ]);
  });

  it("gives the same events from CSV, JSON Lines, gzip and Parquet, with the same keys", async () => {
    const rows = Array.from({ length: 40 }, (_, n) => ({
      user_id: `s${n % 3}`,
      event: "view",
      item_id: `p${n % 2}`,
      // Some rows are equal.
      time: new Date(1_700_000_000_000 + (n % 10) * 1_000).toISOString(),
    }));
    const csv = [
      "event,item_id,user_id,time",
      ...rows.map((row) => [row.event, row.item_id, row.user_id, row.time].join(",")),
    ].join("\n");
    const columns = ["time", "user_id", "item_id", "event"] as const;
    const parquet = parquetWriteBuffer({
      columnData: columns.map((name) => ({
        name,
        data: rows.map((row) => row[name]),
        type: "STRING",
      })),
    });
    const paths = [
      write("e.csv", csv),
      write("e.csv.gz", gzipSync(csv)),
      write("e.jsonl", rows.map((row) => JSON.stringify(row)).join("\n")),
      write("e.parquet", new Uint8Array(parquet)),
    ];
    const [first, ...others] = await Promise.all(paths.map(async (path) => readAll(path)));
    expect(first?.events).toHaveLength(40);
    expect(new Set(first?.events.map(({ key }) => key)).size).toBe(40);
    for (const other of others) expect(other.events).toEqual(first?.events);
  });

  it("keeps its own keys where it has them", async () => {
    const path = write(
      "keys.csv",
      "event_id,action,user,sku,date\nk1,view,s,p,2024-01-01\nk1,view,s,p,2024-01-01\n",
    );
    expect((await readAll(path)).events.map(({ key }) => key)).toEqual(["k1", "k1"]);
  });

  it("reports rows that are no events with line, column and reason", async () => {
    const path = write(
      "bad.csv",
      [
        "event,user_id,item_id,time,price",
        "view,s,p,2024-01-01,",
        "teleport,s,p,2024-01-01,",
        "view,,p,2024-01-01,",
        "view,s,,2024-01-01,",
        "view,s,p,03/04/2024,",
        "",
        "view,s,p,2024-01-01,cheap",
      ].join("\n"),
    );
    const { events, problems } = await readAll(path);
    expect(events).toHaveLength(1);
    expect(problems.map(({ line, field, column }) => [line, field, column])).toEqual([
      [3, "kind", "event"],
      [4, "shopper", "user_id"],
      [5, "product", "item_id"],
      [6, "time", "time"],
      [8, "value", "price"],
    ]);
    await expect(readAll(path, { onBadRow: "stop" })).rejects.toMatchObject({
      code: "ROW_INVALID",
      details: { line: 3, column: "event", got: "teleport" },
    });
  });

  it("takes the operator's word before any guess", async () => {
    const path = write(
      "own.csv",
      "who,what,art,at,user_id\nann,putInBag,p,2024-01-01,x\nann,heartbeat,p,2024-01-01,x\nann,constructor,p,2024-01-01,x\n",
    );
    const { events, problems, leftOut } = await readAll(path, {
      mapping: { shopper: "who", kind: "what", product: "ART", time: "at", anonymous: null },
      kinds: { putInBag: "add_to_cart", heartbeat: null },
    });
    expect(withoutKeys(events)).toEqual([
      { kind: "add_to_cart", shopper: "ann", product: "p", time: "2024-01-01T00:00:00.000Z" },
    ]);
    expect([leftOut, problems.map(({ got }) => got)]).toEqual([1, ["constructor"]]);
    const all = await readAll(path, {
      mapping: { product: "art", time: "at" },
      kind: "like",
    });
    expect(all.events.map(({ kind, shopper }) => [kind, shopper])).toEqual(
      Array(3).fill(["like", "x"]),
    );
  });

  it("without a column for what happened, when or to whom is refused with the columns it has", async () => {
    const path = write("none.csv", "user_id,item_id,time\ns,p,2024-01-01\n");
    await expect(readAll(path)).rejects.toMatchObject({
      code: "MAPPING_INVALID",
      details: { field: "kind", columns: ["user_id", "item_id", "time"] },
    });
    const refused = [
      [{ kind: "view", mapping: { time: null } }, "time"],
      [{ kind: "view", mapping: { shopper: null } }, "shopper"],
      [{ kind: "view", mapping: { colour: "time" } }, "colour"],
      [{ kind: "view", mapping: { time: "when" } }, "time"],
    ] as const;
    for (const [options, field] of refused) {
      await expect(readAll(path, options)).rejects.toMatchObject({
        code: "MAPPING_INVALID",
        details: { field },
      });
    }
  });

  it("stops when told", async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => `view,s,p${n},2024-01-01`);
    const path = write("long.csv", `event,user_id,item_id,time\n${lines.join("\n")}\n`);
    const controller = new AbortController();
    const reading = (async () => {
      for await (const batch of await streamEvents(path, { signal: controller.signal })) {
        expect(batch.events).toHaveLength(1_000);
        controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
