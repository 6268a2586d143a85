/** @file The best rows of a matrix for a batch of queries: blocks of rows are shared out among the threads. */
import { defineKernel } from "./kernel.js";
import { ACCEPT_AT, COUNTER_AT, heapBytes, slotAt } from "./memory-layout.js";

/** Where the matrix and the queries lie; sizes in bytes. */
export interface TopKArgs {
  readonly type: "f32" | "i8" | "screened";
  readonly data: number;
  readonly blockBytes: number;
  readonly valuesOffset: number;
  readonly vectorBytes: number;
  readonly codeBytes: number;
  readonly rowCount: number;
  /** Address of the queries as f32. */
  readonly queries: number;
  /** Address of the queries as codes, and of their numbers. */
  readonly codes: number;
  readonly numbers: number;
  readonly queryCount: number;
  readonly k: number;
  readonly hasMask: boolean;
}

/** Leaves each query's best rows in the thread's slot, sorted. */
export const topKKernel = defineKernel<TopKArgs>({
  name: "top-k",
  run({ exports, thread }, args) {
    const { data, blockBytes, vectorBytes, rowCount, queryCount, k } = args;
    const heaps = slotAt(thread);
    const accept = args.hasMask ? ACCEPT_AT : 0;
    const eachHeap = (visit: (heap: number) => void): void => {
      for (let query = 0; query < queryCount; query++) visit(heaps + query * heapBytes(k));
    };
    eachHeap((heap) => {
      exports.heapClear(heap);
    });
    if (args.type === "f32") {
      const rows = [data, blockBytes, args.valuesOffset, vectorBytes, rowCount];
      exports.topKF32(...rows, args.queries, queryCount, heaps, k, accept, COUNTER_AT);
    } else {
      const rows = [data, blockBytes, args.codeBytes, vectorBytes, rowCount];
      const exact = args.type === "screened" ? args.queries : 0;
      const queries = [args.codes, args.numbers, exact, queryCount];
      exports.topKI8(...rows, ...queries, heaps, k, accept, COUNTER_AT);
    }
    eachHeap((heap) => {
      exports.heapSort(heap, k);
    });
  },
});
