/**
 * @file What the elements of one page share: the server, who is looking, and where a product's page is.
 *
 * Set once, by `defineVitrineElements`; elements that are on the page already wait for it.
 */
import { createClient } from "../client/client.js";
import type { Client } from "../client/client.js";
import { createTracker } from "../client/tracker.js";
import type { Tracker } from "../client/tracker.js";

export interface ElementsOptions {
  /** Of the server, such as `https://shop.example/vitrine`; default the page's own origin. */
  readonly url?: string;
  /** A public key; the token of the shopper where one is signed in. */
  readonly key?: string;
  /** The shopper who is signed in; `key` must be her token then. */
  readonly shopper?: string;
  /** The address of a product's page; default `/products/ID`. */
  readonly productUrl?: (id: string) => string;
  /** The address of a page of results; default `/search?q=TEXT`. */
  readonly searchUrl?: (text: string) => string;
  /** The address of a picture, as the catalogue names it; default the name itself. */
  readonly imageUrl?: (image: string) => string;
  /** Language tag of prices; default the page's. */
  readonly language?: string;
}

/** Settings with their defaults, and what they make. */
export interface PageSettings {
  readonly client: Client;
  readonly tracker: Tracker;
  readonly shopper: string | undefined;
  readonly productUrl: (id: string) => string;
  readonly searchUrl: (text: string) => string;
  readonly imageUrl: (image: string) => string;
  readonly formatPrice: (price: number, currency: string | undefined) => string;
}

/** Fills in the defaults. */
export function toPageSettings(options: ElementsOptions): PageSettings {
  const { url = location.origin, key, shopper } = options;
  const client = createClient({ url, ...(key === undefined ? {} : { key }) });
  const language = options.language ?? (document.documentElement.lang || navigator.language);
  return {
    client,
    tracker: createTracker({ client, ...(shopper === undefined ? {} : { shopper }) }),
    shopper,
    productUrl: options.productUrl ?? ((id) => `/products/${encodeURIComponent(id)}`),
    searchUrl: options.searchUrl ?? ((text) => `/search?q=${encodeURIComponent(text)}`),
    imageUrl: options.imageUrl ?? ((image) => image),
    formatPrice: (price, currency) =>
      new Intl.NumberFormat(
        language,
        currency === undefined ? { minimumFractionDigits: 2 } : { style: "currency", currency },
      ).format(price),
  };
}

let settled: (settings: PageSettings) => void;
const settings = new Promise<PageSettings>((resolve) => {
  settled = resolve;
});

/** Sets what the elements of this page share; the first call holds. */
export function settlePage(given: PageSettings): void {
  settled(given);
}

/** What the elements of this page share, once it is set. */
export async function pageSettings(): Promise<PageSettings> {
  return settings;
}
