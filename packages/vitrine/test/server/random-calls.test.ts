import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventKinds } from "../../src/data/event.js";
import { productSchema } from "../../src/data/product.js";
import { PROBLEM_MEDIA_TYPE, problemSchema } from "../../src/server/problem.js";
import type { Route } from "../../src/server/route.js";
import { ROUTES } from "../../src/server/routes.js";
import { makeProducts } from "../made-catalogue.js";
import { temporaryFolders } from "../temporary-folder.js";
import { sendRaw, statusesOf } from "./raw-request.js";
import { servedShops } from "./serve-shop.js";
import type { Answer, CallOptions, ServedShop } from "./serve-shop.js";

const serveShop = servedShops(temporaryFolders());
let shop: ServedShop;
beforeAll(async () => {
  shop = await serveShop();
});

const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.string({ unit: "binary", maxLength: 40 }),
  },
  { weight: 2, arbitrary: fc.constantFrom("", " ", "desk", "oak desk under 100", "Hollis & Sons") },
  fc.constantFrom(
    "\0",
    "\u202e",
    "💺".repeat(200),
    "%",
    "%00",
    "' or 1=1 --",
    "../..",
    "NaN",
    "1e309",
  ),
  fc.constantFrom("__proto__", "constructor", "a".repeat(501), '"', "[", "{}"),
);
const filter = fc.oneof(
  text,
  fc
    .tuple(
      fc.constantFrom(
        "price",
        "category",
        "brand",
        "colour",
        "width",
        "updatedAt",
        "id",
        "none",
        "attributes.x",
      ),
      fc.constantFrom("=", "!=", "<", "<=", ">", ">=", " in "),
      fc.oneof(
        text,
        fc.double().map(String),
        fc.constantFrom("1,2", '["a","b"]', "Furniture > Desks"),
      ),
    )
    .map((parts) => parts.join("")),
);
const number = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.integer({ min: 0, max: 20 }).map(String),
  text,
);
const id = fc.oneof(
  fc.integer({ min: 0, max: 80 }).map((n) => `p${n}`),
  text,
);
const flag = fc.constantFrom("true", "false", "1", "");
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  filter,
  ...{ limit: number, offset: number, diversity: number },
  ...{ facets: flag, explain: flag, understand: flag, correct: flag, synonyms: flag, prefix: flag },
  ...{ rules: flag, id, like: id, exclude: id, product: id, cart: id, name: id },
  mode: fc.constantFrom("lexical", "semantic", "hybrid", "other"),
  variants: fc.constantFrom("all", "grouped", "some"),
  sort: fc.oneof(fc.constantFrom("price", "-price", "newest", "title", "width", "-width"), text),
};

const parameters = (schema: z.ZodObject | undefined): fc.Arbitrary<string> => {
  const declared = Object.entries<z.core.$ZodType>(schema?.shape ?? {});
  const names = declared.map(([name]) => name);
  const pairOf = (name: string): fc.Arbitrary<readonly [string, string]> =>
    (Object.hasOwn(values, name) ? values[name]! : text).map((value) => [name, value]);
  // What must be given mostly is, or little would come past the first check.
  const needed = declared
    .filter(([, type]) => !z.safeParse(type, undefined).success)
    .map(([name]) => fc.option(pairOf(name), { freq: 9 }));
  const more = fc
    .oneof({ weight: 20, arbitrary: fc.constantFrom(...names, "q") }, text)
    .chain(pairOf);
  return fc
    .tuple(fc.tuple(...needed), fc.array(more, { maxLength: 4 }))
    .map(([given, others]) =>
      [...given.filter((pair) => pair !== null), ...others]
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join("&"),
    );
};

