/** @file `GET /v1/suggest`. */
import { z } from "zod";
import { defineRoute } from "../route.js";
import { queryText } from "../shapes/find-parameters.js";
import { suggestionsShape } from "../shapes/suggestions-shape.js";

export const suggestRoute = defineRoute({
  method: "GET",
  path: "/v1/suggest",
  name: "suggest",
  summary: "Suggests queries, categories, brands and products for what has been typed so far.",
  access: "public",
  query: z.strictObject({
    q: queryText.describe("What has been typed so far."),
    limit: z.int().min(1).max(12).default(5).describe("How many of each kind."),
  }),
  answer: suggestionsShape,
  handle: async ({ engine, query: { q, limit } }) => engine.suggest(q, { limit }),
});
