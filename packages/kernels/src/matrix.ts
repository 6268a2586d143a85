/** @file What a matrix is: rows of numbers that dot products are computed with. */

/**
 * How rows are held.
 *
 * - `f32`: 4 bytes a number; exact.
 * - `i8`: 1 byte a number and 4 a row; scores are those of the 8-bit codes of rows and query.
 * - `screened`: both, 5 bytes a number and 12 a row; the answers of `f32`, faster.
 */
export type MatrixType = "f32" | "i8" | "screened";

/** The codes of rows: row = scale × codes. */
export interface RowCodes {
  /** Shape [rows, dimensions], from −127 to 127. */
  readonly codes: Int8Array;
  /** Shape [rows]. */
  readonly scales: Float32Array;
}

/** Rows of equal length, which can be added and replaced. Do not change one while a search over it runs. */
export interface Matrix {
  readonly type: MatrixType;
  readonly dimensions: number;
  /** How many rows there are. */
  readonly length: number;
  /** Bytes that the rows take. */
  readonly bytes: number;
  /**
   * Adds rows at the end, without moving those that are there.
   *
   * @param vectors - Shape [rows, dimensions], finite.
   * @returns The number of the first new row.
   * @throws {KernelError} `PARAM_INVALID` when the length is no multiple of the dimensions or the
   *   matrix would have more than 16,777,216 rows; `VECTOR_INVALID`; `OUT_OF_MEMORY`; `CLOSED`.
   *   No row is added then.
   */
  readonly append: (vectors: Float32Array) => number;
  /**
   * Replaces a row.
   *
   * @throws {KernelError} `PARAM_INVALID`, `VECTOR_INVALID`, `CLOSED`; the row is as it was then.
   */
  readonly set: (row: number, vector: Float32Array) => void;
  /** A copy of a row; of an `i8` matrix, scale × codes. */
  readonly get: (row: number) => Float32Array;
  /** A copy of the rows from `start` to before `end`, shape [end − start, dimensions]. */
  readonly toVectors: (start?: number, end?: number) => Float32Array;
  /** A copy of the codes of an `i8` matrix, to be saved. @throws {KernelError} `PARAM_INVALID` for other types. */
  readonly toCodes: (start?: number, end?: number) => RowCodes;
  /** Adds rows to an `i8` matrix that `toCodes` gave. @returns The number of the first new row. */
  readonly appendCodes: (rows: RowCodes) => number;
  /**
   * The dot products of one query with chosen rows, at once and in this thread. They are those that
   * a search gives, to the last bit.
   *
   * @param rows - Row numbers, in any order.
   * @returns Shape [rows].
   */
  readonly dots: (query: Float32Array, rows: Int32Array) => Float32Array;
  /** Lets the memory go. A closed matrix can only be closed again. */
  readonly close: () => void;
}
