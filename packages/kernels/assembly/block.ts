/**
 * @file Rows lie in blocks, so that a matrix grows at its end and a block stays in the cache while
 * several queries pass over it.
 */

/** Rows of a block: a multiple of the tiles' 4. A block of 384 floats is 393 kB. */
export const BLOCK_ROWS: i32 = 256;

/**
 * How many pairs of queries pass over four rows before the next four: as many as take 12 kB, so that
 * they and the rows stay in the first cache.
 */
export function pairsAtOnce(queryBytes: usize, left: i32): i32 {
  const bytes: usize = 2 * queryBytes;
  const fit = max<i32>(1, 12288 / (bytes as i32));
  return min<i32>(fit, left >> 1);
}

/** The next block that nobody has taken. */
export function takeBlock(counter: usize): i32 {
  return atomic.add<i32>(counter, 1);
}
