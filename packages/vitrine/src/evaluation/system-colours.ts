/**
 * @file Which colour a system has: the same on every page and in every plot.
 *
 * The hues are Okabe and Ito's, which colour-blind eyes tell apart; the page defines each as a custom
 * property for light and dark. Marks always stand beside a name, so colour is never the only sign.
 */
import { html } from "./html-template.js";
import type { Html } from "./html-template.js";

const FIXED: Readonly<Record<string, string>> = {
  hybrid: "blue",
  tfidf: "orange",
  bm25: "vermilion",
  static: "green",
  random: "grey",
};
/** For models and everything else, in the order in which a report names them. */
const FREE = ["purple", "sky", "yellow", "ink"];

/** A CSS colour for every system, by name. */
export function systemColours(names: readonly string[]): ReadonlyMap<string, string> {
  let next = 0;
  return new Map(
    names.map((name) => {
      const fixed = Object.hasOwn(FIXED, name) ? FIXED[name] : undefined;
      const hue = fixed ?? FREE[next++ % FREE.length] ?? "ink";
      return [name, `var(--hue-${hue})`];
    }),
  );
}

/** A system's name beside its colour. */
export function renderSystemName(name: string, colours: ReadonlyMap<string, string>): Html {
  return html`<span class="swatch"
      ><svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <circle
          cx="5"
          cy="5"
          r="4.5"
          fill="${colours.get(name) ?? "currentColor"}"
          stroke="var(--mark-outline)"
        ></circle></svg></span
    >${name}`;
}
