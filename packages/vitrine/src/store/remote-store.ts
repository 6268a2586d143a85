/**
 * @file The store of another process, over its socket.
 *
 * A connection that ends while a call waits says whether that call can have been carried out; the
 * caller of this file decides what follows from that.
 */
import { connect } from "node:net";
import type { Socket } from "node:net";
import type { EventKind } from "../data/event.js";
import type { Product } from "../data/product.js";
import { VitrineError, checkNotCancelled } from "../errors.js";
import {
  checkBatch,
  checkEventId,
  checkHistory,
  checkLimits,
  checkSequence,
} from "./event-checks.js";
import { toEventRow } from "./event-row.js";
import { readMessages, sendMessage } from "./message-stream.js";
import type { HistoryOptions, IdentityMerge, RecordedEvent } from "./event-store.js";
import type { StoreCall, StoreMessage } from "./store-calls.js";
import type { ChangeBatch, FinishResult, ImportSession, StageResult, Store } from "./store.js";

/** The holder is gone. Not an error of the caller's: whoever holds this connection handles it. */
export class ConnectionLost extends Error {
  /** Whether the call may have been carried out. */
  readonly mayBeDone: boolean;

  constructor(mayBeDone: boolean) {
    super("internal: the process that holds the database has ended");
    this.mayBeDone = mayBeDone;
  }
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
  readonly onProgress: ((applied: number, staged: number) => void) | undefined;
}

/**
 * Connects to a holder.
 *
 * @throws {ConnectionLost} When nobody answers at `path`.
 */
export async function connectRemoteStore(path: string): Promise<Store> {
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", () => {
      reject(new ConnectionLost(false));
    });
  });
  return createRemoteStore(socket);
}

