/** @file `GET /v1/products/{id}`. */
import { z } from "zod";
import { VitrineError } from "../../errors.js";
import { defineRoute } from "../route.js";
import { productId } from "../shapes/find-parameters.js";
import { productShape } from "../shapes/product-shape.js";

export const productRoute = defineRoute({
  method: "GET",
  path: "/v1/products/{id}",
  name: "product",
  summary: "One product of the catalogue.",
  access: "public",
  params: z.strictObject({ id: productId }),
  answer: productShape,
  handle: async ({ engine, params: { id } }) => {
    const [product] = await engine.products([id]);
    if (product !== undefined) return product;
    throw new VitrineError(
      "PRODUCT_NOT_FOUND",
      `There must be a product of this id in the catalogue; got "${id}". Mend the id, or put the product there.`,
      { id },
    );
  },
});
