/**
 * @file Events as they are sent.
 *
 * The schema of events checks in code what one of its kind must have; here the document is told too.
 */
import { eventInputSchema, eventKinds } from "../../data/event.js";

const ofProduct = eventKinds.filter(
  (kind) => kind !== "search" && kind !== "impression" && kind !== "rating",
);

/** An object that must have these fields, whatever they hold. */
const having = (...required: readonly string[]): object => ({
  type: "object",
  properties: Object.fromEntries(required.map((field) => [field, true])),
  required,
});

/** Only an impression may have a list of products. */
const ofKind = (kinds: readonly string[], ...required: readonly string[]): object => {
  const fields = required.map((field): [string, boolean] => [field, true]);
  const kind = { enum: kinds };
  return {
    type: "object",
    properties: { products: false, ...Object.fromEntries(fields), kind },
    required,
  };
};

export const sentEventShape = eventInputSchema.meta({
  id: "SentEvent",
  anyOf: [having("shopper"), having("anonymous")],
  oneOf: [
    ofKind(ofProduct, "product"),
    ofKind(["rating"], "product", "value"),
    ofKind(["search"], "query"),
    ofKind(["impression"], "products"),
  ],
});
