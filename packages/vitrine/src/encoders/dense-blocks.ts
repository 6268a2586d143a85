/**
 * @file Products of tall and narrow dense blocks.
 *
 * Four rows are taken at a time, so that each number of the small matrix is loaded once for four
 * multiplications; sums are in float64.
 */

/**
 * The Gram matrix of the columns of a block.
 *
 * @param block - Shape [rows, size], row-major.
 * @returns Shape [size, size]: blockᵀ · block, of which only the lower triangle is filled.
 */
export function gramOfColumns(block: Float32Array, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  const four = new Float64Array(4 * size);
  for (let start = 0; start < block.length; start += 4 * size) {
    four.fill(0);
    four.set(block.subarray(start, Math.min(block.length, start + 4 * size)));
    addGram(four, size, gram);
  }
  return gram;
}

/**
 * Adds the Gram matrix of four rows.
 *
 * @param four - Shape [4, size].
 * @param gram - Shape [size, size]; its lower triangle gets what is added.
 */
export function addGram(four: Float64Array, size: number, gram: Float64Array): void {
  const first = four.subarray(0, size);
  const second = four.subarray(size, 2 * size);
  const third = four.subarray(2 * size, 3 * size);
  const fourth = four.subarray(3 * size, 4 * size);
  for (let i = 0; i < size; i++) {
    const a = first[i]!;
    const b = second[i]!;
    const c = third[i]!;
    const d = fourth[i]!;
    const start = i * size;
    for (let j = 0; j <= i; j++) {
      gram[start + j]! += a * first[j]! + b * second[j]! + c * third[j]! + d * fourth[j]!;
    }
  }
}

/**
 * Projects the rows of a block on directions.
 *
 * @param block - Shape [rows, size], row-major.
 * @param directions - Shape [at least count, size], row-major.
 * @returns Shape [rows, count]: block · directionsᵀ, the first `count` of them.
 */
export function projectRows(
  block: Float32Array,
  directions: Float64Array,
  size: number,
  count: number,
): Float32Array {
  const rowCount = block.length / size;
  const out = new Float32Array(rowCount * count);
  const row = new Float64Array(size);
  for (let index = 0; index < rowCount; index++) {
    row.set(block.subarray(index * size, (index + 1) * size));
    const target = index * count;
    let direction = 0;
    for (; direction + 4 <= count; direction += 4) {
      let [a, b, c, d] = [0, 0, 0, 0];
      const first = direction * size;
      for (let at = 0, place = first; at < size; at++, place++) {
        const value = row[at]!;
        a += value * directions[place]!;
        b += value * directions[place + size]!;
        c += value * directions[place + 2 * size]!;
        d += value * directions[place + 3 * size]!;
      }
      out[target + direction] = a;
      out[target + direction + 1] = b;
      out[target + direction + 2] = c;
      out[target + direction + 3] = d;
    }
    for (; direction < count; direction++) {
      let product = 0;
      for (let at = 0; at < size; at++) product += row[at]! * directions[direction * size + at]!;
      out[target + direction] = product;
    }
  }
  return out;
}
