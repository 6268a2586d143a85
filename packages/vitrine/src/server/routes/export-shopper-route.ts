/** @file `GET /v1/shoppers/{id}`. */
import { z } from "zod";
import { eventSchema } from "../../data/event.js";
import { defineRoute } from "../route.js";
import { shopperId } from "../shapes/shopper-shape.js";

export const exportShopperRoute = defineRoute({
  method: "GET",
  path: "/v1/shoppers/{id}",
  name: "exportShopper",
  summary: "Everything that is known of a shopper.",
  access: "public",
  params: z.strictObject({ id: shopperId }),
  answer: z
    .strictObject({
      shopper: z.string(),
      anonymous: z.array(z.string()).readonly(),
      events: z.array(eventSchema.meta({ id: "Event" })).readonly(),
    })
    .readonly(),
  handle: async ({ engine, params: { id }, access, caller }) => {
    access.needShopper(caller, id, "shoppers");
    return engine.exportShopper(id);
  },
});
