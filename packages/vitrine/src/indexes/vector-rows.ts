/**
 * @file A growing matrix of vectors, addressed by row: as they are, or as 8-bit integers with one
 * scale a row, a quarter of the memory.
 *
 * Rows stand in blocks, so growing copies nothing but the last block. Memory is 4 (f32) or 1 (i8)
 * bytes × dimensions a row. An 8-bit inner product of unit vectors is off by about 0.005.
 */

/** How the numbers of a row are held. */
export const ROW_PRECISIONS = ["f32", "i8"] as const;
export type RowPrecision = (typeof ROW_PRECISIONS)[number];

/** A growing matrix of vectors. */
export interface VectorRows {
  readonly dimensions: number;
  readonly precision: RowPrecision;
  /** How many rows there are. */
  readonly count: number;
  /** Adds a row and returns its number. */
  readonly append: (vector: Float32Array) => number;
  readonly set: (row: number, vector: Float32Array) => void;
  /** A copy of the row as it is held, shape [dimensions]. */
  readonly get: (row: number) => Float32Array;
  /** What `get` would give after `append`: the vector as it would be held. */
  readonly asHeld: (vector: Float32Array) => Float32Array;
  /** Inner products of `query`, shape [dimensions], with `rows`. Shape [rows.length]. */
  readonly dots: (query: Float32Array, rows: Int32Array) => Float64Array;
  /** Inner products of `query` with every row. Shape [count]. */
  readonly allDots: (query: Float32Array) => Float64Array;
  /** The rows as bytes, in pieces, little-endian: all numbers row by row, then the scales (f32) where there are any. */
  readonly toBytes: () => Generator<Uint8Array>;
}

/** Rows of a full block. */
const BLOCK_ROWS = 1 << 14;
const FIRST_ROWS = 64;
const GREATEST = 127;

interface Block {
  numbers: Float32Array | Int8Array;
  scales: Float32Array;
}

/** Starts an empty matrix. */
export function createVectorRows(dimensions: number, precision: RowPrecision): VectorRows {
  return rowsOver(dimensions, precision, [], 0);
}

/** @param blocks - They become the matrix's own. */
function rowsOver(
  dimensions: number,
  precision: RowPrecision,
  blocks: Block[],
  filled: number,
): VectorRows {
  let count = filled;

  const makeBlock = (rows: number): Block => ({
    numbers:
      precision === "f32" ? new Float32Array(rows * dimensions) : new Int8Array(rows * dimensions),
    scales: new Float32Array(precision === "f32" ? 0 : rows),
  });
  const blockOf = (row: number): Block => blocks[Math.floor(row / BLOCK_ROWS)]!;
  const makeRoom = (): void => {
    const within = count % BLOCK_ROWS;
    if (within === 0) {
      blocks.push(makeBlock(count === 0 ? FIRST_ROWS : BLOCK_ROWS));
      return;
    }
    const last = blocks.at(-1)!;
    if (within * dimensions < last.numbers.length) return;
    const larger = makeBlock(Math.min(BLOCK_ROWS, within * 2));
    larger.numbers.set(last.numbers);
    larger.scales.set(last.scales);
    blocks[blocks.length - 1] = larger;
  };
  const write = (row: number, vector: Float32Array): void => {
    const block = blockOf(row);
    const within = row % BLOCK_ROWS;
    if (precision === "f32") {
      block.numbers.set(vector, within * dimensions);
      return;
    }
    const scale = scaleOf(vector);
    block.scales[within] = scale;
    const start = within * dimensions;
    for (let axis = 0; axis < dimensions; axis++) {
      block.numbers[start + axis] = quantised(vector[axis]!, scale);
    }
  };
  const dot = (query: Float32Array, row: number): number => {
    const { numbers, scales } = blockOf(row);
    const within = row % BLOCK_ROWS;
    const sum = innerProduct(query, numbers, within * dimensions);
    return precision === "f32" ? sum : sum * scales[within]!;
  };

  return Object.freeze({
    dimensions,
    precision,
    get count() {
      return count;
    },
    append(vector: Float32Array) {
      makeRoom();
      write(count, vector);
      return count++;
    },
    set: write,
    get(row: number) {
      const { numbers, scales } = blockOf(row);
      const within = row % BLOCK_ROWS;
      const vector = Float32Array.from(
        numbers.subarray(within * dimensions, (within + 1) * dimensions),
      );
      return precision === "f32" ? vector : vector.map((value) => value * scales[within]!);
    },
    asHeld(vector: Float32Array) {
      if (precision === "f32") return vector.slice();
      const scale = scaleOf(vector);
      return vector.map((value) => quantised(value, scale) * scale);
    },
    dots: (query: Float32Array, rows: Int32Array) =>
      Float64Array.from(rows, (row) => dot(query, row)),
    allDots(query: Float32Array) {
      const products = new Float64Array(count);
      for (let row = 0; row < count; row++) products[row] = dot(query, row);
      return products;
    },
    *toBytes() {
      const usedOf = (block: number): number => Math.min(BLOCK_ROWS, count - block * BLOCK_ROWS);
      for (const [place, { numbers }] of blocks.entries()) {
        yield bytesOf(numbers.subarray(0, usedOf(place) * dimensions));
      }
      if (precision === "f32") return;
      for (const [place, { scales }] of blocks.entries()) {
        yield bytesOf(scales.subarray(0, usedOf(place)));
      }
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
 */
export async function readVectorRows(
  shape: Pick<VectorRows, "count" | "dimensions" | "precision">,
  read: (offset: number, length: number) => Promise<Uint8Array>,
): Promise<VectorRows> {
  const { count, dimensions, precision } = shape;
  const width = dimensions * (precision === "f32" ? 4 : 1);
  const blocks: Block[] = [];
  for (let start = 0; start < count; start += BLOCK_ROWS) {
    const taken = Math.min(BLOCK_ROWS, count - start);
    const { buffer } = (await read(start * width, taken * width)).slice();
    blocks.push(
      precision === "f32"
        ? { numbers: new Float32Array(buffer), scales: new Float32Array(0) }
        : {
            numbers: new Int8Array(buffer),
            scales: new Float32Array(
              (await read(count * width + start * 4, taken * 4)).slice().buffer,
            ),
          },
    );
  }
  return rowsOver(dimensions, precision, blocks, count);
}

/** Of an 8-bit row, rounded as it is kept. */
function scaleOf(vector: Float32Array): number {
  return Math.fround(vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / GREATEST);
}

function quantised(value: number, scale: number): number {
  return scale === 0 ? 0 : Math.round(value / scale);
}

function bytesOf(array: Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Summed in double precision along four lanes: the same bits on every machine. */
function innerProduct(
  query: Float32Array,
  numbers: Float32Array | Int8Array,
  offset: number,
): number {
  const { length } = query;
  const unrolled = length - (length % 4);
  let lane0 = 0;
  let lane1 = 0;
  let lane2 = 0;
  let lane3 = 0;
  let axis = 0;
  for (; axis < unrolled; axis += 4) {
    lane0 += query[axis]! * numbers[offset + axis]!;
    lane1 += query[axis + 1]! * numbers[offset + axis + 1]!;
    lane2 += query[axis + 2]! * numbers[offset + axis + 2]!;
    lane3 += query[axis + 3]! * numbers[offset + axis + 3]!;
  }
  for (; axis < length; axis++) lane0 += query[axis]! * numbers[offset + axis]!;
  return lane0 + lane1 + (lane2 + lane3);
}
