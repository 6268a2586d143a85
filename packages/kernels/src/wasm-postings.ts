/**
 * @file Postings in a WebAssembly memory of their own, and the search over them.
 *
 * The data are a score a document for each thread, then the lists: pairs of document and impact.
 * Scores are zeros between queries.
 */
import { KernelError } from "./kernel-error.js";
import { KernelMemory } from "./kernel-memory.js";
import {
  ACCEPT_AT,
  COUNTER_AT,
  QUERIES_AT,
  QUERIES_BYTES,
  dataAt,
  heapBytes,
} from "./memory-layout.js";
import { bestDocumentsKernel } from "./best-documents-kernel.js";
import type { BestDocumentsArgs } from "./best-documents-kernel.js";
import { checkList, checkPostingsQueries } from "./postings.js";
import type { BestDocuments, Postings, PostingsOptions, PostingsQuery } from "./postings.js";
import type { WorkerPool } from "./worker-pool.js";

/** Postings, as the search over them sees them. */
export class WasmPostings implements Postings {
  readonly documentCount: number;
  readonly scoresAt: number;
  readonly scoreBytes: number;
  lastSearch: Promise<unknown> = Promise.resolve();
  readonly #forget: (memory: KernelMemory) => void;
  readonly #firstList: number;
  #memory: KernelMemory | undefined;
  #end: number;
  /** Pairs: address and length of each list. */
  readonly #lists: number[] = [];

  constructor(
    module: WebAssembly.Module,
    documentCount: number,
    threads: number,
    forget: (memory: KernelMemory) => void,
  ) {
    this.documentCount = documentCount;
    this.scoresAt = dataAt(threads);
    this.scoreBytes = 64 * Math.ceil(documentCount / 16);
    this.#firstList = this.scoresAt + threads * this.scoreBytes;
    this.#end = this.#firstList;
    this.#forget = forget;
    this.#memory = new KernelMemory(module, this.#end);
  }

  get listCount(): number {
    return this.#lists.length / 2;
  }

  get bytes(): number {
    return this.#end - this.#firstList;
  }

  /** @throws {KernelError} `CLOSED`. */
  get memory(): KernelMemory {
    if (this.#memory !== undefined) return this.#memory;
    throw new KernelError("CLOSED", "The postings have been closed. Make others.");
  }

  add = (documents: Uint32Array, impacts: Float32Array): number => {
    const { memory } = this;
    checkList(documents, impacts, this.documentCount);
    const start = this.#end;
    memory.grow(start + 8 * documents.length);
    const { u32, f32 } = memory;
    for (let index = 0, at = start / 4; index < documents.length; index++, at += 2) {
      u32[at] = documents[index]!;
      f32[at + 1] = impacts[index]!;
    }
    this.#end += 8 * documents.length;
    return this.#lists.push(start, documents.length) / 2 - 1;
  };

  close = (): void => {
    if (this.#memory === undefined) return;
    this.#forget(this.#memory);
    this.#memory = undefined;
    this.#lists.length = 0;
  };

  /** Triples of a query: address of a list, its length, its weight. */
  triplesOf({ lists, weights }: PostingsQuery): Float64Array {
    const triples = new Float64Array(3 * lists.length);
    for (let index = 0; index < lists.length; index++) {
      triples[3 * index] = this.#lists[2 * lists[index]!]!;
      triples[3 * index + 1] = this.#lists[2 * lists[index]! + 1]!;
      triples[3 * index + 2] = weights[index]!;
    }
    return triples;
  }
}

/** The search over postings of the kernels. */
export async function searchPostings(
  postings: Postings,
  queries: readonly PostingsQuery[],
  options: PostingsOptions,
  threads: number,
  pool: WorkerPool | undefined,
): Promise<BestDocuments[]> {
  if (!(postings instanceof WasmPostings)) {
    throw new KernelError(
      "PARAM_INVALID",
      "Postings must be searched by the kernels that made them; these were made by others.",
    );
  }
  const { memory, documentCount, scoresAt, scoreBytes } = postings;
  checkPostingsQueries(queries, options, postings);
  const { k, accept } = options;
  const triples = queries.map((query) => postings.triplesOf(query));
  // More documents than there are cannot be found: a smaller heap lets more queries into a chunk.
  const held = Math.max(1, Math.min(k, documentCount));
  const perHeap = heapBytes(held);
  const chunk = Math.floor(QUERIES_BYTES / (perHeap + 4));
  const search = postings.lastSearch.then(async () => {
    const found: BestDocuments[] = [];
    if (accept !== undefined) memory.u8.set(accept, ACCEPT_AT);
    for (let start = 0; start < triples.length; start += chunk) {
      const part = triples.slice(start, start + chunk);
      const args: BestDocumentsArgs = {
        queries: part,
        documentCount,
        scores: scoresAt,
        scoreBytes,
        matches: QUERIES_AT,
        heaps: QUERIES_AT + 4 * part.length,
        perHeap,
        k: held,
        hasMask: accept !== undefined,
      };
      Atomics.store(memory.i32, COUNTER_AT / 4, 0);
      // One query has nothing to share out, and a message to a worker costs more than it.
      if (pool === undefined || part.length === 1) {
        bestDocumentsKernel.run(memory.threadOf(0), args);
      } else {
        await pool.run(bestDocumentsKernel, memory, args, threads);
      }
      for (let query = 0; query < part.length; query++) found.push(readBest(memory, args, query));
    }
    return found;
  });
  postings.lastSearch = search.catch(() => undefined);
  return search;
}

function readBest(memory: KernelMemory, args: BestDocumentsArgs, query: number): BestDocuments {
  const at = (args.heaps + query * args.perHeap) / 4;
  const count = memory.i32[at]!;
  const rows = at + 2 + args.k;
  return {
    documents: memory.i32.slice(rows, rows + count),
    scores: memory.f32.slice(at + 2, at + 2 + count),
    matches: memory.i32[args.matches / 4 + query]!,
  };
}
