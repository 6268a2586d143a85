import { beforeAll, describe, expect, it, test } from "vitest";
import { PROBLEMS } from "../../src/server/http-status.js";
import { problemSchema } from "../../src/server/problem.js";
import { temporaryFolders } from "../temporary-folder.js";
import { sendRaw, statusesOf } from "./raw-request.js";
import { servedShops } from "./serve-shop.js";
import type { CallOptions, ServedShop } from "./serve-shop.js";

const serveShop = servedShops(temporaryFolders());
let shop: ServedShop;
beforeAll(async () => {
  shop = await serveShop({ config: { server: { maxBodyBytes: 20_000, maxJsonDepth: 10 } } });
});

const put = (rawBody: string | Uint8Array, headers: Record<string, string> = {}): CallOptions => ({
  method: "POST",
  rawBody,
  headers: { "content-type": "application/json", ...headers },
});
const nested = (depth: number): string => `{"products":${"[".repeat(depth)}${"]".repeat(depth)}}`;

const wrongCalls: readonly (readonly [string, string, CallOptions, number, string])[] = [
  ["an unknown path", "/v2/search", {}, 404, "ROUTE_NOT_FOUND"],
  [
    "an unknown path with a body in another format",
    "/v2",
    put("x", { "content-type": "text/plain" }),
    404,
    "ROUTE_NOT_FOUND",
  ],
  [
    "a method that the route does not take",
    "/v1/search",
    { method: "DELETE" },
    405,
    "METHOD_NOT_ALLOWED",
  ],
  [
    "OPTIONS where no origin is listed",
    "/v1/search",
    { method: "OPTIONS" },
    405,
    "METHOD_NOT_ALLOWED",
  ],
  ["an unknown parameter", "/v1/search?q=a&lmit=3", {}, 400, "PARAM_INVALID"],
  ["a parameter called like a prototype", "/v1/search?q=a&__proto__=3", {}, 400, "PARAM_INVALID"],
  ["a parameter out of range", "/v1/search?q=a&limit=1001", {}, 400, "PARAM_INVALID"],
  ["a number that is none", "/v1/search?q=a&limit=ten", {}, 400, "PARAM_INVALID"],
  ["an empty number", "/v1/search?q=a&limit=", {}, 400, "PARAM_INVALID"],
  ["a single parameter given twice", "/v1/search?q=a&q=b", {}, 400, "PARAM_INVALID"],
  ["neither a text nor a product", "/v1/search", {}, 400, "PARAM_INVALID"],
  ["a filter that can not be read", "/v1/search?q=a&filter=price", {}, 400, "FILTER_INVALID"],
  ["a sort key that does not exist", "/v1/search?q=a&sort=nothing", {}, 400, "PARAM_INVALID"],
  ["parameters that are no UTF-8", "/v1/search?q=%FF", {}, 400, "REQUEST_MALFORMED"],
  ["parameters with a broken escape", "/v1/search?q=%E0%A", {}, 400, "REQUEST_MALFORMED"],
  ["a path that is no UTF-8", "/v1/products/%FF", {}, 400, "REQUEST_MALFORMED"],
  ["an unknown product", "/v1/products/none/similar", {}, 404, "PRODUCT_NOT_FOUND"],
  ["an id that is too long", `/v1/products/${"x".repeat(2001)}`, {}, 400, "PARAM_INVALID"],
  ["no body", "/v1/products", { method: "POST" }, 400, "PARAM_INVALID"],
  ["a body without its list", "/v1/products", put("{}"), 400, "PARAM_INVALID"],
  ["broken JSON", "/v1/products", put('{"products":'), 400, "REQUEST_MALFORMED"],
  ["JSON that is too deep", "/v1/products", put(nested(10)), 400, "REQUEST_MALFORMED"],
  [
    "JSON in another character set",
    "/v1/products",
    put(Buffer.from('{"products":["é"]}', "latin1")),
    400,
    "REQUEST_MALFORMED",
  ],
  [
    "another character set by name",
    "/v1/products",
    put("{}", { "content-type": "application/json; charset=utf-16" }),
    415,
    "MEDIA_TYPE_UNSUPPORTED",
  ],
  [
    "a compressed body",
    "/v1/products",
    put("{}", { "content-encoding": "gzip" }),
    415,
    "MEDIA_TYPE_UNSUPPORTED",
  ],
  [
    "a form",
    "/v1/products",
    put("a=b", { "content-type": "application/x-www-form-urlencoded" }),
    415,
    "MEDIA_TYPE_UNSUPPORTED",
  ],
  [
    "a body that is too large",
    "/v1/products",
    put(`"${"x".repeat(20_001)}"`),
    413,
    "REQUEST_TOO_LARGE",
  ],
  [
    "an artifact whose name leads elsewhere",
    "/v1/artifacts/..%2F..%2Fetc/rollback",
    { method: "POST" },
    400,
    "PARAM_INVALID",
  ],
  [
    "an unknown artifact",
    "/v1/artifacts/nothing/rollback",
    { method: "POST" },
    404,
    "ARTIFACT_NOT_FOUND",
  ],
];

