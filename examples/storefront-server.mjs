/**
 * @file A shop's own web server in plain Node, with Vitrine beside it: pages with search and
 * recommendations, events from the server, a visitor who signs in.
 *
 * Both servers run in this process for the example; in a shop `vitrine serve` is a process of its own.
 */
import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "vitrine";
import { createClient } from "vitrine/client";
import { startServer } from "vitrine/server";

const workspace = await mkdtemp(join(tmpdir(), "vitrine-storefront-"));
const engine = await createEngine({ workspace, config: {}, offline: true });
await engine.upsertProducts(
  ["Oak desk", "Walnut desk", "Desk lamp", "Office chair", "Stoneware mug", "Teapot"].map(
    (title, at) => ({
      id: `p${at}`,
      title,
      categoryPath: [],
      images: [],
      attributes: {},
      price: 20 + at,
    }),
  ),
);
await engine.index();
const { url, stop } = await startServer(engine, { port: 0 });
const vitrine = createClient({ url });

/** What visitors type is text, never markup. */
const escapeHtml = (/** @type {string} */ text) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** @param {readonly { readonly title: string }[]} products */
const toList = (products) =>
  `<ul>${products.map(({ title }) => `<li>${escapeHtml(title)}</li>`).join("")}</ul>`;

const shop = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://shop");
  const visitor = searchParams.get("visitor") ?? "nobody";
  try {
    if (pathname === "/search") {
      const query = searchParams.get("q") ?? "";
      await vitrine.sendEvents([{ kind: "search", anonymous: visitor, query }]);
      const { hits } = await vitrine.search(query, { limit: 3 });
      response.end(`<h1>${escapeHtml(query)}</h1>${toList(hits)}`);
    } else if (pathname.startsWith("/products/")) {
      const product = pathname.slice("/products/".length);
      await vitrine.sendEvents([{ kind: "view", anonymous: visitor, product }]);
      const [{ title }, { items }] = await Promise.all([
        vitrine.product(product),
        vitrine.recommendations({ placement: "similar", product, details: true, limit: 2 }),
      ]);
      response.end(
        `<h1>${escapeHtml(title)}</h1>${toList(items.flatMap((item) => item.product ?? []))}`,
      );
    } else if (pathname === "/sign-in") {
      // The shop has checked who this is; from now on the visit is hers.
      await vitrine.mergeShopper(visitor, "ada");
      const { items } = await vitrine.recommendations({
        placement: "recently-viewed",
        shopper: "ada",
        details: true,
      });
      response.end(toList(items.flatMap((item) => item.product ?? [])));
    } else {
      response.writeHead(404).end();
    }
  } catch (error) {
    // The page goes on without Vitrine; here there is nothing else to show.
    response.writeHead(502).end(String(error));
  }
});
await new Promise((resolve) => shop.listen(0, "127.0.0.1", () => resolve(undefined)));
const address = /** @type {import("node:net").AddressInfo} */ (shop.address());

for (const path of [
  "/search?q=walnut+desk&visitor=v1",
  "/products/p0?visitor=v1",
  "/sign-in?visitor=v1",
]) {
  const page = await fetch(`http://127.0.0.1:${address.port}${path}`);
  console.log(`${path}: ${await page.text()}`);
}

shop.close();
await stop();
await engine.close();
await rm(workspace, { recursive: true });
