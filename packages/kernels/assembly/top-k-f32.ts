/**
 * @file The best rows of an f32 matrix by dot product, for a batch of queries.
 *
 * Tiles of 2 queries × 4 rows: six loads serve eight products, in 12 of the 15 vector registers of
 * x64. Wider tiles and unrolled loops were measured slower (3 × 3 by a seventh, 3 × 4 by a third):
 * the compiler runs out of registers.
 */
import { BLOCK_ROWS, pairsAtOnce, takeBlock } from "./block";
import { sumLanes } from "./dot";
import { heapBytes, heapPush, heapThreshold } from "./heap";

/**
 * Takes blocks until none is left, and offers their rows to the queries' heaps.
 *
 * @param vectorBytes - Of one padded vector, row or query.
 * @param accept - One byte a row, 0 for excluded; address 0 for no mask.
 */
export function topKF32(
  data: usize,
  blockBytes: usize,
  valuesOffset: usize,
  vectorBytes: usize,
  rowCount: i32,
  queries: usize,
  queryCount: i32,
  heaps: usize,
  k: i32,
  accept: usize,
  counter: usize,
): void {
  const blockCount = (rowCount + BLOCK_ROWS - 1) / BLOCK_ROWS;
  const perHeap = heapBytes(k);
  for (let block = takeBlock(counter); block < blockCount; block = takeBlock(counter)) {
    const firstRow = block * BLOCK_ROWS;
    const rows = data + (block as usize) * blockBytes + valuesOffset;
    const count = min(BLOCK_ROWS, rowCount - firstRow);
    let query = queries;
    let heap = heaps;
    let left = queryCount;
    while (left >= 2) {
      const pairs = pairsAtOnce(vectorBytes, left);
      for (let row = 0; row < count; row += 4) {
        scanPairs(rows, vectorBytes, firstRow, row, count, query, pairs, heap, perHeap, k, accept);
      }
      query += 2 * (pairs as usize) * vectorBytes;
      heap += 2 * (pairs as usize) * perHeap;
      left -= 2 * pairs;
    }
    if (left > 0) scanOne(rows, vectorBytes, firstRow, count, query, heap, k, accept);
  }
}

/** Offers the rows of a block to one query, four at a time; rows past the last one are in the block, but not offered. */
function scanOne(
  rows: usize,
  vectorBytes: usize,
  firstRow: i32,
  count: i32,
  query: usize,
  heap: usize,
  k: i32,
  accept: usize,
): void {
  for (let row = 0; row < count; row += 4) {
    let r0 = rows + (row as usize) * vectorBytes;
    let r1 = r0 + vectorBytes;
    let r2 = r1 + vectorBytes;
    let r3 = r2 + vectorBytes;
    let q = query;
    const end = q + vectorBytes;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    while (q < end) {
      const x = v128.load(q);
      a0 = f32x4.add(a0, f32x4.mul(x, v128.load(r0)));
      a1 = f32x4.add(a1, f32x4.mul(x, v128.load(r1)));
      a2 = f32x4.add(a2, f32x4.mul(x, v128.load(r2)));
      a3 = f32x4.add(a3, f32x4.mul(x, v128.load(r3)));
      q += 16;
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
    }
    const scores = sumLanes(a0, a1, a2, a3);
    if (v128.any_true(f32x4.gt(scores, f32x4.splat(heapThreshold(heap))))) {
      offer(scores, firstRow + row, min(4, count - row), heap, k, accept);
    }
  }
}

/** Offers four rows of a block to queries, two at a time. */
function scanPairs(
  rows: usize,
  vectorBytes: usize,
  firstRow: i32,
  row: i32,
  count: i32,
  query: usize,
  pairs: i32,
  heap: usize,
  perHeap: usize,
  k: i32,
  accept: usize,
): void {
  for (let pair = 0; pair < pairs; pair++) {
    let r0 = rows + (row as usize) * vectorBytes;
    let r1 = r0 + vectorBytes;
    let r2 = r1 + vectorBytes;
    let r3 = r2 + vectorBytes;
    let p = query;
    let q = query + vectorBytes;
    const end = q;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    while (p < end) {
      const x = v128.load(p);
      const y = v128.load(q);
      let r = v128.load(r0);
      a0 = f32x4.add(a0, f32x4.mul(x, r));
      b0 = f32x4.add(b0, f32x4.mul(y, r));
      r = v128.load(r1);
      a1 = f32x4.add(a1, f32x4.mul(x, r));
      b1 = f32x4.add(b1, f32x4.mul(y, r));
      r = v128.load(r2);
      a2 = f32x4.add(a2, f32x4.mul(x, r));
      b2 = f32x4.add(b2, f32x4.mul(y, r));
      r = v128.load(r3);
      a3 = f32x4.add(a3, f32x4.mul(x, r));
      b3 = f32x4.add(b3, f32x4.mul(y, r));
      p += 16;
      q += 16;
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
    }
    const lanes = min(4, count - row);
    let scores = sumLanes(a0, a1, a2, a3);
    if (v128.any_true(f32x4.gt(scores, f32x4.splat(heapThreshold(heap))))) {
      offer(scores, firstRow + row, lanes, heap, k, accept);
    }
    scores = sumLanes(b0, b1, b2, b3);
    if (v128.any_true(f32x4.gt(scores, f32x4.splat(heapThreshold(heap + perHeap))))) {
      offer(scores, firstRow + row, lanes, heap + perHeap, k, accept);
    }
    query += 2 * vectorBytes;
    heap += 2 * perHeap;
  }
}

/** Offers the first `lanes` scores to a heap, those of excluded rows excepted. */
export function offer(
  scores: v128,
  firstRow: i32,
  lanes: i32,
  heap: usize,
  k: i32,
  accept: usize,
): void {
  offerOne(f32x4.extract_lane(scores, 0), firstRow, heap, k, accept);
  if (lanes > 1) offerOne(f32x4.extract_lane(scores, 1), firstRow + 1, heap, k, accept);
  if (lanes > 2) offerOne(f32x4.extract_lane(scores, 2), firstRow + 2, heap, k, accept);
  if (lanes > 3) offerOne(f32x4.extract_lane(scores, 3), firstRow + 3, heap, k, accept);
}

function offerOne(score: f32, row: i32, heap: usize, k: i32, accept: usize): void {
  if (!(score > heapThreshold(heap))) return;
  if (accept != 0 && load<u8>(accept + (row as usize)) == 0) return;
  heapPush(heap, k, score, row);
}
