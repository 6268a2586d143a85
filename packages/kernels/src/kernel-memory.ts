/**
 * @file A shared WebAssembly memory with the kernels bound to it.
 *
 * 0.1 ms to make; each takes some GB of address space, of which only what is written costs RAM. The
 * memory is free when every thread has forgotten it and the garbage collector has run.
 */
import { readFile } from "node:fs/promises";
import { KernelError } from "./kernel-error.js";
import { MAX_PAGES, PAGE_BYTES } from "./memory-layout.js";

/** What the module exports; the sources in assembly/ say what each does. Addresses are byte numbers. */
export interface KernelExports {
  readonly heapClear: (heap: number) => void;
  readonly heapSort: (heap: number, k: number) => void;
  readonly topKF32: (...args: readonly number[]) => void;
  readonly topKI8: (...args: readonly number[]) => void;
  readonly dotsF32: (...args: readonly number[]) => void;
  readonly dotsI8: (...args: readonly number[]) => void;
  readonly quantise: (...args: readonly number[]) => void;
  readonly quantiseQuery: (values: number, count: number, codes: number, numbers: number) => number;
  readonly addList: (list: number, count: number, weight: number, scores: number) => void;
  readonly takeBest: (
    scores: number,
    count: number,
    heap: number,
    k: number,
    accept: number,
  ) => number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The module, read and compiled once a process. */
export function loadModule(): Promise<WebAssembly.Module> {
  compiled ??= readFile(new URL("../dist/kernels.wasm", import.meta.url)).then((bytes) =>
    WebAssembly.compile(bytes),
  );
  return compiled;
}

/** Binds the kernels to a memory. */
export function bindKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
}

let lastId = 0;

/** A memory and its views, which are renewed when it grows. */
export class KernelMemory {
  /** Unique in the process. */
  readonly id = ++lastId;
  readonly memory: WebAssembly.Memory;
  readonly exports: KernelExports;
  u8!: Uint8Array;
  i8!: Int8Array;
  i32!: Int32Array;
  u32!: Uint32Array;
  f32!: Float32Array;

  /** @throws {KernelError} `OUT_OF_MEMORY`. */
  constructor(module: WebAssembly.Module, bytes: number) {
    try {
      this.memory = new WebAssembly.Memory({
        initial: Math.ceil(bytes / PAGE_BYTES),
        maximum: MAX_PAGES,
        shared: true,
      });
    } catch (cause) {
      throw outOfMemory(bytes, cause);
    }
    this.exports = bindKernels(module, this.memory);
    this.#view();
  }

  /**
   * Makes room for `bytes` in all, without moving what is there.
   *
   * @throws {KernelError} `OUT_OF_MEMORY`.
   */
  grow(bytes: number): void {
    const has = this.u8.byteLength;
    if (bytes <= has) return;
    try {
      // Half as much again: growing renews the views, and asks the system each time.
      const wanted = Math.max(bytes, Math.min(1.5 * has, MAX_PAGES * PAGE_BYTES));
      this.memory.grow(Math.ceil((wanted - has) / PAGE_BYTES));
    } catch (cause) {
      throw outOfMemory(bytes, cause);
    }
    this.#view();
  }

  /** What a kernel needs to run in this thread. */
  threadOf(thread: number): { exports: KernelExports; memory: WebAssembly.Memory; thread: number } {
    return { exports: this.exports, memory: this.memory, thread };
  }

  #view(): void {
    const { buffer } = this.memory;
    this.u8 = new Uint8Array(buffer);
    this.i8 = new Int8Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.f32 = new Float32Array(buffer);
  }
}

function outOfMemory(bytes: number, cause: unknown): KernelError {
  return new KernelError(
    "OUT_OF_MEMORY",
    `A matrix or a set of postings must fit in 4 GB and in what the system gives; ${bytes} bytes were asked for. ` +
      `Use fewer rows, 8-bit codes, or several of them.`,
    { cause },
  );
}
