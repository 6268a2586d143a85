/**
 * @file PGlite on a folder, in a worker thread.
 *
 * PGlite survives the death of the process, not of the machine: it writes its journal before a
 * commit is acknowledged but never asks the system to force it to the disk. It has one connection;
 * statements and transactions take turns.
 *
 * The worker keeps the process alive only while a call is under way, so a forgotten `close` hangs
 * nothing.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { createSerialLock } from "./serial-lock.js";
import { unwrapQueryError } from "./sql-database.js";
import type { SqlConnection, SqlDatabase, SqlResult } from "./sql-database.js";
import { toStoreError, unavailable } from "./store-errors.js";

const workerFile = new URL("../../assets/pglite-worker.mjs", import.meta.url);

/**
 * Small buffers, because the system caches the files anyway; a journal that is cut as soon as a
 * checkpoint allows it; no compiler, which PGlite lacks.
 */
const settings = {
  shared_buffers: "16MB",
  min_wal_size: "2MB",
  max_wal_size: "64MB",
  wal_recycle: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  jit: "off",
};
/** What PGlite is built to start with; its default is twice as much. */
const initialMemoryBytes = 134_217_728;

/** PGlite's code, compiled once for all databases of this process. */
let program: Promise<object> | undefined;

async function compileProgram(): Promise<object> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  // Node has it; the types that this project compiles with belong to browsers only.
  const { WebAssembly: compiler } = globalThis as unknown as {
    readonly WebAssembly: { compile(bytes: Uint8Array): Promise<object> };
  };
  return compiler.compile(await readFile(join(dirname(entry), "pglite.wasm")));
}

/** What the worker answers. */
interface Answer {
  readonly id: number;
  readonly rows?: unknown[][];
  readonly columns?: readonly string[];
  readonly error?: { readonly message: string; readonly sqlState?: string };
}

/** What the worker says once. */
interface Greeting {
  readonly ready?: true;
  readonly failed?: { readonly message: string; readonly said: string };
}

interface Waiting {
  resolve(result: SqlResult): void;
  reject(error: unknown): void;
}

/**
 * Opens a folder of PGlite, or makes it. The caller must hold the folder's lock: a second process
 * on one folder corrupts it.
 *
 * @param folder - Absolute.
 * @throws {VitrineError} `STORE_UNAVAILABLE` when it can not be opened.
 */
export async function openPgliteDatabase(folder: string): Promise<SqlDatabase> {
  program ??= compileProgram();
  const worker = new Worker(workerFile, {
    workerData: { folder, settings, initialMemoryBytes, program: await program },
  });
  await greeting(worker, folder);
  return createPgliteDatabase(worker, folder);
}

function createPgliteDatabase(worker: Worker, folder: string): SqlDatabase {
  const turns = createSerialLock();
  const leases = new Set<string>();
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let ended: Error | undefined;

  const end = (reason: Error): void => {
    ended ??= reason;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  worker.on("message", ({ id, rows = [], columns = [], error }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (error === undefined) call?.resolve({ rows, columns });
    else call?.reject(toStoreError(Object.assign(new Error(error.message), error), folder));
  });
  worker.on("error", (error) => {
    end(unavailable(folder, `its thread failed: ${error.message}`, { cause: error }));
  });
  worker.on("exit", () => {
    end(unavailable(folder, "it is closed"));
  });
  worker.unref();

  const send = (message: object): Promise<SqlResult> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(ended);
        return;
      }
      const id = nextId;
      nextId += 1;
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, ...message });
    });
  const connection: SqlConnection = {
    query: (text, parameters = []) => send({ text, parameters }),
  };
  let closing: Promise<void> | undefined;

  return {
    kind: "pglite",
    label: folder,
    query: (text, parameters) => turns.run(() => connection.query(text, parameters)),
    transaction: (work, options = {}) =>
      turns.run(async () => {
        await connection.query(options.snapshot === true ? "begin read only" : "begin");
        try {
          const result = await work(connection);
          await connection.query("commit");
          return result;
        } catch (error) {
          // Where the database is gone there is nothing to roll back, and the first error is the one to tell.
          await connection.query("rollback").catch(() => undefined);
          throw unwrapQueryError(error);
        }
      }),
    async lease(name) {
      if (leases.has(name)) return undefined;
      leases.add(name);
      return {
        async release() {
          leases.delete(name);
        },
      };
    },
    async checkpoint() {
      await turns.run(() => connection.query("checkpoint"));
    },
    async vacuum(tables) {
      for (const table of tables) await turns.run(() => connection.query(`vacuum ${table}`));
    },
    close() {
      closing ??= turns.run(async () => {
        if (ended !== undefined) return;
        await send({ close: true });
        await worker.terminate();
      });
      return closing;
    },
  };
}

async function greeting(worker: Worker, folder: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const settle = (reason?: string, cause?: unknown): void => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
      if (reason === undefined) {
        resolve();
        return;
      }
      void worker.terminate();
      reject(unavailable(folder, reason, { cause }));
    };
    const onMessage = ({ ready, failed }: Greeting): void => {
      if (ready === true) settle();
      else settle(`${failed?.message ?? "no answer"} ${failed?.said ?? ""}`.trim());
    };
    const onError = (error: Error): void => {
      settle(error.message, error);
    };
    const onExit = (code: number): void => {
      settle(`its thread ended with ${code}`);
    };
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
  });
}
