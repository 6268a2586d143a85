import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openKeysFile, SCOPES } from "../../src/server/keys-file.js";
import { ROUTES } from "../../src/server/routes.js";
import { makeProducts } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { runSchemathesis, setUpSchemathesis } from "./run-schemathesis.js";
import type { FuzzResult } from "./run-schemathesis.js";
import { servedShops } from "./serve-shop.js";

const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";
/** Each seed makes up so many calls of every route, beside those that cover its schema. */
const { requests, examples, seeds } = isFull
  ? { requests: 20_000, examples: 65, seeds: [1, 2, 3, 4, 5, 6, 7] }
  : { requests: 2000, examples: 30, seeds: [1] };

/** How often a route answered a status. */
interface Count {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly requests: number;
}

const makeFolder = temporaryFolders();
const serveShop = servedShops(makeFolder);

describe("fuzzed from its OpenAPI document with an operator's key, the server", () => {
  const results: FuzzResult[] = [];
  let counts: readonly Count[];
  beforeAll(async () => {
    setUpSchemathesis();
    let key = "";
    const shop = await serveShop({
      // Whoever fuzzes is one caller that asks without a pause.
      config: { server: { rateLimit: 0 } },
      prepare: async (engine) => {
        // Versions to promote and to go back to.
        for (const count of [61, 62]) {
          await engine.upsertProducts(makeProducts(count));
          await engine.index({ encoder: "tfidf" });
        }
        const keys = openKeysFile(engine.workspace.keysFile, () => new Date());
        ({ text: key } = await keys.create({ kind: "admin", name: "fuzz", scopes: [...SCOPES] }));
      },
    });
    mkdirSync(join(shop.folder, "images", "desks"), { recursive: true });
    writeFileSync(join(shop.folder, "images", "desks", "oak.jpg"), "a picture");
    const { id } = await shop.engine.evaluations.keep(
      await shop.engine.evaluateCatalogue({ systems: ["bm25", "random"] }),
    );
    const { headers } = await shop.call("/v1/session", { method: "POST", body: { key } });
    for (const seed of seeds) {
      const result = await runSchemathesis({
        url: `${shop.server.url}/openapi.json`,
        key,
        cookie: headers.get("set-cookie")?.split(";", 1)[0] ?? "",
        ...{ examples, seed },
        dictionaries: { "evaluations.txt": [id], "keys.txt": [key] },
        folder: makeFolder(),
      });
      results.push(result);
    }
    counts = readCounts((await shop.call("/metrics", { key })).text);
  }, 1_800_000);

  it.each(seeds)("answers as the document says, whatever comes of seed %i", (seed) => {
    const { report, output } = results[seeds.indexOf(seed)]!;
    expect(report.failures, output).toEqual([]);
    expect(report.errors, output).toEqual([]);
    expect(report).toMatchObject({ seed, complete: true });
    // The document itself is fetched, not fuzzed.
    const operations = ROUTES.length - 1;
    expect(report.operations).toMatchObject({ total: operations, tested: operations });
  });

  it(`answers ${requests} requests and more, none of them with a fault`, () => {
    expect(sum(counts)).toBeGreaterThanOrEqual(requests);
    expect(counts.filter(({ status }) => status >= 500)).toEqual([]);
  });

  it("is reached in every route: each does its work at least once", () => {
    const idle = ROUTES.filter(
      ({ path, method }) =>
        sum(counts.filter((c) => c.route === path && c.method === method && c.status < 400)) === 0,
    );
    // Pictures of other hosts are fetched from listed ones alone, and this shop lists none.
    expect(idle.map(({ name }) => name)).toEqual(["remoteImage"]);
  });
});

/** The requests that a server has counted, from its metrics. */
function readCounts(metrics: string): readonly Count[] {
  return metrics.split("\n").flatMap((line) => {
    const found =
      /^vitrine_http_request_duration_seconds_count\{route="(.*)",method="(.*)",status="(\d+)"\} (\d+)$/.exec(
        line,
      );
    if (found === null) return [];
    const [, route = "", method = "", status, requests] = found;
    return [{ route, method, status: Number(status), requests: Number(requests) }];
  });
}

function sum(counts: readonly Count[]): number {
  return counts.reduce((total, { requests }) => total + requests, 0);
}
