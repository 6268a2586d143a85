/**
 * @file What a product is, once it has been read: the schema every later layer relies on.
 *
 * Missing is missing: an absent field means that the shop did not say, never a
 * default, a zero or a median.
 */
import { z } from "zod";

/** What is said of a value that breaks a rule, behind the name of its field. */
const rules = {
  text: "must be a text",
  filledText: "must be a text that is not empty",
  texts: "must be a list of texts",
  price: "must be a finite number of at least 0",
  currency: "must be a code of three letters, such as EUR",
  updatedAt: "must be a time in UTC, such as 2024-05-17T09:30:00Z",
  attributes: "must be an object of names and values",
  attribute: "must be a text, a finite number, true, false or a list of texts",
  product: "must be an object with an id, a title, a categoryPath, images and attributes",
} as const;
const text = z.string(rules.text);
const filledText = z.string(rules.filledText).min(1, rules.filledText);
const texts = z.array(text, rules.texts).readonly();

/** The value of a typed attribute; a list holds several values of one attribute. */
export const attributeValueSchema = z.union(
  [z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()],
  rules.attribute,
);
export type AttributeValue = z.infer<typeof attributeValueSchema>;

/** Whether a product can be bought now. */
export const availabilitySchema = z.enum(
  ["in_stock", "out_of_stock", "preorder", "backorder", "discontinued"],
  "must be in_stock, out_of_stock, preorder, backorder or discontinued",
);
export type Availability = z.infer<typeof availabilitySchema>;

/** `z.record` would leave out an attribute whose name is `__proto__`. */
const attributesSchema = z
  .custom<Record<string, AttributeValue>>(isPlainObject, rules.attributes)
  .superRefine((attributes, context) => {
    for (const [name, value] of Object.entries(attributes)) {
      // Most are texts and numbers, for which a parse of its own is dear.
      if (typeof value === "string" || Number.isFinite(value)) continue;
      if (attributeValueSchema.safeParse(value).success) continue;
      context.addIssue({ code: "custom", path: [name], message: rules.attribute });
    }
  });

/** The message of an issue completes "the field …"; that of a field too many, "a product …". */
export const productSchema = z
  .strictObject(
    {
      /** The shop's own id, unique in the catalogue. */
      id: filledText,
      title: filledText,
      /** Plain text: markup is taken out when the product is read. */
      description: text.optional(),
      brand: text.optional(),
      /** From the root to the leaf; empty when the shop did not say. */
      categoryPath: texts,
      /** In units of `currency`. */
      price: z.number(rules.price).nonnegative(rules.price).optional(),
      /** ISO 4217, upper case. */
      currency: z.string(rules.currency).length(3, rules.currency).optional(),
      availability: availabilitySchema.optional(),
      /** URLs or paths, the main picture first. */
      images: texts,
      attributes: attributesSchema,
      /** ISO 8601, UTC. */
      updatedAt: z.iso.datetime(rules.updatedAt).optional(),
      /** The product whose variant this one is. */
      parentId: text.optional(),
    },
    {
      error: ({ code }) =>
        code === "unrecognized_keys" ? "must have no field that the schema lacks" : rules.product,
    },
  )
  .readonly();

/** One product of a shop's catalogue. */
export type Product = z.infer<typeof productSchema>;

/** Of maps, dates and the like JSON would keep nothing. */
function isPlainObject(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
