/** @file Finds the column that a mapping names. */
import { VitrineError } from "../errors.js";

/**
 * The column as the file has it: the very name, else the one that differs in case or blanks alone.
 *
 * @param field - What the column is mapped to.
 * @throws {VitrineError} `MAPPING_INVALID`.
 */
export function findColumn(field: string, wanted: string, columns: readonly string[]): string {
  const column =
    columns.find((known) => known === wanted) ??
    columns.find((known) => known.toLowerCase() === wanted.trim().toLowerCase());
  if (column !== undefined) return column;
  throw new VitrineError(
    "MAPPING_INVALID",
    `The column mapped to ${field} must be in the file; got ${JSON.stringify(wanted)}. The file has: ${columns.join(", ")}.`,
    { field, columns },
  );
}
