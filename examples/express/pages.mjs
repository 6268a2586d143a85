/** @file The pages of the shop, as text. */
import { html } from "./html.mjs";

/**
 * @typedef {{ id: string, title: string, description?: string | undefined, price?: number | undefined, currency?: string | undefined }} Product
 * @typedef {{ url: string, key: string, shopper?: string | undefined }} Page What the page's own script needs.
 * @typedef {import("vitrine").SearchAnswer} SearchAnswer
 */

/** @param {Pick<Product, "price" | "currency">} product */
const toPrice = ({ price, currency = "EUR" }) =>
  price === undefined
    ? "Price on request"
    : new Intl.NumberFormat("en", { style: "currency", currency }).format(price);

/** @param {readonly Product[]} products */
const toCards = (products) =>
  html`<ul class="cards">
    ${products.map(
      (product) =>
        html`<li>
          <a href="/products/${encodeURIComponent(product.id)}">${product.title}</a>
          <span>${toPrice(product)}</span>
        </li>`,
    )}
  </ul>`;

/** @param {Page} page @param {string} title @param {import("./html.mjs").Markup} content @param {string} [viewed] */
const layout = (page, title, content, viewed) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="icon" href="/icon.svg" />
        <link rel="stylesheet" href="/shop.css" />
        <script type="module" src="/shop.js"></script>
      </head>
      <body
        data-url="${page.url}"
        data-key="${page.key}"
        data-shopper="${page.shopper}"
        data-viewed="${viewed}"
      >
        <header>
          <a href="/">The shop</a>
          <vitrine-search placeholder="Search products"></vitrine-search>
          ${
            page.shopper === undefined
              ? html`<form method="post" action="/sign-in">
                  <input name="name" aria-label="Name" placeholder="Name" required />
                  <button>Sign in</button>
                </form>`
              : html`<span>Hello, ${page.shopper}</span>`
          }
        </header>
        <main>${content}</main>
      </body>
    </html>`.text;

/** @param {Page} page */
export const homePage = (page) =>
  layout(
    page,
    "The shop",
    html`<h1>Good things for the house</h1>
      <vitrine-products placement="for-you" heading="For you"></vitrine-products>
      <vitrine-products placement="recently-viewed" heading="Seen last"></vitrine-products>`,
  );

/**
 * @param {Page} page
 * @param {string} query
 * @param {SearchAnswer} [answer]
 * @param {import("vitrine/client").ProblemError} [problem]
 */
export function searchPage(page, query, answer, problem) {
  const nearest = answer?.nearest;
  const results =
    answer === undefined
      ? html`<p role="status">
          ${
            problem?.status === 400
              ? problem.problem.detail
              : "The search is not available at the moment. Please try again in a few minutes."
          }
        </p>`
      : answer.hits.length > 0
        ? html`<p role="status">${answer.total} found${toCorrection(answer)}</p>
            ${toCards(answer.hits)}`
        : html`<p role="status">Nothing was found.</p>
            ${nearest && html`<h2>The nearest, ${nearest.reached}</h2>`}
            ${nearest && toCards(nearest.hits)}`;
  return layout(
    page,
    `Search: ${query}`,
    html`<h1>Search: ${query}</h1>
      ${results}`,
  );
}

/** What was searched, when it is not what was typed. @param {SearchAnswer} answer */
const toCorrection = ({ corrected }) => corrected && ` for “${corrected.to}”`;

/**
 * @param {Page} page
 * @param {Product} product
 * @param {readonly { readonly product?: Product }[]} similar
 * @param {{ key: string, isAdded: boolean }} form The key of its event, and whether it was sent.
 */
export function productPage(page, product, similar, form) {
  const products = similar.flatMap((item) => item.product ?? []);
  return layout(
    page,
    product.title,
    html`<h1>${product.title}</h1>
      <p>${product.description}</p>
      <p class="price">${toPrice(product)}</p>
      <form method="post" action="/cart">
        <input type="hidden" name="product" value="${product.id}" />
        <input type="hidden" name="key" value="${form.key}" />
        <button>Add to cart</button>
        ${form.isAdded && html`<span role="status">It is in your cart.</span>`}
      </form>
      ${products.length > 0 && html`<h2>Similar</h2>`} ${products.length > 0 && toCards(products)}
      <vitrine-products placement="recently-viewed" heading="Seen last"></vitrine-products>`,
    product.id,
  );
}

/** @param {Page} page @param {string} message */
export const errorPage = (page, message) =>
  layout(
    page,
    "The shop",
    html`<h1>Sorry</h1>
      <p role="status">${message}</p>`,
  );
