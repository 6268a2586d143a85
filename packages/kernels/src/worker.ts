/** @file The thread of a worker: waits for messages and runs the kernels that they name. */
import { parentPort, workerData } from "node:worker_threads";
import { findKernel } from "./kernel-list.js";
import { bindKernels } from "./kernel-memory.js";
import type { KernelExports } from "./kernel-memory.js";
import type { WorkerData, WorkerReply, WorkerRequest } from "./worker-messages.js";

interface Bound {
  readonly memory: WebAssembly.Memory;
  readonly exports: KernelExports;
}

const { module } = workerData as WorkerData;
const known = new Map<number, Bound>();
const reply = (message: WorkerReply): void => {
  parentPort?.postMessage(message);
};

parentPort?.on("message", (request: WorkerRequest) => {
  if (request.type === "forget") {
    known.delete(request.memoryId);
    return;
  }
  try {
    const bound = bind(request.memoryId, request.memory);
    findKernel(request.kernel).run({ ...bound, thread: request.thread }, request.args as never);
    reply({ job: request.job });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    reply({ job: request.job, error: { name, message, stack: stack ?? message } });
  }
});

function bind(id: number, memory: WebAssembly.Memory | undefined): Bound {
  let bound = known.get(id);
  if (bound === undefined) {
    if (memory === undefined) throw new Error(`internal: memory ${id} was never sent.`);
    bound = { memory, exports: bindKernels(module, memory) };
    known.set(id, bound);
  }
  return bound;
}
