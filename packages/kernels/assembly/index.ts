/** @file What the module exports: a kernel lists here what its TypeScript side calls. */
export { dotsF32, dotsI8 } from "./dots";
export { heapClear, heapSort } from "./heap";
export { addList, takeBest } from "./postings";
export { quantise, quantiseQuery } from "./quantise";
export { topKF32 } from "./top-k-f32";
export { topKI8 } from "./top-k-i8";
