/**
 * @file The contract of what threads run.
 *
 * A kernel is a function that several threads call at once over one memory. It takes work by
 * adding to the counter of the memory and writes only what is its thread's own, so that the
 * result is the same however many threads there are. What it has made lies in the memory.
 */
import type { KernelExports } from "./kernel-memory.js";

/** What one thread works with. */
export interface KernelThread {
  readonly exports: KernelExports;
  readonly memory: WebAssembly.Memory;
  /** From 0 to the number of threads − 1. */
  readonly thread: number;
}

/** Work that threads share. `Args` must survive a structured clone. */
export interface Kernel<Args> {
  /** Unique among the kernels. */
  readonly name: string;
  readonly run: (thread: KernelThread, args: Args) => void;
}

/** Declares a kernel; it must also stand in kernel-list.ts, where the workers look for it. */
export function defineKernel<Args>(kernel: Kernel<Args>): Kernel<Args> {
  return kernel;
}
