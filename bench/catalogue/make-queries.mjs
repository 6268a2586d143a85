/** @file The command that writes queries for a big catalogue, for measuring latency. */
import { writeFile } from "node:fs/promises";
import { createCatalogue } from "./catalogue.mjs";
import { integer, runCommand } from "./command.mjs";
import { queriesOf } from "./queries.mjs";

const help = `Writes queries as shoppers of a big catalogue would type them, one JSON object a line.

Usage: node bench/catalogue/make-queries.mjs --products N --count N --out FILE [--seed N]

  --products N   how many rows the searched catalogue has
  --count N      how many queries; default: 1000
  --out FILE     {"query": "…", "filters": ["price<=80"], "from": "P00000017"} a line
  --seed N       the catalogue's; default: 1
  --help         shows this

Example: node bench/catalogue/make-queries.mjs --products 1000000 --out queries.jsonl
`;

await runCommand(help, {
  options: {
    products: { type: "string" },
    count: { type: "string", default: "1000" },
    out: { type: "string" },
    seed: { type: "string", default: "1" },
  },
  async run(values) {
    if (values.out === undefined) throw new RangeError("--out must name a file; got none");
    const seed = integer("seed", values.seed, 0);
    const products = integer("products", values.products, 1);
    const count = integer("count", values.count, 1);
    const queries = queriesOf(createCatalogue(seed), { seed, products, count });
    const lines = Array.from(queries, (query) => `${JSON.stringify(query)}\n`);
    await writeFile(values.out, lines.join(""));
    console.log(`${count} queries in ${values.out}`);
  },
});
