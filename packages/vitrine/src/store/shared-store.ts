/**
 * @file One store for all processes that work in a folder: the first holds the database, the others ask it.
 *
 * When the holder ends, whoever asks next takes its place. A read is then simply repeated. A write
 * that the holder may have committed before it died is not: its caller is told, and may repeat it,
 * since the same write twice leaves the same catalogue.
 */
import { VitrineError } from "../errors.js";
import type { LockHolder } from "./folder-lock.js";
import { mayBeJudged } from "./process-identity.js";
import { ConnectionLost } from "./remote-store.js";
import type { ImportSession, Store } from "./store.js";
import { unavailable } from "./store-errors.js";

/** What connecting to a folder gives: the store, or who holds it without answering yet. */
export type Connected =
  | { readonly store: Store }
  | { readonly store?: undefined; readonly holder?: LockHolder; readonly lockFile?: string };

export interface SharedStoreOptions {
  /** For messages. */
  readonly label: string;
  /** Takes the folder or connects to its holder; one attempt. */
  readonly connect: () => Promise<Connected>;
  /** Waits before the next attempt. */
  readonly pause: (attempt: number) => Promise<void>;
}

/** Attempts before a holder that does not answer is reported. */
const maxAttempts = 600;

/** @throws {VitrineError} `LOCKED` when a process holds the folder and does not answer. */
export async function openSharedStore(options: SharedStoreOptions): Promise<Store> {
  let current: Promise<Store> | undefined = acquire(options);
  const first = await current;
  let kind = first.kind;
  let closed = false;

  const reach = async (): Promise<Store> => {
    if (closed) throw unavailable(options.label, "it is closed");
    current ??= acquire(options);
    const reached = current;
    try {
      const store = await reached;
      kind = store.kind;
      return store;
    } catch (error) {
      if (current === reached) current = undefined;
      throw error;
    }
  };
  const drop = async (store: Store): Promise<void> => {
    const held = await current?.catch(() => undefined);
    if (held === store) current = undefined;
    await store.close();
  };
  const run = async <T>(work: (store: Store) => Promise<T>, isRead: boolean): Promise<T> => {
    for (;;) {
      const store = await reach();
      try {
        return await work(store);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        await drop(store);
        if (error.mayBeDone && !isRead) throw lostDuringWrite(options.label, error);
      }
    }
  };
  const read = <T>(work: (store: Store) => Promise<T>): Promise<T> => run(work, true);
  const write = <T>(work: (store: Store) => Promise<T>): Promise<T> => run(work, false);

  /** @param isOfRevision - Whether the same revision gives the same batches, so that another holder can go on. */
  async function* readAll<T>(
    open: (store: Store) => AsyncIterable<T>,
    isOfRevision: boolean,
  ): AsyncGenerator<T> {
    let given = 0;
    let state: string | undefined;
    for (;;) {
      const store = await reach();
      try {
        const before = state;
        if (isOfRevision) state = `${await store.identity()} ${await store.revision()}`;
        // Of another state, or of one that nobody can know, the first batches were others.
        if (given > 0 && (!isOfRevision || state !== before)) {
          throw unavailable(options.label, "its holder ended while it was read");
        }
        let passed = 0;
        for await (const batch of open(store)) {
          passed += 1;
          if (passed <= given) continue;
          given = passed;
          yield batch;
        }
        return;
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        await drop(store);
      }
    }
  }

  return {
    get kind() {
      return kind;
    },
    identity: () => read((store) => store.identity()),
    revision: () => read((store) => store.revision()),
    productCount: () => read((store) => store.productCount()),
    products: (ids) => read((store) => store.products(ids)),
    changeCount: (revision) => read((store) => store.changeCount(revision)),
    importRecords: (limit) => read((store) => store.importRecords(limit)),
    upsertProducts: (products) => write((store) => store.upsertProducts(products)),
    deleteProducts: (ids) => write((store) => store.deleteProducts(ids)),
    behaviour: () => read((store) => store.behaviour()),
    eventCount: () => read((store) => store.eventCount()),
    eventSummary: () => read((store) => store.eventSummary()),
    shopperEvents: (id, history) => read((store) => store.shopperEvents(id, history)),
    anonymousEvents: (id, history) => read((store) => store.anonymousEvents(id, history)),
    sessionEvents: (id, history) => read((store) => store.sessionEvents(id, history)),
    eventsSince: (sequence, scanOptions) =>
      readAll((store) => store.eventsSince(sequence, scanOptions), false),
    identityMerges: (sinceRevision) =>
      readAll((store) => store.identityMerges(sinceRevision), false),
    exportShopper: (id) => read((store) => store.exportShopper(id)),
    // Writes of events do nothing the second time, so they are repeated like reads.
    recordEvents: (events) => read((store) => store.recordEvents(events)),
    mergeShopper: (anonymous, shopper) => read((store) => store.mergeShopper(anonymous, shopper)),
    eraseShopper: (id) => read((store) => store.eraseShopper(id)),
    pruneEvents: (olderThan) => read((store) => store.pruneEvents(olderThan)),
    scan: (scanOptions) => readAll((store) => store.scan(scanOptions), true),
    changesSince: (revision) => readAll((store) => store.changesSince(revision), true),
    // Nothing is staged yet, and an import of the same key goes on where it was: safe to repeat.
    beginImport: async (source) =>
      sessionOf(await read((store) => store.beginImport(source)), options.label),
    async close() {
      if (closed) {
        await (await current)?.close();
        return;
      }
      closed = true;
      const store = await current?.catch(() => undefined);
      await store?.close();
    },
  };
}

/** The session as its caller sees it: the end of the holder is an error with a remedy. */
function sessionOf(session: ImportSession, label: string): ImportSession {
  const told = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw error instanceof ConnectionLost ? lostDuringWrite(label, error) : error;
    });
  return {
    resumeAtRow: session.resumeAtRow,
    state: session.state,
    get stagedCount() {
      return session.stagedCount;
    },
    stage: (...batch) => told(session.stage(...batch)),
    finish: (options) => told(session.finish(options)),
    abandon: () => told(session.abandon()),
    suspend: () => told(session.suspend()),
  };
}

async function acquire({ label, connect, pause }: SharedStoreOptions): Promise<Store> {
  let holder: LockHolder | undefined;
  let lockFile: string | undefined;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const connected = await connect();
    if (connected.store !== undefined) return connected.store;
    ({ holder, lockFile } = connected);
    await pause(attempt);
  }
  const name =
    holder === undefined
      ? "another process"
      : `process ${holder.pid} on ${holder.host} (${holder.command}, since ${holder.since})`;
  const remedy =
    holder === undefined || lockFile === undefined || mayBeJudged(holder)
      ? "End that process, or wait for its end."
      : `End that process; if that machine or container is gone for good, delete ${lockFile}.`;
  throw new VitrineError(
    "LOCKED",
    `One process at a time may hold ${label}; ${name} holds it and does not answer. ${remedy}`,
    { path: label, holder: name },
  );
}

function lostDuringWrite(label: string, cause: Error): VitrineError {
  return unavailable(
    label,
    "the process that held it ended during a write, which may have been committed; the same write again does no harm",
    { cause },
  );
}
