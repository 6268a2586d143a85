/**
 * @file `<vitrine-products placement="for-you">`: a row of products that a placement recommends.
 *
 * Attributes: `placement`, `product`, `cart` (ids, separated by blanks), `limit`, `heading`. Without
 * products the element is hidden. What is shown is told as an impression once it is on the screen, what is clicked as
 * a click, both with the list they belong to. Parts: `heading`, `list`, `card`, `image`, `title`, `price`.
 * Fires `vitrine-recommended` with the answer, or `vitrine-error`.
 */
import type { RecommendationAnswer } from "../engine/recommend/recommendation-service.js";
import type { ShownProduct } from "../engine/shown-product.js";
import { makeNode, makeSheet } from "./make-node.js";
import { pageSettings } from "./page-settings.js";
import type { PageSettings } from "./page-settings.js";

const DEFAULT_LIMIT = 8;
/** So much of the row must be on the screen to count as shown. */
const SHOWN_SHARE = 0.5;

const sheet = makeSheet(`
  :host { display: block; font: inherit; color: inherit; }
  :host([hidden]) { display: none; }
  h2 { font-size: 1.25em; margin: 0 0 .6em; text-wrap: balance; }
  ul { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(9em, 12em); gap: 1em; margin: 0;
    padding: 2px; list-style: none; overflow-x: auto; scroll-snap-type: x proximity; }
  li { scroll-snap-align: start; min-width: 0; }
  a { display: grid; gap: .3em; color: inherit; text-decoration: none; border-radius: var(--vitrine-radius, .5em); }
  a:focus-visible { outline: 2px solid var(--vitrine-accent, Highlight); outline-offset: 2px; }
  .image { aspect-ratio: 1; inline-size: 100%; object-fit: contain; border-radius: var(--vitrine-radius, .5em);
    background: var(--vitrine-hover, color-mix(in srgb, currentColor 6%, transparent)); }
  .title { overflow-wrap: anywhere; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
  a:hover .title { text-decoration: underline; }
  .price { font-variant-numeric: tabular-nums; opacity: .8; }
`);

/** A row of recommended products. */
export class VitrineProducts extends HTMLElement {
  static readonly observedAttributes = ["placement", "product", "cart", "limit", "heading"];
  readonly #root = this.attachShadow({ mode: "open" });
  #asking = new AbortController();
  #seen: IntersectionObserver | undefined;
  #asked = false;

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [sheet];
    this.#ask();
  }

  disconnectedCallback(): void {
    this.#asking.abort();
    this.#seen?.disconnect();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#ask();
  }

  /** Asks again: after an event that may have changed the answer. */
  async refresh(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const settings = await pageSettings();
    try {
      const answer = await recommend(this, settings, signal);
      if (signal.aborted) return;
      this.#show(answer, settings);
      this.#tell("vitrine-recommended", answer);
    } catch (error) {
      if (signal.aborted) return;
      this.hidden = true;
      this.#tell("vitrine-error", error);
    }
  }

  /** Several attributes that change together are one question. */
  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    queueMicrotask(() => {
      this.#asked = false;
      void this.refresh();
    });
  }

  #show({ listId, items }: RecommendationAnswer, settings: PageSettings): void {
    const { tracker } = settings;
    const products = items.flatMap(({ product }) => (product === undefined ? [] : [product]));
    this.hidden = products.length === 0;
    const heading = this.getAttribute("heading");
    const list = makeNode(
      "ul",
      { part: "list", role: "list" },
      products.map((product) => {
        const card = toCard(product, settings);
        card.addEventListener("click", () => {
          tracker.track({ kind: "click", product: product.id, listId });
          // The page may be left with this click.
          void tracker.flush();
        });
        return makeNode("li", {}, [card]);
      }),
    );
    this.#root.replaceChildren(
      ...(heading === null ? [] : [makeNode("h2", { part: "heading" }, [heading])]),
      list,
    );
    this.#seen?.disconnect();
    if (products.length === 0) return;
    this.#seen = new IntersectionObserver(
      (entries, observer) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        tracker.track({ kind: "impression", products: products.map(({ id }) => id), listId });
      },
      { threshold: SHOWN_SHARE },
    );
    this.#seen.observe(this);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

async function recommend(
  element: Element,
  { client, tracker, shopper }: PageSettings,
  signal: AbortSignal,
): Promise<RecommendationAnswer> {
  const product = element.getAttribute("product");
  const cart = (element.getAttribute("cart") ?? "").split(/\s+/).filter((id) => id !== "");
  return client.recommendations({
    placement: element.getAttribute("placement") ?? "for-you",
    limit: Number(element.getAttribute("limit") ?? DEFAULT_LIMIT),
    details: true,
    anonymous: tracker.anonymous,
    session: tracker.session(),
    signal,
    ...(shopper === undefined ? {} : { shopper }),
    ...(product === null ? {} : { product }),
    ...(cart.length === 0 ? {} : { cart }),
  });
}

function toCard(
  { id, title, image, price, currency }: ShownProduct,
  { productUrl, imageUrl, formatPrice }: PageSettings,
): HTMLAnchorElement {
  return makeNode("a", { href: productUrl(id), part: "card" }, [
    image === undefined
      ? makeNode("span", { class: "image", part: "image" })
      : // The title beside it says what it shows.
        makeNode("img", {
          class: "image",
          part: "image",
          src: imageUrl(image),
          alt: "",
          loading: "lazy",
        }),
    makeNode("span", { class: "title", part: "title", dir: "auto" }, [title]),
    ...(price === undefined
      ? []
      : [makeNode("span", { class: "price", part: "price" }, [formatPrice(price, currency)])]),
  ]);
}
