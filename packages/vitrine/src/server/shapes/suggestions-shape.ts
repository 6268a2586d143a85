/** @file Suggestions, as JSON: the shape of `vitrine suggest --json`. */
import { z } from "zod";

/** Of the text, in UTF-16 units. */
const matched = z.array(z.strictObject({ start: z.int(), end: z.int() }).readonly()).readonly();

const list = <S extends z.ZodRawShape>(
  more: S,
): z.ZodReadonly<z.ZodArray<z.ZodReadonly<z.ZodObject<S & typeof common, z.core.$strict>>>> =>
  z.array(z.strictObject({ ...common, ...more }).readonly()).readonly();

const common = { text: z.string(), matched };

export const suggestionsShape = z
  .strictObject({
    queries: list({ source: z.enum(["shoppers", "catalogue"]) }),
    categories: list({ path: z.array(z.string()).readonly(), count: z.int() }),
    brands: list({ count: z.int() }),
    products: list({ id: z.string() }),
  })
  .readonly()
  .meta({ id: "Suggestions" });
