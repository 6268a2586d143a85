import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, test } from "vitest";
import type { Engine } from "../../src/engine/engine.js";
import { openEndedSessions } from "../../src/server/ended-sessions.js";
import { openKeysFile, SCOPES } from "../../src/server/keys-file.js";
import type { KeysFile, Scope } from "../../src/server/keys-file.js";
import { ROUTES } from "../../src/server/routes.js";
import { signShopperToken } from "../../src/server/shopper-token.js";
import { signToken } from "../../src/server/signed-token.js";
import { startServer } from "../../src/server/start-server.js";
import { temporaryFolders } from "../temporary-folder.js";
import { sendRaw, statusesOf } from "./raw-request.js";
import { callUrl, servedShops } from "./serve-shop.js";
import type { Answer, CallOptions, ServedShop } from "./serve-shop.js";

const makeFolder = temporaryFolders();
const serveShop = servedShops(makeFolder);
const SECRET = "a secret of the shop, long enough to sign with";

let shop: ServedShop;
let keys: KeysFile;
const texts = new Map<string, string>();
const keyOf = (name: string): string => texts.get(name)!;

beforeAll(async () => {
  shop = await serveShop({
    shopperSecret: SECRET,
    config: { server: { origins: ["https://shop.example"], rateLimit: 0 } },
    prepare: async ({ workspace }: Engine) => {
      keys = openKeysFile(workspace.keysFile, () => new Date());
      texts.set("public", (await keys.create({ kind: "public", name: "p", scopes: [] })).text);
      texts.set(
        "everything",
        (await keys.create({ kind: "admin", name: "all", scopes: [...SCOPES] })).text,
      );
      for (const scope of SCOPES) {
        const { text } = await keys.create({ kind: "admin", name: scope, scopes: [scope] });
        texts.set(scope, text);
      }
    },
  });
  texts.set("shopper ada", signShopperToken(SECRET, "ada"));
});

const view = (key: string, who: object): object => ({
  ...who,
  key,
  kind: "view",
  product: "p1",
  time: "2024-05-17T09:30:00Z",
});
const sendEvent = (key: string, who: object): CallOptions => ({
  method: "POST",
  body: { events: [view(key, who)] },
});

/** Every protected route with a call that passes once the caller may make it. */
const calls: Readonly<Record<string, readonly [string, CallOptions]>> = {
  search: ["/v1/search?q=desk", {}],
  suggest: ["/v1/suggest?q=d", {}],
  product: ["/v1/products/p1", {}],
  similar: ["/v1/products/p1/similar", {}],
  recordEvents: ["/v1/events", sendEvent("a1", { anonymous: "visitor" })],
  recommendations: ["/v1/recommendations?placement=popular&session=s1", {}],
  explain: ["/v1/explain?q=desk&id=p1", {}],
  putProducts: [
    "/v1/products",
    {
      method: "POST",
      body: { products: [{ id: "n", title: "n", categoryPath: [], images: [], attributes: {} }] },
    },
  ],
  deleteProducts: ["/v1/products", { method: "DELETE", body: { ids: ["n"] } }],
  exportShopper: ["/v1/shoppers/ada", {}],
  mergeShopper: ["/v1/shoppers/ada", { method: "POST", body: { anonymous: "visitor" } }],
  eraseShopper: ["/v1/shoppers/ada", { method: "DELETE" }],
  evaluations: ["/v1/evaluations", {}],
  evaluation: ["/v1/evaluations/none", {}],
  artifacts: ["/v1/artifacts", {}],
  promoteArtifact: ["/v1/artifacts/search/promote", { method: "POST", body: { version: "1" } }],
  rollbackArtifact: ["/v1/artifacts/none/rollback", { method: "POST" }],
  metrics: ["/metrics", {}],
};
const publicRoutes = ["search", "suggest", "product", "similar", "recordEvents", "recommendations"];
const shopperRoutes = ["exportShopper", "mergeShopper", "eraseShopper"];
const scopeRoutes: Readonly<Record<Scope, readonly string[]>> = {
  "products:write": ["putProducts", "deleteProducts"],
  "events:write": [],
  shoppers: shopperRoutes,
  artifacts: ["artifacts", "promoteArtifact", "rollbackArtifact"],
  evaluations: ["evaluations", "evaluation"],
  explain: ["explain"],
  metrics: ["metrics"],
};
const callRoute = async (name: string, key?: string): Promise<Answer> => {
  const [path, options] = calls[name]!;
  return shop.call(path, { ...options, ...(key === undefined ? {} : { key }) });
};
const mayCall = async (name: string, key: string): Promise<boolean> => {
  const { status } = await callRoute(name, key);
  expect([200, 403, 404]).toContain(status);
  return status !== 403;
};

