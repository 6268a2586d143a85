/**
 * @file Products as they go in and out.
 *
 * The engine checks products itself, entry by entry with its place; here they are only described,
 * by the very schema it checks them with.
 */
import { z } from "zod";
import type { Product } from "../../data/product.js";
import { attributeValueSchema, productSchema } from "../../data/product.js";

/** JSON Schema has no word for the check of attributes, which lets an attribute be called `__proto__`. */
const described = z.toJSONSchema(productSchema, {
  unrepresentable: "any",
  io: "input",
  override: ({ jsonSchema, path }) => {
    if (path.at(-1) !== "attributes") return;
    jsonSchema.type = "object";
    jsonSchema.additionalProperties = z.toJSONSchema(attributeValueSchema, { io: "input" });
  },
});
delete described.$schema;

/** A product, described and not checked. */
export const productShape = z.custom<Product>().meta({ ...described, id: "Product" });
