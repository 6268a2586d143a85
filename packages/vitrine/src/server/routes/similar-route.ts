/** @file `GET /v1/products/{id}/similar`. */
import { z } from "zod";
import { defineRoute } from "../route.js";
import { findParameters, productId, toFindOptions } from "../shapes/find-parameters.js";
import { searchAnswerShape } from "../shapes/search-answer-shape.js";

export const similarRoute = defineRoute({
  method: "GET",
  path: "/v1/products/{id}/similar",
  name: "similar",
  summary: "Finds products like one of the catalogue.",
  access: "public",
  params: z.strictObject({ id: productId }),
  query: z.strictObject(findParameters),
  answer: searchAnswerShape,
  handle: async ({ engine, params: { id }, query }) => engine.similar(id, toFindOptions(query)),
});
