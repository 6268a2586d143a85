import { execFile } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { KernelMemory, loadModule } from "./kernel-memory.js";
import { COUNTER_AT, dataAt } from "./memory-layout.js";
import { topKKernel } from "./top-k-kernel.js";
import type { TopKArgs } from "./top-k-kernel.js";
import { createWorkerPool } from "./worker-pool.js";

const module = await loadModule();
const memory = new KernelMemory(module, dataAt(2) + 256 * 16);
/** The work of a search over `rowCount` rows of 4 numbers, all in one block. */
const search = (rowCount: number, blockBytes: number): TopKArgs => ({
  type: "f32",
  data: dataAt(2),
  blockBytes,
  valuesOffset: 0,
  vectorBytes: 16,
  codeBytes: 0,
  rowCount,
  queries: dataAt(2),
  codes: 0,
  numbers: 0,
  queryCount: 1,
  k: 1,
  hasMask: false,
});
const reset = (): void => {
  Atomics.store(memory.i32, COUNTER_AT / 4, 0);
};

describe("the pool of workers", () => {
  it("starts no worker before the first job, and as many as the job asks for then", async () => {
    const pool = createWorkerPool(module, 2);
    expect(pool.workers).toHaveLength(0);
    reset();
    await pool.run(topKKernel, memory, search(256, 4096), 1);
    expect(pool.workers).toHaveLength(1);
    reset();
    await pool.run(topKKernel, memory, search(256, 4096), 2);
    expect(pool.workers).toHaveLength(2);
  });

  it("hands on a trap of WebAssembly with the worker's stack, and works on", async () => {
    const pool = createWorkerPool(module, 1);
    reset();
    // The second block lies far behind the end of the memory.
    await expect(pool.run(topKKernel, memory, search(512, 2 ** 31), 1)).rejects.toMatchObject({
      code: "WORKER_FAILED",
      message: expect.stringContaining("out of bounds") as string,
      cause: { name: "RuntimeError", stack: expect.stringContaining("wasm-function") as string },
    });
    reset();
    await pool.run(topKKernel, memory, search(256, 4096), 1);
    expect(pool.workers).toHaveLength(1);
  });

  it("names a kernel that is not there", async () => {
    const pool = createWorkerPool(module, 1);
    await expect(pool.run({ name: "absent" }, memory, {}, 1)).rejects.toMatchObject({
      cause: { message: 'internal: there is no kernel "absent".' },
    });
  });

  it("fails the work of a worker that is killed, and replaces it", async () => {
    const pool = createWorkerPool(module, 1);
    reset();
    await pool.run(topKKernel, memory, search(256, 4096), 1);
    const [worker] = pool.workers;
    // 16 million times the same block: some seconds of work.
    reset();
    const failed = expect(
      pool.run(topKKernel, memory, search(2 ** 31 - 256, 0), 1),
    ).rejects.toMatchObject({ code: "WORKER_FAILED" });
    const exit = once(worker!, "exit");
    await worker!.terminate();
    await exit;
    await failed;
    expect(pool.workers).toHaveLength(0);
    reset();
    await pool.run(topKKernel, memory, search(256, 4096), 1);
    expect(pool.workers).toHaveLength(1);
    expect(pool.workers[0]).not.toBe(worker);
  });

  it("ends the idle workers that hold a large memory when it is given up", async () => {
    const pool = createWorkerPool(module, 1);
    const large = new KernelMemory(module, 2 ** 27 + 65_536);
    reset();
    await pool.run(topKKernel, memory, search(256, 4096), 1);
    pool.forget(memory);
    expect(pool.workers).toHaveLength(1);
    await pool.run(topKKernel, large, search(256, 4096), 1);
    pool.forget(large);
    expect(pool.workers).toHaveLength(0);
  });

  it("does not keep a process alive that has its answer, nor let one end that waits for it", async () => {
    const entry = fileURLToPath(new URL("../dist/index.js", import.meta.url));
    const script = `
      import { openKernels } from ${JSON.stringify(entry)};
      const kernels = await openKernels({ threads: 2 });
      const matrix = kernels.createMatrix({ dimensions: 1 });
      matrix.append(Float32Array.of(1, 3, 2));
      const [best] = await kernels.topK(matrix, Float32Array.of(1), { k: 2 });
      console.log(best.rows.join());
    `;
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--input-type=module",
      "--eval",
      script,
    ]);
    expect(stdout.trim()).toBe("1,2");
  });
});
