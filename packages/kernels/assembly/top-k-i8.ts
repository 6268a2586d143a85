/**
 * @file The best rows of a matrix of 8-bit codes, and the exact best rows of an f32 matrix that such
 * codes stand for.
 *
 * A row is scale × codes. Queries come as 16-bit integers that hold 8-bit codes, so that only rows
 * are widened; sums are exact in 32 bits. Screening: where the score of the codes plus the bound of
 * its error does not reach the k-th best exact score so far, the row is passed over; every other row
 * is scored exactly. The bound is derived in `quantise.ts`.
 */
import { BLOCK_ROWS, pairsAtOnce, takeBlock } from "./block";
import { dot, sumIntegerLanes } from "./dot";
import { heapBytes, heapPush, heapThreshold } from "./heap";
import { offer } from "./top-k-f32";

/** Bytes of a query's numbers: scale, and the three coefficients of its error bound. */
const QUERY_NUMBERS: usize = 16;

/** What the functions of this file need to know of the matrix; one thread, one instance. */
let codeBytes: usize = 0;
let vectorBytes: usize = 0;
let values: usize = 0;
let k: i32 = 0;
let accept: usize = 0;
let screened: bool = false;

/**
 * Takes blocks until none is left, and offers their rows to the queries' heaps.
 *
 * A block is scales f32[256]; when screened norms f32[256] and errors f32[256]; codes; when
 * screened values.
 *
 * @param queries - Codes, 2 × `rowCodeBytes` bytes each.
 * @param numbers - Four f32 a query: its scale, and what a row's norm, a row's error and 1 weigh in the bound.
 * @param exactQueries - The queries as f32; address 0 for scores by codes.
 */
export function topKI8(
  data: usize,
  blockBytes: usize,
  rowCodeBytes: usize,
  rowVectorBytes: usize,
  rowCount: i32,
  queries: usize,
  numbers: usize,
  exactQueries: usize,
  queryCount: i32,
  heaps: usize,
  count: i32,
  acceptMask: usize,
  counter: usize,
): void {
  codeBytes = rowCodeBytes;
  vectorBytes = rowVectorBytes;
  k = count;
  accept = acceptMask;
  screened = exactQueries != 0;
  const blockCount = (rowCount + BLOCK_ROWS - 1) / BLOCK_ROWS;
  const perHeap = heapBytes(k);
  const numberArrays: usize = screened ? 3 : 1;
  const codesOffset = numberArrays * 4 * (BLOCK_ROWS as usize);
  for (let block = takeBlock(counter); block < blockCount; block = takeBlock(counter)) {
    const start = data + (block as usize) * blockBytes;
    const codes = start + codesOffset;
    values = codes + (BLOCK_ROWS as usize) * codeBytes;
    const firstRow = block * BLOCK_ROWS;
    const rows = min(BLOCK_ROWS, rowCount - firstRow);
    let query = queries;
    let exact = exactQueries;
    let number = numbers;
    let heap = heaps;
    let left = queryCount;
    while (left >= 2) {
      const pairs = pairsAtOnce(2 * codeBytes, left);
      const taken: usize = 2 * (pairs as usize);
      for (let row = 0; row < rows; row += 4) {
        scanPairs(start, codes, firstRow, row, rows, query, pairs, exact, number, heap, perHeap);
      }
      query += taken * 2 * codeBytes;
      if (screened) exact += taken * vectorBytes;
      number += taken * QUERY_NUMBERS;
      heap += taken * perHeap;
      left -= 2 * pairs;
    }
    if (left > 0) scanOne(start, codes, firstRow, rows, query, exact, number, heap);
  }
}

function scanOne(
  block: usize,
  codes: usize,
  firstRow: i32,
  count: i32,
  query: usize,
  exact: usize,
  numbers: usize,
  heap: usize,
): void {
  for (let row = 0; row < count; row += 4) {
    let r0 = codes + (row as usize) * codeBytes;
    let r1 = r0 + codeBytes;
    let r2 = r1 + codeBytes;
    let r3 = r2 + codeBytes;
    let q = query;
    const end = r1;
    let a0 = i32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    while (r0 < end) {
      const x = v128.load(q);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(r0)));
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(r1)));
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(r2)));
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(r3)));
      q += 16;
      r0 += 8;
      r1 += 8;
      r2 += 8;
      r3 += 8;
    }
    const sums = sumIntegerLanes(a0, a1, a2, a3);
    consider(sums, block, firstRow, row, min(4, count - row), exact, numbers, heap);
  }
}