function createRemoteStore(socket: Socket): Store {
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let lost = false;
  let left = false;
  let closing = false;

  const end = (): void => {
    lost = true;
    for (const { reject } of waiting.values()) reject(new ConnectionLost(!left));
    waiting.clear();
  };
  socket.unref();
  socket.removeAllListeners("error");
  socket.on("error", () => socket.destroy());
  socket.on("close", end);
  readMessages(socket, (message) => {
    // Only this user's processes can answer here, and they are of the same version or refuse.
    const said = message as StoreMessage;
    if ("leaving" in said) {
      left = true;
      socket.destroy();
      return;
    }
    const call = waiting.get(said.id);
    if ("progress" in said) {
      call?.onProgress?.(...said.progress);
      return;
    }
    waiting.delete(said.id);
    if (waiting.size === 0) socket.unref();
    if ("error" in said) call?.reject(toError(said.error));
    else call?.resolve(said.result);
    if (closing && waiting.size === 0) socket.destroy();
  });
  const ask = <T>(call: StoreCall, onProgress?: Waiting["onProgress"]): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (lost) {
        reject(new ConnectionLost(false));
        return;
      }
      const id = nextId;
      nextId += 1;
      waiting.set(id, { resolve: resolve, reject, onProgress });
      socket.ref();
      sendMessage(socket, { id, call });
    });
  async function* reading<T>(open: StoreCall, signal?: AbortSignal): AsyncGenerator<T> {
    const handle = await ask<number>(open);
    let done = false;
    try {
      for (;;) {
        checkNotCancelled(signal, "reading the store");
        const next = await ask<{ done?: boolean; value?: T }>({ method: "next", handle });
        if (next.done === true || next.value === undefined) {
          done = true;
          return;
        }
        yield next.value;
      }
    } finally {
      if (!done && !lost) await ask({ method: "endReading", handle }).catch(() => undefined);
    }
  }

  return {
    kind: "remote",
    identity: () => ask({ method: "identity" }),
    revision: () => ask({ method: "revision" }),
    productCount: () => ask({ method: "productCount" }),
    products: (ids) => ask({ method: "products", ids: [...ids] }),
    upsertProducts: (products) => ask({ method: "upsertProducts", products: [...products] }),
    deleteProducts: (ids) => ask({ method: "deleteProducts", ids: [...ids] }),
    changeCount: (revision) => ask({ method: "changeCount", revision }),
    importRecords: (limit = 20) => ask({ method: "importRecords", limit }),
    scan: ({ batchSize = 1_000, signal } = {}) =>
      reading<readonly Product[]>({ method: "openScan", batchSize }, signal),
    changesSince: (revision) => reading<ChangeBatch>({ method: "openChanges", revision }),
    behaviour: () => ask({ method: "behaviour" }),
    eventCount: () => ask({ method: "eventCount" }),
    eventSummary: () => ask({ method: "eventSummary" }),
    async recordEvents(events) {
      // What the holder would refuse as a message is refused here, with its reason.
      events.forEach(toEventRow);
      return ask({ method: "recordEvents", events: [...events] });
    },
    async *eventsSince(sequence, { batchSize = 1_000, signal } = {}) {
      checkSequence("sequence", sequence);
      checkBatch(batchSize);
      yield* reading<readonly RecordedEvent[]>(
        { method: "openEvents", sequence, batchSize },
        signal,
      );
    },
    async shopperEvents(id, options) {
      checkEventId("shopper", id);
      return ask({ method: "shopperEvents", id, ...toHistory(options) });
    },
    async anonymousEvents(id, options) {
      checkEventId("anonymous", id);
      return ask({ method: "anonymousEvents", id, ...toHistory(options) });
    },
    async sessionEvents(id, options) {
      checkEventId("session", id);
      return ask({ method: "sessionEvents", id, ...toHistory(options) });
    },
    async *identityMerges(sinceRevision = 0) {
      checkSequence("sinceRevision", sinceRevision);
      yield* reading<readonly IdentityMerge[]>({ method: "openMerges", sinceRevision });
    },
    async mergeShopper(anonymous, shopper) {
      checkEventId("anonymous", anonymous);
      checkEventId("shopper", shopper);
      return ask({ method: "mergeShopper", anonymous, shopper });
    },
    async exportShopper(id) {
      checkEventId("shopper", id);
      return ask({ method: "exportShopper", id });
    },
    async eraseShopper(id) {
      checkEventId("shopper", id);
      return ask({ method: "eraseShopper", id });
    },
    async pruneEvents(olderThan) {
      checkLimits(olderThan);
      return ask({ method: "pruneEvents", olderThan: { ...olderThan } });
    },
    async beginImport({ key, label }): Promise<ImportSession> {
      const begun = await ask<{
        handle: number;
        resumeAtRow: number;
        stagedCount: number;
        state?: unknown;
      }>({ method: "beginImport", key, label });
      const { handle, resumeAtRow, state } = begun;
      let { stagedCount } = begun;
      return {
        resumeAtRow,
        state,
        get stagedCount() {
          return stagedCount;
        },
        async stage(products, rowsRead, newState) {
          const result = await ask<StageResult>({
            method: "stage",
            handle,
            products: [...products],
            rowsRead,
            state: newState,
          });
          stagedCount += products.length - result.duplicateIds.length;
          return result;
        },
        async finish({ onProgress, signal, replace, keepIds = [], report, order, aboveRevision }) {
          const cancel = (): void => {
            // When it is too late for that, `finish` itself tells what became of it.
            ask({ method: "cancelFinish", handle }).catch(() => undefined);
          };
          checkNotCancelled(signal, "the import");
          signal?.addEventListener("abort", cancel);
          try {
            const asked = { replace, keepIds: [...keepIds], report, aboveRevision };
            return await ask<FinishResult>(
              { method: "finish", handle, ...asked, order: order ?? "known" },
              onProgress,
            );
          } finally {
            signal?.removeEventListener("abort", cancel);
          }
        },
        abandon: () => ask({ method: "abandon", handle }),
        suspend: () => ask({ method: "suspend", handle }),
      };
    },
    async close() {
      lost = true;
      closing = true;
      if (socket.closed) return;
      const closed = new Promise<void>((resolve) => {
        socket.once("close", () => {
          resolve();
        });
      });
      // With calls in flight the last answer ends it.
      if (waiting.size === 0) socket.destroy();
      await closed;
    },
  };
}

function toHistory(options: HistoryOptions = {}): {
  limit: number | undefined;
  kinds: EventKind[] | undefined;
  before: { time: string; sequence: number } | undefined;
} {
  checkHistory(options);
  const { limit, kinds, before } = options;
  return {
    limit,
    kinds: kinds === undefined ? undefined : [...kinds],
    before: before === undefined ? undefined : { time: before.time, sequence: before.sequence },
  };
}

function toError({
  message,
  code,
  details,
}: {
  message: string;
  code?: string;
  details?: unknown;
}): Error {
  if (code === undefined) return new Error(message);
  return new VitrineError(code as "STORE_FAILED", message, details as { store: string });
}
