/**
 * @file A growing matrix of vectors, addressed by row: exact, or as 8-bit integers with one scale a
 * row, a fifth of the memory.
 *
 * Few rows stand in plain arrays, many in the memory of the compiled kernels, which takes GBs of
 * address space whatever its size; rows move over once, when they become many. Every number that
 * is asked for is the same on both sides, to the last bit. Memory is 5 bytes × dimensions a row
 * (f32: the numbers, and codes that screen them) or 1 byte × dimensions (i8, in which an inner
 * product of unit vectors is off by about 0.007).
 */
import type { Best, Matrix, MatrixType } from "@vitrine/kernels";
import type { VectorKernels } from "./vector-kernels.js";

/** How the numbers of a row are held. */
export const ROW_PRECISIONS = ["f32", "i8"] as const;
export type RowPrecision = (typeof ROW_PRECISIONS)[number];

/** A growing matrix of vectors. */
export interface VectorRows {
  readonly dimensions: number;
  readonly precision: RowPrecision;
  /** How many rows there are. */
  readonly count: number;
  /** Bytes that the rows take. */
  readonly bytes: number;
  /** Whether the rows stand in the memory of the compiled kernels. */
  readonly isCompiled: boolean;
  /** Writes a row, wherever it is; rows that are missing before it become zeros. */
  readonly put: (row: number, vector: Float32Array) => void;
  /** A copy of the row as it is held, shape [dimensions]. */
  readonly get: (row: number) => Float32Array;
  /** What `get` would give after `put`: the vector as it would be held. */
  readonly asHeld: (vector: Float32Array) => Float32Array;
  /** Inner products of `query`, shape [dimensions], with `rows`, at once. Shape [rows.length]. */
  readonly dots: (query: Float32Array, rows: Int32Array) => Float32Array;
  /**
   * The rows with the greatest inner products, for each query; equal ones by row. A row that is
   * written meanwhile may be compared half old, half new.
   *
   * @param queries - Shape [queries, dimensions].
   * @param k - From 1 to `GREATEST_K`.
   * @param accept - 1 for rows that may be found; absent when all may. Shape [count].
   * @returns Shape [queries].
   */
  readonly best: (queries: Float32Array, k: number, accept?: Uint8Array) => Promise<Best[]>;
  /** The rows as bytes, in pieces, little-endian: all numbers row by row, then the scales (f32) where there are any. */
  readonly toBytes: () => Generator<Uint8Array>;
  /** Lets the memory go. Nothing else can be asked for afterwards. */
  readonly close: () => void;
}

/** The most rows that `best` finds. */
export const GREATEST_K = 524_287;

/** From so many rows on they stand in the memory of the compiled kernels: before, 1 to 2 ms a query. */
export const MANY_ROWS = 1024;
/** From so many comparisons on, threads are worth waking: before, 1 to 2 ms in the calling one. */
const WORTH_THREADS = 1 << 14;
/** Rows that are read or written at once. */
const PIECE_ROWS = 1 << 12;

const MATRIX_TYPES: Readonly<Record<RowPrecision, MatrixType>> = { f32: "screened", i8: "i8" };

/** Starts an empty matrix. */
export function createVectorRows(
  dimensions: number,
  precision: RowPrecision,
  kernels: VectorKernels,
): VectorRows {
  return rowsOver(precision, kernels, createMatrix(dimensions, precision, kernels, 0));
}

function createMatrix(
  dimensions: number,
  precision: RowPrecision,
  { plain, threaded }: VectorKernels,
  rows: number,
): Matrix {
  const { createMatrix } = rows < MANY_ROWS ? plain : threaded;
  return createMatrix({ dimensions, type: MATRIX_TYPES[precision] });
}

