/**
 * @file Measures how import, index and search grow with the catalogue.
 *
 * The page of performance fits the exponents to what is recorded. Every step runs in a process of
 * its own. Time is wall time; processor time stands beside it, because a busy machine lengthens the
 * one and hardly the other.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCatalogue } from "../catalogue/catalogue.mjs";
import { runCommand } from "../catalogue/command.mjs";
import { queriesOf } from "../catalogue/queries.mjs";
import { circumstances, loadNow, writeRecord } from "../harness/record.mjs";

const help = `Measures import, index, search and update at several sizes.

Usage: node bench/scale/run-scale.mjs [--sizes 1000,10000,100000,1000000] [--out FILE]

  --sizes LIST   how many products, rising
  --out FILE     where the record goes; default: bench/scale/results.json
  --help         shows this
`;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const searches = 300;

await runCommand(help, {
  options: {
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    out: { type: "string", default: here("results.json") },
  },
  async run({ sizes, out }) {
    const before = loadNow();
    const rows = sizes.split(",").map((text) => measureSize(Number(text)));
    await writeRecord(out, {
      ...circumstances([before, loadNow()]),
      versions: { node: process.version },
      store: { ...circumstances([loadNow()]), ...measureStore() },
      rows,
    });
  },
});

/** A new store, and the same again: the first call opens it. */
function measureStore() {
  const workspace = mkdtempSync(join(tmpdir(), "vitrine-scale-"));
  try {
    const step = () => JSON.parse(run([here("measure-step.mjs"), "store", workspace]));
    const made = step();
    return { ...made, reopenSeconds: step().openSeconds };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

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
      const result = JSON.parse(run([here("measure-step.mjs"), name, workspace, ...args]));
      console.error(`  ${JSON.stringify(result)}`);
      return result;
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
