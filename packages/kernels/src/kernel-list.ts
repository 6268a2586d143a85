/** @file Every kernel that a worker can run. */
import type { Kernel } from "./kernel.js";
import { bestDocumentsKernel } from "./best-documents-kernel.js";
import { topKKernel } from "./top-k-kernel.js";

const kernels: readonly Kernel<never>[] = [topKKernel, bestDocumentsKernel];

/** The kernel of this name. */
export function findKernel(name: string): Kernel<never> {
  const kernel = kernels.find((candidate) => candidate.name === name);
  if (kernel === undefined) throw new Error(`internal: there is no kernel "${name}".`);
  return kernel;
}
