/**
 * @file Reads the rows of CSV and TSV files.
 *
 * Rows are read in batches so that memory stays at one batch whatever the size of
 * the file. A row that is wider or narrower than the header, or whose quotes are
 * broken, is handed on as a broken row; a quote that is never closed ends the
 * reading, since everything behind it would be swallowed.
 */
import { VitrineError } from "../errors.js";
import { readCsvBatch, readCsvFields } from "./csv-delimiter.js";
import type { CsvRecord } from "./csv-records.js";
import { csvRecords } from "./csv-records.js";
import type { RawRow } from "./raw-row.js";
import { showValue } from "./parsed.js";

const batchRecords = 500;

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
 * @throws {VitrineError} `FORMAT_BROKEN` with the line where a record begins that has an
 *   unclosed quote or is longer than the limit.
 */
export async function* readCsvRows(
  text: AsyncIterable<string>,
  columns: readonly string[],
  { path, delimiter, maxRowCharacters }: CsvRowsOptions,
): AsyncGenerator<RawRow> {
  let batch: CsvRecord[] = [];
  let isHeader = true;
  for await (const record of csvRecords(text, { delimiter, maxCharacters: maxRowCharacters })) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    if (record.fault === "too long" || record.fault === "quote never closed") {
      yield* readBatch(batch, columns, delimiter);
      checkReadable(record, path);
    }
    batch.push(record);
    if (batch.length === batchRecords) {
      yield* readBatch(batch, columns, delimiter);
      batch = [];
    }
  }
  yield* readBatch(batch, columns, delimiter);
}

function* readBatch(
  records: readonly CsvRecord[],
  columns: readonly string[],
  delimiter: string,
): Generator<RawRow> {
  const sound = records.filter((record) => record.fault === undefined);
  const fields = readCsvBatch(
    sound.map((record) => record.text),
    delimiter,
  );
  if (fields.length !== sound.length) {
    throw new Error(
      `internal: ${sound.length} CSV records were cut but ${fields.length} were read`,
    );
  }
  let index = 0;
  for (const record of records) {
    if (record.fault === undefined) {
      yield toRow(record, fields[index] ?? [], columns);
      index++;
    } else {
      yield {
        line: record.line,
        values: {},
        text: record.text,
        broken: {
          why: "has text after a closing quote; a quote inside a quoted field must be doubled",
          got: showValue(record.text),
        },
      };
    }
  }
}

function toRow(record: CsvRecord, fields: readonly string[], columns: readonly string[]): RawRow {
  const row = {
    line: record.line,
    values: Object.fromEntries(
      columns.slice(0, fields.length).map((column, index) => [column, fields[index]]),
    ),
    text: record.text,
  };
  if (fields.length === columns.length) return row;
  return {
    ...row,
    broken: {
      why: `must have the header's ${columns.length} fields but has ${fields.length}`,
      got: showValue(record.text),
    },
  };
}

function checkReadable(record: CsvRecord, path: string): void {
  if (record.fault === "quote never closed") {
    throw new VitrineError(
      "FORMAT_BROKEN",
      `Every quoted field must be closed; the record that begins in line ${record.line} of ${path} opens a quote that never ends (${showValue(record.text, 60)}). Close the quote, or double it where it is meant as a character.`,
      { path, line: record.line },
    );
  }
  if (record.fault === "too long") {
    throw new VitrineError(
      "FORMAT_BROKEN",
      `A row must keep to the size limit; the record that begins in line ${record.line} of ${path} is longer than that (${showValue(record.text, 60)}). Look for a quote that is not closed there, or raise maxRowCharacters.`,
      { path, line: record.line },
    );
  }
}

function brokenHeader(record: CsvRecord, path: string): VitrineError {
  return new VitrineError(
    "FORMAT_BROKEN",
    `The first record of a CSV file must name its columns; line ${record.line} of ${path} has text after a closing quote (${showValue(record.text, 60)}). Mend the header.`,
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