describe("every route that is not open to anyone", () => {
  const guarded = ROUTES.filter(({ access }) => access !== "anyone" && access !== "session").map(
    ({ name }) => name,
  );

  it("is in this table", () => {
    expect(Object.keys(calls).toSorted()).toEqual(guarded.toSorted());
  });

  it.each(guarded)("needs a key: %s", async (name) => {
    const none = await callRoute(name);
    expect(none).toMatchObject({ status: 401, json: { code: "KEY_REQUIRED" } });
    expect(none.headers.get("www-authenticate")).toContain("Bearer");
  });

  it.each(guarded)("opens to whom it should and to no other: %s", async (name) => {
    const expected = [
      ...(publicRoutes.includes(name) ? ["public", ...SCOPES, "shopper ada"] : []),
      ...(shopperRoutes.includes(name) ? ["shopper ada"] : []),
      ...SCOPES.filter((scope) => scopeRoutes[scope].includes(name)),
      "everything",
    ];
    const may: string[] = [];
    for (const caller of texts.keys()) if (await mayCall(name, keyOf(caller))) may.push(caller);
    expect(may.toSorted()).toEqual([...new Set(expected)].toSorted());
  });
});

describe("a credential that does not hold", () => {
  const half = (text: string): string => text.slice(0, -1) + (text.endsWith("A") ? "B" : "A");

  it.each([
    ["a public key that was changed", () => half(keyOf("public"))],
    [
      "a public key that calls itself an operator's",
      () => keyOf("public").replace("public", "admin"),
    ],
    ["an unknown key", () => `vitrine_admin_000000000000_${"a".repeat(43)}`],
    ["a token under another secret", () => signShopperToken(SECRET.toUpperCase(), "ada")],
    ["a token that has ended", () => signShopperToken(SECRET, "ada", { lifetimeSeconds: -1 })],
    ["a token that was changed", () => half(signShopperToken(SECRET, "ada"))],
    ["a token without a signature", () => "v1.eyJzaG9wcGVyIjoiYWRhIn0."],
    [
      "a token for another purpose",
      () => signToken(SECRET, "session", { shopper: "ada", exp: 9_999_999_999 }),
    ],
    [
      "the payload of another token",
      () => {
        const [v, , signature] = signShopperToken(SECRET, "ada").split(".");
        return [v, signShopperToken(SECRET, "eve").split(".")[1], signature].join(".");
      },
    ],
  ])("is refused: %s", async (_, credential) => {
    expect(await shop.call("/v1/search?q=a", { key: credential() })).toMatchObject({
      status: 401,
      json: { code: "KEY_REQUIRED" },
    });
  });

  it("is refused where another scheme is used", async () => {
    const headers = { authorization: "Basic YTpi" };
    expect((await shop.call("/v1/search?q=a", { headers })).status).toBe(401);
  });
});

describe("a shopper's data", () => {
  it("is given to that shopper's token and to no other's", async () => {
    const eve = signShopperToken(SECRET, "eve");
    for (const name of shopperRoutes) {
      expect(await callRoute(name, eve)).toMatchObject({
        status: 403,
        json: { code: "FORBIDDEN" },
      });
    }
    const path = "/v1/recommendations?placement=popular&shopper=ada";
    expect((await shop.call(path, { key: eve })).status).toBe(403);
    expect((await shop.call(path, { key: keyOf("public") })).status).toBe(403);
    expect((await shop.call(path, { key: keyOf("shopper ada") })).status).toBe(200);
  });

  it("is written by that shopper's token or a key for events, all or nothing", async () => {
    const mixed = {
      method: "POST",
      body: { events: [view("m1", { anonymous: "x" }), view("m2", { shopper: "ada" })] },
    };
    expect((await shop.call("/v1/events", { ...mixed, key: keyOf("public") })).status).toBe(403);
    const own = await shop.call("/v1/events", { ...mixed, key: keyOf("shopper ada") });
    expect(own.json).toEqual({ accepted: 2, duplicates: 0 });
    const again = await shop.call("/v1/events", { ...mixed, key: keyOf("events:write") });
    expect(again.json).toEqual({ accepted: 0, duplicates: 2 });
  });
});

