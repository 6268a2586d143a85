/** @file `DELETE /v1/products`. */
import { z } from "zod";
import { defineRoute } from "../route.js";
import { productId } from "../shapes/find-parameters.js";

export const deleteProductsRoute = defineRoute({
  method: "DELETE",
  path: "/v1/products",
  name: "deleteProducts",
  summary: "Deletes products; ids that are not there are passed over.",
  access: "products:write",
  body: z.strictObject({ ids: z.array(productId).min(1).max(10_000) }),
  answer: z.strictObject({ version: z.string(), deleted: z.int() }),
  handle: async ({ engine, body: { ids } }) => {
    const { revision, deleted } = await engine.deleteProducts(ids);
    return { version: String(revision), deleted };
  },
});
