/**
 * @file Lays out columns of text for a terminal of any width.
 *
 * Columns that do not fit go into a further table below, beside the names again.
 */

/** A piece of a table. */
export interface Cell {
  readonly text: string;
  readonly style?: "bold" | "dim";
}

/** Cells from top to bottom; a column may have fewer than the names. */
export interface Column {
  readonly title: string;
  readonly cells: readonly Cell[];
}

export interface TextTableOptions {
  /** Characters in a line; a name and one column are never broken. */
  readonly width: number;
  /** Whether escape codes for bold and dim may be used. */
  readonly colour: boolean;
}

/**
 * Lays out a table.
 *
 * @param names - The first column, aligned to the left; the others are aligned to the right.
 * @returns Lines, an empty one after each table.
 */
export function layOutTable(
  names: Column,
  columns: readonly Column[],
  { width, colour }: TextTableOptions,
): string[] {
  const lines: string[] = [];
  let rest = columns;
  do {
    let used = widthOf(names);
    let fitting = 0;
    for (const column of rest) {
      used += 2 + widthOf(column);
      if (used > width && fitting > 0) break;
      fitting++;
    }
    lines.push(...renderTable([names, ...rest.slice(0, fitting)], colour), "");
    rest = rest.slice(fitting);
  } while (rest.length > 0);
  return lines;
}

function renderTable(columns: readonly Column[], colour: boolean): string[] {
  const rows = Math.max(...columns.map(({ cells }) => cells.length));
  const line = (cellOf: (column: Column) => Cell | undefined): string =>
    columns
      .map((column, index) => {
        const { text, style } = cellOf(column) ?? { text: "" };
        const width = widthOf(column);
        const padded = index === 0 ? text.padEnd(width) : text.padStart(width);
        return colour ? styled(padded, style) : padded;
      })
      .join("  ")
      .trimEnd();
  const body = Array.from({ length: rows }, (_, row) => line(({ cells }) => cells[row]));
  return [line(({ title }) => ({ text: title, style: "dim" })), ...body];
}

function widthOf({ title, cells }: Column): number {
  return Math.max(title.length, ...cells.map(({ text }) => text.length));
}

function styled(text: string, style: Cell["style"]): string {
  if (style === undefined || text.trim() === "") return text;
  return `\u001B[${style === "bold" ? 1 : 2}m${text}\u001B[22m`;
}
