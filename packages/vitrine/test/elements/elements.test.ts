/** @file The elements of a shop's page in a real browser, over a real server with a real catalogue. */
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Product } from "../../src/data/product.js";
import { createEngine } from "../../src/engine/engine.js";
import type { Engine } from "../../src/engine/engine.js";
import { startServer } from "../../src/server/start-server.js";
import type { RunningServer } from "../../src/server/start-server.js";
import { temporaryFolders } from "../temporary-folder.js";
import { chromiumPages } from "../chromium.js";

const openPage = chromiumPages();
const makeFolder = temporaryFolders();
const timeout = 30_000;

const products: Product[] = Array.from({ length: 24 }, (_, at) => ({
  id: `desk-${at}`,
  title:
    at === 3 ? "<img src=x onerror=alert(1)> desk" : `${["Oak", "Walnut"][at % 2]!} desk ${at}`,
  categoryPath: ["Furniture", "Desks"],
  price: 100 + at,
  currency: "EUR",
  images: [],
  attributes: {},
}));

/** A shop's own page, from another origin than the server of the recommendations. */
const PAGE = (url: string): string => `<!doctype html>
<html lang="de"><title>Shop</title>
<vitrine-search label="Suche"></vitrine-search>
<vitrine-products placement="popular" heading="Beliebt" limit="4"></vitrine-products>
<vitrine-products id="empty" placement="also-viewed" product="nothing" heading="Leer"></vitrine-products>
<vitrine-products id="recent" placement="recently-viewed" heading="Zuletzt"></vitrine-products>
<script type="module">
  import { defineVitrineElements } from "${url}/scripts/elements/index.js";
  window.tracker = defineVitrineElements({ url: "${url}", productUrl: (id) => "#" + id, searchUrl: (q) => "#q=" + q });
</script></html>`;

describe("the elements", () => {
  let engine: Engine;
  let server: RunningServer;
  let shop: Server;
  let shopUrl = "";
  beforeAll(async () => {
    shop = createServer((_, response) => {
      response.setHeader("content-type", "text/html; charset=utf-8").end(PAGE(server.url));
    });
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
    shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    engine = await createEngine({
      workspace: makeFolder(),
      offline: true,
      config: { server: { origins: [shopUrl] } },
    });
    await engine.upsertProducts(products);
    await engine.index({ encoder: "tfidf" });
    await engine.recordEvents(
      products.flatMap(({ id }, at) =>
        Array.from({ length: 24 - at }, () => ({
          kind: "view" as const,
          shopper: "s",
          product: id,
        })),
      ),
    );
    server = await startServer(engine, { port: 0 });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await engine.close();
    shop.close();
  });
  const openShop = async (): Promise<{ readonly page: Page; readonly errors: string[] }> => {
    const opened = await openPage();
    await opened.page.goto(shopUrl);
    return opened;
  };
  const recorded = async (kind: string): Promise<number> =>
    (await engine.eventSummary()).find((one) => one.kind === kind)?.count ?? 0;

  it("show what a placement recommends, as text and never as markup", { timeout }, async () => {
    const { page, errors } = await openShop();
    const row = page.getByRole("list").first();
    await row.waitFor();
    expect(await row.getByRole("link").allInnerTexts()).toEqual(
      products
        .slice(0, 4)
        .map(({ title, price }) => `${title}\n${price},00 €`.replace(" €", "\u00a0€")),
    );
    expect(await page.getByRole("heading", { name: "Beliebt" }).isVisible()).toBe(true);
    expect(await page.locator("#empty").isHidden()).toBe(true);
    expect(errors).toEqual([]);
    await page.close();
  });

  it("tell the server what was seen and what was clicked, with its list", { timeout }, async () => {
    const [impressions, clicks] = [await recorded("impression"), await recorded("click")];
    const { page, errors } = await openShop();
    await page.getByRole("link").first().click();
    await expect.poll(() => recorded("click"), { timeout }).toBe(clicks + 1);
    await expect.poll(() => recorded("impression"), { timeout }).toBeGreaterThan(impressions);
    expect(new URL(page.url()).hash).toBe("#desk-0");
    // What this visitor did is hers at the next look.
    await page.reload();
    const recent = page.locator("#recent").getByRole("link");
    await recent.first().waitFor();
    expect(await recent.allInnerTexts()).toHaveLength(1);
    expect(errors).toEqual([]);
    await page.close();
  });

  it("suggest while one types, and go where the keyboard chooses", { timeout }, async () => {
    const { page, errors } = await openShop();
    const box = page.getByRole("combobox", { name: "Suche" });
    await box.fill("waln");
    const options = page.getByRole("option");
    await options.first().waitFor();
    expect(await box.getAttribute("aria-expanded")).toBe("true");
    await box.press("ArrowDown");
    expect(await box.getAttribute("aria-activedescendant")).toBe("option-0");
    expect(await options.first().getAttribute("aria-selected")).toBe("true");
    const chosen = (await options.first().locator("span").first().innerText()).trim();
    const searches = await recorded("search");
    await box.press("Enter");
    await page.waitForURL(`**/#q=${encodeURI(chosen)}`);
    expect(await options.count()).toBe(0);
    await expect.poll(() => recorded("search"), { timeout }).toBe(searches + 1);

    await box.fill("walnut");
    await options.first().waitFor();
    await box.press("Escape");
    expect(await options.count()).toBe(0);
    expect(errors).toEqual([]);
    await page.close();
  });

  it("let the shop keep its own page of results", { timeout }, async () => {
    const { page } = await openShop();
    // Texts, because the page has types that the tests lack.
    await page.evaluate(`document.addEventListener("vitrine-search", (event) => {
      event.preventDefault();
      document.title = event.detail.query;
    })`);
    const box = page.getByRole("combobox");
    await box.fill("oak desk");
    await box.press("Enter");
    await expect.poll(() => page.title(), { timeout }).toBe("oak desk");
    expect(page.url()).not.toContain("#q=");
    await page.close();
  });

  it(
    "hide and say so when the server can not be reached, without breaking the page",
    { timeout },
    async () => {
      const { page } = await openPage();
      await page.route(`${server.url}/v1/**`, (route) => route.abort());
      await page.addInitScript(
        `addEventListener("vitrine-error", () => (document.title = "error"))`,
      );
      await page.goto(shopUrl);
      await expect.poll(() => page.title(), { timeout }).toBe("error");
      expect(await page.locator("vitrine-products").first().isHidden()).toBe(true);
      expect(await page.getByRole("combobox").isVisible()).toBe(true);
      await page.close();
    },
  );
});
