/** @file `GET /v1/search`. */
import { z } from "zod";
import { VitrineError } from "../../errors.js";
import { defineRoute } from "../route.js";
import {
  findParameters,
  modeParameter,
  productId,
  queryText,
  readingParameters,
  toFindOptions,
} from "../shapes/find-parameters.js";
import { searchAnswerShape } from "../shapes/search-answer-shape.js";

export const searchRoute = defineRoute({
  method: "GET",
  path: "/v1/search",
  name: "search",
  summary: "Finds products for a text.",
  access: "public",
  query: z.strictObject({
    q: queryText.optional().describe("What a shopper types; may be left out beside `like`."),
    ...findParameters,
    ...readingParameters,
    mode: modeParameter,
    prefix: z.boolean().default(false).describe("The last word is still being typed."),
    like: z
      .array(productId)
      .max(100)
      .default([])
      .describe("Ids of products that what is wanted is like."),
  }),
  answer: searchAnswerShape,
  handle: async ({ engine, query }) => {
    const { q, mode, prefix, like, literal, understand, correct, synonyms, rules } = query;
    if (q === undefined && like.length === 0) {
      throw new VitrineError(
        "PARAM_INVALID",
        "A search must have a text or a product that is liked; got neither. Give q, or like.",
        { param: "q", got: undefined },
      );
    }
    return engine.search(q ?? "", {
      ...toFindOptions(query),
      ...{ mode, prefix, like, literal, understand, correct, synonyms, rules },
    });
  },
});
