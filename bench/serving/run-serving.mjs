/**
 * @file Measures a running server: searches and recommendations at fixed rates over 100,000 products.
 *
 * The server is a process of its own; whoever asks runs on the same machine and takes its share of it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCatalogue } from "../catalogue/catalogue.mjs";
import { runCommand } from "../catalogue/command.mjs";
import { queriesOf } from "../catalogue/queries.mjs";
import { Random } from "../catalogue/random.mjs";
import { circumstances, loadNow, writeRecord } from "../harness/record.mjs";
import { askAtRate } from "./open-loop.mjs";
import { startServer } from "./served-process.mjs";
import { makeShop, shoppers } from "./shop.mjs";
import { timeShares } from "./time-shares.mjs";

const help = `Measures a server at fixed rates.

Usage: node bench/serving/run-serving.mjs [--products 100000] [--seconds 20] [--out FILE]

  --products N      products of the catalogue
  --events N        events of the shop, made up
  --seconds N       how long each rate is held
  --workspace DIR   a folder for the shop that is kept, and used again; default: one that is deleted
  --out FILE        where the record goes; default: bench/serving/results.json
  --help            shows this
`;
const connections = 50;
/** So long each kind is asked for before anything is measured: what is run often is compiled by then. */
const warmingSeconds = 20;
/** Distinct queries of the shoppers who repeat each other. */
const repeatedQueries = 2000;

await runCommand(help, {
  options: {
    products: { type: "string", default: "100000" },
    events: { type: "string", default: "200000" },
    seconds: { type: "string", default: "20" },
    workspace: { type: "string" },
    out: {
      type: "string",
      default: fileURLToPath(new URL("results.json", import.meta.url)),
    },
  },
  async run(options) {
    const products = Number(options.products);
    const events = Number(options.events);
    const seconds = Number(options.seconds);
    const workspace = options.workspace ?? mkdtempSync(join(tmpdir(), "vitrine-serving-"));
    try {
      await makeShop(workspace, { products, events });
      const before = loadNow();
      const server = await startServer(workspace, join(workspace, "profile.json"));
      try {
        const measured = await measure(server, { products, seconds });
        await writeRecord(options.out, {
          ...circumstances([before, loadNow()]),
          versions: { node: process.version },
          products,
          events,
          connections,
          seconds,
          ...measured,
        });
      } finally {
        await server.stop();
      }
    } finally {
      if (options.workspace === undefined) rmSync(workspace, { recursive: true, force: true });
    }
  },
});

async function measure(server, { products, seconds }) {
  const kinds = requestsOf(products);
  /** What was asked for once is not asked for again by the next rate. */
  const asked = { search: 0, repeated: 0, recommendations: 0 };
  const hold = async (kind, rate, length = seconds) => {
    const from = asked[kind];
    asked[kind] += rate * length;
    const requestAt = (at) => kinds[kind](from + at);
    const before = server.processorMs();
    const result = await askAtRate({
      ...{ url: server.url, requestAt, rate, connections },
      ...{ seconds: length, giveUpMs: 5000 },
    });
    const processorMs = (server.processorMs() - before) / result.asked;
    console.error(`${kind} at ${rate}/s: ${JSON.stringify({ ...result, processorMs })}`);
    return { kind, wanted: rate, processorMs, ...result };
  };
  const rows = [];
  /** Rate after rate, until the answers do not keep up with the requests. */
  const climb = async (kind, rates) => {
    for (const rate of rates) {
      const row = await hold(kind, rate);
      rows.push(row);
      if (row.rate < 0.95 * rate || row.failed > 0) return;
    }
  };
  for (const kind of Object.keys(kinds)) await hold(kind, 60, warmingSeconds);
  await climb("search", [100, 200, 300, 400, 500, 600]);
  await climb("repeated", [200, 400, 600, 800, 1000]);
  await climb("recommendations", [50, 100, 200, 300, 400]);
  const profiles = {};
  for (const kind of ["search", "recommendations"]) {
    const rate = 50;
    const [profile] = await Promise.all([server.profile(seconds), hold(kind, rate, seconds + 2)]);
    const shares = timeShares(profile);
    profiles[kind] = Object.fromEntries(
      Object.entries(shares).map(([part, ms]) => [part, ms / (rate * seconds)]),
    );
  }
  return { rows, profiles };
}

/** The requests of each kind by number, the same in every run. */
function requestsOf(products) {
  const catalogue = createCatalogue(1);
  const repeated = [...queriesOf(catalogue, { seed: 4, products, count: repeatedQueries })];
  const distinct = [...queriesOf(catalogue, { seed: 2, products, count: 50_000 })];
  const random = new Random(3, "repeated");
  const searchFor = ({ query, filters }) => {
    const parameters = new URLSearchParams([
      ["q", query],
      ["filter", "price>0"],
      ...filters.map((filter) => ["filter", filter]),
    ]);
    return { path: `/v1/search?${parameters}` };
  };
  return {
    search: (at) => searchFor(distinct[at % distinct.length]),
    repeated: () => searchFor(repeated[random.zipf(repeatedQueries)]),
    recommendations: (at) => ({
      path: `/v1/recommendations?placement=for-you&shopper=s${(at * 31) % shoppers}`,
    }),
  };
}
