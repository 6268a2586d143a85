/** @file Dot products of one query with chosen rows of an f32 matrix. */
import { BLOCK_ROWS } from "./block";
import { dot } from "./dot";

/** Writes the score of each row to `scores`. The compiler divides by the constant with a shift. */
export function dotsF32(
  data: usize,
  blockBytes: usize,
  valuesOffset: usize,
  vectorBytes: usize,
  query: usize,
  rows: usize,
  count: i32,
  scores: usize,
): void {
  for (let index: usize = 0; index < (count as usize) << 2; index += 4) {
    const row = load<u32>(rows + index);
    const block = data + ((row / (BLOCK_ROWS as u32)) as usize) * blockBytes;
    const at = block + valuesOffset + ((row % (BLOCK_ROWS as u32)) as usize) * vectorBytes;
    store<f32>(scores + index, dot(query, at, vectorBytes));
  }
}

/** The same for a matrix of codes. */
export function dotsI8(
  data: usize,
  blockBytes: usize,
  codeBytes: usize,
  query: usize,
  queryScale: f32,
  rows: usize,
  count: i32,
  scores: usize,
): void {
  for (let index: usize = 0; index < (count as usize) << 2; index += 4) {
    const row = load<u32>(rows + index);
    const block = data + ((row / (BLOCK_ROWS as u32)) as usize) * blockBytes;
    const inBlock = (row % (BLOCK_ROWS as u32)) as usize;
    let at = block + 4 * (BLOCK_ROWS as usize) + inBlock * codeBytes;
    const end = at + codeBytes;
    let sum = i32x4.splat(0);
    for (let q = query; at < end; q += 16) {
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(q), v128.load_ext<i8>(at)));
      at += 8;
    }
    const total =
      i32x4.extract_lane(sum, 0) +
      i32x4.extract_lane(sum, 1) +
      i32x4.extract_lane(sum, 2) +
      i32x4.extract_lane(sum, 3);
    store<f32>(scores + index, (total as f32) * queryScale * load<f32>(block + (inBlock << 2)));
  }
}
