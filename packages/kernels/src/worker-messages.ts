/** @file What the pool and its workers say to each other. */

export interface WorkerData {
  readonly module: WebAssembly.Module;
}

export type WorkerRequest =
  | {
      readonly type: "run";
      readonly job: number;
      readonly kernel: string;
      readonly memoryId: number;
      /** Sent with the first job over this memory. */
      readonly memory: WebAssembly.Memory | undefined;
      readonly thread: number;
      readonly args: unknown;
    }
  | { readonly type: "forget"; readonly memoryId: number };

export interface WorkerReply {
  readonly job: number;
  readonly error?: { readonly name: string; readonly message: string; readonly stack: string };
}
