/**
 * @file Options of the lexical index, with their defaults and ranges.
 */
import { z } from "zod";
import { analyzerOptionsSchema } from "../text/analyze.js";
import { LANGUAGES } from "../text/language.js";

/** How one field of a document counts. */
export const lexicalFieldSchema = z.strictObject({
  weight: z
    .number()
    .positive()
    .max(1000)
    .default(1)
    .describe("What an occurrence in this field is worth beside one in a field of weight 1."),
  b: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe("How much long fields are held back: 0 not at all, 1 in full proportion."),
});

export const lexicalIndexOptionsSchema = z.strictObject({
  fields: z
    .record(z.string().min(1), lexicalFieldSchema)
    .refine(
      (fields) => Object.keys(fields).length >= 1 && Object.keys(fields).length <= 255,
      "there must be from 1 to 255 fields",
    )
    .describe("The fields of a document by name."),
  analyzer: analyzerOptionsSchema
    .prefault({})
    .describe("How texts become terms, of documents and queries alike."),
  languages: z
    .array(z.enum(LANGUAGES))
    .readonly()
    .default([])
    .describe(
      "Further languages of the catalogue, beside the analyser's: a word is found by the stems of every one.",
    ),
  k1: z
    .number()
    .min(0)
    .max(100)
    .default(1.2)
    .describe("The frequency of a term that is worth half of what infinitely many are."),
});
export type LexicalIndexOptions = z.input<typeof lexicalIndexOptionsSchema>;

/** Options with every default filled in. */
export type LexicalIndexSettings = Readonly<z.output<typeof lexicalIndexOptionsSchema>>;
