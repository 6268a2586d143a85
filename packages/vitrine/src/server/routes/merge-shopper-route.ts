/** @file `POST /v1/shoppers/{id}`. */
import { z } from "zod";
import { needBehaviour } from "../need-behaviour.js";
import { defineRoute } from "../route.js";
import { shopperId } from "../shapes/shopper-shape.js";

export const mergeShopperRoute = defineRoute({
  method: "POST",
  path: "/v1/shoppers/{id}",
  name: "mergeShopper",
  summary: "Takes the history of an anonymous visitor over into a shopper's account; once.",
  access: "public",
  params: z.strictObject({ id: shopperId }),
  body: z.strictObject({ anonymous: shopperId }),
  answer: z.strictObject({ merged: z.int(), already: z.boolean() }),
  handle: async ({ engine, params: { id }, body: { anonymous }, access, caller }) => {
    access.needShopper(caller, id, "shoppers");
    return needBehaviour(engine, "mergeShopper")(anonymous, id);
  },
});
