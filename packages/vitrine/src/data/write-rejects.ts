/**
 * @file Writes the rows that an import left out, so that they can be mended and imported again.
 *
 * The file has the form of the input: a CSV file with the same header and delimiter, else
 * JSON Lines. Rows stand in it exactly as they stood in the input, broken quotes and all,
 * in UTF-8.
 */
import { writeFile } from "node:fs/promises";

import { VitrineError } from "../errors.js";
import type { RawRow, RowSource } from "./raw-row.js";

/**
 * Writes rejected rows.
 *
 * @param path - File to write; an existing one is replaced.
 * @param rejects - As `readProducts` gave them.
 * @param source - Of the same import.
 * @returns How many rows were written.
 * @throws {VitrineError} `FILE_UNREADABLE` when the file can not be written.
 */
export async function writeRejects(
  path: string,
  rejects: readonly RawRow[],
  source: Pick<RowSource, "format" | "columns" | "delimiter">,
): Promise<number> {
  const lines =
    source.format === "csv"
      ? [
          csvRecord(source.columns, source.delimiter ?? ","),
          ...rejects.map((row) => row.text ?? ""),
        ]
      : rejects.map(
          // An element of a JSON list may span lines; JSON Lines may not.
          (row) =>
            row.broken === undefined || source.format === "json" ? oneLine(row) : (row.text ?? ""),
        );
  try {
    await writeFile(path, lines.map((line) => `${line}\n`).join(""), "utf8");
  } catch (cause) {
    throw new VitrineError(
      "FILE_UNREADABLE",
      `The file of rejected rows must be writable; ${path} is not (${(cause as Error).message}). Choose another place.`,
      { path },
      { cause },
    );
  }
  return rejects.length;
}

function csvRecord(fields: readonly string[], delimiter: string): string {
  return fields
    .map((field) =>
      field.includes(delimiter) || /["\r\n]/.test(field)
        ? `"${field.replaceAll('"', '""')}"`
        : field,
    )
    .join(delimiter);
}

function oneLine(row: RawRow): string {
  if (row.text === undefined) return JSON.stringify(row.values);
  try {
    return JSON.stringify(JSON.parse(row.text));
  } catch {
    return row.text.replace(/\s*\n\s*/g, " ");
  }
}
