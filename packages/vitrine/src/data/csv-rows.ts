/**
 * @file Reads the rows of CSV and TSV files.
 *
 * Memory stays at one record whatever the size of the file. A row that is wider or narrower than the header, or whose quotes are
 * broken, is handed on as a broken row; a quote that is never closed ends the
 * reading, since everything behind it would be swallowed.
 */
import { VitrineError } from "../errors.js";
import { readCsvFields } from "./csv-fields.js";
import type { CsvRecord } from "./csv-records.js";
import { csvRecords } from "./csv-records.js";
import type { RawRow } from "./raw-row.js";
import { showValue } from "./parsed.js";

/** What reading a CSV file needs. */
export interface CsvRowsOptions {
  readonly path: string;
  readonly delimiter: string;
  readonly maxRowCharacters: number;
}

/**
 * Reads the names of the columns from the first record.
 *
 * @returns Names without surrounding spaces; an empty name becomes `column_<number>`,
 *   the second `image` becomes `image_2`. Empty when the file has no record.
 * @throws {VitrineError} `FORMAT_BROKEN` when the header can not be read.
 */
export async function readCsvColumns(
  text: AsyncIterable<string>,
  { path, delimiter, maxRowCharacters }: CsvRowsOptions,
): Promise<readonly string[]> {
  for await (const record of csvRecords(text, { delimiter, maxCharacters: maxRowCharacters })) {
    checkReadable(record, path);
    if (record.fault !== undefined) throw brokenHeader(record, path);
    return uniqueNames(readCsvFields(record.text, delimiter));
  }
  return [];
}

/**
 * Reads the rows below the header.
 *
 * @param columns - As `readCsvColumns` gave them.
 * @param skip - How many rows to pass over; their fields are not read.
 * @throws {VitrineError} `FORMAT_BROKEN` with the line where a record begins that has an
 *   unclosed quote or is longer than the limit.
 */
export async function* readCsvRows(
  text: AsyncIterable<string>,
  columns: readonly string[],
  { path, delimiter, maxRowCharacters }: CsvRowsOptions,
  skip = 0,
): AsyncGenerator<RawRow> {
  let toPass = 1 + skip; // the header first
  for await (const record of csvRecords(text, { delimiter, maxCharacters: maxRowCharacters })) {
    checkReadable(record, path);
    if (toPass > 0) toPass--;
    else yield toRow(record, columns, delimiter);
  }
}

function toRow(record: CsvRecord, columns: readonly string[], delimiter: string): RawRow {
  const { line, text } = record;
  if (record.fault !== undefined) {
    const why = "has text after a closing quote; a quote inside a quoted field must be doubled";
    return { line, values: {}, text, broken: { why, got: showValue(text) } };
  }
  const fields = readCsvFields(text, delimiter);
  const count = Math.min(fields.length, columns.length);
  const values: Record<string, unknown> = {};
  for (let i = 0; i < count; i++) {
    const column = columns[i]!;
    if (column === "__proto__") defineColumn(values, column, fields[i]);
    else values[column] = fields[i];
  }
  if (fields.length === columns.length) return { line, values, text };
  const why = `must have the header's ${columns.length} fields but has ${fields.length}`;
  return { line, values, text, broken: { why, got: showValue(text) } };
}

/** An own property also where the name is that of an inherited setter. */
function defineColumn(values: Record<string, unknown>, column: string, value: unknown): void {
  Object.defineProperty(values, column, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function checkReadable(record: CsvRecord, path: string): void {
  if (record.fault === "quote never closed") {
    throw new VitrineError(
      "FORMAT_BROKEN",
      `Every quoted field must be closed; the record that begins in line ${record.line} of ${path} opens a quote in line ${record.quoteLine ?? record.line} that never ends (${JSON.stringify(showValue(record.text, 60))}). Close the quote, or double it where it is meant as a character.`,
      { path, line: record.line },
    );
  }
  if (record.fault === "too long") {
    const advice =
      record.quoteLine === undefined
        ? "Look at that line."
        : `Look at the quote that opens in line ${record.quoteLine} and is not closed.`;
    throw new VitrineError(
      "FORMAT_BROKEN",
      `A row must keep to the size limit; the record that begins in line ${record.line} of ${path} is longer than that (${JSON.stringify(showValue(record.text, 60))}). ${advice}`,
      { path, line: record.line },
    );
  }
}

function brokenHeader(record: CsvRecord, path: string): VitrineError {
  return new VitrineError(
    "FORMAT_BROKEN",
    `The first record of a CSV file must name its columns; line ${record.line} of ${path} has text after a closing quote (${JSON.stringify(showValue(record.text, 60))}). Mend the header.`,
    { path, line: record.line },
  );
}

function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((raw, index) => {
    const base = raw.trim() === "" ? `column_${index + 1}` : raw.trim();
    let name = base;
    for (let copy = 2; taken.has(name); copy++) name = `${base}_${copy}`;
    taken.add(name);
    return name;
  });
}
