/**
 * @file The threads of the process: started when first needed, asleep between jobs.
 *
 * A worker keeps the process alive only while it works. One that ends while it works fails its
 * jobs; the next job starts another in its place. 20 µs to 0.1 ms a job and thread.
 */
import { Worker } from "node:worker_threads";
import { KernelError } from "./kernel-error.js";
import type { Kernel } from "./kernel.js";
import type { KernelMemory } from "./kernel-memory.js";
import type { WorkerData, WorkerReply, WorkerRequest } from "./worker-messages.js";

// The compiled one also when this file is run from its source: Node cannot load TypeScript.
const ENTRY = new URL("../dist/worker.js", import.meta.url);

// An idle thread never collects its garbage: one that held this many bytes ends, so that they are free.
const WORTH_A_RESTART = 2 ** 27;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: KernelError) => void;
}

interface Member {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  /** The memories that the worker holds. */
  readonly memories: Set<number>;
}

export interface WorkerPool {
  readonly size: number;
  /** The threads that run now, for tests and diagnoses. */
  readonly workers: readonly Worker[];
  /**
   * Runs a kernel on several workers at once; resolves when all are done.
   *
   * @param threads - From 1 to `size`.
   * @throws {KernelError} `WORKER_FAILED`, after the other threads have ended.
   */
  readonly run: <Args>(
    kernel: Pick<Kernel<Args>, "name">,
    memory: KernelMemory,
    args: Args,
    threads: number,
  ) => Promise<void>;
  /** Lets the workers drop a memory that is used no more. */
  readonly forget: (memory: KernelMemory) => void;
}

/** Makes a pool of `size` workers, none of which runs yet. */
export function createWorkerPool(module: WebAssembly.Module, size: number): WorkerPool {
  const members: Member[] = [];
  let lastJob = 0;

  const start = (): Member => {
    const workerData: WorkerData = { module };
    const worker = new Worker(ENTRY, { workerData, execArgv: [], name: "vitrine-kernels" });
    const member: Member = { worker, waiting: new Map(), memories: new Set() };
    worker.unref();
    worker.on("message", ({ job, error }: WorkerReply) => {
      const waiting = member.waiting.get(job);
      member.waiting.delete(job);
      if (member.waiting.size === 0) worker.unref();
      if (error === undefined) waiting?.resolve();
      else waiting?.reject(failure(`A kernel failed: ${error.message}`, toError(error)));
    });
    const leave = (message: string, cause?: unknown): void => {
      const place = members.indexOf(member);
      if (place >= 0) members.splice(place, 1);
      for (const { reject } of member.waiting.values()) reject(failure(message, cause));
      member.waiting.clear();
    };
    worker.on("error", (cause) => {
      leave("A worker broke.", cause);
    });
    worker.on("exit", (code) => {
      leave(`A worker ended with code ${code} while it worked. The next call starts another.`);
    });
    members.push(member);
    return member;
  };

  /** The least busy members. */
  const choose = (count: number): Member[] => {
    while (members.length < Math.min(count, size)) start();
    while (members.length < size && members.some(({ waiting }) => waiting.size > 0)) start();
    return [...members].sort((a, b) => a.waiting.size - b.waiting.size).slice(0, count);
  };

  const post = (member: Member, request: WorkerRequest & { type: "run" }): Promise<void> =>
    new Promise((resolve, reject) => {
      member.waiting.set(request.job, { resolve, reject });
      member.worker.ref();
      member.worker.postMessage(request);
    });

  return {
    size,
    get workers() {
      return members.map(({ worker }) => worker);
    },
    async run(kernel, memory, args, threads) {
      const jobs = choose(threads).map((member, thread) => {
        const sent = member.memories.has(memory.id) ? undefined : memory.memory;
        member.memories.add(memory.id);
        return post(member, {
          type: "run",
          job: ++lastJob,
          kernel: kernel.name,
          memoryId: memory.id,
          memory: sent,
          thread,
          args,
        });
      });
      for (const outcome of await Promise.allSettled(jobs)) {
        if (outcome.status === "rejected") throw outcome.reason;
      }
    },
    forget(memory) {
      const idle: Member[] = [];
      for (const member of members) {
        if (!member.memories.delete(memory.id)) continue;
        if (memory.u8.byteLength > WORTH_A_RESTART && member.waiting.size === 0) {
          idle.push(member);
          continue;
        }
        const request: WorkerRequest = { type: "forget", memoryId: memory.id };
        member.worker.postMessage(request);
      }
      for (const member of idle) {
        members.splice(members.indexOf(member), 1);
        void member.worker.terminate();
      }
    },
  };
}

function failure(message: string, cause: unknown): KernelError {
  return new KernelError("WORKER_FAILED", message, { cause });
}

/** The worker's error with the worker's stack. */
function toError({ name, message, stack }: NonNullable<WorkerReply["error"]>): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = stack;
  return error;
}
