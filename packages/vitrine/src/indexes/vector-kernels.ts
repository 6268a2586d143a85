/**
 * @file The kernels that compare vectors, opened once a process: the plain ones for few vectors,
 * the compiled ones for many. Their answers are the same to the last bit.
 */
import { createReferenceKernels, openKernels, readSupport } from "@vitrine/kernels";
import type { Kernels } from "@vitrine/kernels";

/** Kernels by how much there is to do. */
export interface VectorKernels {
  /** In plain TypeScript: no memory of its own, for few rows. */
  readonly plain: Kernels;
  /** In the calling thread; searches the matrices of `threaded`. */
  readonly alone: Kernels;
  /** On all threads. Where the runtime lacks what they need these, too, are plain. */
  readonly threaded: Kernels;
}

let opened: Promise<VectorKernels> | undefined;

/** The kernels of this process. */
export async function openVectorKernels(): Promise<VectorKernels> {
  opened ??= loadKernels();
  return opened;
}

/**
 * Loads kernels of their own.
 *
 * @param threads - From 1 to the machine's processors, at most 16; default all of them.
 */
export async function loadKernels(threads?: number): Promise<VectorKernels> {
  return {
    plain: createReferenceKernels(),
    alone: await openKernels({ fallback: true, threads: 1 }),
    threaded: await openKernels({
      fallback: true,
      ...(threads === undefined ? {} : { threads }),
    }),
  };
}

/** Why vectors are compared slowly here; undefined where they are not. */
export function slowVectorsReason(): string | undefined {
  const { sharedMemory, atomics, simd } = readSupport();
  const missing = [
    ...(sharedMemory ? [] : ["SharedArrayBuffer"]),
    ...(atomics ? [] : ["WebAssembly atomics"]),
    ...(simd ? [] : ["WebAssembly SIMD"]),
  ];
  if (missing.length === 0) return undefined;
  return `Vectors are compared in plain TypeScript, about ten times slower: this runtime lacks ${missing.join(" and ")}. Run Node 20 or newer on x64 or arm64.`;
}
