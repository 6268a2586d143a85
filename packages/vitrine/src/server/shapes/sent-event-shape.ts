/**
 * @file Events as they are sent.
 *
 * The schema of events checks in code what one of its kind must have; here the document is told too.
 */
import { eventInputSchema, eventKinds } from "../../data/event.js";

const ofProduct = eventKinds.filter(
  (kind) => kind !== "search" && kind !== "impression" && kind !== "rating",
);
const withoutList = { not: { required: ["products"] } };

export const sentEventShape = eventInputSchema.meta({
  id: "SentEvent",
  anyOf: [{ required: ["shopper"] }, { required: ["anonymous"] }],
  oneOf: [
    { properties: { kind: { enum: ofProduct } }, required: ["product"], ...withoutList },
    { properties: { kind: { const: "rating" } }, required: ["product", "value"], ...withoutList },
    { properties: { kind: { const: "search" } }, required: ["query"], ...withoutList },
    { properties: { kind: { const: "impression" } }, required: ["products"] },
  ],
});
