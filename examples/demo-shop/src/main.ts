#!/usr/bin/env node
/** @file The command `demo-shop`: makes the demo shop in a folder. */
import { parseArgs } from "node:util";
import { generateShop } from "./shop.js";
import { drawShoppers } from "./shoppers/shopper-world.js";
import { writeShop } from "./write-shop.js";

const help = `Makes a demo shop: a catalogue, drawn pictures, judged queries, what its shoppers did, and the
hidden truth.

Usage: demo-shop [--out DIR] [--seed N] [--products N] [--traps] [--shoppers N] [--days N]
                 [--no-pictures]

  --out DIR       where to write; default: demo-shop
  --seed N        same seed, same shop; default: 1
  --products N    20 to 20000; default: 1200
  --traps         sows the faults of real files: missing prices, repeated ids and titles,
                  windows-1252, prices as text, lists as Python prints them
  --lookalikes    gives some makers names that read as prices or colours: Under Alder, Orange
  --shoppers N    0 to 100000; 0: no shoppers and no events; default: 2000
  --days N        how long they are watched, 20 to 330, up to the end of November 2025;
                  default: 120
  --no-pictures   leaves the pictures out
  --help          shows this

Example: demo-shop --out shop --seed 7 --traps
`;

try {
  const { values } = parseArgs({
    options: {
      out: { type: "string", default: "demo-shop" },
      seed: { type: "string", default: "1" },
      products: { type: "string", default: "1200" },
      traps: { type: "boolean", default: false },
      lookalikes: { type: "boolean", default: false },
      shoppers: { type: "string", default: "2000" },
      days: { type: "string", default: "120" },
      "no-pictures": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) process.stdout.write(help);
  else {
    const shop = generateShop({
      seed: Number(values.seed),
      products: Number(values.products),
      traps: values.traps,
      lookalikes: values.lookalikes,
    });
    const shoppers = Number(values.shoppers);
    let told = "";
    await writeShop(shop, values.out, {
      pictures: !values["no-pictures"],
      ...(shoppers === 0
        ? {}
        : { shoppers: drawShoppers(shop, { shoppers, days: Number(values.days) }) }),
      onEvents(events) {
        told = `${events} events of ${shoppers} shoppers are there too\n`;
      },
      onProgress(done, total) {
        if (done % 100 === 0 || done === total)
          process.stderr.write(`${done} of ${total} pictures\n`);
      },
    });
    process.stdout.write(
      `${shop.products.length} products and ${shop.queries.length} judged queries are in ${values.out}\n${told}`,
    );
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  process.exitCode = 2;
}
