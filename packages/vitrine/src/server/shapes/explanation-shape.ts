/** @file Why a product is found or not, as JSON: the shape of `vitrine explain --json`. */
import { z } from "zod";

const sourceShape = z
  .strictObject({
    name: z.string(),
    group: z.enum(["lexical", "semantic"]),
    rank: z.int().nullable(),
    score: z.number(),
    weight: z.number(),
  })
  .readonly();

const termShape = z
  .strictObject({
    term: z.string(),
    queryTerm: z.string(),
    weight: z.number(),
    fields: z.array(z.string()).readonly(),
  })
  .readonly();

const filterCheckShape = z
  .strictObject({ filter: z.string(), matches: z.boolean(), got: z.string().optional() })
  .readonly();

/** The shop's rule that moved a product. */
export const ruleShape = z
  .strictObject({ rule: z.string(), effect: z.enum(["pinned", "buried"]) })
  .readonly();

/** What a place in a ranking is made of. */
export const explanationFields = {
  sources: z.array(sourceShape).readonly(),
  terms: z.array(termShape).readonly(),
  categoryVote: z.number().nullable(),
  preference: z.number(),
  filters: z.array(filterCheckShape).readonly(),
};

export const explanationShape = z
  .strictObject({
    id: z.string(),
    found: z.boolean(),
    rank: z.int().nullable(),
    rule: ruleShape.optional(),
    reason: z.string(),
    ...explanationFields,
  })
  .readonly()
  .meta({ id: "Explanation" });
