/**
 * @file Elements for the pages of a shop, without a framework: a search box and rows of products.
 *
 * @example
 * <script type="module">
 *   import { defineVitrineElements } from "https://shop.example/vitrine/scripts/elements/index.js";
 *   defineVitrineElements({ url: "https://shop.example/vitrine", key: "vitrine_public_…" });
 * </script>
 * <vitrine-search></vitrine-search>
 * <vitrine-products placement="for-you" heading="For you"></vitrine-products>
 */
import { settlePage, toPageSettings } from "./page-settings.js";
import type { ElementsOptions } from "./page-settings.js";
import type { Tracker } from "../client/tracker.js";
import { VitrineProducts } from "./vitrine-products.js";
import { VitrineSearch } from "./vitrine-search.js";

export { VitrineProducts } from "./vitrine-products.js";
export { VitrineSearch } from "./vitrine-search.js";
export type { ElementsOptions } from "./page-settings.js";

/**
 * Defines the elements; once a page.
 *
 * @returns What tells the server of views, carts and purchases, for the shop's own script.
 */
export function defineVitrineElements(options: ElementsOptions = {}): Tracker {
  const settings = toPageSettings(options);
  settlePage(settings);
  if (customElements.get("vitrine-search") === undefined) {
    customElements.define("vitrine-search", VitrineSearch);
    customElements.define("vitrine-products", VitrineProducts);
  }
  return settings.tracker;
}