describe("what is wrong with a call is a problem with a code:", () => {
  it.each(wrongCalls)("%s", async (_, path, options, status, code) => {
    const answer = await shop.call(path, options);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const problem = problemSchema.parse(answer.json);
    expect(problem).toMatchObject({ status, code, type: `/docs#${code}` });
    expect(answer.status).toBe(status);
    expect(problem.requestId).toBe(answer.headers.get("x-request-id"));
    expect(problem.instance).toBe(path.split("?")[0]);
  });
});

describe("what is wrong with a parameter is told as what must hold, what was got and the remedy:", () => {
  const remedy = " Mend it; /docs says what this route takes.";
  it.each([
    ["/v1/search?q=a&limit=0", {}, "limit must be at least 1; got 0."],
    ["/v1/search?q=a&limit=1001", {}, "limit must be at most 1000; got 1001."],
    ["/v1/search?q=a&limit=ten", {}, 'limit must be a number; got "ten".'],
    ["/v1/search?q=a&limit=1.5", {}, "limit must be a whole number; got 1.5."],
    ["/v1/search?q=a&offset=-1", {}, "offset must be at least 0; got -1."],
    ["/v1/search?q=a&facets=yes", {}, 'facets must be true or false; got "yes".'],
    ["/v1/search?q=a&mode=x", {}, /^mode must be one of (\w+, )+\w+; got "x"\./],
    [`/v1/search?q=${"x".repeat(501)}`, {}, /^q must have at most 500 characters; got "x+…"\./],
    ["/v1/suggest", {}, "q must be given, as a text; got nothing."],
    [`/v1/products/${"x".repeat(2001)}`, {}, /^id must have at most 2000 characters; got "x+…"\./],
    ["/v1/recommendations?placement=", {}, 'placement must have at least 1 character; got "".'],
    ["/v1/products", { method: "POST" }, "body must be given, as an object; got nothing."],
    ["/v1/products", put("[]"), "body must be an object; got a list."],
    ["/v1/products", put("{}"), "body.products must be given, as a list; got nothing."],
    [
      "/v1/products",
      put('{"products":[]}'),
      "body.products must have at least 1 entry; got a list.",
    ],
    [
      "/v1/products",
      put('{"products":[{}],"dry":1}'),
      'body must have no field that this route does not take; got "dry".',
    ],
    [
      "/v1/events",
      put('{"events":[{"kind":"look","anonymous":"a"}]}'),
      /^body\.events\.0\.kind must be one of view, .*; got "look"\./,
    ],
    [
      "/v1/artifacts/.x/promote",
      put('{"version":"1"}'),
      /^name must be (?!.*[Ii]nvalid).*; got "\.x"\./,
    ],
  ] as const)("%s %#", async (path, options, words) => {
    const answer = await shop.call(path, options);
    const { code, detail } = problemSchema.parse(answer.json);
    expect(code).toBe("PARAM_INVALID");
    if (typeof words === "string") expect(detail).toBe(words + remedy);
    else expect(detail).toMatch(words);
    expect(detail.endsWith(remedy)).toBe(true);
  });
});

