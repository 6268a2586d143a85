/** @file The best rows of a matrix for a batch of queries: what is asked, and the search by the kernels. */
import { checkK, checkMask, checkVectors } from "./checks.js";
import { KernelError } from "./kernel-error.js";
import type { Matrix } from "./matrix.js";
import type { KernelMemory } from "./kernel-memory.js";
import {
  ACCEPT_AT,
  COUNTER_AT,
  QUERIES_AT,
  QUERIES_BYTES,
  QUERY_NUMBERS_BYTES,
  SLOT_BYTES,
  heapBytes,
  slotAt,
} from "./memory-layout.js";
import { topKKernel } from "./top-k-kernel.js";
import type { TopKArgs } from "./top-k-kernel.js";
import { WasmMatrix } from "./wasm-matrix.js";
import type { WorkerPool } from "./worker-pool.js";

/** What is asked of a search. */
export interface SearchOptions {
  /** How many rows at most; an integer in [1, 524287]. */
  readonly k: number;
  /** Shape [rows]: 0 for rows that must not be found. Do not change it while the search runs. */
  readonly accept?: Uint8Array;
}

/** The best rows of one query, best first; equal scores rank by lower row. Both of shape [found]. */
export interface Best {
  readonly rows: Int32Array;
  readonly scores: Float32Array;
}

/** The search over a matrix of the kernels. */
export async function searchMatrix(
  matrix: Matrix,
  queries: Float32Array,
  options: SearchOptions,
  threads: number,
  pool: WorkerPool | undefined,
): Promise<Best[]> {
  if (!(matrix instanceof WasmMatrix)) {
    throw new KernelError(
      "PARAM_INVALID",
      "A matrix must be searched by the kernels that made it; this one was made by others.",
    );
  }
  const { memory, length } = matrix;
  checkK(options.k);
  checkMask(options.accept, length);
  const count = checkVectors(queries, matrix.dimensions, matrix.type);
  const search = matrix.lastSearch.then(async () => {
    const found: Best[] = [];
    const chunk = chunkOf(matrix, options.k);
    if (options.accept !== undefined) memory.u8.set(options.accept, ACCEPT_AT);
    for (let start = 0; start < count; start += chunk) {
      const end = Math.min(count, start + chunk);
      const part = queries.subarray(start * matrix.dimensions, end * matrix.dimensions);
      const args = { ...writeQueries(matrix, part, options), rowCount: length };
      Atomics.store(memory.i32, COUNTER_AT / 4, 0);
      if (pool === undefined) topKKernel.run(memory.threadOf(0), args);
      else await pool.run(topKKernel, memory, args, threads);
      for (let query = 0; query < end - start; query++) {
        found.push(mergeHeaps(memory, query, options.k, threads));
      }
    }
    return found;
  });
  matrix.lastSearch = search.catch(() => undefined);
  return search;
}

/** Bytes of a query: as f32, as codes, and its numbers. */
function queryBytes({ layout }: WasmMatrix): number {
  return layout.vectorBytes + 2 * layout.codeBytes + QUERY_NUMBERS_BYTES;
}

/** How many queries fit into the memory at once. */
function chunkOf(matrix: WasmMatrix, k: number): number {
  return Math.min(
    Math.floor(QUERIES_BYTES / queryBytes(matrix)),
    Math.floor(SLOT_BYTES / heapBytes(k)),
  );
}

function writeQueries(
  matrix: WasmMatrix,
  queries: Float32Array,
  { k, accept }: SearchOptions,
): Omit<TopKArgs, "rowCount"> {
  const { type, dimensions, data, layout } = matrix;
  const queryCount = queries.length / dimensions;
  const codes = QUERIES_AT + queryCount * layout.vectorBytes;
  const numbers = codes + 2 * queryCount * layout.codeBytes;
  for (let query = 0; query < queryCount; query++) {
    matrix.writeQuery(
      queries.subarray(query * dimensions, (query + 1) * dimensions),
      QUERIES_AT + query * layout.vectorBytes,
      codes + 2 * query * layout.codeBytes,
      numbers + QUERY_NUMBERS_BYTES * query,
    );
  }
  return {
    type,
    data,
    ...layout,
    queries: QUERIES_AT,
    codes,
    numbers,
    queryCount,
    k,
    hasMask: accept !== undefined,
  };
}

/** The k best of the threads' sorted heaps. Rows differ, so that there is one order only. */
function mergeHeaps(memory: KernelMemory, query: number, k: number, threads: number): Best {
  const { i32, f32 } = memory;
  const heaps = Array.from({ length: threads }, (_, thread) => {
    const at = (slotAt(thread) + query * heapBytes(k)) / 4;
    return { count: i32[at]!, scores: at + 2, rows: at + 2 + k, next: 0 };
  });
  const found = heaps.reduce((sum, { count }) => sum + count, 0);
  const rows = new Int32Array(Math.min(k, found));
  const scores = new Float32Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    let best: (typeof heaps)[number] | undefined;
    for (const heap of heaps) {
      if (heap.next === heap.count) continue;
      const score = f32[heap.scores + heap.next]!;
      const row = i32[heap.rows + heap.next]!;
      const isBetter =
        best === undefined ||
        score > scores[place]! ||
        (score === scores[place] && row < rows[place]!);
      if (!isBetter) continue;
      best = heap;
      scores[place] = score;
      rows[place] = row;
    }
    best!.next++;
  }
  return { rows, scores };
}
