/** @file `GET /`. */
import { z } from "zod";
import { ENGINE_VERSION } from "../../engine/version.js";
import { defineRoute, RawAnswer } from "../route.js";
import { studioPage } from "./studio-page-routes.js";

const links = { docs: "/docs", openapi: "/openapi.json", health: "/health/ready" } as const;

export const welcomeRoute = defineRoute({
  method: "GET",
  path: "/",
  name: "welcome",
  summary: "What answers here, and where it is described; to browsers, the web app.",
  access: "anyone",
  passesQuery: true,
  answer: z.strictObject({
    name: z.literal("Vitrine"),
    version: z.string(),
    docs: z.string(),
    openapi: z.string(),
    health: z.string(),
  }),
  handle: async ({ headers: { accept } }) => {
    const headers = { vary: "accept" };
    if (typeof accept === "string" && accept.includes("text/html")) {
      const page = studioPage();
      return Promise.resolve(new RawAnswer(200, { ...page.headers, ...headers }, page.body));
    }
    return Promise.resolve(
      new RawAnswer(
        200,
        { ...headers, "content-type": "application/json; charset=utf-8" },
        JSON.stringify({ name: "Vitrine", version: ENGINE_VERSION, ...links }),
      ),
    );
  },
});