const anything = fc.jsonValue({ maxDepth: 4 });
const product = fc.oneof(
  anything,
  fc.constantFrom(...makeProducts(20, 9)),
  fc.record(
    {
      id: fc.oneof(fc.constantFrom("p1", "p2", "x"), text),
      title: text,
      categoryPath: fc.array(text, { maxLength: 4 }),
      images: fc.array(text, { maxLength: 2 }),
      attributes: fc.oneof(
        fc.dictionary(text, fc.oneof(text, fc.double(), fc.boolean(), fc.array(text))),
        anything,
      ),
      price: fc.oneof(fc.double(), text),
      currency: fc.constantFrom("EUR", "eur", "E"),
      brand: text,
      parentId: text,
      more: anything,
    },
    { requiredKeys: ["id", "title", "categoryPath", "images", "attributes"] },
  ),
);
const event = fc.oneof(
  anything,
  fc.record(
    {
      key: text,
      kind: fc.constantFrom(...eventKinds),
      anonymous: text,
      product: text,
      time: fc.constantFrom("2024-05-17T09:30:00Z", "2024-05-17", "yesterday"),
      value: fc.double(),
      query: text,
      products: fc.array(text),
    },
    { requiredKeys: ["key", "kind", "anonymous", "time"] },
  ),
);
const bodies: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  putProducts: fc.record({ products: fc.array(product, { maxLength: 4 }) }),
  deleteProducts: fc.record({ ids: fc.array(id, { maxLength: 4 }) }),
  recordEvents: fc.record({ events: fc.array(event, { maxLength: 4 }) }),
  mergeShopper: fc.record({ anonymous: text }),
  promoteArtifact: fc.record({ version: fc.oneof(fc.constantFrom("1", "2", "0", "-1"), text) }),
};

const callOf = (route: Route): fc.Arbitrary<{ path: string; options: CallOptions }> =>
  fc
    .record({
      parts: fc.array(id, { minLength: 2, maxLength: 2 }),
      query: parameters(route.query),
      body: fc.oneof({ weight: 4, arbitrary: bodies[route.name] ?? anything }, anything),
      isBodyless: fc.boolean(),
    })
    .map(({ parts, query, body, isBodyless }) => {
      const [first = "", second = ""] = parts;
      const path = route.path
        .replace(/\{\w+\*\}/, `${encodeURIComponent(first)}/${encodeURIComponent(second)}`)
        .replace(/\{\w+\}/, encodeURIComponent(first));
      const options =
        route.method === "GET" || (isBodyless && route.body === undefined)
          ? { method: route.method }
          : { method: route.method, body };
      return { path: query === "" ? path : `${path}?${query}`, options };
    });

/** No fault of the server, and the very shape that is documented. */
const checkAnswer = (route: Route | undefined, { status, headers, json }: Answer): void => {
  expect([500, 501, 502, 504]).not.toContain(status);
  if (status >= 400) {
    expect(headers.get("content-type")).toBe(PROBLEM_MEDIA_TYPE);
    expect(problemSchema.parse(json).status).toBe(status);
    return;
  }
  if (route === undefined || !(route.answer instanceof z.ZodType)) return;
  const schema = route.name === "product" ? productSchema : route.answer;
  // An answer to another route, where a random part of the path was empty.
  if (route.name === "product" && status === 404) return;
  schema.parse(json);
};

describe("whatever is sent, the answer is a documented one and never a fault of the server:", () => {
  // A page and a process's metrics have nothing to be varied.
  const varied = ROUTES.filter(({ name }) => !["docs", "metrics", "openApi"].includes(name));

  it.each(varied.map((route) => [route.name, route] as const))("%s", async (_, route) => {
    await fc.assert(
      fc.asyncProperty(callOf(route), async ({ path, options }) => {
        // An empty part of a path leads to another route, or to none.
        const isOwn = !/\/\/|\/$|\/\?|\/\.{1,2}(\/|\?|$)/.test(path);
        checkAnswer(isOwn ? route : undefined, await shop.call(path, options));
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it("random bytes as a path", async () => {
    const bytes = fc.string({
      unit: fc.constantFrom(...Array.from("/v1search?q=&%25FF0ab;#.:@{}*")),
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(bytes, async (tail) => {
        const got = await sendRaw(
          shop.server.port,
          `GET /${tail} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
        );
        for (const status of statusesOf(got)) expect(status).toBeLessThan(500);
        expect(statusesOf(got)).toHaveLength(1);
      }),
      { seed: 6, numRuns: 100 },
    );
  });
});
