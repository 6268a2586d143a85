import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { SearchAnswer } from "../../src/engine/search-products.js";
import { ROUTES } from "../../src/server/routes.js";
import { makeProduct, makeProducts } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { servedShops } from "./serve-shop.js";
import type { ServedShop } from "./serve-shop.js";

const serveShop = servedShops(temporaryFolders());
let shop: ServedShop;

/** Each answer names a list of its own. */
const withoutList = ({ list, ...answer }: SearchAnswer): Omit<SearchAnswer, "list"> => {
  expect(list).not.toBe("");
  return answer;
};

beforeAll(async () => {
  shop = await serveShop();
});

test("a search answers what the engine answers", async () => {
  const { status, json } = await shop.call(
    "/v1/search?q=oak+desk&filter=price%3C300&filter=category%3DFurniture&limit=3&facets=true&explain=true",
  );
  expect(status).toBe(200);
  const own = withoutList(
    await shop.engine.search("oak desk", {
      filters: ["price<300", "category=Furniture"],
      limit: 3,
      facets: true,
      explain: true,
    }),
  );
  expect(own.hits.length).toBeGreaterThan(0);
  expect(json).toMatchObject(JSON.parse(JSON.stringify(own)) as object);
});

test("a page of a list is asked for by its name", async () => {
  const first = await shop.call("/v1/search?q=oak&limit=2");
  const { list } = first.json as { list: string };
  const second = await shop.call(`/v1/search?q=oak&limit=2&offset=2&list=${list}`);
  expect((second.json as { list: string }).list).toBe(list);
});

test("suggestions, similar products and explanations are the engine's own", async () => {
  const suggested = await shop.call("/v1/suggest?q=des&limit=2");
  expect(suggested.json).toEqual(await shop.engine.suggest("des", { limit: 2 }));
  const similar = withoutList(await shop.engine.similar("p1", { limit: 2 }));
  expect((await shop.call("/v1/products/p1/similar?limit=2")).json).toMatchObject(similar);
  expect((await shop.call("/v1/explain?q=desk&id=p1")).json).toEqual(
    await shop.engine.explain("desk", "p1"),
  );
});

test("a product may be put without what it has nothing of, as the document says", async () => {
  const product = { id: "bare", title: "Bare lamp", price: 12 };
  const put = await shop.call("/v1/products", { method: "POST", body: { products: [product] } });
  expect(put).toMatchObject({ status: 200, json: { added: 1 } });
  expect((await shop.call("/v1/products/bare")).json).toEqual({
    ...product,
    categoryPath: [],
    images: [],
    attributes: {},
  });
  await shop.call("/v1/products", { method: "DELETE", body: { ids: ["bare"] } });
  const wrong = { ...product, images: null };
  expect(
    await shop.call("/v1/products", { method: "POST", body: { products: [wrong] } }),
  ).toMatchObject({ status: 422, json: { code: "ROW_INVALID" } });
  expect((await shop.call("/openapi.json")).json).toMatchObject({
    components: {
      schemas: {
        SentProduct: { required: ["id", "title"], properties: { images: { type: "array" } } },
        Product: { required: ["id", "title", "categoryPath", "images", "attributes"] },
      },
    },
  });
});

test("products are put, found, given and deleted", async () => {
  const product = makeProduct({
    id: "a/b c",
    title: "Zebrawood cabinet",
    price: 10,
    currency: "EUR",
  });
  const put = await shop.call("/v1/products", { method: "POST", body: { products: [product] } });
  expect(put).toMatchObject({ status: 200, json: { added: 1, updated: 0, unchanged: 0 } });
  const given = await shop.call("/v1/products/a%2Fb%20c");
  expect(given).toMatchObject({ status: 200, json: product });
  const found = await shop.call("/v1/search?q=zebrawood");
  expect(found.json).toMatchObject({ hits: [{ id: "a/b c" }] });
  const gone = await shop.call("/v1/products", {
    method: "DELETE",
    body: { ids: ["a/b c", "no"] },
  });
  expect(gone).toMatchObject({ status: 200, json: { deleted: 1 } });
  expect(await shop.call("/v1/products/a%2Fb%20c")).toMatchObject({
    status: 404,
    json: { code: "PRODUCT_NOT_FOUND", status: 404, instance: "/v1/products/a%2Fb%20c" },
  });
});

