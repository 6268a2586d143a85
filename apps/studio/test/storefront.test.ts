/** @file The storefront in a real browser, over a real server with the demo shop. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { chromiumPages } from "../../../packages/vitrine/test/chromium.js";
import { checkPage, overflowOf, settle } from "./check-page.js";
import { servedDemos } from "./served-demo.js";
import type { ServedDemo } from "./served-demo.js";

const openPage = chromiumPages();
const serveDemo = servedDemos();
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
/** Of every page, where time is no matter. */
const MORE_LOOKS = [
  [DESK, "dark"],
  [PHONE, "light"],
] as const;
/** Bytes that cross the wire before the first page can be used. */
const FIRST_LOAD = 300_000;

describe("the storefront", () => {
  let demo: ServedDemo;
  beforeAll(async () => {
    demo = await serveDemo();
  });
  const open = async (path: string): Promise<Page> => {
    const { page, errors } = await openPage();
    page.on("close", () => {
      expect(errors).toEqual([]);
    });
    await page.goto(demo.server.url + path);
    await settle(page);
    return page;
  };
  const someProduct = async (text: string): Promise<{ id: string; title: string }> => {
    const { hits } = await demo.engine.search(text, { filters: ["availability=in_stock"] });
    return hits[0]!;
  };
  const cartCount = (page: Page): ReturnType<Page["getByRole"]> =>
    page.getByRole("link", { name: /^Cart, / });

  it("finds by keyboard alone, and takes back what was understood", async () => {
    const page = await open("/");
    await page.keyboard.press("/");
    await page.keyboard.type("lamp under 60");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "“lamp under 60”" }).waitFor();
    await settle(page);
    expect(new URL(page.url()).searchParams.get("q")).toBe("lamp under 60");
    const prices = await page.getByRole("article").locator("span.font-semibold").allInnerTexts();
    expect(prices.length).toBeGreaterThan(0);
    for (const price of prices) expect(Number(price.slice(1))).toBeLessThan(60);

    await page.getByRole("button", { name: "Take “under 60” as words alone" }).click();
    await settle(page);
    expect(new URL(page.url()).searchParams.get("literal")).toBe("under 60");
    await page.getByRole("button", { name: /understand it again/ }).click();
    await settle(page);
    expect(new URL(page.url()).searchParams.has("literal")).toBe(false);
    await page.close();
  });

  it("suggests while one types, and goes where the arrows point", async () => {
    const page = await open("/");
    const box = page.getByRole("combobox", { name: "Search the shop" });
    await box.fill("lam");
    const first = page.getByRole("option").first();
    await first.waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await first.getAttribute("aria-selected")).toBe("true");
    expect(await box.getAttribute("aria-activedescendant")).toBe(await first.getAttribute("id"));
    await checkPage(page);
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Results" }).waitFor();
    await page.close();
  });

  it("narrows by a brand and a price; the way back leads back", async () => {
    const page = await open("/search");
    const whole = await page.getByRole("status").first().innerText();
    const brand = page.getByRole("group", { name: "Brand" }).getByRole("listitem").first();
    const count = (await brand.innerText()).split("\n").at(-1)!;
    await brand.getByRole("checkbox").check();
    await settle(page);
    const total = await page.getByRole("status").first().innerText();
    // Variants of one product are one card.
    expect(Number(total.split(" ")[0])).toBeLessThanOrEqual(Number(count));
    expect(total).not.toBe(whole);

    const slider = page.getByRole("slider", { name: "Highest price" });
    await slider.focus();
    for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowLeft");
    await settle(page);
    expect(new URL(page.url()).searchParams.getAll("filter")).toHaveLength(2);
    await page.goto(`${demo.server.url}/search`);
    await page.goBack();
    await settle(page);
    expect(new URL(page.url()).searchParams.getAll("filter")).toHaveLength(2);
    await page.close();
  });

  it("says why a product is where it is, under an address of its own", async () => {
    const page = await open("/search?q=desk+lamp");
    await page
      .getByRole("button", { name: /^Why .* is here$/ })
      .first()
      .click();
    const sheet = page.getByRole("dialog", { name: "Why this is here" });
    await sheet.getByRole("heading", { name: "Words that match" }).waitFor();
    expect(new URL(page.url()).searchParams.has("why")).toBe(true);
    await checkPage(page);
    await page.reload();
    await sheet.getByText(/^Found at rank 1 of/).waitFor();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    await expect.poll(() => new URL(page.url()).searchParams.has("why")).toBe(false);
    await page.close();
  });

  it("pages and sorts by the address", async () => {
    const page = await open("/search?sort=price&page=2");
    const prices = (
      await page.getByRole("article").locator("span.font-semibold").allInnerTexts()
    ).map((text) => Number(text.replaceAll(/[$,]/g, "")));
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(await page.getByText(/^2 of \d+$/).count()).toBe(1);
    await page.getByRole("link", { name: "Back", exact: true }).click();
    await settle(page);
    expect(new URL(page.url()).search).toBe("?sort=price");
    await page.close();
  });

  it("carries a product into the cart and through a checkout that says it is simulated", async () => {
    const { id, title } = await someProduct("desk");
    const page = await open(`/products/${id}`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.evaluate(() => {
      localStorage.setItem("vitrine.shopper", JSON.stringify("buyer"));
    });
    await page.reload();
    await settle(page);
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect.poll(async () => cartCount(page).getAttribute("aria-label")).toBe("Cart, 1");
    await cartCount(page).click();
    await page.getByRole("button", { name: "One more" }).click();
    await page.getByRole("heading", { name: "Complete the cart" }).waitFor();
    await settle(page);
    await checkPage(page);
    await page.getByRole("button", { name: "Buy, simulated" }).click();
    await page.getByText("nothing was paid").waitFor();
    const { events } = await demo.engine.exportShopper("buyer");
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["view", "add_to_cart", "purchase"]),
    );
    await page.close();
  });

  it("shows what was looked at, and never again what was hidden", async () => {
    const { id, title } = await someProduct("chair");
    const page = await open(`/products/${id}`);
    await page.goto(`${demo.server.url}/`);
    const lately = page.getByRole("region", { name: "Looked at lately" });
    await lately.getByRole("link", { name: title, exact: true }).waitFor();
    const forYou = page.getByRole("region", { name: "For you" });
    await settle(page);
    const hidden = (await forYou.getByRole("heading", { level: 3 }).first().innerText()).trim();
    await forYou.getByRole("button", { name: `Not interested in ${hidden}` }).click();
    await vi.waitFor(async () => {
      expect(await forYou.getByRole("heading", { level: 3 }).allInnerTexts()).not.toContain(hidden);
    }, 10_000);
    await page.close();
  });

  it("keeps wishes through a reload", async () => {
    const page = await open("/search?q=table");
    const wish = page.getByRole("button", { name: /^Wish for / }).first();
    const name = (await wish.getAttribute("aria-label"))!.replace("Wish for ", "");
    await wish.click();
    await page.goto(`${demo.server.url}/wishes`);
    await page.getByRole("link", { name, exact: true }).first().waitFor();
    await page.close();
  });

  it("breaks no rule of accessibility and is never wider than the window", async () => {
    const { id } = await someProduct("desk");
    const paths = [
      "/",
      "/search?q=desk",
      "/search?q=xyzzyq",
      `/products/${id}`,
      "/cart",
      "/wishes",
    ];
    const looks = [
      [DESK, "light"],
      [PHONE, "dark"],
      ...(process.env["VITRINE_TEST_FULL"] === "1" ? MORE_LOOKS : []),
    ] as const;
    for (const [viewport, colorScheme] of looks) {
      const { page } = await openPage();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const path of paths) {
        await page.goto(demo.server.url + path);
        await settle(page);
        await checkPage(page);
      }
      await page.close();
    }
  });

  it("can be used at twice the size and from right to left", async () => {
    const page = await open("/search?q=desk");
    // 200 % of a window of 1,280 is one of 640.
    await page.setViewportSize({ width: 640, height: 450 });
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("dialog", { name: "Filters" }).waitFor();
    await checkPage(page);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.close();
  });

  it("loads little, from its own server alone, and does not jump", async () => {
    const { page } = await openPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${demo.server.url}/cart`);
    await settle(page);
    expect(bytes).toBeLessThan(FIRST_LOAD);
    await page.goto(`${demo.server.url}/search?q=desk`);
    await settle(page);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const shifts = list.getEntries() as unknown as { readonly value: number }[];
            resolve(shifts.reduce((sum, { value }) => sum + value, 0));
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => {
            resolve(0);
          }, 500);
        }),
    );
    expect(shift).toBeLessThan(0.05);
    expect(asked.filter((url) => !url.startsWith(demo.server.url))).toEqual([]);
    await page.close();
  });

  it("says what is missing: a product, a page, a picture", async () => {
    const { page } = await openPage();
    await page.goto(`${demo.server.url}/products/nothing`);
    await page.getByRole("heading", { name: /not in the shop any more/ }).waitFor();
    await page.goto(`${demo.server.url}/`);
    await page.evaluate(() => {
      history.pushState(null, "", "/nowhere");
      dispatchEvent(new PopStateEvent("popstate"));
    });
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await page.route("**/v1/images/**", async (route) => route.fulfill({ status: 404 }));
    const { id, title } = await someProduct("desk");
    await page.goto(`${demo.server.url}/products/${id}`);
    await page.getByRole("img", { name: `${title}: no picture` }).waitFor();
    await checkPage(page);
    await page.close();
  });

  it("waits for a slow server, and says when there is none", async () => {
    const { page } = await openPage();
    await page.goto(`${demo.server.url}/cart`);
    await page.route("**/v1/search**", async (route) => {
      await sleep(1500);
      await route.continue();
    });
    const box = page.getByRole("combobox", { name: "Search the shop" });
    await box.fill("desk");
    await box.press("Enter");
    await page.getByText("Searching").waitFor();
    await page.getByText(/^\d+ products$/).waitFor();
    await page.unroute("**/v1/search**");

    await page.route("**/v1/**", async (route) => route.abort());
    await box.fill("chair");
    await box.press("Enter");
    await page.getByRole("heading", { name: "The shop can not be reached" }).waitFor();
    await checkPage(page);
    await page.unroute("**/v1/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText(/^\d+ products?$/).waitFor();
    await page.close();
  });
});

describe("a shop without anything", () => {
  it("says what to do, and opens as soon as there is something", async () => {
    const { engine, server } = await serveDemo({ isEmpty: true });
    const { page } = await openPage();
    await page.goto(server.url);
    await page.getByRole("heading", { name: "The shop is not open yet" }).waitFor();
    await checkPage(page);
    await engine.upsertProducts([
      {
        ...{ id: "only", title: `A ${"very".repeat(40)} long word`, categoryPath: ["Things"] },
        ...{ price: 5, currency: "EUR", images: [], attributes: {} },
      },
    ]);
    await engine.index({ encoder: "tfidf" });
    await page.getByRole("link", { name: /^Things/ }).click();
    await page.getByText("1 product", { exact: true }).waitFor();
    await page.setViewportSize(PHONE);
    await checkPage(page);
    await page.getByRole("link", { name: /long word$/ }).click();
    await page.getByRole("button", { name: "Add to cart" }).waitFor();
    await settle(page);
    await checkPage(page);
    await engine.deleteProducts(["only"]);
    await page.goto(server.url);
    await page.getByText("npx vitrine import products").waitFor();
    await checkPage(page);
    await page.close();
  });
});
