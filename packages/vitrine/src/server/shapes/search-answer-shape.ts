/** @file The answer of a search, as JSON: the shape of `vitrine search --json`. */
import { z } from "zod";
import { SEARCH_MODES } from "../../engine/search-mode.js";
import { explanationFields, ruleShape } from "./explanation-shape.js";
import { shownProductFields } from "./shown-product-shape.js";

const hitShape = z
  .strictObject({
    ...shownProductFields,
    /** Falls from hit to hit where relevance orders. */
    score: z.number(),
    variants: z.int().optional(),
    rule: ruleShape.optional(),
    explanation: z.strictObject(explanationFields).readonly().optional(),
  })
  .readonly()
  .meta({ id: "SearchHit" });

const beforeAfter = z.strictObject({ before: z.number(), after: z.number() }).readonly();

const facetShape = z
  .strictObject({
    field: z.string(),
    values: z.array(z.strictObject({ value: z.string(), count: z.int() }).readonly()).readonly(),
  })
  .readonly()
  .meta({ id: "Facet" });

const pricesShape = z
  .strictObject({
    currency: z.string().optional(),
    bins: z
      .array(z.strictObject({ from: z.number(), to: z.number(), count: z.int() }).readonly())
      .readonly(),
    minimum: z.number(),
    median: z.number(),
    maximum: z.number(),
    missing: z.int(),
    others: z
      .array(z.strictObject({ currency: z.string().optional(), count: z.int() }).readonly())
      .readonly(),
  })
  .readonly()
  .meta({ id: "PriceHistogram" });

export const searchAnswerShape = z
  .strictObject({
    query: z.string(),
    mode: z.enum(SEARCH_MODES),
    filters: z.array(z.string()).readonly(),
    understood: z
      .array(
        z
          .strictObject({
            text: z.string(),
            kind: z.enum([
              "price",
              "price-level",
              "measure",
              "attribute",
              "brand",
              "category",
              "availability",
            ]),
            filter: z.string(),
            use: z.enum(["filter", "boost", "exclude"]),
            applied: z.boolean(),
          })
          .readonly(),
      )
      .readonly(),
    corrected: z.strictObject({ from: z.string(), to: z.string() }).readonly().optional(),
    didYouMean: z.string().optional(),
    hits: z.array(hitShape).readonly(),
    total: z.int(),
    offset: z.int(),
    limit: z.int(),
    /** Names this list of products: its next page is asked for with it. */
    list: z.string(),
    sort: z.array(z.string()).readonly().optional(),
    diversity: z
      .strictObject({ relevance: beforeAfter, similarity: beforeAfter })
      .readonly()
      .optional(),
    nearest: z
      .strictObject({ hits: z.array(hitShape).readonly(), reached: z.string() })
      .readonly()
      .optional(),
    facets: z.array(facetShape).readonly().optional(),
    prices: pricesShape.optional(),
  })
  .readonly()
  .meta({ id: "SearchAnswer" });
