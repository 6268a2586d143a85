/** @file The shop in Next.js, built and started, before a real `vitrine serve`. */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "vitrine/client";
import { temporaryFolders } from "../packages/vitrine/test/temporary-folder.js";
import { chromiumPages } from "../packages/vitrine/test/chromium.js";
import { prepareShop, recordedEvents, startProgram } from "./served-shop.js";
import { noteOf, titlesOf } from "./page-text.js";
import type { PreparedShop, RunningProgram } from "./served-shop.js";

const makeFolder = temporaryFolders();
const openPage = chromiumPages();
const folder = fileURLToPath(new URL("nextjs", import.meta.url));
const next = join(
  dirname(createRequire(`${folder}/package.json`).resolve("next/package.json")),
  "dist/bin/next",
);

describe("the shop in Next.js", () => {
  let prepared: PreparedShop;
  let shop: RunningProgram;
  let served: RunningProgram;
  beforeAll(async () => {
    const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    await promisify(execFile)(process.execPath, [next, "build"], {
      cwd: folder,
      env: { ...process.env, ...env },
    }).catch((error: unknown) => {
      const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
      expect.unreachable(stdout + stderr);
    });
    prepared = await prepareShop(makeFolder());
    shop = await startProgram(
      [next, "start", "--hostname", "127.0.0.1", "--port", "0"],
      { ...env, VITRINE_URL: prepared.url, VITRINE_PUBLIC_KEY: prepared.publicKey },
      folder,
    );
    served = await prepared.serve(shop.url);
  });
  afterAll(async () => {
    await shop.stop();
    await served.stop();
  });
  const get = async (path: string): Promise<Response> => fetch(shop.url + path);
  const putIntoCart = async (body: object, visitor: string): Promise<number> =>
    (
      await fetch(`${shop.url}/api/cart`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { cookie: `visitor=${visitor}`, "content-type": "application/json" },
      })
    ).status;

  it("renders on the server what a search finds, best first", async () => {
    const page = await (await get("/search?q=walnut+desk")).text();
    expect(titlesOf(page)[0]).toBe("Walnut writing desk");
  });

  it("says what was searched when it is not what was typed", async () => {
    const page = await (await get("/search?q=stonware+mug")).text();
    expect(noteOf(page)).toMatch(/^\d+ found for “stoneware mug”$/);
    expect(titlesOf(page)[0]).toBe("Stoneware mug");
  });

  it("says what was wrong with a question that can not be searched", async () => {
    expect(noteOf(await (await get(`/search?q=${"desk+".repeat(1000)}`)).text())).toMatch(/must/);
  });

  it("renders a product with similar ones, and not itself among them", async () => {
    const page = await (await get("/products/mug-stoneware")).text();
    expect(page).toContain("<h1>Stoneware mug</h1>");
    const similar = titlesOf(page);
    expect(similar).toHaveLength(4);
    expect(similar.slice(0, 2).sort()).toEqual(["Enamel mug", "Stoneware teapot"]);
  });

  it("answers 404 for a product that there is not", async () => {
    const response = await get("/products/nothing");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("There is no such page.");
  });

  it("tells of a cart through its own route, once for each press", async () => {
    const press = { product: "teapot", key: "press-1" };
    expect(await putIntoCart(press, "v-1")).toBe(204);
    expect(await putIntoCart(press, "v-1")).toBe(204);
    expect(await putIntoCart({ product: "teapot" }, "v-1")).toBe(400);
    const operator = createClient({ url: prepared.url, key: prepared.adminKey });
    await operator.mergeShopper("v-1", "ada");
    expect(await recordedEvents(prepared, "ada")).toMatchObject([
      { kind: "add_to_cart", product: "teapot", key: "press-1" },
    ]);
  });

  it("works in a browser: elements, views, and a search that stays in the app", async () => {
    const { page, errors } = await openPage();
    await page.goto(`${shop.url}/products/sofa-three`);
    await page.waitForResponse(`${prepared.url}/v1/events`);
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByText("It is in your cart.").waitFor();
    await page.goto(`${shop.url}/`);
    const recent = page.locator("vitrine-products[placement=recently-viewed]");
    await recent.getByText("Three-seater sofa").waitFor();
    await page.evaluate("window.stayed = true");
    await page.getByRole("combobox").fill("walnut desk");
    await page.getByRole("combobox").press("Enter");
    await page.getByRole("heading", { name: "Search: walnut desk" }).waitFor();
    await page.locator(".cards").getByText("Walnut writing desk").waitFor();
    expect(await page.evaluate("window.stayed")).toBe(true);
    expect(errors).toEqual([]);

    const visitor = (await page.context().cookies()).find(({ name }) => name === "visitor");
    const operator = createClient({ url: prepared.url, key: prepared.adminKey });
    await operator.mergeShopper(visitor!.value, "grace");
    const kinds = (await recordedEvents(prepared, "grace")).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["view", "add_to_cart"]));
    await page.close();
  });

  it("goes on when Vitrine is away: pages with a note, carts, and nothing made up", async () => {
    await served.stop();
    for (const path of ["/search?q=walnut+desk", "/products/mug-stoneware"]) {
      const response = await get(path);
      expect(response.status).toBe(200);
      const page = await response.text();
      expect(noteOf(page)).toMatch(/not available at the moment/);
      expect(titlesOf(page)).toEqual([]);
    }
    expect(await putIntoCart({ product: "teapot", key: "press-2" }, "v-2")).toBe(204);
    expect(shop.output()).toContain("Vitrine: UNREACHABLE");
  });
});
