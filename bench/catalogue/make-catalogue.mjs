/** @file The command that writes a big catalogue: streaming, the same memory whatever its size. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createCatalogue, productsOf } from "./catalogue.mjs";
import { integer, runCommand } from "./command.mjs";
import { toPieces } from "./formats.mjs";

const help = `Writes a catalogue of any size with the shape of a real one.

Usage: node bench/catalogue/make-catalogue.mjs --products N --out FILE [--seed N]

  --products N   how many rows; the first rows of a larger catalogue are the smaller one
  --out FILE     CSV, or JSON Lines where the name ends with .jsonl
  --seed N       same seed, same bytes; default: 1
  --help         shows this

Example: node bench/catalogue/make-catalogue.mjs --products 1000000 --out big.csv
`;

await runCommand(help, {
  options: {
    products: { type: "string" },
    out: { type: "string" },
    seed: { type: "string", default: "1" },
  },
  async run({ products, out, seed }) {
    const count = integer("products", products, 1);
    if (out === undefined) throw new RangeError("--out must name a file; got none");
    const started = performance.now();
    const catalogue = createCatalogue(integer("seed", seed, 0));
    const format = out.endsWith(".jsonl") ? "jsonl" : "csv";
    const pieces = toPieces(productsOf(catalogue, count), format);
    await pipeline(Readable.from(pieces), createWriteStream(out));
    const seconds = (performance.now() - started) / 1000;
    const rate = Math.round(count / seconds).toLocaleString("en-US");
    console.log(`${count} products in ${out}: ${seconds.toFixed(1)} s, ${rate} rows/s`);
  },
});
