/**
 * @file Events as they go in and out. The engine checks those that come in, entry by entry with its
 * place; here they are only described, by the very schema it checks them with.
 */
import { z } from "zod";
import { eventSchema } from "../../data/event.js";
import type { SentEvent } from "../served-engine.js";

const described = z.toJSONSchema(eventSchema, { io: "input" });
delete described.$schema;

/** An event that is sent; what the engine makes where it is absent need not be given. */
export const sentEventShape = z.custom<SentEvent>().meta({
  ...described,
  required: (described.required ?? []).filter((field) => field !== "key" && field !== "time"),
  id: "SentEvent",
});

/** An event as it is kept. */
export const eventShape = eventSchema.meta({ id: "Event" });
