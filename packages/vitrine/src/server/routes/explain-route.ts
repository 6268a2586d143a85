/** @file `GET /v1/explain`: for operators, because it ranks the whole catalogue for one answer. */
import { z } from "zod";
import { defineRoute } from "../route.js";
import { explanationShape } from "../shapes/explanation-shape.js";
import {
  filterParameter,
  modeParameter,
  productId,
  queryText,
  readingParameters,
} from "../shapes/find-parameters.js";

export const explainRoute = defineRoute({
  method: "GET",
  path: "/v1/explain",
  name: "explain",
  summary: "Says why a product is found for a text, or why not.",
  access: "explain",
  query: z.strictObject({
    q: queryText.describe("What a shopper types."),
    id: productId.describe("Id of the product."),
    filter: filterParameter,
    mode: modeParameter,
    ...readingParameters,
  }),
  answer: explanationShape,
  handle: async ({ engine, query: { q, id, filter, ...reading } }) =>
    engine.explain(q, id, { ...reading, filters: filter }),
});
