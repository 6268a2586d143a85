/**
 * @file A shop in Express beside `vitrine serve`: pages made on the server, events that count once, and
 * shoppers who sign in.
 *
 * The shop goes on without Vitrine: what is missing then is left out, or said, never made up.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import express from "express";
import { errorPage, homePage, productPage, searchPage } from "./pages.mjs";
import { ask, readVisit, signIn, VITRINE_URL } from "./visit.mjs";

/** The shop's own products, as its database would give them. @type {Map<string, import("./pages.mjs").Product>} */
const catalogue = new Map(
  readFileSync(new URL("../shop/products.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map((product) => [product.id, product]),
);

const shop = express();
shop.disable("x-powered-by");
for (const folder of ["public", "../shop/public"]) {
  shop.use(express.static(fileURLToPath(new URL(folder, import.meta.url))));
}
shop.use((request, response, next) => {
  // A page holds its shopper's token, so no cache may keep it.
  response.set("cache-control", "private, no-store");
  response.set(
    "content-security-policy",
    `default-src 'self'; script-src 'self' ${VITRINE_URL}; connect-src ${VITRINE_URL}`,
  );
  next();
});
shop.use(express.urlencoded({ extended: false, limit: "10kb" }));

shop.get("/", (request, response) => {
  response.send(homePage(readVisit(request).page));
});

shop.get("/search", async (request, response) => {
  const { vitrine, page } = readVisit(request);
  const query = String(request.query["q"] ?? "").trim();
  const { answer, problem } = await ask(vitrine.search(query, { limit: 12 }));
  // What was asked was wrong, or the search is away for now: caches and crawlers should know.
  if (problem !== undefined) response.status(problem.status === 400 ? 400 : 503);
  response.send(searchPage(page, query, answer, problem));
});

shop.get("/products/:id", async (request, response) => {
  const { vitrine, page } = readVisit(request);
  const product = catalogue.get(request.params.id);
  if (product === undefined) {
    response.status(404).send(errorPage(page, "There is no such product."));
    return;
  }
  const { answer } = await ask(
    vitrine.recommendations({
      placement: "similar",
      product: product.id,
      details: true,
      limit: 4,
    }),
  );
  // The form's key: sent twice, by a double click or a reload, it is one event.
  const form = { key: randomUUID(), isAdded: request.query["added"] !== undefined };
  response.send(productPage(page, product, answer?.items ?? [], form));
});

shop.post("/cart", async (request, response) => {
  const { vitrine, shopper, anonymous } = readVisit(request);
  const product = catalogue.get(String(request.body?.product));
  if (product === undefined) {
    response.status(400).send("There is no such product.");
    return;
  }
  // Here the shop fills its cart.
  if (shopper !== undefined || anonymous !== undefined) {
    const key = String(request.body.key ?? randomUUID());
    await ask(
      vitrine.sendEvents([{ kind: "add_to_cart", product: product.id, key, shopper, anonymous }]),
    );
  }
  response.redirect(303, `/products/${encodeURIComponent(product.id)}?added`);
});

shop.post("/sign-in", async (request, response) => {
  // Here the shop finds out who this is; the example believes every name.
  const shopper = String(request.body?.name ?? "").trim();
  if (!/^\w{1,50}$/.test(shopper)) {
    response.status(400).send("A name must be 1 to 50 letters and digits.");
    return;
  }
  const visit = await signIn(request, shopper);
  response.cookie("visit", visit, { httpOnly: true, sameSite: "lax" });
  response.redirect(303, "/");
});

shop.use(
  /** @type {express.ErrorRequestHandler} */
  (
    (error, request, response, _next) => {
      // Express says of a wrong request that it was wrong; the rest is ours.
      const status = error.status ?? 500;
      if (status >= 500) console.error(error);
      const message = status < 500 ? "There is no such page." : "Something went wrong here.";
      response.status(status).send(errorPage(readVisit(request).page, message));
    }
  ),
);

const server = shop.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  console.log(`The shop is at http://127.0.0.1:${port}`);
});
