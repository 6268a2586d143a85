/**
 * @file What a product is, once it has been read: the schema every later layer relies on.
 *
 * Missing is missing: an absent field means that the shop did not say, never a
 * default, a zero or a median.
 */
import { z } from "zod";

/** The value of a typed attribute; a list holds several values of one attribute. */
export const attributeValueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()).readonly(),
]);
export type AttributeValue = z.infer<typeof attributeValueSchema>;

/** Whether a product can be bought now. */
export const availabilitySchema = z.enum([
  "in_stock",
  "out_of_stock",
  "preorder",
  "backorder",
  "discontinued",
]);
export type Availability = z.infer<typeof availabilitySchema>;

export const productSchema = z
  .strictObject({
    /** The shop's own id, unique in the catalogue. */
    id: z.string().min(1),
    title: z.string().min(1),
    /** Plain text: markup is taken out when the product is read. */
    description: z.string().optional(),
    brand: z.string().optional(),
    /** From the root to the leaf; empty when the shop did not say. */
    categoryPath: z.array(z.string()).readonly(),
    /** In units of `currency`. */
    price: z.number().nonnegative().optional(),
    /** ISO 4217, upper case. */
    currency: z.string().length(3).optional(),
    availability: availabilitySchema.optional(),
    /** URLs or paths, the main picture first. */
    images: z.array(z.string()).readonly(),
    attributes: z.record(z.string(), attributeValueSchema),
    /** ISO 8601, UTC. */
    updatedAt: z.iso.datetime().optional(),
    /** The product whose variant this one is. */
    parentId: z.string().optional(),
  })
  .readonly();

/** One product of a shop's catalogue. */
export type Product = z.infer<typeof productSchema>;
