/** @file What is shown of a product in a list, as JSON. */
import { z } from "zod";

/** The fields, for shapes that have more of them. */
export const shownProductFields = {
  id: z.string(),
  title: z.string(),
  brand: z.string().optional(),
  categoryPath: z.array(z.string()).readonly(),
  price: z.number().optional(),
  currency: z.string().optional(),
  availability: z.string().optional(),
  image: z.string().optional(),
  parentId: z.string().optional(),
};

export const shownProductShape = z
  .strictObject(shownProductFields)
  .readonly()
  .meta({ id: "ShownProduct" });
