/** @file What an import did with every row: the report that is shown, kept beside the catalogue and read by machines. */
import { z } from "zod";

import { columnMappingSchema, mappedFields } from "./mapping-schema.js";
import { rowFormats } from "./raw-row.js";
import { textEncodings } from "./text-encoding.js";

/** Where something was found in the file. */
const place = {
  /** 1-based line in which the row begins; in Parquet the number of the row. */
  line: z.int().positive(),
  /** Empty when the fault is the row's and no column's. */
  column: z.string(),
  got: z.string(),
  why: z.string(),
};

export const importReportSchema = z
  .strictObject({
    file: z.string(),
    format: z.enum(rowFormats),
    encoding: z.enum(textEncodings).optional(),
    delimiter: z.string().optional(),
    mapping: columnMappingSchema,
    /** All rows, without those that are blank in every column. */
    rowsRead: z.int().nonnegative(),
    /** Rows with no value at all; spreadsheets leave them behind. */
    blankRows: z.int().nonnegative(),
    accepted: z.int().nonnegative(),
    /** Bad rows that were left out. */
    skipped: z.int().nonnegative(),
    /** Rows whose id an earlier row has; the first row is kept. */
    repeated: z
      .array(z.strictObject({ id: z.string(), line: z.int(), firstLine: z.int() }).readonly())
      .readonly(),
    /**
     * Different products whose titles are equal but for case, accents and punctuation; all are
     * kept. Absent where the file was streamed, since it needs all titles at once; the data profile
     * counts them.
     */
    equalTitles: z
      .array(z.strictObject({ title: z.string(), ids: z.array(z.string()).readonly() }).readonly())
      .readonly()
      .optional(),
    /** By field, how many readable rows (accepted or repeated) lack it. */
    missing: z.partialRecord(z.enum(mappedFields), z.int().positive()),
    /** Values that were cleaned or decided on, by field and reason, with the first few. */
    changes: z
      .array(
        z
          .strictObject({
            field: z.string(),
            why: z.string(),
            count: z.int().positive(),
            examples: z
              .array(
                z
                  .strictObject({
                    line: place.line,
                    column: z.string(),
                    got: z.string(),
                    became: z.string(),
                  })
                  .readonly(),
              )
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
    /** Every reason for which a row was left out. */
    problems: z
      .array(z.strictObject({ file: z.string(), field: z.string(), ...place }).readonly())
      .readonly(),
    /**
     * How many entries the lists above lack, as only the first ones were kept. Absent when all
     * of them are whole.
     */
    leftOut: z
      .strictObject({ repeated: z.int().nonnegative(), problems: z.int().nonnegative() })
      .readonly()
      .optional(),
    /** sha256 of the accepted products in canonical form. */
    fingerprint: z.string().length(64),
  })
  .readonly();

/** The report of one import. Survives JSON unchanged. */
export type ImportReport = z.infer<typeof importReportSchema>;
export type ImportProblem = ImportReport["problems"][number];
export type ImportChange = ImportReport["changes"][number];
