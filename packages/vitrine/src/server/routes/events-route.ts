/** @file `POST /v1/events`. */
import { z } from "zod";
import { needBehaviour } from "../need-behaviour.js";
import { defineRoute } from "../route.js";
import { sentEventShape } from "../shapes/event-shape.js";

export const eventsRoute = defineRoute({
  method: "POST",
  path: "/v1/events",
  name: "recordEvents",
  summary:
    "Records what shoppers did. What is answered is committed; an event whose key is known is counted as a duplicate and changes nothing.",
  access: "public",
  body: z.strictObject({ events: z.array(sentEventShape).min(1).max(1000) }),
  answer: z.strictObject({ accepted: z.int(), duplicates: z.int() }),
  handle: async ({ engine, body: { events }, access, caller, metrics }) => {
    for (const event of events) {
      const shopper = shopperOf(event);
      if (shopper !== undefined) access.needShopper(caller, shopper, "events:write");
    }
    const { accepted, duplicates } = await needBehaviour(engine, "recordEvents")(events);
    metrics.countEvents({ accepted, duplicates });
    return { accepted, duplicates };
  },
});

/** Of what may be no event at all, which the engine will refuse. */
function shopperOf(event: unknown): string | undefined {
  if (typeof event !== "object" || event === null || !("shopper" in event)) return undefined;
  return typeof event.shopper === "string" ? event.shopper : undefined;
}
