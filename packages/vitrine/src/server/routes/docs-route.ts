/** @file `GET /docs`. */
import { defineRoute, RawAnswer } from "../route.js";
import { docsStylePolicy } from "../docs-page.js";

export const docsRoute = defineRoute({
  method: "GET",
  path: "/docs",
  name: "docs",
  summary: "This API as a page.",
  access: "anyone",
  answer: { mediaTypes: ["text/html"] },
  handle: async ({ docsPage }) =>
    Promise.resolve(
      new RawAnswer(
        200,
        {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": `default-src 'none'; style-src ${docsStylePolicy}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
        },
        docsPage(),
      ),
    ),
});
