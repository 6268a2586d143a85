/** @file `GET /v1/recommendations`. */
import { z } from "zod";
import { defineRoute } from "../route.js";
import { filterParameter, productId } from "../shapes/find-parameters.js";
import { shopperId } from "../shapes/shopper-shape.js";
import { shownProductShape } from "../shapes/shown-product-shape.js";

export const recommendationsRoute = defineRoute({
  method: "GET",
  path: "/v1/recommendations",
  name: "recommendations",
  summary: "What a placement shows to a shopper, in a session, beside a product or a cart.",
  access: "public",
  query: z.strictObject({
    placement: z.string().min(1).max(200).describe("Name of the spot in the shop."),
    shopper: shopperId.optional().describe("Needs a token of this shopper where keys are needed."),
    anonymous: shopperId.optional(),
    session: shopperId.optional(),
    product: productId.optional().describe("The product that is being looked at."),
    cart: z.array(productId).max(100).default([]).describe("Ids of the products in the cart."),
    limit: z.int().min(1).max(100).optional(),
    filter: filterParameter,
    exclude: z.array(productId).max(500).default([]),
    details: z.boolean().default(false).describe("Give what is shown of each product."),
  }),
  answer: z
    .strictObject({
      listId: z.string(),
      items: z
        .array(
          z
            .strictObject({
              id: z.string(),
              score: z.number(),
              source: z.string(),
              reasons: z
                .array(
                  z.strictObject({ kind: z.string(), product: z.string().optional() }).readonly(),
                )
                .readonly(),
              product: shownProductShape.optional(),
            })
            .readonly(),
        )
        .readonly(),
      fallback: z.string().nullable(),
    })
    .readonly()
    .meta({ id: "Recommendations" }),
  handle: async ({ engine, query, access, caller }) => {
    const {
      placement,
      shopper,
      anonymous,
      session,
      product,
      cart,
      limit,
      filter,
      exclude,
      details,
    } = query;
    if (shopper !== undefined) access.needShopper(caller, shopper, "shoppers");
    return engine.recommend({
      placement,
      cart,
      exclude,
      details,
      filters: filter,
      ...(shopper === undefined ? {} : { shopper }),
      ...(anonymous === undefined ? {} : { anonymous }),
      ...(session === undefined ? {} : { session }),
      ...(product === undefined ? {} : { product }),
      ...(limit === undefined ? {} : { limit }),
    });
  },
});