describe("keys", () => {
  it("are kept as hashes in a file that its owner alone may read", () => {
    const { keysFile } = shop.engine.workspace;
    expect(statSync(keysFile).mode & 0o777).toBe(0o600);
    const kept = readFileSync(keysFile, "utf8");
    for (const text of texts.values()) expect(kept).not.toContain(text.slice(-43));
  });

  it("hold until they are revoked, by another process too", async () => {
    const { key, text } = await keys.create({ kind: "public", name: "", scopes: [] });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await shop.call("/v1/search?q=a", { key: text })).status).toBe(200);
    await openKeysFile(shop.engine.workspace.keysFile, () => new Date()).revoke(key.id);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await shop.call("/v1/search?q=a", { key: text })).status).toBe(401);
    await expect(keys.revoke(key.id)).rejects.toMatchObject({ code: "KEY_NOT_FOUND" });
  });

  it("are needed off loopback, where the server does not start without", async () => {
    const started = serveShop({ host: "0.0.0.0", isIndexed: false });
    await expect(started).rejects.toMatchObject({ code: "KEY_REQUIRED" });
  });

  it("are not needed on loopback while there is none, and needed as soon as there is one", async () => {
    const open = await serveShop();
    expect(open.server.isOpen).toBe(true);
    expect((await open.call("/v1/artifacts")).status).toBe(200);
    mkdirSync(join(open.folder, ".vitrine"), { recursive: true });
    await openKeysFile(open.engine.workspace.keysFile, () => new Date()).create({
      kind: "admin",
      name: "",
      scopes: [],
    });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await open.call("/v1/artifacts")).status).toBe(401);
  });
});

describe("a session of an operator", () => {
  const signIn = async (headers: Record<string, string> = {}): Promise<Answer> =>
    shop.call("/v1/session", { method: "POST", body: { key: keyOf("artifacts") }, headers });
  const cookieOf = ({ headers }: Answer): string => headers.get("set-cookie")!.split(";")[0]!;
  const promote = (headers: Record<string, string>): CallOptions => ({
    method: "POST",
    body: { version: "1" },
    headers,
  });

  it("begins by an operator's key alone, with a cookie that scripts and other sites do not get", async () => {
    const answer = await signIn();
    expect(answer).toMatchObject({ status: 200, json: { scopes: ["artifacts"] } });
    const cookie = answer.headers.get("set-cookie")!;
    for (const part of ["HttpOnly", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(part);
    expect(cookie).not.toContain("Secure");
    for (const key of [keyOf("public"), keyOf("shopper ada"), "x"]) {
      const refused = await shop.call("/v1/session", { method: "POST", body: { key } });
      expect(refused.status).toBe(401);
      expect(refused.headers.get("set-cookie")).toBeNull();
    }
  });

  it("is what GET /v1/session tells of, and no key in its place; the document says so", async () => {
    const cookie = cookieOf(await signIn());
    expect((await shop.call("/v1/session", { headers: { cookie } })).status).toBe(200);
    for (const options of [{}, { key: keyOf("everything") }]) {
      const refused = await shop.call("/v1/session", options);
      expect(refused).toMatchObject({ status: 401, json: { code: "KEY_REQUIRED" } });
    }
    const { paths } = (await shop.call("/openapi.json")).json as {
      paths: Record<string, Record<string, { security: unknown }>>;
    };
    expect(paths["/v1/session"]).toMatchObject({
      get: { security: [{ session: [] }] },
      post: { security: [] },
      delete: { security: [] },
    });
  });

  it("reads by its cookie and changes only with its token beside it", async () => {
    const answer = await signIn();
    const cookie = cookieOf(answer);
    const { csrfToken } = answer.json as { csrfToken: string };
    expect((await shop.call("/v1/artifacts", { headers: { cookie } })).status).toBe(200);
    expect((await shop.call("/v1/evaluations", { headers: { cookie } })).status).toBe(403);
    const path = "/v1/artifacts/search/promote";
    expect(await shop.call(path, promote({ cookie }))).toMatchObject({ status: 403 });
    const forged = { cookie, "x-csrf-token": `${csrfToken.slice(0, -1)}_` };
    expect(await shop.call(path, promote(forged))).toMatchObject({ status: 403 });
    expect((await shop.call(path, promote({ cookie, "x-csrf-token": csrfToken }))).status).toBe(
      200,
    );
    const other = (await signIn()).json as { csrfToken: string };
    const foreign = { cookie, "x-csrf-token": other.csrfToken };
    expect((await shop.call(path, promote(foreign))).status).toBe(403);
    expect((await shop.call("/v1/session", { headers: { cookie } })).json).toMatchObject({
      csrfToken,
    });
  });

  it("ends when it is signed out, and with its key", async () => {
    const answer = await signIn();
    const cookie = cookieOf(answer);
    const { csrfToken } = answer.json as { csrfToken: string };
    const out = await shop.call("/v1/session", {
      method: "DELETE",
      headers: { cookie, "x-csrf-token": csrfToken },
    });
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await shop.call("/v1/artifacts", { headers: { cookie } })).status).toBe(401);
    const { key, text } = await keys.create({ kind: "admin", name: "", scopes: ["artifacts"] });
    await new Promise((resolve) => setTimeout(resolve, 600));
    const brief = await shop.call("/v1/session", { method: "POST", body: { key: text } });
    const headers = { cookie: cookieOf(brief) };
    expect((await shop.call("/v1/artifacts", { headers })).status).toBe(200);
    await keys.revoke(key.id);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await shop.call("/v1/artifacts", { headers })).status).toBe(401);
  });
});

