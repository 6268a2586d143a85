/** @file Whether this runtime has what the kernels need. */
import { KernelError } from "./kernel-error.js";

/** What the kernels need, and whether it is there. */
export interface Support {
  readonly sharedMemory: boolean;
  readonly atomics: boolean;
  readonly simd: boolean;
}

// The smallest modules with i32.atomic.load of shared memory, and with i8x16.popcnt.
const ATOMICS = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 4, 1, 3, 1, 1, 10, 11, 1, 9, 0, 65,
  0, 254, 16, 2, 0, 26, 11,
];
const SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
];

/** Looks at the runtime as it is now. */
export function readSupport(): Support {
  const hasWebAssembly = typeof WebAssembly === "object";
  return {
    sharedMemory: typeof SharedArrayBuffer === "function",
    atomics: hasWebAssembly && WebAssembly.validate(Uint8Array.from(ATOMICS)),
    simd: hasWebAssembly && WebAssembly.validate(Uint8Array.from(SIMD)),
  };
}

/** @throws {KernelError} `UNSUPPORTED`, which names what is missing. */
export function checkSupport(support: Support): void {
  const missing = [
    support.sharedMemory ? [] : ["SharedArrayBuffer"],
    support.atomics ? [] : ["WebAssembly atomics"],
    support.simd ? [] : ["WebAssembly SIMD"],
  ].flat();
  if (missing.length === 0) return;
  throw new KernelError(
    "UNSUPPORTED",
    `The kernels need shared memory, atomics and SIMD in WebAssembly; this runtime lacks ${missing.join(" and ")}. ` +
      `Run Node 20 or newer on x64 or arm64, or ask for the slow plain version with { fallback: true }.`,
  );
}
