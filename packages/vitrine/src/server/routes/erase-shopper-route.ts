/** @file `DELETE /v1/shoppers/{id}`. */
import { z } from "zod";
import { needBehaviour } from "../need-behaviour.js";
import { defineRoute } from "../route.js";
import { shopperId } from "../shapes/shopper-shape.js";

export const eraseShopperRoute = defineRoute({
  method: "DELETE",
  path: "/v1/shoppers/{id}",
  name: "eraseShopper",
  summary: "Erases everything that is known of a shopper.",
  access: "public",
  params: z.strictObject({ id: shopperId }),
  answer: z.strictObject({ events: z.int(), merges: z.int(), unlinked: z.int() }),
  handle: async ({ engine, params: { id }, access, caller }) => {
    access.needShopper(caller, id, "shoppers");
    return needBehaviour(engine, "eraseShopper")(id);
  },
});
