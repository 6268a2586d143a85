/** @file Hot numeric loops as WebAssembly SIMD over shared memory. */
export {};
