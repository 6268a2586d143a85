/** @file What callers may pass, checked alike by the kernels and their plain version. */
import { KernelError } from "./kernel-error.js";
import type { MatrixType } from "./matrix.js";
import { MAX_K, MAX_ROWS } from "./memory-layout.js";

/** The longest vectors. */
export const MAX_DIMENSIONS = 65_536;
/** The longest vector of a screened matrix: products of longer ones could overflow f32 on the way. */
export const MAX_SCREENED_NORM = 1e18;

/** @throws {KernelError} `PARAM_INVALID` when `value` is not an integer in [least, greatest]. */
export function checkInteger(name: string, value: number, least: number, greatest: number): void {
  if (Number.isInteger(value) && value >= least && value <= greatest) return;
  throw new KernelError(
    "PARAM_INVALID",
    `${name} must be an integer in [${least}, ${greatest}]; got ${value}.`,
  );
}

/** @throws {KernelError} `PARAM_INVALID`. */
export function checkK(k: number): void {
  checkInteger("k", k, 1, MAX_K);
}

/** @throws {KernelError} `PARAM_INVALID` when there is a mask and it has not one byte for each of `count`. */
export function checkMask(accept: Uint8Array | undefined, count: number): void {
  if (accept === undefined || accept.length === count) return;
  throw new KernelError(
    "PARAM_INVALID",
    `accept must have one byte for each of the ${count} rows or documents; got ${accept.length}.`,
  );
}

/** The number of vectors in `vectors`. @throws {KernelError} `PARAM_INVALID`, `VECTOR_INVALID`. */
export function checkVectors(vectors: Float32Array, dimensions: number, type: MatrixType): number {
  if (vectors.length % dimensions !== 0) {
    throw new KernelError(
      "PARAM_INVALID",
      `Vectors must have ${dimensions} numbers each; got ${vectors.length} numbers in all.`,
    );
  }
  const count = vectors.length / dimensions;
  for (let row = 0; row < count; row++) {
    const end = (row + 1) * dimensions;
    let squares = 0;
    for (let at = row * dimensions; at < end; at++) squares += vectors[at]! * vectors[at]!;
    // The squares of finite f32 numbers do not overflow f64.
    if (!Number.isFinite(squares)) {
      throw new KernelError(
        "VECTOR_INVALID",
        `Vectors must be finite; vector ${row} of the ${count} given holds NaN or an infinity.`,
      );
    }
    if (type === "screened" && squares > MAX_SCREENED_NORM ** 2) {
      throw new KernelError(
        "VECTOR_INVALID",
        `Vectors of a screened matrix must be no longer than ${MAX_SCREENED_NORM}; vector ${row} is ` +
          `${Math.sqrt(squares)} long. Scale them down.`,
      );
    }
  }
  return count;
}

/** @throws {KernelError} `PARAM_INVALID` when a row is not one of `length`. */
export function checkRows(rows: Int32Array, length: number): void {
  for (const row of rows) {
    if (row < 0 || row >= length) checkInteger("row", row, 0, length - 1);
  }
}

/** @throws {KernelError} `PARAM_INVALID` when `added` rows are more than there may be. */
export function checkRoom(length: number, added: number): void {
  if (length + added > MAX_ROWS) checkInteger("rows of a matrix", length + added, 0, MAX_ROWS);
}

/** @throws {KernelError} `PARAM_INVALID` when [start, end) is no range of `length` rows. */
export function checkRange(start: number, end: number, length: number): void {
  checkInteger("end", end, 0, length);
  checkInteger("start", start, 0, end);
}

/** @throws {KernelError} `PARAM_INVALID` unless the type holds codes alone. */
export function checkHasCodes(type: MatrixType): void {
  if (type === "i8") return;
  throw new KernelError(
    "PARAM_INVALID",
    `Codes are read from and added to matrices of type "i8"; this one is "${type}". Use toVectors and append.`,
  );
}

/** Throws unless the codes and scales belong together; returns how many rows they are. */
export function checkCodes(codes: Int8Array, scales: Float32Array, dimensions: number): number {
  const fits = codes.length === scales.length * dimensions;
  if (fits && scales.every((scale) => Number.isFinite(scale) && scale >= 0)) return scales.length;
  throw new KernelError(
    "PARAM_INVALID",
    `Codes must be ${dimensions} for each of the scales, and scales finite and not negative; got ` +
      `${codes.length} codes and ${scales.length} scales.`,
  );
}

/** @throws {KernelError} `PARAM_INVALID` unless there is exactly one vector. */
export function checkOne(vector: Float32Array, dimensions: number): void {
  if (vector.length === dimensions) return;
  throw new KernelError(
    "PARAM_INVALID",
    `A vector must have ${dimensions} numbers; got ${vector.length}.`,
  );
}
