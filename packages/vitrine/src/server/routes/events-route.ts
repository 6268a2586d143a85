/** @file `POST /v1/events`. */
import { z } from "zod";
import { defineRoute } from "../route.js";
import { sentEventShape } from "../shapes/sent-event-shape.js";

export const eventsRoute = defineRoute({
  method: "POST",
  path: "/v1/events",
  name: "recordEvents",
  summary:
    "Records what shoppers did. What is answered is committed; an event whose key is known is counted as a duplicate and changes nothing.",
  access: "public",
  body: z.strictObject({
    events: z.array(sentEventShape).min(1).max(1000),
  }),
  answer: z.strictObject({ accepted: z.int(), duplicates: z.int() }),
  handle: async ({ engine, body: { events }, access, caller, metrics }) => {
    for (const { shopper } of events) {
      if (shopper !== undefined) access.needShopper(caller, shopper, "events:write");
    }
    const { accepted, duplicates } = await engine.recordEvents(events);
    metrics.countEvents({ accepted, duplicates });
    return { accepted, duplicates };
  },
});