test("who signs out of one server has signed out of every server over the workspace", async () => {
  const sessionSecret = "a secret that both of the servers share";
  let text = "";
  const one = await serveShop({
    isIndexed: false,
    sessionSecret,
    prepare: async ({ workspace }) => {
      const kept = openKeysFile(workspace.keysFile, () => new Date());
      ({ text } = await kept.create({ kind: "admin", name: "", scopes: [] }));
    },
  });
  const two = await startServer(one.engine, { port: 0, sessionSecret });
  try {
    const signed = await one.call("/v1/session", { method: "POST", body: { key: text } });
    const cookie = signed.headers.get("set-cookie")!.split(";")[0]!;
    const { csrfToken } = signed.json as { csrfToken: string };
    const headers = { cookie, "x-csrf-token": csrfToken };
    const onTwo = async (): Promise<number> =>
      (await callUrl(`${two.url}/v1/session`, { headers })).status;
    expect(await onTwo()).toBe(200);
    expect((await one.call("/v1/session", { method: "DELETE", headers })).status).toBe(204);
    expect(await onTwo()).toBe(401);
    const later = openEndedSessions(one.engine.workspace.endedSessionsFolder, () => new Date());
    const nonce = "of-a-later-session";
    await later.add({ nonce, exp: 4_000_000_000 });
    await later.add({ nonce: "past", exp: 1 });
    const kept = readdirSync(one.engine.workspace.endedSessionsFolder);
    expect(kept).toHaveLength(2);
    expect(kept).toContain(`4000000000-${nonce}`);
  } finally {
    await two.stop();
  }
});

test("behind a proxy that speaks TLS, the cookie is for TLS alone", async () => {
  let text = "";
  const proxied = await serveShop({
    isIndexed: false,
    config: { server: { trustProxy: true } },
    prepare: async ({ workspace }) => {
      const kept = openKeysFile(workspace.keysFile, () => new Date());
      ({ text } = await kept.create({ kind: "admin", name: "", scopes: [] }));
    },
  });
  const answer = await proxied.call("/v1/session", {
    method: "POST",
    body: { key: text },
    headers: { "x-forwarded-proto": "https" },
  });
  expect(answer.headers.get("set-cookie")).toMatch(/^__Host-vitrine_session=.*; Secure$/);
  expect(answer.headers.get("strict-transport-security")).toContain("max-age=");
});

describe("browsers", () => {
  const preflight = async (origin: string): Promise<Answer> =>
    shop.call("/v1/events", {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });

  it("may call from listed origins and from no other", async () => {
    const listed = await preflight("https://shop.example");
    expect(listed.status).toBe(204);
    expect(listed.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(listed.headers.get("access-control-allow-credentials")).toBeNull();
    const other = await preflight("https://evil.example");
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
    const refused = await shop.call("/v1/search?q=a", {
      headers: { origin: "https://shop.example" },
    });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("access-control-allow-origin")).toBe("https://shop.example");
  });

  it("can not reach a server on loopback under a name of their own (DNS rebinding)", async () => {
    const ask = async (host: string): Promise<string> =>
      sendRaw(
        shop.server.port,
        `GET /health/live HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
    for (const host of [
      "evil.example",
      "localhost.evil.example",
      "127.0.0.1.evil.example:80",
      "",
    ]) {
      const got = await ask(host);
      expect(statusesOf(got), host).toEqual([421]);
    }
    for (const host of ["localhost", `127.0.0.1:${shop.server.port}`, "LOCALHOST:80", "[::1]"]) {
      expect(statusesOf(await ask(host)), host).toEqual([200]);
    }
  });
});
