/**
 * @file Rows lie in blocks, so that a matrix grows at its end and a block stays in the cache while
 * several queries pass over it.
 */

/** Rows of a block: a multiple of the tiles' 4. A block of 384 floats is 393 kB. */
export const BLOCK_ROWS: i32 = 256;

/** The next block that nobody has taken. */
export function takeBlock(counter: usize): i32 {
  return atomic.add<i32>(counter, 1);
}