/** Considers four rows of a block for queries, two at a time. */
function scanPairs(
  block: usize,
  codes: usize,
  firstRow: i32,
  row: i32,
  count: i32,
  query: usize,
  pairs: i32,
  exact: usize,
  numbers: usize,
  heap: usize,
  perHeap: usize,
): void {
  const queryBytes: usize = 2 * codeBytes;
  const exactBytes: usize = screened ? vectorBytes : 0;
  for (let pair = 0; pair < pairs; pair++) {
    let r0 = codes + (row as usize) * codeBytes;
    let r1 = r0 + codeBytes;
    let r2 = r1 + codeBytes;
    let r3 = r2 + codeBytes;
    let p = query;
    let q = query + queryBytes;
    const end = q;
    let a0 = i32x4.splat(0);
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
      let r = v128.load_ext<i8>(r0);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(x, r));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(y, r));
      r = v128.load_ext<i8>(r1);
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(x, r));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(y, r));
      r = v128.load_ext<i8>(r2);
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(x, r));
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(y, r));
      r = v128.load_ext<i8>(r3);
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(x, r));
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(y, r));
      p += 16;
      q += 16;
      r0 += 8;
      r1 += 8;
      r2 += 8;
      r3 += 8;
    }
    const lanes = min(4, count - row);
    let sums = sumIntegerLanes(a0, a1, a2, a3);
    consider(sums, block, firstRow, row, lanes, exact, numbers, heap);
    sums = sumIntegerLanes(b0, b1, b2, b3);
    exact += exactBytes;
    consider(sums, block, firstRow, row, lanes, exact, numbers + QUERY_NUMBERS, heap + perHeap);
    query += 2 * queryBytes;
    exact += exactBytes;
    numbers += 2 * QUERY_NUMBERS;
    heap += 2 * perHeap;
  }
}

/** Offers up to four rows by the sums of their codes' products, or rescores those that may be among the best. */
function consider(
  sums: v128,
  block: usize,
  firstRow: i32,
  row: i32,
  lanes: i32,
  exact: usize,
  numbers: usize,
  heap: usize,
): void {
  const at = block + ((row as usize) << 2);
  const threshold = f32x4.splat(heapThreshold(heap));
  const scores = f32x4.mul(
    f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load_splat<f32>(numbers)),
    v128.load(at),
  );
  if (!screened) {
    if (v128.any_true(f32x4.gt(scores, threshold))) {
      offer(scores, firstRow + row, lanes, heap, k, accept);
    }
    return;
  }
  const norms = v128.load(at, 4 * (BLOCK_ROWS as usize));
  const errors = v128.load(at, 8 * (BLOCK_ROWS as usize));
  const bounds = f32x4.add(
    f32x4.add(
      f32x4.mul(norms, v128.load_splat<f32>(numbers, 4)),
      f32x4.mul(errors, v128.load_splat<f32>(numbers, 8)),
    ),
    v128.load_splat<f32>(numbers, 12),
  );
  // Not "greater": a bound that overflowed to NaN must be rescored.
  const passed = i32x4.bitmask(f32x4.le(f32x4.add(scores, bounds), threshold));
  const asked = ~passed & ((1 << lanes) - 1);
  if (asked != 0) rescore(asked, firstRow, row, exact, heap);
}

function rescore(asked: i32, firstRow: i32, row: i32, exact: usize, heap: usize): void {
  for (let rest = asked; rest != 0; rest &= rest - 1) {
    const at = row + ctz(rest);
    if (accept != 0 && load<u8>(accept + ((firstRow + at) as usize)) == 0) continue;
    const score = dot(exact, values + (at as usize) * vectorBytes, vectorBytes);
    if (score > heapThreshold(heap)) heapPush(heap, k, score, firstRow + at);
  }
}
