/**
 * @file Rows of numbers most of which are 0 (compressed sparse rows, CSR).
 */

/** Shape [rowCount, columnCount], of which only the entries that are not 0 are held. */
export interface SparseRows {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Shape [rowCount + 1]: row r has the entries from `rowStarts[r]` to `rowStarts[r + 1]`. */
  readonly rowStarts: Uint32Array;
  /** Shape [entries]: rising within a row. */
  readonly columns: Uint32Array;
  /** Shape [entries]. */
  readonly values: Float32Array;
}

/** The same numbers by column: row indices rise within a column. O(entries + columns). */
export function transposeSparse(rows: SparseRows): SparseRows {
  const { rowCount, columnCount, rowStarts, columns, values } = rows;
  const starts = new Uint32Array(columnCount + 1);
  for (const column of columns) starts[column + 1]!++;
  for (let column = 0; column < columnCount; column++) starts[column + 1]! += starts[column]!;
  const next = starts.slice();
  const outRows = new Uint32Array(columns.length);
  const outValues = new Float32Array(columns.length);
  for (let row = 0; row < rowCount; row++) {
    for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
      const place = next[columns[entry]!]!++;
      outRows[place] = row;
      outValues[place] = values[entry]!;
    }
  }
  return {
    rowCount: columnCount,
    columnCount: rowCount,
    rowStarts: starts,
    columns: outRows,
    values: outValues,
  };
}
