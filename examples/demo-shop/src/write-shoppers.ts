/**
 * @file Puts what shoppers did into the folder of their shop, and under `truth/` what is hidden of
 * them.
 *
 * The log is written as it is made: memory holds a part of a megabyte of it.
 */
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toJsonLines } from "./files/json-lines.js";
import { dayMs } from "./shoppers/calendar.js";
import { complements } from "./shoppers/complements.js";
import { generateEvents } from "./shoppers/generate-events.js";
import { createInteractionCollector } from "./shoppers/interactions.js";
import type { ShopEvent } from "./shoppers/shop-event.js";
import type { ShopperWorld } from "./shoppers/shopper-world.js";

/** How many of the last days are asked for in `interactions-test.txt`. */
export const testDays = 14;

const flushAt = 1 << 19;

/** What was written. */
export interface WrittenShoppers {
  /** Within the folder, in order. */
  readonly paths: readonly string[];
  readonly events: number;
}

/**
 * Writes the log, the two parts of its interactions, and the hidden truth.
 *
 * Files that are there already are overwritten.
 *
 * @param folder - Made when it is not there.
 */
export async function writeShoppers(world: ShopperWorld, folder: string): Promise<WrittenShoppers> {
  const { calendar, shoppers, partners } = world;
  await mkdir(join(folder, "truth"), { recursive: true });
  const testFrom = new Date(calendar.untilMs - testDays * dayMs).toISOString();
  const interactions = createInteractionCollector(testFrom);
  const merges = new Map<string, Pick<ShopEvent, "anonymous" | "shopper" | "time">>();
  let events = 0;
  const log = await open(join(folder, "events.jsonl"), "w");
  try {
    let lines = "";
    for (const event of generateEvents(world)) {
      const { anonymous, shopper, time } = event;
      events++;
      interactions.add(event);
      if (anonymous !== undefined && shopper !== undefined && !merges.has(anonymous)) {
        merges.set(anonymous, { anonymous, shopper, time });
      }
      lines += `${JSON.stringify(event)}\n`;
      if (lines.length < flushAt) continue;
      await log.write(lines);
      lines = "";
    }
    await log.write(lines);
  } finally {
    await log.close();
  }
  const { train, test } = interactions.lines();
  const period = {
    from: new Date(calendar.fromMs).toISOString(),
    until: new Date(calendar.untilMs).toISOString(),
    testFrom,
    launches: calendar.launches,
    trends: calendar.trends,
    complements,
  };
  const suited = [...partners].map(([product, suits]) => ({ product, suits }));
  const files: readonly (readonly [string, string])[] = [
    ["interactions-train.txt", toLines(train)],
    ["interactions-test.txt", toLines(test)],
    ["truth/shoppers.jsonl", toJsonLines(shoppers)],
    ["truth/merges.jsonl", toJsonLines([...merges.values()])],
    ["truth/partners.jsonl", toJsonLines(suited)],
    ["truth/market.json", `${JSON.stringify(period, undefined, 2)}\n`],
  ];
  for (const [path, content] of files) await writeFile(join(folder, path), content);
  return { paths: ["events.jsonl", ...files.map(([path]) => path)], events };
}

function toLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
