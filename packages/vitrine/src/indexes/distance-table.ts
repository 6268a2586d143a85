/**
 * @file The edit-distance table of one text with others that come sorted, so that common
 * beginnings are computed once.
 *
 * Optimal string alignment, as `editDistance` (text/edit-distance.ts). O(length) a new unit.
 */

/** Rows of the table: row r compares r units of the other with all of the text. */
export interface DistanceTable {
  /** Greater distances are of no interest. */
  readonly bound: number;
  /** Fills the rows of `other`. Returns the length of its shortest beginning that is too far from every beginning of the text, or 0. */
  readonly extendTo: (other: string) => number;
  /** Distance of the text to the `length` units filled last, over the alignments that are allowed; greater than the bound where there is none. */
  readonly distance: (length: number) => number;
}

/**
 * Starts a table.
 *
 * @param caps - Shape [text.length + 1]: how many errors are allowed up to each unit of the text; at most `bound`.
 */
export function createDistanceTable(text: string, bound: number, caps: Uint16Array): DistanceTable {
  const width = text.length + 1;
  const units = Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  const far = bound + 1;
  // No row beyond this can be near.
  const rows = new Uint16Array((text.length + bound + 2) * width).fill(far);
  for (let column = 0; column < width; column++)
    rows[column] = column > caps[column]! ? far : column;
  let filled = ""; // Rows 1 to filled.length are of these units.

  /** Fills one row by the recurrence; returns its smallest entry. */
  const fillRow = (row: number, other: string): number => {
    const current = row * width;
    const previous = current - width;
    const unit = other.charCodeAt(row - 1);
    const unitBefore = row > 1 ? other.charCodeAt(row - 2) : -1;
    let left = row > caps[0]! ? far : row;
    let smallest = (rows[current] = left);
    // Only this band can hold entries within the bound; beside it lie entries that are far.
    const from = Math.max(1, row - bound);
    const to = Math.min(width - 1, row + bound);
    if (from > 1) left = rows[current + from - 1] = far;
    for (let column = from; column <= to; column++) {
      const wanted = units[column - 1]!;
      let distance = rows[previous + column - 1]! + (wanted === unit ? 0 : 1);
      const above = rows[previous + column]! + 1;
      if (above < distance) distance = above;
      if (left + 1 < distance) distance = left + 1;
      if (column > 1 && wanted === unitBefore && units[column - 2] === unit) {
        const swapped = rows[previous - width + column - 2]! + 1;
        if (swapped < distance) distance = swapped;
      }
      left = rows[current + column] = distance > caps[column]! ? far : distance;
      if (left < smallest) smallest = left;
    }
    if (to < width - 1) rows[current + to + 1] = far;
    return smallest;
  };

  return {
    bound,
    extendTo(other) {
      let row = 0;
      const common = Math.min(filled.length, other.length);
      while (row < common && filled.charCodeAt(row) === other.charCodeAt(row)) row++;
      while (row < other.length) {
        row++;
        if (fillRow(row, other) > bound) {
          filled = other.slice(0, row);
          return row;
        }
      }
      filled = other;
      return 0;
    },
    distance: (length) => rows[length * width + text.length]!,
  };
}
