/** @file The parameters of every route that finds products; those of the command line, by the same names. */
import { z } from "zod";
import type { FindOptions } from "../../engine/search-products.js";
import { SEARCH_MODES } from "../../engine/search-mode.js";

/** The store takes ids of up to 2,000 bytes. */
export const productId = z.string().min(1).max(2000);

export const filterParameter = z
  .array(z.string().max(2000))
  .max(50)
  .default([])
  .meta({
    description: "`FIELD OP VALUE` with = != < <= > >= in; repeats mean and.",
    examples: [["price<300", "category=Furniture"]],
  });

export const queryText = z.string().max(500);

export const modeParameter = z
  .enum(SEARCH_MODES)
  .default("hybrid")
  .describe("Which sources answer.");

export const findParameters = {
  filter: filterParameter,
  exclude: z.array(productId).max(500).default([]).describe("Ids of products to leave out."),
  limit: z.int().min(1).max(1000).default(10).describe("How many hits."),
  offset: z.int().min(0).max(1_000_000).default(0).describe("How many hits to pass over."),
  list: z
    .string()
    .max(200)
    .optional()
    .describe("The list of an earlier answer, whose page this is."),
  sort: z
    .array(z.string().max(200))
    .max(10)
    .default([])
    .meta({
      description:
        "price, -price, newest, title or an attribute with numbers, in place of relevance.",
      examples: [["-price", "title"]],
    }),
  diversity: z.number().min(0).max(1).optional().describe("How much the first hits should differ."),
  variants: z
    .enum(["all", "grouped"])
    .default("all")
    .describe("All variants, or the best one of each family."),
  facets: z
    .boolean()
    .default(false)
    .describe("Count the categories, brands, attributes and prices of what was found."),
  explain: z.boolean().default(false).describe("Say of every hit why it was found."),
};

export const readingParameters = {
  literal: z
    .array(queryText)
    .max(20)
    .default([])
    .describe("Parts of the query to take as words alone."),
  understand: z.boolean().default(true).describe("Read prices, measures and values in the query."),
  correct: z.boolean().default(true).describe("Correct sure typing errors."),
  synonyms: z.boolean().default(true).describe("Search other words for the same thing."),
  rules: z.boolean().default(true).describe("Apply the shop's pins and burials."),
};

/** The engine's options for what was asked. */
export function toFindOptions(query: z.output<z.ZodObject<typeof findParameters>>): FindOptions {
  const { filter, exclude, limit, offset, list, sort, diversity, variants, facets, explain } =
    query;
  return {
    filters: filter,
    exclude,
    limit,
    offset,
    variants,
    facets,
    explain,
    ...(list === undefined ? {} : { list }),
    ...(sort.length === 0 ? {} : { sort }),
    ...(diversity === undefined ? {} : { diversity }),
  };
}
