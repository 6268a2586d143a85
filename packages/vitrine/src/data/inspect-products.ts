/** @file Looks at the beginning of a product file and says what it would be read as. */
import { mapColumns } from "./column-mapping.js";
import type { ColumnMapping, MappingOverrides } from "./mapping-schema.js";
import type { OpenRowsOptions, RawRow, RowSource } from "./raw-row.js";
import { openRows } from "./read-rows.js";

/** What is known of a file before it is read. */
export interface InspectOptions extends OpenRowsOptions {
  /** What is known better than the guess; see `mapColumns`. */
  readonly mapping?: MappingOverrides;
  /** How an earlier file was read; see `mapColumns`. */
  readonly earlier?: ColumnMapping;
}

const sampledRows = 1000;

/**
 * Looks at a file and says what it would be read as; reads its first 1,000 rows.
 *
 * @throws {VitrineError} As `openRows` and `mapColumns`.
 */
export async function inspectProducts(
  path: string,
  options: InspectOptions = {},
): Promise<{ readonly source: RowSource; readonly mapping: ColumnMapping }> {
  const source = await openRows(path, options);
  const sample: RawRow[] = [];
  for await (const row of source.rows()) {
    if (row.broken === undefined) sample.push(row);
    if (sample.length >= sampledRows) break;
  }
  return { source, mapping: mapColumns(source.columns, sample, options.mapping, options.earlier) };
}
