/**
 * @file The kernels in plain TypeScript: their definition, and what runs where they cannot.
 *
 * Every answer is that of the kernels to the last bit. One thread, no SIMD: about ten times slower.
 */
import {
  MAX_DIMENSIONS,
  checkCodes,
  checkHasCodes,
  checkInteger,
  checkK,
  checkMask,
  checkOne,
  checkRange,
  checkRoom,
  checkRows,
  checkVectors,
} from "./checks.js";
import { codeDotReference, dotReference } from "./dot.reference.js";
import { KernelError } from "./kernel-error.js";
import type { Kernels } from "./kernels.js";
import type { Matrix, MatrixType } from "./matrix.js";
import { MAX_ROWS } from "./memory-layout.js";
import { createReferencePostings, searchReferencePostings } from "./postings.reference.js";
import { quantiseReference } from "./quantise.reference.js";
import { topKReference } from "./top-k.reference.js";

/** Makes the plain version. Its searches block the calling thread. */
export function createReferenceKernels(): Kernels {
  return {
    kind: "reference",
    threads: 1,
    createMatrix({ dimensions, type = "f32" }) {
      checkInteger("dimensions", dimensions, 1, MAX_DIMENSIONS);
      return createReferenceMatrix(dimensions, type);
    },
    async topK(matrix, queries, { k, accept }) {
      const { dimensions, length } = matrix;
      checkK(k);
      checkMask(accept, length);
      const count = checkVectors(queries, dimensions, matrix.type);
      const rows = Int32Array.from({ length }, (_, row) => row);
      return Array.from({ length: count }, (_, query) => {
        const vector = queries.subarray(query * dimensions, (query + 1) * dimensions);
        return topKReference(matrix.dots(vector, rows), k, accept);
      });
    },
    createPostings(documentCount) {
      checkInteger("documentCount", documentCount, 1, MAX_ROWS);
      return createReferencePostings(documentCount);
    },
    topDocuments: async (postings, queries, options) =>
      searchReferencePostings(postings, queries, options),
  };
}

function createReferenceMatrix(dimensions: number, type: MatrixType): Matrix {
  let values = new Float32Array(0);
  let codes = new Int8Array(0);
  let scales = new Float32Array(0);
  let length = 0;
  let closed = false;

  const checkOpen = (): void => {
    if (closed) throw new KernelError("CLOSED", "The matrix has been closed. Make another.");
  };
  /** Makes room for more rows and returns the number of the first. */
  const grow = (count: number): number => {
    checkRoom(length, count);
    const first = length;
    length += count;
    const room = length > scales.length ? Math.ceil(1.5 * length) : scales.length;
    scales = withRoom(scales, new Float32Array(room));
    if (type === "i8") codes = withRoom(codes, new Int8Array(room * dimensions));
    else values = withRoom(values, new Float32Array(room * dimensions));
    return first;
  };
  const write = (row: number, vector: Float32Array): void => {
    const at = row * dimensions;
    if (type !== "i8") values.set(vector, at);
    else scales[row] = quantiseReference(vector, codes.subarray(at, at + dimensions));
  };

  const matrix: Matrix = {
    type,
    dimensions,
    get length() {
      return length;
    },
    get bytes() {
      return length * (type === "i8" ? dimensions + 4 : 4 * dimensions);
    },
    append(vectors) {
      checkOpen();
      const count = checkVectors(vectors, dimensions, type);
      const first = grow(count);
      for (let row = 0; row < count; row++) {
        write(first + row, vectors.subarray(row * dimensions, (row + 1) * dimensions));
      }
      return first;
    },
    set(row, vector) {
      checkOpen();
      checkInteger("row", row, 0, length - 1);
      checkOne(vector, dimensions);
      checkVectors(vector, dimensions, type);
      write(row, vector);
    },
    get(row) {
      checkInteger("row", row, 0, length - 1);
      return matrix.toVectors(row, row + 1);
    },
    toVectors(start = 0, end = length) {
      checkOpen();
      checkRange(start, end, length);
      if (type !== "i8") return values.slice(start * dimensions, end * dimensions);
      return Float32Array.from(codes.subarray(start * dimensions, end * dimensions), (code, at) => {
        return scales[start + Math.floor(at / dimensions)]! * code;
      });
    },
    toCodes(start = 0, end = length) {
      checkOpen();
      checkHasCodes(type);
      checkRange(start, end, length);
      return {
        codes: codes.slice(start * dimensions, end * dimensions),
        scales: scales.slice(start, end),
      };
    },
    appendCodes(rows) {
      checkOpen();
      checkHasCodes(type);
      const first = grow(checkCodes(rows.codes, rows.scales, dimensions));
      codes.set(rows.codes, first * dimensions);
      scales.set(rows.scales, first);
      return first;
    },
    dots(query, rows) {
      checkOpen();
      checkOne(query, dimensions);
      checkVectors(query, dimensions, type);
      checkRows(rows, length);
      if (type !== "i8") {
        return Float32Array.from(rows, (row) => dotReference(query, values, row * dimensions));
      }
      const queryCodes = new Int8Array(dimensions);
      const queryScale = quantiseReference(query, queryCodes);
      return Float32Array.from(rows, (row) =>
        codeDotReference(queryCodes, queryScale, codes, row * dimensions, scales[row]!),
      );
    },
    close() {
      closed = true;
      length = 0;
      values = new Float32Array(0);
      codes = new Int8Array(0);
      scales = new Float32Array(0);
    },
  };
  return matrix;
}

/** `larger` with the numbers of `array` at its start, or `array` when it has the room already. */
function withRoom<T extends Float32Array | Int8Array>(array: T, larger: T): T {
  if (larger.length <= array.length) return array;
  larger.set(array);
  return larger;
}