test("a 405 names the methods that are taken", async () => {
  const { headers } = await shop.call("/v1/products", { method: "GET" });
  expect(headers.get("allow")).toBe("POST, DELETE");
});

test("the id of a request is the caller's own where it is a plain one", async () => {
  const own = await shop.call("/health/live", { headers: { "x-request-id": "cart-17.a" } });
  expect(own.headers.get("x-request-id")).toBe("cart-17.a");
  const made = await shop.call("/health/live", { headers: { "x-request-id": "a b" } });
  expect(made.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("JSON as deep as is allowed is read, and brackets in texts do not count", async () => {
  const deep = {
    products: [
      { id: "deep", title: `${"[{".repeat(50)}\\"`, categoryPath: [], images: [], attributes: {} },
    ],
  };
  expect((await shop.call("/v1/products", { method: "POST", body: deep })).status).toBe(200);
});

test("every code has a status, and the page of documentation explains each", async () => {
  const { text } = await shop.call("/docs");
  for (const [code, { status }] of Object.entries(PROBLEMS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).toContain(`<tr id="${code}">`);
  }
});

describe("on the wire", () => {
  const get = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n";

  it.each([
    ["what is no HTTP", "hello\r\n\r\n", 400],
    ["no Host header", "GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    [
      "two lengths",
      `POST /v1/products HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      400,
    ],
    [
      "a length beside chunks",
      `POST /v1/products HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/artifacts HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      400,
    ],
    [
      "an unknown transfer encoding",
      `POST /v1/products HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      "a chunk with a broken length",
      `POST /v1/products HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      400,
    ],
    ["a header with a bare line feed in its name", `${get}X-A\n: b\r\n\r\n`, 400],
    ["a space before the colon", `${get}Content-Length : 5\r\n\r\n`, 400],
    ["headers that are too large", `${get}X-A: ${"a".repeat(17_000)}\r\n\r\n`, 431],
  ] as const)("%s is answered once, and the connection closed", async (_, bytes, status) => {
    const got = await sendRaw(shop.server.port, bytes);
    expect(statusesOf(got)).toEqual([status]);
    expect(got.toLowerCase()).toContain("connection: close");
    problemSchema.parse(JSON.parse(got.slice(got.indexOf("\r\n\r\n") + 4)));
  });

  it("requests on one connection are answered in their order", async () => {
    const last = get.replace("\r\n", "\r\nConnection: close\r\n");
    expect(statusesOf(await sendRaw(shop.server.port, `${get}\r\n${last}\r\n`))).toEqual([
      200, 200,
    ]);
  });
});

describe("a client that sends too slowly is answered 408 and cut off", () => {
  let hasty: ServedShop;
  beforeAll(async () => {
    const server = { headersTimeoutMs: 400, requestTimeoutMs: 900 };
    hasty = await serveShop({ isIndexed: false, config: { server } });
  });
  const letters = Array.from({ length: 400 }, () => "a");

  it("in its headers", async () => {
    const parts = ["GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", ...letters];
    expect(statusesOf(await sendRaw(hasty.server.port, parts))).toEqual([408]);
  });

  it("in its body", async () => {
    const head =
      "POST /v1/products HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n";
    expect(statusesOf(await sendRaw(hasty.server.port, [head, ...letters]))).toEqual([408]);
  });
});

test("what is wrong with the server is told to operators alone", async () => {
  const closed = await serveShop({
    isIndexed: false,
    prepare: async ({ workspace }) => {
      const { openKeysFile } = await import("../../src/server/keys-file.js");
      const keys = openKeysFile(workspace.keysFile, () => new Date());
      publicKey = (await keys.create({ kind: "public", name: "", scopes: [] })).text;
      adminKey = (await keys.create({ kind: "admin", name: "", scopes: [] })).text;
    },
  });
  const told = await closed.call("/v1/search?q=a", { key: adminKey });
  expect((told.json as { detail: string }).detail).toContain(closed.folder);
  const untold = await closed.call("/v1/search?q=a", { key: publicKey });
  expect(untold).toMatchObject({ status: 503, json: { code: "NOT_READY" } });
  expect(untold.text).not.toContain(closed.folder);
});
let publicKey: string;
let adminKey: string;
