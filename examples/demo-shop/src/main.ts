#!/usr/bin/env node
/** @file The command `demo-shop`: makes the demo shop in a folder. */
import { parseArgs } from "node:util";
import { generateShop } from "./shop.js";
import { writeShop } from "./write-shop.js";

const help = `Makes a demo shop: a catalogue, drawn pictures, judged queries and the hidden truth.

Usage: demo-shop [--out DIR] [--seed N] [--products N] [--traps] [--no-pictures]

  --out DIR       where to write; default: demo-shop
  --seed N        same seed, same shop; default: 1
  --products N    20 to 20000; default: 1200
  --traps         sows the faults of real files: missing prices, repeated ids and titles,
                  windows-1252, prices as text, lists as Python prints them
  --lookalikes    gives some makers names that read as prices or colours: Under Alder, Orange
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
    await writeShop(shop, values.out, {
      pictures: !values["no-pictures"],
      onProgress(done, total) {
        if (done % 100 === 0 || done === total)
          process.stderr.write(`${done} of ${total} pictures\n`);
      },
    });
    process.stdout.write(
      `${shop.products.length} products and ${shop.queries.length} judged queries are in ${values.out}\n`,
    );
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  process.exitCode = 2;
}
