/**
 * @file Lets other processes of the same user work with the store that this process holds.
 *
 * A Unix socket in a folder that only this user may enter (a named pipe on Windows). The sockets
 * do not keep the process alive: who holds the store decides how long it lives.
 */
import { mkdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { dirname } from "node:path";
import { z } from "zod";
import { isVitrineError, VitrineError } from "../errors.js";
import { readMessages, sendMessage } from "./message-stream.js";
import { storeRequestHeadSchema, storeRequestSchema } from "./store-calls.js";
import type { SentError, StoreCall, StoreMessage } from "./store-calls.js";
import type { ImportSession, Store } from "./store.js";

export interface StoreServer {
  /** Takes no more calls, finishes those in flight, and tells the others to go elsewhere. */
  close(): Promise<void>;
}

/**
 * Answers calls for `store` at `path`.
 *
 * @param path - Of a socket that is not there yet; its folder is made.
 */
export async function serveStore(store: Store, path: string): Promise<StoreServer> {
  const isPipe = path.startsWith("\\\\");
  if (!isPipe) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const clients = new Map<Socket, StoreClient>();
  const server = createServer((socket) => {
    socket.unref();
    const client = createClient(store, socket);
    clients.set(socket, client);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      clients.delete(socket);
      void client.end();
    });
  });
  await listen(server, path);
  server.unref();
  return {
    async close() {
      server.close();
      await Promise.all([...clients.values()].map((client) => client.leave()));
      if (!isPipe) await rm(dirname(path), { recursive: true, force: true });
    },
  };
}

/** One connected process. */
interface StoreClient {
  leave(): Promise<void>;
  end(): Promise<void>;
}

function createClient(store: Store, socket: Socket): StoreClient {
  const readings = new Map<number, AsyncIterator<unknown>>();
  const imports = new Map<number, ImportSession>();
  const finishing = new Map<number, AbortController>();
  const inFlight = new Set<Promise<void>>();
  let nextHandle = 1;
  let leaving = false;

  const say = (message: StoreMessage): void => {
    if (!socket.destroyed) sendMessage(socket, message);
  };
  const read = (values: AsyncIterable<unknown>): number => {
    readings.set(nextHandle, values[Symbol.asyncIterator]());
    return nextHandle++;
  };
  const importOf = (handle: number): ImportSession => {
    const session = imports.get(handle);
    if (session === undefined) throw new Error("internal: there is no such import");
    return session;
  };
  const answer = async (id: number, call: StoreCall): Promise<unknown> => {
    switch (call.method) {
      case "identity":
      case "revision":
      case "productCount":
      case "behaviour":
      case "eventCount":
      case "eventSummary":
        return store[call.method]();
      case "products":
      case "deleteProducts":
        return store[call.method](call.ids);
      case "upsertProducts":
        return store.upsertProducts(call.products);
      case "changeCount":
        return store.changeCount(call.revision);
      case "importRecords":
        return store.importRecords(call.limit);
      case "openScan":
        return read(store.scan({ batchSize: call.batchSize }));
      case "openChanges":
        return read(store.changesSince(call.revision));
      case "recordEvents":
        return store.recordEvents(call.events);
      case "openEvents":
        return read(store.eventsSince(call.sequence, { batchSize: call.batchSize }));
      case "openMerges":
        return read(store.identityMerges(call.sinceRevision));
      case "shopperEvents":
      case "anonymousEvents":
      case "sessionEvents": {
        const { method, id: whose, limit, kinds, before } = call;
        return store[method](whose, {
          ...(limit === undefined ? {} : { limit }),
          ...(kinds === undefined ? {} : { kinds }),
          ...(before === undefined ? {} : { before }),
        });
      }
      case "mergeShopper":
        return store.mergeShopper(call.anonymous, call.shopper);
      case "exportShopper":
      case "eraseShopper":
        return store[call.method](call.id);
      case "pruneEvents":
        return store.pruneEvents(call.olderThan);
      case "next":
        return (await readings.get(call.handle)?.next()) ?? { done: true };
      case "endReading":
        await readings.get(call.handle)?.return?.();
        readings.delete(call.handle);
        return null;
      case "beginImport": {
        const session = await store.beginImport({ key: call.key, label: call.label });
        const handle = nextHandle++;
        imports.set(handle, session);
        const { resumeAtRow, stagedCount, state } = session;
        return { handle, resumeAtRow, stagedCount, state };
      }
      case "stage":
        return importOf(call.handle).stage(call.products, call.rowsRead, call.state);
      case "finish": {
        const { aboveRevision, ...options } = call;
        const controller = new AbortController();
        finishing.set(call.handle, controller);
        return importOf(call.handle).finish({
          ...options,
          signal: controller.signal,
          ...(aboveRevision === undefined ? {} : { aboveRevision }),
          report: call.report,
          onProgress: (applied, staged) => {
            say({ id, progress: [applied, staged] });
          },
        });
      }
      case "cancelFinish":
        finishing.get(call.handle)?.abort();
        return null;
      case "abandon":
      case "suspend":
        await importOf(call.handle)[call.method]();
        return null;
    }
  };
  const handle = async (message: unknown): Promise<void> => {
    // A message without an id is none of ours; one with an id is owed an answer, whatever its call is.
    const { id } = storeRequestHeadSchema.parse(message);
    try {
      say({ id, result: await answer(id, readCall(message)) });
    } catch (error) {
      say({ id, error: toSentError(error) });
    }
  };
  readMessages(socket, (message) => {
    // After the farewell nothing is carried out, so the sender may repeat it elsewhere.
    if (leaving) return;
    const work = handle(message).catch((error: unknown) => {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    inFlight.add(work);
    void work.then(() => inFlight.delete(work));
  });

  return {
    async leave() {
      leaving = true;
      await Promise.all(inFlight);
      say({ leaving: true });
      await new Promise<void>((resolve) => {
        socket.end(resolve);
        socket.once("close", () => {
          resolve();
        });
      });
      socket.destroy();
    },
    async end() {
      leaving = true;
      await Promise.all(inFlight);
      for (const reading of readings.values()) await reading.return?.();
      // The store may be closed by now, which has suspended them itself.
      for (const session of imports.values()) await session.suspend().catch(() => undefined);
    },
  };
}

function readCall(message: unknown): StoreCall {
  const parsed = storeRequestSchema.safeParse(message);
  if (parsed.success) return parsed.data.call;
  throw new VitrineError(
    "PARAM_INVALID",
    `A call of the store must have the parameters of its method; got:\n${z.prettifyError(parsed.error)}\nCorrect them.`,
    { param: parsed.error.issues[0]?.path.join(".") ?? "call", got: "other parameters" },
  );
}

function toSentError(error: unknown): SentError {
  const message = error instanceof Error ? error.message : String(error);
  if (!isVitrineError(error)) return { message };
  return { message, code: error.code, details: error.details };
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
