/** @file Which column of a file feeds which field of a product, as found or as told. */
import { z } from "zod";

import { attributeTypes } from "./parse-attribute.js";
import { categorySeparators } from "./parse-category-path.js";

/** The fields of a product that a column can feed. */
export const mappedFields = [
  "id",
  "title",
  "description",
  "brand",
  "category",
  "price",
  "currency",
  "availability",
  "images",
  "updatedAt",
  "parentId",
] as const;
export type MappedField = (typeof mappedFields)[number];

const fieldMappingSchema = z
  .strictObject({
    /** Usually one; several levels of a category or several pictures may have a column each. */
    columns: z.array(z.string()).min(1).readonly(),
    /** Why this column. */
    why: z.string(),
    /** Up to three of its values, as the file has them. */
    examples: z.array(z.string()).readonly(),
  })
  .readonly();
export type FieldMapping = z.infer<typeof fieldMappingSchema>;

const attributeMappingSchema = z
  .strictObject({
    /** Of the attribute. */
    name: z.string().min(1),
    column: z.string(),
    type: z.enum(attributeTypes),
    examples: z.array(z.string()).readonly(),
  })
  .readonly();
export type AttributeMapping = z.infer<typeof attributeMappingSchema>;

export const columnMappingSchema = z
  .strictObject({
    /** A field without a column is missing in every product; `id` is then made from title and brand. */
    fields: z.partialRecord(z.enum(mappedFields), fieldMappingSchema).readonly(),
    attributes: z.array(attributeMappingSchema).readonly(),
    /** Columns that were told to be left out. */
    ignored: z.array(z.string()).readonly(),
    /** How the columns write what can be written in several ways. */
    conventions: z
      .strictObject({
        decimalMark: z.enum([".", ","]).optional(),
        categorySeparator: z.enum(categorySeparators).optional(),
      })
      .readonly(),
  })
  .readonly();

/** The columns of a file and what becomes of each. */
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

/**
 * What an operator says about columns: a field or `attributes.<name>` and its column or
 * columns; null leaves the field without a column.
 *
 * @example
 * { id: "uniq_id", price: "variant_price", "attributes.colour": "color", brand: null }
 */
export type MappingOverrides = Readonly<Record<string, string | readonly string[] | null>>;
