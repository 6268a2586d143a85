/** @file The one error class of this package. */

/** What went wrong. */
export type KernelErrorCode =
  /** This runtime lacks shared memory, atomics or SIMD in WebAssembly. */
  | "UNSUPPORTED"
  /** An option or argument is outside its range or of the wrong length. */
  | "PARAM_INVALID"
  /** A vector holds NaN or an infinity, or is too long for a bound to hold. */
  | "VECTOR_INVALID"
  /** What was called has been closed. */
  | "CLOSED"
  /** The memory cannot grow: the machine refuses, or 4 GB are full. */
  | "OUT_OF_MEMORY"
  /** A kernel failed in a worker, or the worker ended; `cause` has the worker's error and stack. */
  | "WORKER_FAILED";

/** An error whose message says what must hold, what was got and the remedy, in that order. */
export class KernelError extends Error {
  override readonly name = "KernelError";
  readonly code: KernelErrorCode;

  constructor(code: KernelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
