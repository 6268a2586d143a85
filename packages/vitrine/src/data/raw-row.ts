/** @file What the reader of any format hands on: rows, where they stood, and the source that gives them. */
import type { FileState, UnpackOptions } from "./file-bytes.js";
import type { TextEncoding } from "./text-encoding.js";

/** The formats of product files. */
export const rowFormats = ["csv", "json", "jsonl", "parquet"] as const;
export type RowFormat = (typeof rowFormats)[number];

/** What a file is called by what its rows are, at the beginning of a sentence. */
export type FileName = "A product file" | "An event file";

/** One row as the file has it: nothing cleaned, nothing typed. */
export interface RawRow {
  /** 1-based line in which the row begins; in Parquet, which has no lines, its 1-based number. */
  readonly line: number;
  /** By column. Text in CSV; strings, numbers, booleans, null and lists elsewhere, objects flattened to `a.b`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The row exactly as the file has it, without its line end; absent in Parquet. */
  readonly text?: string;
  /**
   * The whole product, where Vitrine itself wrote the file: it is checked and taken as it stands,
   * so that an import gives back exactly what was exported.
   */
  readonly product?: unknown;
  /** Why the row can not be used as it stands; `values` then holds what could be read. */
  readonly broken?: RowFault;
}

/** What is wrong with the form of a row. */
export interface RowFault {
  /** Completes "the row …". */
  readonly why: string;
  readonly got: string;
}

/** A product file that was looked at and can be read, as often as needed. */
export interface RowSource {
  readonly path: string;
  readonly format: RowFormat;
  /** Absent in Parquet, whose text is always UTF-8. */
  readonly encoding?: TextEncoding;
  /** Of CSV files: `,`, `;`, tab or `|`. */
  readonly delimiter?: string;
  /** In the order of the file; of JSON formats those of the first 1,000 rows. */
  readonly columns: readonly string[];
  /**
   * The rows. Each call reads the file anew.
   *
   * @param skip - How many of the first rows to pass over, as fast as the format allows; default 0.
   * @throws {VitrineError} `FORMAT_BROKEN` at the place where the file can not be read on.
   */
  rows(skip?: number): AsyncIterable<RawRow>;
  /** Size of the file on disk, in bytes. */
  readonly bytesTotal: number;
  /** Of the file when it was opened; a reading that meets another ends with `FILE_CHANGED`. */
  readonly state: FileState;
  /** How many of `bytesTotal` the latest reading has taken; for progress. */
  bytesRead(): number;
}

/** How a product file is to be read. */
export interface OpenRowsOptions extends UnpackOptions {
  /** What the file is called where it is refused; default a product file. */
  readonly called?: FileName;
  /** Default: told from the content. */
  readonly format?: RowFormat;
  /** Default: told from the content. */
  readonly encoding?: TextEncoding;
  /** Of CSV files; one character. Default: told from the content. */
  readonly delimiter?: string;
  /**
   * Longest row, in characters; default 16,777,216. What is longer is taken for the
   * effect of an unclosed quote or bracket and stops the reading before memory runs out;
   * in Parquet, where nothing can be unclosed, it is a broken row.
   */
  readonly maxRowCharacters?: number;
  /** Most bytes that one row group of a Parquet file may unpack to; default 1 GiB. */
  readonly maxGroupBytes?: number;
}

export const defaultMaxRowCharacters = 16 * 1024 * 1024;

/** Turns one object of a JSON or Parquet file into columns: `{ a: { b: 1 } }` becomes `{ "a.b": 1 }`. Lists stay lists. */
export function flattenRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  const visit = (prefix: string, value: unknown): void => {
    if (isPlainObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        visit(prefix === "" ? key : `${prefix}.${key}`, inner);
      }
    } else {
      entries.push([prefix, value]);
    }
  };
  visit("", row);
  // fromEntries defines own properties, so a column named __proto__ is only a column.
  return Object.fromEntries(entries);
}

/** Deepest nesting of a row; far beyond any product, far below what overflows a stack. */
export const maxJsonDepth = 100;

/** Whether lists and objects stand in each other more than `limit` deep; looks no deeper than that. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (limit === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, limit - 1));
}

/** Whether a value is a JSON object. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

/** The columns of the first rows, in the order of their first appearance. */
export async function collectColumns(
  rows: AsyncIterable<RawRow>,
  sampleRows = 1000,
): Promise<readonly string[]> {
  const columns = new Set<string>();
  let count = 0;
  for await (const row of rows) {
    for (const column of Object.keys(row.values)) columns.add(column);
    count++;
    if (count >= sampleRows) break;
  }
  return [...columns];
}