/** @param first - It becomes the rows' own. */
function rowsOver(precision: RowPrecision, kernels: VectorKernels, first: Matrix): VectorRows {
  const { dimensions } = first;
  const { plain, alone, threaded } = kernels;
  let matrix = first;
  let isCompiled = matrix.length >= MANY_ROWS && threaded.kind === "wasm";
  /** One row, to see how a vector is held. */
  const specimen = plain.createMatrix({ dimensions, type: MATRIX_TYPES[precision] });

  const moveOver = (): void => {
    const larger = createMatrix(dimensions, precision, kernels, matrix.length);
    if (precision === "f32") larger.append(matrix.toVectors());
    else larger.appendCodes(matrix.toCodes());
    matrix.close();
    matrix = larger;
    isCompiled = true;
  };
  return Object.freeze({
    dimensions,
    precision,
    get count() {
      return matrix.length;
    },
    get bytes() {
      return matrix.bytes;
    },
    get isCompiled() {
      return isCompiled;
    },
    put(row: number, vector: Float32Array) {
      if (row < matrix.length) {
        matrix.set(row, vector);
        return;
      }
      if (row > matrix.length) {
        matrix.append(new Float32Array((row - matrix.length) * dimensions));
      }
      matrix.append(vector);
      if (!isCompiled && threaded.kind === "wasm" && matrix.length >= MANY_ROWS) moveOver();
    },
    get: (row: number) => matrix.get(row),
    asHeld(vector: Float32Array) {
      if (precision === "f32") return vector.slice();
      if (specimen.length === 0) specimen.append(vector);
      else specimen.set(0, vector);
      return specimen.get(0);
    },
    dots: (query: Float32Array, rows: Int32Array) => matrix.dots(query, rows),
    async best(queries: Float32Array, k: number, accept?: Uint8Array) {
      const comparisons = (queries.length / dimensions) * matrix.length;
      const compiled = comparisons < WORTH_THREADS ? alone : threaded;
      const { topK } = isCompiled ? compiled : plain;
      return topK(matrix, queries, { k, ...(accept === undefined ? {} : { accept }) });
    },
    *toBytes() {
      const scales: Float32Array[] = [];
      for (let start = 0; start < matrix.length; start += PIECE_ROWS) {
        const end = Math.min(matrix.length, start + PIECE_ROWS);
        if (precision === "f32") {
          yield bytesOf(matrix.toVectors(start, end));
        } else {
          const rows = matrix.toCodes(start, end);
          scales.push(rows.scales);
          yield bytesOf(rows.codes);
        }
      }
      for (const piece of scales) yield bytesOf(piece);
    },
    close() {
      matrix.close();
    },
  });
}

/** How many bytes `toBytes` gives for so many rows. */
export function vectorRowsBytes(
  count: number,
  dimensions: number,
  precision: RowPrecision,
): number {
  return count * (precision === "f32" ? 4 * dimensions : dimensions + 4);
}

/**
 * The matrix that `toBytes` wrote.
 *
 * @param read - Gives the bytes from `offset` on, as many as asked for.
 * @throws {KernelError} `VECTOR_INVALID` or `PARAM_INVALID` when numbers are not finite.
 */
export async function readVectorRows(
  { count, dimensions, precision }: Pick<VectorRows, "count" | "dimensions" | "precision">,
  read: (offset: number, length: number) => Promise<Uint8Array>,
  kernels: VectorKernels,
): Promise<VectorRows> {
  const matrix = createMatrix(dimensions, precision, kernels, count);
  const width = vectorRowsBytes(1, dimensions, precision) - (precision === "f32" ? 0 : 4);
  try {
    for (let start = 0; start < count; start += PIECE_ROWS) {
      const taken = Math.min(PIECE_ROWS, count - start);
      const { buffer } = (await read(start * width, taken * width)).slice();
      if (precision === "f32") {
        matrix.append(new Float32Array(buffer));
      } else {
        const scales = await read(count * width + start * 4, taken * 4);
        matrix.appendCodes({
          codes: new Int8Array(buffer),
          scales: new Float32Array(scales.slice().buffer),
        });
      }
    }
  } catch (error) {
    matrix.close();
    throw error;
  }
  return rowsOver(precision, kernels, matrix);
}

function bytesOf(array: Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
