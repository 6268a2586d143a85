/**
 * @file A matrix in a WebAssembly memory of its own.
 *
 * Rows lie in blocks of 256: scales (i8, screened), norms, errors and the norms of the codes' two ends
 * (screened), codes (i8, screened), numbers (f32, screened). The memory grows at its end, so that no row ever moves.
 * Vectors are padded with zeros, f32 to 4 numbers and codes to 8.
 */
import {
  checkCodes,
  checkHasCodes,
  checkInteger,
  checkOne,
  checkRange,
  checkRoom,
  checkRows,
  checkVectors,
} from "./checks.js";
import { KernelError } from "./kernel-error.js";
import { KernelMemory } from "./kernel-memory.js";
import type { Matrix, MatrixType, RowCodes } from "./matrix.js";
import { QUERY_NUMBERS_BYTES, SLOT_BYTES, dataAt, slotAt } from "./memory-layout.js";

const BLOCK_ROWS = 256;

/** Where the parts of a block lie, in bytes. */
export interface BlockLayout {
  readonly vectorBytes: number;
  readonly codeBytes: number;
  readonly codesOffset: number;
  readonly valuesOffset: number;
  readonly blockBytes: number;
}

/** The layout of a type's blocks; the kernels in assembly/ compute the same. */
function layOut(type: MatrixType, dimensions: number): BlockLayout {
  const vectorBytes = type === "i8" ? 0 : 16 * Math.ceil(dimensions / 4);
  const codeBytes = type === "f32" ? 0 : 8 * Math.ceil(dimensions / 8);
  const codesOffset = { f32: 0, i8: 4, screened: 20 }[type] * BLOCK_ROWS;
  const valuesOffset = codesOffset + codeBytes * BLOCK_ROWS;
  const blockBytes = valuesOffset + vectorBytes * BLOCK_ROWS;
  return { vectorBytes, codeBytes, codesOffset, valuesOffset, blockBytes };
}

/** A matrix, as the searches over it see it. */
export class WasmMatrix implements Matrix {
  readonly type: MatrixType;
  readonly dimensions: number;
  readonly layout: BlockLayout;
  readonly data: number;
  /** The end of the last search over this matrix: its memory serves one at a time. */
  lastSearch: Promise<unknown> = Promise.resolve();
  /** The caller's own slot. */
  readonly #slot: number;
  readonly #forget: (memory: KernelMemory) => void;
  #memory: KernelMemory | undefined;
  #length = 0;

