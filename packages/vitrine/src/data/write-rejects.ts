/**
 * @file Writes the rows that an import left out, so that they can be mended and imported again.
 *
 * The file has the form of the input: a CSV file with the same header and delimiter, else
 * JSON Lines. Rows stand in it exactly as they stood in the input, broken quotes and all,
 * in UTF-8.
 */
import { access, open, rm } from "node:fs/promises";

import { VitrineError } from "../errors.js";
import type { RawRow, RowFormat, RowSource } from "./raw-row.js";

/**
 * Writes rejected rows.
 *
 * @param path - File to write; there must be none of this name, which may be half mended.
 * @param rejects - As `readProducts` gave them.
 * @param source - Of the same import.
 * @returns How many rows were written.
 * @throws {VitrineError} `PARAM_INVALID` when the file is there already; `DISK_FAILED` when it can not be written.
 */
export async function writeRejects(
  path: string,
  rejects: readonly RawRow[],
  source: Pick<RowSource, "format" | "columns" | "delimiter">,
): Promise<number> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(rejectsHead(source) + rejectedLines(rejects, source), "utf8");
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") throw rejectsExist(path);
    throw notWritable(path, cause);
  }
  return rejects.length;
}

/**
 * The first path beside a file that no file has yet: `x.rejects.csv`, then `x.rejects-2.csv` and so on.
 *
 * @throws {VitrineError} `DISK_FAILED` when the folder can not be looked into.
 */
export async function freeRejectsPath(file: string, format: RowFormat): Promise<string> {
  for (let copy = 1; ; copy++) {
    const path = rejectsPath(file, format, copy);
    try {
      await access(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return path;
      throw notWritable(path, cause);
    }
  }
}

function rejectsPath(file: string, format: RowFormat, copy: number): string {
  const stem = file.replace(/\.gz$/i, "").replace(/\.[^./\\]+$/, "");
  const ending = format === "csv" ? "csv" : "jsonl";
  return `${stem}.rejects${copy === 1 ? "" : `-${copy}`}.${ending}`;
}

/** What is thrown rather than to overwrite a file of rejects. */
export function rejectsExist(path: string): VitrineError<"PARAM_INVALID"> {
  return new VitrineError(
    "PARAM_INVALID",
    `The file of rejected rows must not exist yet; ${path} does. Choose another name or remove it.`,
    { param: "rejects", got: path },
  );
}

/** What stands above the rows. */
export function rejectsHead(source: Pick<RowSource, "format" | "columns" | "delimiter">): string {
  return source.format === "csv" ? `${csvRecord(source.columns, source.delimiter ?? ",")}\n` : "";
}

/** The rows as lines, each with its end. */
export function rejectedLines(
  rejects: readonly RawRow[],
  { format }: Pick<RowSource, "format">,
): string {
  return rejects
    .map((row) => {
      if (format === "csv") return row.text ?? "";
      // An element of a JSON list may span lines; JSON Lines may not.
      return row.broken === undefined || format === "json" ? oneLine(row) : (row.text ?? "");
    })
    .map((line) => `${line}\n`)
    .join("");
}

/** What is thrown when the system does not take the rows. */
export function notWritable(path: string, cause: unknown): VitrineError<"DISK_FAILED"> {
  return new VitrineError(
    "DISK_FAILED",
    `The file of rejected rows must be writable; ${path} is not (${(cause as Error).message}). Choose another place.`,
    { path },
    { cause },
  );
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
