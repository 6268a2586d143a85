/** @file The page around every HTML report: self-contained, nothing loaded, nothing run. */
import { createHash } from "node:crypto";
import { html, trustedHtml } from "./html-template.js";
import type { Html } from "./html-template.js";
import { REPORT_STYLE } from "./report-style.js";

/** @returns A whole HTML document; the same content gives the same bytes. */
export function reportPage(title: string, content: Html): string {
  const hash = createHash("sha256").update(REPORT_STYLE).digest("base64");
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'sha256-${trustedHtml(hash)}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${trustedHtml(`<style>${REPORT_STYLE}</style>`)}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html> `;
  return page.html;
}