  /** @param forget - Called with the memory when the matrix is closed. */
  constructor(
    module: WebAssembly.Module,
    type: MatrixType,
    dimensions: number,
    threads: number,
    forget: (memory: KernelMemory) => void,
  ) {
    this.type = type;
    this.dimensions = dimensions;
    this.layout = layOut(type, dimensions);
    this.data = dataAt(threads);
    this.#slot = slotAt(threads);
    this.#forget = forget;
    this.#memory = new KernelMemory(module, this.data);
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return Math.ceil(this.#length / BLOCK_ROWS) * this.layout.blockBytes;
  }

  /** @throws {KernelError} `CLOSED`. */
  get memory(): KernelMemory {
    if (this.#memory !== undefined) return this.#memory;
    throw new KernelError("CLOSED", "The matrix has been closed. Make another.");
  }

  append = (vectors: Float32Array): number => {
    const { memory, dimensions } = this;
    const count = checkVectors(vectors, dimensions, this.type);
    const first = this.#makeRoom(count);
    for (let index = 0; index < count; index++) {
      const vector = vectors.subarray(index * dimensions, (index + 1) * dimensions);
      this.#write(memory, first + index, vector);
    }
    this.#length += count;
    return first;
  };

  set = (row: number, vector: Float32Array): void => {
    const { memory } = this;
    checkInteger("row", row, 0, this.#length - 1);
    checkOne(vector, this.dimensions);
    checkVectors(vector, this.dimensions, this.type);
    this.#write(memory, row, vector);
  };

  get = (row: number): Float32Array => {
    checkInteger("row", row, 0, this.#length - 1);
    return this.toVectors(row, row + 1);
  };

  toVectors = (start = 0, end = this.#length): Float32Array => {
    const { memory, dimensions } = this;
    checkRange(start, end, this.#length);
    const vectors = new Float32Array((end - start) * dimensions);
    for (let row = start; row < end; row++) {
      const to = (row - start) * dimensions;
      if (this.type !== "i8") {
        const at = this.#valuesAt(row) / 4;
        vectors.set(memory.f32.subarray(at, at + dimensions), to);
        continue;
      }
      const at = this.#codesAt(row);
      const scale = memory.f32[this.#scaleAt(row) / 4]!;
      for (let index = 0; index < dimensions; index++) {
        vectors[to + index] = scale * memory.i8[at + index]!;
      }
    }
    return vectors;
  };

  toCodes = (start = 0, end = this.#length): RowCodes => {
    const { memory, dimensions } = this;
    checkHasCodes(this.type);
    checkRange(start, end, this.#length);
    const codes = new Int8Array((end - start) * dimensions);
    const scales = new Float32Array(end - start);
    for (let row = start; row < end; row++) {
      const at = this.#codesAt(row);
      codes.set(memory.i8.subarray(at, at + dimensions), (row - start) * dimensions);
      scales[row - start] = memory.f32[this.#scaleAt(row) / 4]!;
    }
    return { codes, scales };
  };

  appendCodes = ({ codes, scales }: RowCodes): number => {
    const { memory, dimensions } = this;
    checkHasCodes(this.type);
    const count = checkCodes(codes, scales, dimensions);
    const first = this.#makeRoom(count);
    for (let index = 0; index < count; index++) {
      const row = codes.subarray(index * dimensions, (index + 1) * dimensions);
      memory.i8.set(row, this.#codesAt(first + index));
      memory.f32[this.#scaleAt(first + index) / 4] = scales[index]!;
    }
    this.#length += count;
    return first;
  };

  dots = (query: Float32Array, rows: Int32Array): Float32Array => {
    const { memory, data, layout } = this;
    checkOne(query, this.dimensions);
    checkVectors(query, this.dimensions, this.type);
    checkRows(rows, this.#length);
    const queryAt = this.#slot;
    const codesAt = queryAt + layout.vectorBytes;
    this.writeQuery(query, queryAt, codesAt, this.#numbersAt);
    const rowsAt = this.#numbersAt + QUERY_NUMBERS_BYTES;
    const chunk = Math.floor((this.#slot + SLOT_BYTES - rowsAt) / 8);
    const scores = new Float32Array(rows.length);
    for (let start = 0; start < rows.length; start += chunk) {
      const count = Math.min(chunk, rows.length - start);
      const scoresAt = rowsAt + 4 * count;
      memory.i32.set(rows.subarray(start, start + count), rowsAt / 4);
      if (this.type === "i8") {
        const scale = memory.f32[this.#numbersAt / 4]!;
        const query = [codesAt, scale, rowsAt, count, scoresAt];
        memory.exports.dotsI8(data, layout.blockBytes, layout.codeBytes, ...query);
      } else {
        const matrix = [data, layout.blockBytes, layout.valuesOffset, layout.vectorBytes];
        memory.exports.dotsF32(...matrix, queryAt, rowsAt, count, scoresAt);
      }
      scores.set(memory.f32.subarray(scoresAt / 4, scoresAt / 4 + count), start);
    }
    return scores;
  };

  close = (): void => {
    if (this.#memory === undefined) return;
    const memory = this.#memory;
    this.#memory = undefined;
    this.#length = 0;
    this.#forget(memory);
  };

  /**
   * Writes a query for the kernels.
   *
   * @param vector - Shape [dimensions], checked.
   * @param values - Address of the padded f32 query, unless the matrix is `i8`.
   * @param codes - Address of the padded i16 codes and
   * @param numbers - address of the four numbers, unless the matrix is `f32`.
   */
  writeQuery(vector: Float32Array, values: number, codes: number, numbers: number): void {
    const { memory, layout, dimensions } = this;
    if (this.type !== "i8") putPadded(memory, vector, values, layout.vectorBytes);
    if (this.type === "f32") return;
    const source = this.type === "i8" ? this.#stage(memory, vector) : values;
    memory.u8.fill(0, codes + 2 * dimensions, codes + 2 * layout.codeBytes);
    memory.exports.quantiseQuery(source, dimensions, codes, numbers);
  }

  /** Where `dots` puts the query's numbers: after the query and its codes. */
  get #numbersAt(): number {
    return this.#slot + this.layout.vectorBytes + 2 * this.layout.codeBytes;
  }

  #makeRoom(count: number): number {
    checkRoom(this.#length, count);
    const blocks = Math.ceil((this.#length + count) / BLOCK_ROWS);
    this.memory.grow(this.data + blocks * this.layout.blockBytes);
    return this.#length;
  }

  #write(memory: KernelMemory, row: number, vector: Float32Array): void {
    const { dimensions } = this;
    const values = this.#valuesAt(row);
    if (this.type !== "i8") memory.f32.set(vector, values / 4);
    if (this.type === "f32") return;
    const source = this.type === "i8" ? this.#stage(memory, vector) : values;
    const scale = this.#scaleAt(row);
    const norm = this.type === "i8" ? 0 : scale + 4 * BLOCK_ROWS;
    memory.exports.quantise(source, dimensions, this.#codesAt(row), scale, norm, 4 * BLOCK_ROWS);
  }

  /** Puts a vector where the kernels can read it: at the end of the caller's slot. */
  #stage(memory: KernelMemory, vector: Float32Array): number {
    const at = this.#slot + SLOT_BYTES - 4 * this.dimensions;
    memory.f32.set(vector, at / 4);
    return at;
  }

  #blockAt(row: number): number {
    return this.data + Math.floor(row / BLOCK_ROWS) * this.layout.blockBytes;
  }

  #scaleAt(row: number): number {
    return this.#blockAt(row) + 4 * (row % BLOCK_ROWS);
  }

  #codesAt(row: number): number {
    const { codesOffset, codeBytes } = this.layout;
    return this.#blockAt(row) + codesOffset + (row % BLOCK_ROWS) * codeBytes;
  }

  #valuesAt(row: number): number {
    const { valuesOffset, vectorBytes } = this.layout;
    return this.#blockAt(row) + valuesOffset + (row % BLOCK_ROWS) * vectorBytes;
  }
}

function putPadded(memory: KernelMemory, vector: Float32Array, at: number, bytes: number): void {
  memory.f32.set(vector, at / 4);
  memory.u8.fill(0, at + 4 * vector.length, at + bytes);
}
