/**
 * @file Where things lie in the WebAssembly memory of a matrix or a set of postings.
 *
 * | part    | bytes             | who writes                                     |
 * | ------- | ----------------- | ---------------------------------------------- |
 * | control | 64 k              | the counter by which threads take work         |
 * | accept  | 16 M              | the caller: one byte a row                     |
 * | queries | 8 M               | the caller: a chunk of the batch               |
 * | slots   | 4 M each          | each thread its own; the last is the caller's  |
 * | data    | up to 4 GB in all | the caller, while no kernel runs               |
 *
 * Memory that was never written takes no room in RAM: the system gives pages out at the first write.
 */

/** Bytes of a page of WebAssembly memory. */
export const PAGE_BYTES = 65_536;
/** The most pages that a memory can have: 4 GB. */
export const MAX_PAGES = 65_536;
/** The most rows of a matrix: a byte each in the accept mask. */
export const MAX_ROWS = 2 ** 24;

const CONTROL_BYTES = 65_536;
/** Where the counter lies. */
export const COUNTER_AT = 64;
/** Where the accept mask lies. */
export const ACCEPT_AT = CONTROL_BYTES;
/** Where the queries lie. */
export const QUERIES_AT = ACCEPT_AT + MAX_ROWS;
export const QUERIES_BYTES = 2 ** 23;
/** Bytes of the numbers of a query beside its codes: scale, and five coefficients of bounds. */
export const QUERY_NUMBERS_BYTES = 24;
export const SLOT_BYTES = 2 ** 22;

/** The address of a thread's slot; the caller's has the number of threads as its own. */
export function slotAt(thread: number): number {
  return QUERIES_AT + QUERIES_BYTES + thread * SLOT_BYTES;
}

/** Where the data begin. */
export function dataAt(threads: number): number {
  return slotAt(threads + 1);
}

/** Bytes of the heap of one query; the layout is heap.ts's of the assembly. */
export function heapBytes(k: number): number {
  return 8 + 8 * k;
}

/** The largest k: its heap fills a slot. */
export const MAX_K = SLOT_BYTES / 8 - 1;
