/**
 * @file Measures a running server: search, recommendations and events at fixed rates over 100,000 products.
 *
 * The server is a process of its own; whoever asks runs on the same machine and takes its share of it.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createEngine } from "vitrine";
import { createCatalogue } from "../catalogue/catalogue.mjs";
import { runCommand } from "../catalogue/command.mjs";
import { queriesOf } from "../catalogue/queries.mjs";
import { Random } from "../catalogue/random.mjs";
import { circumstances, loadNow, writeRecord } from "../harness/record.mjs";
import { askAtRate } from "./open-loop.mjs";

const help = `Measures a server at fixed rates.

Usage: node bench/serving/run-serving.mjs [--products 100000] [--seconds 30] [--out FILE]

  --products N   products of the catalogue
  --events N     events of the shop, made up
  --seconds N    how long each rate is held
  --out FILE     where the record goes; default: bench/serving/results.json
  --help         shows this
`;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const connections = 50;
const shoppers = 5000;

await runCommand(help, {
  options: {
    products: { type: "string", default: "100000" },
    events: { type: "string", default: "200000" },
    seconds: { type: "string", default: "30" },
    out: { type: "string", default: here("results.json") },
  },
  async run(options) {
    const products = Number(options.products);
    const seconds = Number(options.seconds);
    const before = loadNow();
    const workspace = mkdtempSync(join(tmpdir(), "vitrine-serving-"));
    try {
      await makeShop(workspace, products, Number(options.events));
      const server = await startServer(workspace);
      try {
        const rows = await measure(server.url, { products, seconds });
        await writeRecord(options.out, {
          ...circumstances([before, loadNow()]),
          versions: { node: process.version },
          products,
          events: Number(options.events),
          connections,
          rows,
        });
      } finally {
        await server.stop();
      }
    } finally {
      rmSync(workspace, { recursive: true, force: true });
    }
  },
});

async function makeShop(workspace, products, eventCount) {
  const file = join(workspace, "products.csv");
  const made = spawnSync(process.execPath, [
    here("../catalogue/make-catalogue.mjs"),
    ...["--products", String(products), "--out", file],
  ]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  const engine = await createEngine({ workspace, config: {} });
  await engine.importProducts(file);
  await engine.index();
  const ids = readFileSync(file, "utf8")
    .split("\n", products + 1)
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(",")).replaceAll('"', ""));
  for (const batch of eventBatches(ids, eventCount)) await engine.recordEvents(batch);
  await engine.train();
  await engine.close();
}

/** Every shopper has a corner of the catalogue that she looks at most. */
function* eventBatches(ids, count) {
  const random = new Random(7, "events");
  const kinds = ["view", "view", "view", "view", "add_to_cart", "purchase"];
  let batch = [];
  for (let at = 0; at < count; at++) {
    const shopper = random.below(shoppers);
    const corner = (shopper * 7919) % ids.length;
    const product = random.chance(0.7) ? corner + random.below(200) : random.below(ids.length);
    batch.push({
      key: `e${at}`,
      kind: random.pick(kinds),
      shopper: `s${shopper}`,
      session: `v${shopper}-${random.below(8)}`,
      product: ids[product % ids.length],
      time: new Date(Date.UTC(2026, 0, 1) + (at * 90 * 86_400_000) / count).toISOString(),
    });
    if (batch.length === 1000 || at === count - 1) {
      yield batch;
      batch = [];
    }
  }
}

/** @returns {Promise<{ url: string, stop: () => Promise<void> }>} */
async function startServer(workspace) {
  const child = spawn(
    process.execPath,
    [
      here("../../packages/vitrine/bin/vitrine.js"),
      "serve",
      "--json",
      "--log-level",
      "warn",
      "--port",
      "0",
      "--workspace",
      workspace,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  child.stderr.pipe(process.stderr);
  const url = await new Promise((resolve, reject) => {
    child.on("exit", () => reject(new Error("the server ended")));
    createInterface(child.stdout).on("line", (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (found !== null) resolve(found[0]);
    });
  });
  for (let isReady = false; !isReady; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const answer = await fetch(`${url}/health/ready`);
    await answer.text();
    isReady = answer.ok;
  }
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.on("exit", resolve));
    },
  };
}

async function measure(url, { products, seconds }) {
  const asked = [...queriesOf(createCatalogue(1), { seed: 2, products, count: 3000 })];
  const search = (at) => {
    const { query, filters } = asked[at % asked.length];
    const parameters = new URLSearchParams([
      ["q", query],
      ["filter", "price>0"],
    ]);
    for (const filter of filters) parameters.append("filter", filter);
    return { path: `/v1/search?${parameters}` };
  };
  const recommend = (at) => ({
    path: `/v1/recommendations?placement=for-you&shopper=s${(at * 31) % shoppers}`,
  });
  const rows = [];
  const hold = async (what, requestAt, rate, length = seconds) => {
    const result = await askAtRate({ url, requestAt, rate, seconds: length, connections });
    console.error(`${what} at ${rate}/s: ${JSON.stringify(result)}`);
    return { what, asked: rate, ...result };
  };
  // What is made at the first need of it is no part of serving.
  await hold("warming up", search, 50, 5);
  await hold("warming up", recommend, 50, 3);
  rows.push(await hold("search", search, 200));
  rows.push(await hold("recommendations", recommend, 200));
  for (let rate = 300; ; rate += 100) {
    const row = await hold("search", search, rate);
    rows.push(row);
    if (row.p99Ms > 50 || row.failed > 0) break;
  }
  return rows;
}
