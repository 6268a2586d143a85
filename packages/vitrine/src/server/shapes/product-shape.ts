/**
 * @file Products as they go in and out.
 *
 * The engine checks products itself, entry by entry with its place; here they are only described,
 * by the very schema it checks them with.
 */
import { z } from "zod";
import type { Product } from "../../data/product.js";
import { attributeValueSchema, productSchema } from "../../data/product.js";
import { completeProduct } from "../../engine/product-input.js";
import type { ProductInput } from "../../engine/product-input.js";

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

/** What an empty one already has need not be sent. */
const isNeeded = (field: string): boolean => !Object.hasOwn(completeProduct({}) as object, field);

/** A product as it is sent, described and not checked. */
export const sentProductShape = z
  .custom<ProductInput>()
  .meta({ ...described, required: (described.required ?? []).filter(isNeeded), id: "SentProduct" });