test("a product that breaks the schema is told with its place, and none is written", async () => {
  const products = [makeProduct({ id: "fine" }), { id: "bad", title: 7 }];
  const put = await shop.call("/v1/products", { method: "POST", body: { products } });
  expect(put).toMatchObject({ status: 422, json: { code: "ROW_INVALID" } });
  expect((put.json as { detail: string }).detail).toContain("title");
  expect((await shop.call("/v1/products/fine")).status).toBe(404);
});

test("artifacts are listed, promoted and rolled back, and searches follow", async () => {
  await shop.engine.index({ encoder: "tfidf" });
  expect((await shop.call("/health/ready")).json).toMatchObject({ version: "2" });
  const rolled = await shop.call("/v1/artifacts/search/rollback", { method: "POST" });
  expect(rolled).toMatchObject({
    status: 200,
    json: { name: "search", version: "1", alias: "current" },
  });
  expect((await shop.call("/health/ready")).json).toMatchObject({ version: "1" });
  const promoted = await shop.call("/v1/artifacts/search/promote", {
    method: "POST",
    body: { version: "2" },
  });
  expect(promoted).toMatchObject({ status: 200, json: { version: "2" } });
  const { artifacts } = (await shop.call("/v1/artifacts")).json as { artifacts: object[] };
  expect(artifacts).toContainEqual(
    expect.objectContaining({ name: "search", version: "2", aliases: ["current"] }),
  );
  const unknown = await shop.call("/v1/artifacts/search/promote", {
    method: "POST",
    body: { version: "9" },
  });
  expect(unknown).toMatchObject({ status: 404, json: { code: "ARTIFACT_NOT_FOUND" } });
  const odd = await shop.call("/v1/artifacts/search/promote", {
    method: "POST",
    body: { version: "02" },
  });
  expect(odd).toMatchObject({ status: 400, json: { param: "body.version" } });
  expect(await shop.call("/v1/artifacts/Search/rollback", { method: "POST" })).toMatchObject({
    status: 400,
    json: { param: "name" },
  });
});

test("evaluations that were kept are listed and given whole", async () => {
  expect((await shop.call("/v1/evaluations")).json).toEqual({
    evaluations: [],
    damaged: [],
  });
  const report = await shop.engine.evaluateCatalogue({ systems: ["bm25", "random"] });
  const { id } = await shop.engine.evaluations.keep(report);
  const listed = (await shop.call("/v1/evaluations")).json as { evaluations: object[] };
  expect(listed.evaluations).toEqual([
    expect.objectContaining({ id, protocol: report.protocol.name, queries: report.queries }),
  ]);
  const whole = await shop.call(`/v1/evaluations/${id}`);
  expect(whole.json).toEqual(JSON.parse(JSON.stringify(report)));
  expect(await shop.call("/v1/evaluations/..%2F..%2Fkeys")).toMatchObject({
    status: 404,
    json: { code: "EVALUATION_NOT_FOUND" },
  });
});

test("a damaged evaluation is marked in the list, and the others are given", async () => {
  const { engine } = shop;
  const report = await engine.evaluateCatalogue({ systems: ["bm25", "random"] });
  const [whole, cut, changed] = [
    await engine.evaluations.keep(report),
    await engine.evaluations.keep(report),
    await engine.evaluations.keep(report),
  ];
  const pathOf = (file: string): string => join(engine.workspace.evaluationsFolder, file);
  writeFileSync(pathOf(`${cut.id}.summary.json`), '{"id": "');
  writeFileSync(pathOf(`${changed.id}.json`), "{}");
  const list = await shop.call("/v1/evaluations");
  const { evaluations, damaged } = list.json as Record<string, { id: string }[]>;
  expect(list.status).toBe(200);
  expect(damaged).toEqual([
    { id: cut.id, problem: expect.stringMatching(/summary.*measure anew/) as unknown },
  ]);
  expect(evaluations!.map(({ id }) => id)).toEqual(
    expect.arrayContaining([whole.id, changed.id]) as unknown,
  );
  expect((await shop.call(`/v1/evaluations/${whole.id}`)).status).toBe(200);
  expect((await shop.call(`/v1/evaluations/${cut.id}`)).json).toMatchObject({
    code: "BYTES_INVALID",
    detail: expect.stringContaining(cut.id) as unknown,
  });
  expect((await shop.call(`/v1/evaluations/${changed.id}`)).json).toMatchObject({
    code: "CHECKSUM_MISMATCH",
  });
});

