/**
 * @file Measures how import, index and search grow with the catalogue, and fits the exponents.
 *
 * Every step runs in a process of its own. Time is wall time; processor time stands beside it,
 * because a busy machine lengthens the one and hardly the other.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCatalogue } from "../catalogue/catalogue.mjs";
import { runCommand } from "../catalogue/command.mjs";
import { queriesOf } from "../catalogue/queries.mjs";

const help = `Measures import, index, search and update at several sizes.

Usage: node bench/scale/run-scale.mjs [--sizes 1000,10000,100000,1000000] [--out FILE]

  --sizes LIST   how many products, rising
  --out FILE     where the record goes; default: bench/results/scale.json
  --help         shows this
`;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const searches = 300;
const machine = {
  processor: cpus()[0]?.model,
  processors: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};

await runCommand(help, {
  options: {
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    out: { type: "string", default: here("../results/scale.json") },
  },
  async run({ sizes, out }) {
    const rows = sizes.split(",").map((text) => measureSize(Number(text)));
    const record = { machine, rows, exponents: exponentsOf(rows) };
    writeFileSync(out, `${JSON.stringify(record, null, 2)}\n`);
    console.log(JSON.stringify(record.exponents, null, 2));
  },
});

function measureSize(products) {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-scale-"));
  try {
    const file = join(folder, "products.csv");
    run([here("../catalogue/make-catalogue.mjs"), "--products", String(products), "--out", file]);
    const queries = join(folder, "queries.jsonl");
    const asked = queriesOf(createCatalogue(1), { seed: 2, products, count: searches });
    writeFileSync(queries, [...asked].map((query) => `${JSON.stringify(query)}\n`).join(""));
    const workspace = join(folder, "shop");
    const step = (name, ...args) => {
      console.error(`${products} products: ${name}`);
      const load = loadavg()[0];
      const result = JSON.parse(run([here("measure-step.mjs"), name, workspace, ...args]));
      console.error(`  ${JSON.stringify(result)}`);
      return { ...result, load };
    };
    return {
      products,
      import: step("import", file),
      index: step("index"),
      open: step("open"),
      search: step("search", queries),
      update: step("update", "100"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args) {
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
  return stdout.trim().split("\n").at(-1) ?? "";
}

/** Slope of the logarithms by least squares: the b of time ≈ a · products^b. */
function exponentsOf(rows) {
  const series = {
    "import, processor seconds": (row) => row.import.processorSeconds,
    "import, memory": (row) => row.import.peakMegabytes,
    "index, processor seconds": (row) => row.index.processorSeconds,
    "index, memory": (row) => row.index.peakMegabytes,
    "open, seconds": (row) => row.open.seconds,
    "search, median": (row) => row.search.medianMs,
  };
  return Object.fromEntries(
    Object.entries(series).map(([name, valueOf]) => [
      name,
      slope(rows.map((row) => [Math.log(row.products), Math.log(valueOf(row))])),
    ]),
  );
}

function slope(points) {
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return Number((over / under).toFixed(2));
}
