/** @file The operator's pages in a real browser, over a real server with keys. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { chromiumPages } from "../../../packages/vitrine/test/chromium.js";
import { openKeysFile, SCOPES } from "../../../packages/vitrine/src/server/keys-file.js";
import { checkPage, settle } from "./check-page.js";
import { servedDemos } from "./served-demo.js";
import type { ServedDemo } from "./served-demo.js";

const openPage = chromiumPages();
const serveDemo = servedDemos();
const SHOPPER = "ada";

describe("the studio", () => {
  let demo: ServedDemo;
  let key = "";
  beforeAll(async () => {
    demo = await serveDemo({
      async prepare(engine) {
        const keys = openKeysFile(engine.workspace.keysFile, () => new Date());
        key = (await keys.create({ kind: "admin", name: "all", scopes: [...SCOPES] })).text;
        const { hits } = await engine.search("desk", { limit: 3 });
        await engine.recordEvents(
          hits.map(({ id }) => ({ kind: "view" as const, shopper: SHOPPER, product: id })),
        );
        await engine.evaluations.keep(await engine.evaluateCatalogue());
        await engine.index({ full: true });
      },
    });
  });
  /** A page of a browser in which nobody has signed in yet, signed in where that is asked for. */
  const open = async (path: string): Promise<Page> => {
    const { page } = await openPage();
    await page.goto(demo.server.url + path);
    await page.getByLabel("Admin key").fill(key);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await settle(page);
    return page;
  };

  it("lets in who has a key, and nobody after signing out", async () => {
    const { page } = await openPage();
    await page.goto(`${demo.server.url}/studio`);
    await page.getByLabel("Admin key").fill("vitrine_admin_wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await checkPage(page);
    await page.getByLabel("Admin key").fill(key);
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "What needs you" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Admin key").waitFor();
    await page.close();
  });

  it("shows the shop's state and opens every part by its address", async () => {
    const page = await open("/studio");
    await page.getByRole("link", { name: /^Products that are found/ }).waitFor();
    await checkPage(page);
    for (const part of ["models", "evaluations", "shoppers"]) {
      await page.goto(`${demo.server.url}/studio/${part}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await settle(page);
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await checkPage(page);
      }
    }
    await page.close();
  });

  it("serves another version, and goes back", async () => {
    const page = await open("/studio/models");
    const search = page.getByRole("region", { name: "search" });
    await search.getByRole("button", { name: "Serve version 1 of search" }).click();
    await page.getByText("search 1 is served from now on.").waitFor();
    expect(await demo.engine.artifacts.current("search")).toBe("1");
    await search.getByRole("button", { name: "Go back to the version before" }).click();
    await page.getByText("search 2 is served from now on.").waitFor();
    expect(await demo.engine.artifacts.current("search")).toBe("2");
    await page.close();
  });

  it("shows an evaluation with its intervals and what differs", async () => {
    const page = await open("/studio/evaluations");
    await page.getByRole("heading", { level: 2 }).getByRole("link").first().click();
    await page.getByRole("region", { name: "Systems" }).waitFor();
    const [newest] = (await demo.engine.evaluations.list()).evaluations;
    for (const { name, value } of newest!.systems) {
      const row = page
        .getByRole("row")
        .filter({ has: page.getByRole("rowheader", { name, exact: true }) });
      expect(await row.first().innerText()).toContain(value!.toFixed(3).replace(/^0/, ""));
    }
    await checkPage(page);
    await page.close();
  });

  it("shows what a shopper did and is shown, and erases her", async () => {
    const page = await open(`/studio/shoppers/${SHOPPER}`);
    await page.getByText("3 events", { exact: true }).waitFor();
    await page.getByRole("region", { name: "Recommended" }).getByRole("listitem").first().waitFor();
    await settle(page);
    await checkPage(page);
    await page.getByRole("button", { name: "Erase", exact: true }).click();
    await page.getByRole("button", { name: "Erase 3 events for good" }).click();
    await page.getByText("0 events", { exact: true }).waitFor();
    expect((await demo.engine.exportShopper(SHOPPER)).events).toEqual([]);
    await page.close();
  });
});
