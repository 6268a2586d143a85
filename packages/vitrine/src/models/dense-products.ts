/**
 * @file Products of tall dense blocks with small ones, four rows or terms at a time.
 *
 * Each pass over an accumulator does four multiplications for one load and store, which is what a
 * scalar loop is bound by: about twice the speed of the textbook's three loops.
 */

/** Numbers in rows of equal length. */
export type Block = Float32Array | Float64Array;

/**
 * AᵀB of two blocks of equal shape.
 *
 * @param a - Shape [rows, columns], row-major.
 * @param b - Shape [rows, columns].
 * @returns Shape [columns, columns]; the lower triangle only, for products that are symmetric.
 */
export function lowerGram(a: Block, b: Block, columns: number): Float64Array {
  const gram = new Float64Array(columns * columns);
  const rows = a.length / columns;
  const whole = rows - (rows % 4);
  for (let row = 0; row < whole; row += 4) {
    const r0 = row * columns;
    const r1 = r0 + columns;
    const r2 = r1 + columns;
    const r3 = r2 + columns;
    for (let i = 0; i < columns; i++) {
      const a0 = a[r0 + i]!;
      const a1 = a[r1 + i]!;
      const a2 = a[r2 + i]!;
      const a3 = a[r3 + i]!;
      const out = i * columns;
      for (let j = 0; j <= i; j++) {
        gram[out + j]! += a0 * b[r0 + j]! + a1 * b[r1 + j]! + a2 * b[r2 + j]! + a3 * b[r3 + j]!;
      }
    }
  }
  for (let row = whole; row < rows; row++) {
    const r = row * columns;
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j <= i; j++) gram[i * columns + j]! += a[r + i]! * b[r + j]!;
    }
  }
  return gram;
}

/**
 * A·B with a small B, added to what `out` holds.
 *
 * @param out - Shape [rows, columns].
 * @param a - Shape [rows, inner], row-major.
 * @param b - Shape [inner, columns].
 * @returns `out`.
 */
export function addProduct<Out extends Block>(
  out: Out,
  a: Block,
  b: Float64Array,
  inner: number,
  columns: number,
): Out {
  const rows = a.length / inner;
  const sums = new Float64Array(columns);
  const whole = inner - (inner % 4);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let k = 0; k < whole; k += 4) {
      const at = row * inner + k;
      const a0 = a[at]!;
      const a1 = a[at + 1]!;
      const a2 = a[at + 2]!;
      const a3 = a[at + 3]!;
      const b0 = k * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      for (let j = 0; j < columns; j++) {
        sums[j]! += a0 * b[b0 + j]! + a1 * b[b1 + j]! + a2 * b[b2 + j]! + a3 * b[b3 + j]!;
      }
    }
    for (let k = whole; k < inner; k++) {
      const factor = a[row * inner + k]!;
      for (let j = 0; j < columns; j++) sums[j]! += factor * b[k * columns + j]!;
    }
    for (let j = 0; j < columns; j++) out[row * columns + j]! += sums[j]!;
  }
  return out;
}
