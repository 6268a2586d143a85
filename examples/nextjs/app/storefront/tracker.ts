/** @file The page's one tracker, for components that mount before Vitrine's elements are there. */
import type { Tracker } from "vitrine/client";
import type { ElementsOptions } from "vitrine/elements";

let settle: (tracker: Tracker) => void;
/** Tells Vitrine what the visitor does. */
export const tracker = new Promise<Tracker>((resolve) => {
  settle = resolve;
});

let started = false;
/** Defines Vitrine's elements, once a page. */
export async function startElements(options: ElementsOptions): Promise<void> {
  if (started) return;
  started = true;
  // Elements are classes of the browser: this module is on the server too, so they come later.
  const { defineVitrineElements } = await import("vitrine/elements");
  const made = defineVitrineElements(options);
  // The shop's own server tells of carts, and needs to know whose they are.
  document.cookie = `visitor=${made.anonymous}; path=/; max-age=31536000; samesite=lax`;
  settle(made);
}
