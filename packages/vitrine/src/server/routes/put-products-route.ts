/** @file `POST /v1/products`. */
import { z } from "zod";
import type { Product } from "../../data/product.js";
import { completeProduct } from "../../engine/product-input.js";
import { defineRoute } from "../route.js";
import { sentProductShape } from "../shapes/product-shape.js";

export const putProductsRoute = defineRoute({
  method: "POST",
  path: "/v1/products",
  name: "putProducts",
  summary: "Adds and renews products; all of them, or none when one breaks the schema.",
  access: "products:write",
  body: z.strictObject({ products: z.array(sentProductShape).min(1).max(10_000) }),
  answer: z.strictObject({
    version: z.string(),
    added: z.int(),
    updated: z.int(),
    unchanged: z.int(),
  }),
  handle: async ({ engine, body: { products } }) => {
    const { revision, added, updated, unchanged } = await engine.upsertProducts(
      // Checked by the engine, entry by entry.
      products.map((product) => completeProduct(product) as Product),
    );
    return { version: String(revision), added, updated, unchanged };
  },
});
