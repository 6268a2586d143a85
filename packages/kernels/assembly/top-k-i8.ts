/**
 * @file The best rows of a matrix of 8-bit codes, and the exact best rows of an f32 matrix that such
 * codes stand for.
 *
 * A row is scale × codes. Queries come as 16-bit integers that hold 8-bit codes, so that only rows
 * are widened; sums are exact in 32 bits. Screening: where the score of the codes plus the bound of
 * its error does not reach the k-th best exact score so far, the row is passed over; every other row
 * is scored exactly. The same is asked after the half and after three quarters of the codes, with a
 * bound of the rest, and where the best scores are high most rows are passed over then. The bounds are
 * derived in `quantise.ts`.
 */
import { BLOCK_ROWS, pairsAtOnce, takeBlock } from "./block";
import { dot, sumIntegerLanes } from "./dot";
import { heapBytes, heapPush, heapThreshold } from "./heap";
import { halfOf, threeQuartersOf } from "./quantise";
import { offer } from "./top-k-f32";

/** Bytes of a query's numbers: scale, and the five coefficients of its bounds. */
const QUERY_NUMBERS: usize = 24;
/** Shorter codes are read at once: looking twice more would cost as much as the rest. */
const LEAST_TO_HALVE: usize = 64;
/** Bytes of an array with a number for each row of a block. */
const ROW_NUMBERS: usize = 4 * (BLOCK_ROWS as usize);

/** What the functions of this file need to know of the matrix; one thread, one instance. */
let codeBytes: usize = 0;
let vectorBytes: usize = 0;
let values: usize = 0;
let k: i32 = 0;
let accept: usize = 0;
let screened: bool = false;
/** The parts of the codes after which rows may be passed over, in bytes. */
let half: usize = 0;
let threeQuarters: usize = 0;
/** 0 when rows are looked at after the half, after three quarters and at the end; 2 at the end only. */
let firstStage: i32 = 0;

/**
 * Takes blocks until none is left, and offers their rows to the queries' heaps.
 *
 * A block is scales f32[256]; when screened norms, errors and the norms of the two ends, f32[256]
 * each; codes; when screened values.
 *
 * @param queries - Codes, 2 × `rowCodeBytes` bytes each.
 * @param numbers - Six f32 a query, as `quantiseQuery` writes them.
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
  half = halfOf(codeBytes);
  threeQuarters = threeQuartersOf(codeBytes);
  firstStage = screened && codeBytes >= LEAST_TO_HALVE ? 0 : 2;
  const blockCount = (rowCount + BLOCK_ROWS - 1) / BLOCK_ROWS;
  const perHeap = heapBytes(k);
  const numberArrays: usize = screened ? 5 : 1;
  const codesOffset = numberArrays * ROW_NUMBERS;
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
    const start = r0;
    const end = r1;
    let stage = firstStage;
    let stop = stage == 0 ? start + half : end;
    let a0 = i32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    while (true) {
      while (r0 < stop) {
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
      if (stage == 2) break;
      const part = sumIntegerLanes(a0, a1, a2, a3);
      if (isHopeless(part, block + ((row as usize) << 2), numbers, heap, stage)) break;
      stage++;
      stop = stage == 1 ? start + threeQuarters : end;
    }
    if (stage < 2) continue;
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
    const start = p;
    const end = q;
    let stage = firstStage;
    let stop = stage == 0 ? start + 2 * half : end;
    let a0 = i32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    while (true) {
      while (p < stop) {
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
      if (stage == 2) break;
      const at = block + ((row as usize) << 2);
      const part = sumIntegerLanes(a0, a1, a2, a3);
      const otherPart = sumIntegerLanes(b0, b1, b2, b3);
      if (
        isHopeless(part, at, numbers, heap, stage) &&
        isHopeless(otherPart, at, numbers + QUERY_NUMBERS, heap + perHeap, stage)
      ) {
        break;
      }
      stage++;
      stop = stage == 1 ? start + 2 * threeQuarters : end;
    }
    if (stage == 2) {
      const lanes = min(4, count - row);
      let sums = sumIntegerLanes(a0, a1, a2, a3);
      consider(sums, block, firstRow, row, lanes, exact, numbers, heap);
      sums = sumIntegerLanes(b0, b1, b2, b3);
      const other = exact + exactBytes;
      consider(sums, block, firstRow, row, lanes, other, numbers + QUERY_NUMBERS, heap + perHeap);
    }
    query += 2 * queryBytes;
    exact += 2 * exactBytes;
    numbers += 2 * QUERY_NUMBERS;
    heap += 2 * perHeap;
  }
}

/** The scores of four rows by the sums of their codes' products, or of parts of them. */
function scoresOf(sums: v128, at: usize, numbers: usize): v128 {
  return f32x4.mul(
    f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load_splat<f32>(numbers)),
    v128.load(at),
  );
}

/** How far the exact scores of four rows may lie from those of their codes. */
function errorBounds(at: usize, numbers: usize): v128 {
  const norms = v128.load(at, ROW_NUMBERS);
  const errors = v128.load(at, 2 * ROW_NUMBERS);
  return f32x4.add(
    f32x4.add(
      f32x4.mul(norms, v128.load_splat<f32>(numbers, 4)),
      f32x4.mul(errors, v128.load_splat<f32>(numbers, 8)),
    ),
    v128.load_splat<f32>(numbers, 12),
  );
}

/** Whether none of four rows can be among the best, by the sums up to the half or to three quarters of the codes. */
function isHopeless(sums: v128, at: usize, numbers: usize, heap: usize, stage: i32): bool {
  const scores = scoresOf(sums, at, numbers);
  const ends =
    stage == 0
      ? f32x4.mul(v128.load(at, 3 * ROW_NUMBERS), v128.load_splat<f32>(numbers, 16))
      : f32x4.mul(v128.load(at, 4 * ROW_NUMBERS), v128.load_splat<f32>(numbers, 20));
  const most = f32x4.add(f32x4.add(scores, ends), errorBounds(at, numbers));
  // Not "greater": a bound that overflowed to NaN decides nothing.
  return i32x4.all_true(f32x4.le(most, f32x4.splat(heapThreshold(heap))));
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
  const scores = scoresOf(sums, at, numbers);
  if (!screened) {
    if (v128.any_true(f32x4.gt(scores, threshold))) {
      offer(scores, firstRow + row, lanes, heap, k, accept);
    }
    return;
  }
  const bounds = errorBounds(at, numbers);
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