test("the metrics count requests by route and status, without ids", async () => {
  await shop.call("/v1/products/p1");
  await shop.call("/v1/products/nowhere");
  const { text, headers } = await shop.call("/metrics");
  expect(headers.get("content-type")).toContain("text/plain");
  expect(text).toMatch(
    /vitrine_http_request_duration_seconds_count\{route="\/v1\/products\/\{id\}",method="GET",status="404"\} \d/,
  );
  expect(text).toContain("vitrine_http_requests_in_flight 1");
  expect(text).toContain("process_resident_memory_bytes");
  expect(text).not.toContain("nowhere");
});

test("every route is in the OpenAPI document and on its page, with all it refers to", async () => {
  const { json } = await shop.call("/openapi.json");
  const { openapi, paths } = json as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  expect(openapi).toBe("3.1.0");
  const names = Object.values(paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(names.toSorted()).toEqual(ROUTES.map(({ name }) => name).toSorted());
  const page = await shop.call("/docs");
  expect(page.headers.get("content-security-policy")).toContain("style-src 'sha256-");
  expect(page.text).not.toMatch(/<script|(?:src|href)="(?![#/])|@import|url\(/);
  for (const { name } of ROUTES) expect(page.text).toContain(`id="${name}"`);
  for (const [, name] of JSON.stringify(json).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(json).toHaveProperty(["components", "schemas", name!]);
    expect(json).not.toHaveProperty(["components", "schemas", name!, "$ref"]);
  }
});

test("the root is the web app for browsers, and tells programs where things are", async () => {
  const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  const page = await shop.call("/", { headers: browser });
  expect([page.status, page.headers.get("vary")]).toEqual([200, "accept"]);
  expect(page.text).toContain('<div id="app">');
  const { status, json, headers } = await shop.call("/");
  expect({ status, vary: headers.get("vary") }).toEqual({ status: 200, vary: "accept" });
  expect(json).toMatchObject({ name: "Vitrine", version: expect.stringMatching(/^\d/) as unknown });
  const { docs, openapi, health } = json as Record<string, string>;
  for (const path of [docs, openapi, health]) expect((await shop.call(path!)).status).toBe(200);
});

test("the web app answers under its addresses, with nothing but its own files allowed", async () => {
  const pages = [
    "/search?q=desk&filter=price%3C5&anything=else",
    "/cart",
    "/wishes",
    "/products/x",
  ];
  for (const path of pages) {
    const { status, text, headers } = await shop.call(path);
    expect([path, status, headers.get("content-type")]).toEqual([
      path,
      200,
      "text/html; charset=utf-8",
    ]);
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
    // No inline scripts, styles or handlers, which the policy forbids.
    expect(text).not.toMatch(/<style|\son\w+=|<script(?![^>]*\ssrc="\/)/);
    for (const [, file] of text.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      expect((await shop.call(file!)).status).toBe(200);
    }
  }
});

test("a file of the web app is compressed for who takes it, kept for ever, and asked for once", async () => {
  const { text } = await shop.call("/cart");
  const [, path] = /src="(\/assets\/index-[^"]+\.js)"/.exec(text)!;
  const plain = await shop.call(path!, { headers: { "accept-encoding": "br;q=0, gzip" } });
  expect(plain.headers.get("content-encoding")).toBe(null);
  expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const brotli = await shop.call(path!, { headers: { "accept-encoding": "gzip, br" } });
  expect(brotli.headers.get("content-encoding")).toBe("br");
  expect(brotli.text).toBe(plain.text);
  const again = { "if-none-match": plain.headers.get("etag")! };
  expect((await shop.call(path!, { headers: again })).status).toBe(304);
  for (const none of ["/assets/none.js", "/assets/../index.html", "/assets/%2e%2e%2findex.html"]) {
    expect((await shop.call(none)).status).toBe(404);
  }
});

test("a visitor who is one shopper does not become another", async () => {
  const merge = async (id: string): Promise<unknown> =>
    shop.call(`/v1/shoppers/${id}`, { method: "POST", body: { anonymous: "wanderer" } });
  expect(await merge("ada")).toMatchObject({ status: 200, json: { already: false } });
  expect(await merge("ada")).toMatchObject({ status: 200, json: { already: true } });
  expect(await merge("bob")).toMatchObject({
    status: 409,
    json: { code: "SHOPPER_CONFLICT", type: "/docs#SHOPPER_CONFLICT" },
  });
});

test("a HEAD answers as a GET, without the body", async () => {
  const { status, text } = await shop.call("/v1/search?q=desk", { method: "HEAD" });
  expect({ status, text }).toEqual({ status: 200, text: "" });
});

test("it lives at once, and is ready when its index is open; before, it says what is missing", async () => {
  expect(await shop.call("/health/live")).toMatchObject({ status: 200, json: { status: "live" } });
  const bare = await serveShop({ isIndexed: false, products: makeProducts(60) });
  expect((await bare.call("/health/live")).status).toBe(200);
  const unready = await bare.call("/health/ready");
  expect(unready).toMatchObject({
    status: 503,
    json: { code: "NOT_READY", missing: "a search index" },
  });
  expect((await bare.call("/v1/search?q=desk")).status).toBe(503);
  await bare.engine.index({ encoder: "tfidf" });
  expect(await bare.call("/health/ready")).toMatchObject({
    status: 200,
    json: { status: "ready", artifact: "search", version: "1", products: 60 },
  });
});

test("events, recommendations and a shopper's data are the engine's own", async () => {
  const served = await serveShop();
  const view = { kind: "view", anonymous: "v1", product: "p3" };
  const send = async (events: object[]): Promise<unknown> =>
    (await served.call("/v1/events", { method: "POST", body: { events } })).json;
  expect(
    await send([
      { ...view, key: "1" },
      { ...view, product: "p4" },
    ]),
  ).toEqual({
    accepted: 2,
    duplicates: 0,
  });
  expect(await send([{ ...view, key: "1" }])).toEqual({ accepted: 0, duplicates: 1 });
  expect(
    await send([
      { ...view, key: "2" },
      { ...view, kind: "stare" },
    ]),
  ).toMatchObject({
    status: 400,
    code: "PARAM_INVALID",
    param: "body.events.1.kind",
  });
  const merge = { method: "POST", body: { anonymous: "v1" } };
  expect((await served.call("/v1/shoppers/ada", merge)).json).toEqual({
    merged: 2,
    already: false,
  });
  expect((await served.call("/v1/shoppers/ada", merge)).json).toMatchObject({ already: true });
  const path = "/v1/recommendations?placement=recently-viewed&shopper=ada";
  expect((await served.call(`${path}&limit=1`)).json).toEqual({
    listId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    items: [
      {
        id: "p4",
        score: expect.any(Number) as number,
        source: "recently-viewed",
        reasons: [{ kind: "viewed" }],
      },
    ],
    fallback: null,
  });
  const [shown] = (
    await served.engine.recommend({
      placement: "recently-viewed",
      shopper: "ada",
      details: true,
    })
  ).items;
  const detailed = await served.call(`${path}&details=true`);
  expect(detailed.json).toMatchObject({ items: [{ product: shown?.product }] });
  expect((await served.call("/v1/recommendations?placement=nowhere")).json).toMatchObject({
    status: 400,
    code: "PARAM_INVALID",
    param: "placement",
  });
  expect((await served.call("/v1/shoppers/ada")).json).toMatchObject({
    shopper: "ada",
    anonymous: ["v1"],
    events: [{ key: "1" }, { product: "p4" }],
  });
  const erased = await served.call("/v1/shoppers/ada", { method: "DELETE" });
  expect(erased.json).toEqual({ events: 2, merges: 1, unlinked: 0 });
  expect((await served.call("/metrics")).text).toContain(
    'vitrine_events_total{outcome="accepted"} 2',
  );
});
