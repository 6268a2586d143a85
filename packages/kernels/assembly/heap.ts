/**
 * @file The k best of one query: a heap with the worst at its root.
 *
 * Layout, 8 + 8 k bytes: count i32, threshold f32, scores f32[k], rows i32[k]. An entry must be
 * better than the threshold: −Infinity until the heap is full, then the worst score in it. Rows
 * are offered by rising number, so that an equal score that comes later never replaces one.
 */

/** Bytes of a heap. */
export function heapBytes(k: i32): usize {
  return 8 + 8 * (k as usize);
}

export function heapClear(heap: usize): void {
  store<i32>(heap, 0);
  store<f32>(heap, -Infinity, 4);
}

export function heapThreshold(heap: usize): f32 {
  return load<f32>(heap, 4);
}

/** Takes an entry in, whose score is above the threshold. */
export function heapPush(heap: usize, k: i32, score: f32, row: i32): void {
  const scores = heap + 8;
  const rows = scores + ((k as usize) << 2);
  const count = load<i32>(heap);
  if (count < k) {
    siftUp(scores, rows, count, score, row);
    store<i32>(heap, count + 1);
    if (count + 1 < k) return;
  } else {
    siftDown(scores, rows, count, score, row);
  }
  store<f32>(heap, load<f32>(scores), 4);
}

/** Brings the entries into their order, best first. The heap is a heap no longer. */
export function heapSort(heap: usize, k: i32): void {
  const scores = heap + 8;
  const rows = scores + ((k as usize) << 2);
  for (let last = load<i32>(heap) - 1; last > 0; last--) {
    const score = load<f32>(scores + ((last as usize) << 2));
    const row = load<i32>(rows + ((last as usize) << 2));
    store<f32>(scores + ((last as usize) << 2), load<f32>(scores));
    store<i32>(rows + ((last as usize) << 2), load<i32>(rows));
    siftDown(scores, rows, last, score, row);
  }
}

function isWorse(score: f32, row: i32, otherScore: f32, otherRow: i32): bool {
  return score < otherScore || (score == otherScore && row > otherRow);
}

function siftUp(scores: usize, rows: usize, from: i32, score: f32, row: i32): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const parentScore = load<f32>(scores + ((parent as usize) << 2));
    const parentRow = load<i32>(rows + ((parent as usize) << 2));
    if (!isWorse(score, row, parentScore, parentRow)) break;
    store<f32>(scores + ((at as usize) << 2), parentScore);
    store<i32>(rows + ((at as usize) << 2), parentRow);
    at = parent;
  }
  store<f32>(scores + ((at as usize) << 2), score);
  store<i32>(rows + ((at as usize) << 2), row);
}

/** Puts an entry in the place of the root. */
function siftDown(scores: usize, rows: usize, count: i32, score: f32, row: i32): void {
  let at = 0;
  while (true) {
    let child = 2 * at + 1;
    if (child >= count) break;
    let childScore = load<f32>(scores + ((child as usize) << 2));
    let childRow = load<i32>(rows + ((child as usize) << 2));
    if (child + 1 < count) {
      const nextScore = load<f32>(scores + ((child as usize) << 2), 4);
      const nextRow = load<i32>(rows + ((child as usize) << 2), 4);
      if (isWorse(nextScore, nextRow, childScore, childRow)) {
        child++;
        childScore = nextScore;
        childRow = nextRow;
      }
    }
    if (!isWorse(childScore, childRow, score, row)) break;
    store<f32>(scores + ((at as usize) << 2), childScore);
    store<i32>(rows + ((at as usize) << 2), childRow);
    at = child;
  }
  store<f32>(scores + ((at as usize) << 2), score);
  store<i32>(rows + ((at as usize) << 2), row);
}
