/** @file The addresses of the web app: each answers the same page, which reads its own address. */
import { z } from "zod";
import type { Route } from "../route.js";
import { defineRoute, RawAnswer } from "../route.js";
import { studioFiles } from "../studio-files.js";

/** Nothing but what the own server sends: no inline scripts or styles, nothing from anywhere else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** The page of the app. */
export function studioPage(): RawAnswer {
  const file = studioFiles().get("index.html");
  if (file === undefined) throw new Error("internal: the web app must be built with the package");
  return new RawAnswer(
    200,
    {
      "content-type": file.mediaType,
      "content-security-policy": POLICY,
      "cache-control": "no-cache",
    },
    file.bytes,
  );
}

const page = {
  method: "GET",
  access: "anyone",
  answer: { mediaTypes: ["text/html"] },
  passesQuery: true,
} as const;

/** One route for each address; the first page is that of the welcome. */
export const studioPageRoutes: readonly Route[] = [
  ...(
    [
      ["/search", "searchPage", "The page of a search in the web app."],
      ["/cart", "cartPage", "The page of the cart in the web app."],
      ["/wishes", "wishesPage", "The page of the wish list in the web app."],
      ["/studio", "studioPage", "The operator's first page in the web app."],
    ] as const
  ).map(([path, name, summary]) =>
    defineRoute({
      ...{ ...page, path, name, summary },
      handle: async () => Promise.resolve(studioPage()),
    }),
  ),
  defineRoute({
    ...page,
    path: "/products/{id}",
    name: "productPage",
    summary: "The page of a product in the web app, whether there is such a product or not.",
    params: z.strictObject({ id: z.string().min(1).max(2000) }),
    handle: async () => Promise.resolve(studioPage()),
  }),
  defineRoute({
    ...page,
    path: "/studio/{path*}",
    name: "studioPages",
    summary: "The operator's other pages in the web app.",
    params: z.strictObject({
      path: z
        .string()
        .min(1)
        .max(3000)
        .meta({ examples: ["models"] }),
    }),
    handle: async () => Promise.resolve(studioPage()),
  }),
];
