/** @file The shop in Express before a real `vitrine serve`: what its pages hold, what it tells, and when Vitrine is away. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolders } from "../packages/vitrine/test/temporary-folder.js";
import { chromiumPages } from "../packages/vitrine/test/chromium.js";
import { prepareShop, recordedEvents, SHOPPER_SECRET, startProgram } from "./served-shop.js";
import { noteOf, titlesOf } from "./page-text.js";
import type { PreparedShop, RunningProgram } from "./served-shop.js";

const makeFolder = temporaryFolders();
const openPage = chromiumPages();

describe("the shop in Express", () => {
  let prepared: PreparedShop;
  let shop: RunningProgram;
  let served: RunningProgram;
  beforeAll(async () => {
    prepared = await prepareShop(makeFolder());
    shop = await startProgram(["express/server.mjs"], environment(prepared), import.meta.dirname);
    served = await prepared.serve(shop.url);
  });
  afterAll(async () => {
    await shop.stop();
    await served.stop();
  });
  const get = async (path: string, cookie = ""): Promise<Response> =>
    fetch(shop.url + path, { headers: { cookie } });
  const post = async (path: string, form: Record<string, string>, cookie = ""): Promise<Response> =>
    fetch(shop.url + path, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { cookie },
      redirect: "manual",
    });

  it("renders what a search finds, best first, with prices", async () => {
    const response = await get("/search?q=walnut+desk");
    expect(response.status).toBe(200);
    expect(titlesOf(await response.text())[0]).toBe("Walnut writing desk");
  });

  it("says what was searched when it is not what was typed", async () => {
    const page = await (await get("/search?q=stonware+mug")).text();
    expect(noteOf(page)).toMatch(/^\d+ found for “stoneware mug”$/);
    expect(titlesOf(page)[0]).toBe("Stoneware mug");
  });

  it("says what was wrong with a question that can not be searched", async () => {
    const response = await get(`/search?q=${"desk+".repeat(1000)}`);
    expect(response.status).toBe(400);
    expect(noteOf(await response.text())).toMatch(/must/);
  });

  it("shows what visitors type as text, never as markup", async () => {
    const text = await (await get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")).text();
    expect(text).toContain("&#60;script&#62;");
    expect(text).not.toContain("<script>alert");
  });

  it("renders a product with similar ones, and not itself among them", async () => {
    const text = await (await get("/products/mug-stoneware")).text();
    expect(text).toContain("<h1>Stoneware mug</h1>");
    const similar = titlesOf(text);
    expect(similar).toHaveLength(4);
    expect(similar.slice(0, 2).sort()).toEqual(["Enamel mug", "Stoneware teapot"]);
    expect(similar).not.toContain("Stoneware mug");
  });

  it("answers a wrong address with a page and its status", async () => {
    for (const [path, status] of [
      ["/products/nothing", 404],
      ["/products/%E0", 400],
    ] as const) {
      const response = await get(path);
      expect(response.status).toBe(status);
      expect(await response.text()).toContain("<h1>Sorry</h1>");
    }
  });

  it("tells of a cart once, however often the form is sent, and the visit becomes the shopper's", async () => {
    const key = /name="key" value="([^"]+)"/.exec(
      await (await get("/products/teapot")).text(),
    )?.[1];
    const form = { product: "teapot", key: key! };
    for (let sent = 0; sent < 2; sent++) {
      const { headers } = await post("/cart", form, "visitor=v-1");
      const page = await (await get(headers.get("location")!)).text();
      expect(page).toContain("It is in your cart.");
    }
    const signedIn = await post("/sign-in", { name: "ada" }, "visitor=v-1");
    expect(await recordedEvents(prepared, "ada")).toMatchObject([
      { kind: "add_to_cart", product: "teapot", key },
    ]);

    const visit = signedIn.headers.get("set-cookie")!.split(";")[0]!;
    await post("/cart", { product: "lamp-desk", key: "k-2" }, `${visit}; visitor=v-1`);
    expect((await recordedEvents(prepared, "ada")).map(({ product }) => product).sort()).toEqual([
      "lamp-desk",
      "teapot",
    ]);
  });

  it("gives a signed-in shopper's page her own token, and every other the public key", async () => {
    const visit = (await post("/sign-in", { name: "grace" })).headers.get("set-cookie")!;
    const keyIn = async (cookie: string): Promise<string> =>
      /data-key="([^"]+)"/.exec(await (await get("/", cookie)).text())![1]!;
    expect(await keyIn("visit=forged")).toBe(prepared.publicKey);
    const token = await keyIn(visit.split(";")[0]!);
    const exported = async (shopper: string): Promise<number> =>
      (
        await fetch(`${prepared.url}/v1/shoppers/${shopper}`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status;
    expect([await exported("grace"), await exported("ada")]).toEqual([200, 403]);
  });

  it("works in a browser: what was viewed is shown at once, and the search box suggests", async () => {
    const { page, errors } = await openPage();
    await page.goto(`${shop.url}/products/sofa-three`);
    await page.waitForResponse(`${prepared.url}/v1/events`);
    await page.goto(`${shop.url}/products/lamp-floor`);
    await page.locator("vitrine-products").getByText("Three-seater sofa").waitFor();
    await page.getByRole("combobox").fill("oak d");
    await page.getByRole("option").first().waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  it("goes on when Vitrine is away: pages with a note, carts, and nothing made up", async () => {
    await served.stop();
    const search = await get("/search?q=walnut+desk");
    expect(search.status).toBe(503);
    const text = await search.text();
    expect(noteOf(text)).toMatch(/not available at the moment/);
    expect(titlesOf(text)).toEqual([]);

    const product = await get("/products/mug-stoneware");
    expect(product.status).toBe(200);
    const page = await product.text();
    expect(page).toContain("<h1>Stoneware mug</h1>");
    expect(page).not.toContain("Similar");
    expect((await post("/cart", { product: "teapot" }, "visitor=v-2")).status).toBe(303);
    expect(shop.output()).toContain("Vitrine: UNREACHABLE");
  });
});

function environment({ url, publicKey }: PreparedShop): Record<string, string> {
  return {
    PORT: "0",
    VITRINE_URL: url,
    VITRINE_PUBLIC_KEY: publicKey,
    VITRINE_SHOPPER_SECRET: SHOPPER_SECRET,
  };
}
