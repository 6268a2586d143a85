/**
 * @file Draws one plot of a report page as SVG text, without a browser.
 *
 * Drawings are 340 px wide, so that their 12 px labels stay readable on a phone.
 */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { html, trustedHtml } from "./html-template.js";
import type { Html } from "./html-template.js";

export const PLOT_WIDTH = 340;

/** A drawing needs what a screen reader says instead of it. */
export interface Drawing {
  readonly label: string;
  readonly options: Plot.PlotOptions;
}

/** Draws a plot, with its words for who can not see it. */
export function drawPlot({ label, options }: Drawing): Html {
  // A new document each time: Plot leaves nothing behind that could change the next drawing.
  // The compiler knows no browser types here, so Plot's declarations mean nothing to it either.
  const { document } = parseHTML("<!doctype html><html><body></body></html>") as unknown as {
    document: unknown;
  };
  const drawn = plot({ ...options, document, width: PLOT_WIDTH });
  // Plot's own sheet would be refused by the page's policy, which knows one sheet by its hash.
  drawn.querySelector("style")?.remove();
  drawn.removeAttribute("class");
  drawn.removeAttribute("width");
  drawn.removeAttribute("height");
  drawn.setAttribute("font-size", "12");
  drawn.removeAttribute("font-family");
  drawn.setAttribute("aria-hidden", "true");
  return html`<div role="img" aria-label="${label}">${trustedHtml(drawn.outerHTML)}</div>`;
}

/** What is used of linkedom's element: the compiler knows no browser types here. */
interface SvgElement {
  readonly outerHTML: string;
  querySelector(selector: string): { remove(): void } | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}

const plot = Plot.plot as unknown as (options: unknown) => SvgElement;
