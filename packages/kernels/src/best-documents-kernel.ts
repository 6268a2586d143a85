/** @file The best documents of each of a batch of queries over postings: queries are shared out among the threads. */
import { defineKernel } from "./kernel.js";
import { ACCEPT_AT, COUNTER_AT } from "./memory-layout.js";

/** Where the postings and the results lie. */
export interface BestDocumentsArgs {
  /** For each query triples: address of a list, its length, its weight. */
  readonly queries: readonly Float64Array[];
  readonly documentCount: number;
  /** Address of the first thread's scores, and how many bytes each thread has. */
  readonly scores: number;
  readonly scoreBytes: number;
  /** Address of i32 counts of matches, one a query. */
  readonly matches: number;
  /** Address of the heaps, one a query. */
  readonly heaps: number;
  readonly perHeap: number;
  readonly k: number;
  readonly hasMask: boolean;
}

/** Leaves each query's best documents, sorted, and how many documents match. */
export const bestDocumentsKernel = defineKernel<BestDocumentsArgs>({
  name: "best-documents",
  run({ exports, memory, thread }, args) {
    const words = new Int32Array(memory.buffer);
    const scores = args.scores + thread * args.scoreBytes;
    const accept = args.hasMask ? ACCEPT_AT : 0;
    for (;;) {
      const query = Atomics.add(words, COUNTER_AT / 4, 1);
      const lists = args.queries[query];
      if (lists === undefined) return;
      for (let at = 0; at < lists.length; at += 3) {
        exports.addList(lists[at]!, lists[at + 1]!, lists[at + 2]!, scores);
      }
      const heap = args.heaps + query * args.perHeap;
      exports.heapClear(heap);
      const found = exports.takeBest(scores, args.documentCount, heap, args.k, accept);
      words[args.matches / 4 + query] = found;
      exports.heapSort(heap, args.k);
    }
  },
});
