/**
 * @file PGlite on a folder, in a worker thread.
 *
 * PGlite survives the death of the process, not of the machine: it writes its journal before a
 * commit is acknowledged but never asks the system to force it to the disk. It has one connection;
 * statements and transactions take turns.
 *
 * The worker keeps the process alive only while a call is under way, so a forgotten `close` hangs
 * nothing. Meanwhile the folder is looked at every second; when it is gone the worker, which may
 * compute for ever without it, is ended and every call fails.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { VitrineError } from "../errors.js";
import { createFolderWatch, lookEveryMs } from "./folder-watch.js";
import type { FolderWatch } from "./folder-watch.js";
import { createSerialLock } from "./serial-lock.js";
import { unwrapQueryError } from "./sql-database.js";
import type { SqlConnection, SqlDatabase, SqlResult } from "./sql-database.js";
import { toDiskError, toStoreError, unavailable } from "./store-errors.js";

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
  readonly failed?: {
    readonly message: string;
    readonly said: string;
    /** What the system says of the disk. */
    readonly sqlState?: string;
  };
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
 * @throws {VitrineError} `STORE_UNAVAILABLE` when it can not be opened, `DISK_FAILED` when the disk is
 *   full or may not be written.
 */
export async function openPgliteDatabase(folder: string): Promise<SqlDatabase> {
  program ??= compileProgram();
  const worker = new Worker(workerFile, {
    workerData: { folder, settings, initialMemoryBytes, program: await program },
  });
  const watch = createFolderWatch(folder);
  try {
    await greeting(worker, folder, watch);
  } catch (error) {
    watch.end();
    throw error;
  }
  return createPgliteDatabase(worker, folder, watch);
}

function createPgliteDatabase(worker: Worker, folder: string, watch: FolderWatch): SqlDatabase {
  const turns = createSerialLock();
  const leases = new Set<string>();
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let ended: Error | undefined;

  const end = (reason: Error): void => {
    ended ??= reason;
    clearInterval(looks);
    watch.end();
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const endIfGone = async (): Promise<void> => {
    const reason = await watch.look();
    if (reason === undefined || ended !== undefined) return;
    end(unavailable(folder, reason));
    await worker.terminate();
  };
  const looks = setInterval(() => {
    if (waiting.size > 0) void endIfGone();
  }, lookEveryMs);
  looks.unref();
  const take = (id: number): Waiting | undefined => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    return call;
  };
  worker.on("message", ({ id, rows = [], columns = [], error }: Answer) => {
    if (error === undefined) {
      take(id)?.resolve({ rows, columns });
      return;
    }
    // Without its files a database says anything; that they are gone is the error to tell.
    void endIfGone().then(() => {
      take(id)?.reject(toStoreError(Object.assign(new Error(error.message), error), folder));
    });
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
  // A commit into files that are gone succeeds, and nothing of it is kept.
  const checkThere = async (): Promise<void> => {
    await endIfGone();
    if (ended !== undefined) throw ended;
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
          if (options.snapshot !== true) await checkThere();
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
    async scrub(tables) {
      // Written anew, tables and their indexes have new files. The old ones, and the journal up to
      // here, go at the second checkpoint: the first still begins in the file it is written to.
      for (const table of tables) await turns.run(() => connection.query(`vacuum full ${table}`));
      for (let round = 0; round < 2; round += 1) {
        await turns.run(() => connection.query("select pg_switch_wal()"));
        await turns.run(() => connection.query("checkpoint"));
      }
    },
    close() {
      closing ??= turns.run(async () => {
        try {
          if (ended === undefined) await send({ close: true });
        } finally {
          await worker.terminate();
        }
      });
      return closing;
    },
  };
}

async function greeting(worker: Worker, folder: string, watch: FolderWatch): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const settle = (failure?: VitrineError): void => {
      clearInterval(looks);
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
      if (failure === undefined) {
        resolve();
        return;
      }
      void worker.terminate();
      reject(failure);
    };
    const onMessage = ({ ready, failed }: Greeting): void => {
      if (ready === true) settle();
      else settle(toOpeningError(failed, folder));
    };
    const onError = (error: Error): void => {
      settle(unavailable(folder, error.message, { cause: error }));
    };
    const onExit = (code: number): void => {
      settle(unavailable(folder, `its thread ended with ${code}`));
    };
    const looks = setInterval(() => {
      void watch.look().then((reason) => {
        if (reason !== undefined) settle(unavailable(folder, reason));
      });
    }, lookEveryMs);
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
  });
  // From now on there is a database in it.
  await watch.look();
}

function toOpeningError(failed: Greeting["failed"], folder: string): VitrineError {
  const { message = "no answer", said = "", sqlState: code = "" } = failed ?? {};
  return toDiskError({ code, message }, folder) ?? unavailable(folder, `${message} ${said}`.trim());
}
