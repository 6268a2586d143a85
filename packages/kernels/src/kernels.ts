/** @file The kernels of this machine: what they offer, and how they are opened. */
import { availableParallelism } from "node:os";
import { MAX_DIMENSIONS, checkInteger } from "./checks.js";
import { loadModule } from "./kernel-memory.js";
import type { KernelMemory } from "./kernel-memory.js";
import type { Matrix, MatrixType } from "./matrix.js";
import { MAX_ROWS } from "./memory-layout.js";
import type { BestDocuments, Postings, PostingsOptions, PostingsQuery } from "./postings.js";
import { createReferenceKernels } from "./reference-kernels.js";
import { searchMatrix } from "./search.js";
import type { Best, SearchOptions } from "./search.js";
import { checkSupport, readSupport } from "./support.js";
import { WasmMatrix } from "./wasm-matrix.js";
import { WasmPostings, searchPostings } from "./wasm-postings.js";
import { createWorkerPool } from "./worker-pool.js";
import type { WorkerPool } from "./worker-pool.js";

/** How many threads a process uses at most, however many processors there are. */
const MAX_THREADS = 16;

/** What a matrix is to be. */
export interface MatrixOptions {
  /** An integer in [1, 65536]. */
  readonly dimensions: number;
  /** Default `f32`. */
  readonly type?: MatrixType;
}

/** What is asked of `openKernels`. */
export interface KernelsOptions {
  /**
   * Threads that share the work; from 1 to the machine's processors, at most 16; default all of
   * them. With 1 everything runs in the calling thread, and no other is started.
   */
  readonly threads?: number;
  /** Whether the slow plain version will do where the kernels cannot run; default false. */
  readonly fallback?: boolean;
}

/** Matrices and postings, and the searches over them. */
export interface Kernels {
  /** `reference` is the plain version in TypeScript: the same answers, one thread, slowly. */
  readonly kind: "wasm" | "reference";
  readonly threads: number;
  /** Makes an empty matrix. @throws {KernelError} `PARAM_INVALID`, `OUT_OF_MEMORY`. */
  readonly createMatrix: (options: MatrixOptions) => Matrix;
  /**
   * The rows with the greatest dot products, for each query of a batch. Searches over one matrix
   * run one after another.
   *
   * @param queries - Shape [queries, dimensions], finite. Do not change it while the search runs.
   * @returns Shape [queries], the same for any number of threads.
   * @throws {KernelError} `PARAM_INVALID`, `VECTOR_INVALID`, `CLOSED`, `WORKER_FAILED`.
   */
  readonly topK: (matrix: Matrix, queries: Float32Array, options: SearchOptions) => Promise<Best[]>;
  /** Makes postings without a list. @param documentCount - An integer in [1, 16777216]. */
  readonly createPostings: (documentCount: number) => Postings;
  /**
   * The documents with the greatest scores, for each query of a batch.
   *
   * @returns Shape [queries], the same for any number of threads.
   * @throws {KernelError} `PARAM_INVALID`, `CLOSED`, `WORKER_FAILED`.
   */
  readonly topDocuments: (
    postings: Postings,
    queries: readonly PostingsQuery[],
    options: PostingsOptions,
  ) => Promise<BestDocuments[]>;
}

let pool: WorkerPool | undefined;

/**
 * Loads the kernels. Threads start when first needed, are shared by the whole process and do not
 * keep it alive.
 *
 * @throws {KernelError} `UNSUPPORTED` where the runtime lacks what they need and no fallback was
 *   asked for; `PARAM_INVALID` when `threads` is out of range.
 *
 * @example
 * const kernels = await openKernels();
 * const matrix = kernels.createMatrix({ dimensions: 2 });
 * matrix.append(Float32Array.of(1, 0, 0, 1));
 * const [best] = await kernels.topK(matrix, Float32Array.of(0.2, 0.9), { k: 1 });
 * best.rows; // Int32Array [1]
 */
export async function openKernels(options: KernelsOptions = {}): Promise<Kernels> {
  const most = Math.min(availableParallelism(), MAX_THREADS);
  const threads = options.threads ?? most;
  checkInteger("threads", threads, 1, most);
  try {
    checkSupport(readSupport());
  } catch (error) {
    if (options.fallback !== true) throw error;
    return createReferenceKernels();
  }
  const module = await loadModule();
  const sharedPool = (): WorkerPool | undefined =>
    threads === 1 ? undefined : (pool ??= createWorkerPool(module, most));
  const forget = (memory: KernelMemory): void => {
    pool?.forget(memory);
  };
  return {
    kind: "wasm",
    threads,
    createMatrix({ dimensions, type = "f32" }) {
      checkInteger("dimensions", dimensions, 1, MAX_DIMENSIONS);
      return new WasmMatrix(module, type, dimensions, threads, forget);
    },
    topK: async (matrix, queries, search) =>
      searchMatrix(matrix, queries, search, threads, sharedPool()),
    createPostings(documentCount) {
      checkInteger("documentCount", documentCount, 1, MAX_ROWS);
      return new WasmPostings(module, documentCount, threads, forget);
    },
    topDocuments: async (postings, queries, search) =>
      searchPostings(postings, queries, search, threads, sharedPool()),
  };
}
