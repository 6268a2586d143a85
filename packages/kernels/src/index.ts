/** @file Hot numeric loops as WebAssembly SIMD over shared memory, on a pool of worker threads. */
export { KernelError } from "./kernel-error.js";
export type { KernelErrorCode } from "./kernel-error.js";
export { openKernels } from "./kernels.js";
export type { Kernels, KernelsOptions, MatrixOptions } from "./kernels.js";
export type { Matrix, MatrixType, RowCodes } from "./matrix.js";
export type { BestDocuments, Postings, PostingsOptions, PostingsQuery } from "./postings.js";
export { createReferenceKernels } from "./reference-kernels.js";
export type { Best, SearchOptions } from "./search.js";
export { readSupport } from "./support.js";
export type { Support } from "./support.js";
