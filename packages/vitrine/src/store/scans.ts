/**
 * @file Reads of the whole catalogue that see one state of it, whatever is written meanwhile.
 *
 * On a server a scan is a read-only transaction at isolation level repeatable read. PGlite has one
 * connection, and a transaction that stays open would stop the writers; there a scan reads page
 * after page, and a write that comes in between first lets the database put the rest of the
 * catalogue, as it is, behind a cursor that outlives its transaction. Without writers that costs
 * nothing; with one, a copy of the rest of the catalogue into temporary files, once a scan.
 */
import { checkNotCancelled } from "../errors.js";
import type { Product } from "../data/product.js";
import { readPage, selectAfter } from "./read-products.js";
import type { SerialLock } from "./serial-lock.js";
import { toDrizzle } from "./sql-database.js";
import type { SqlConnection, SqlDatabase } from "./sql-database.js";
import { unavailable } from "./store-errors.js";

export interface Scans {
  /** Pages of the catalogue in its order. */
  scan(size: number, signal: AbortSignal | undefined): AsyncGenerator<readonly Product[]>;
  /** Before a write, with the gate held: keeps for every scan under way what it has not yet read. */
  freeze(): Promise<void>;
  /** Ends the scans under way; their readers fail. */
  end(): Promise<void>;
}

/**
 * @param gate - Held by every write of the catalogue in this process.
 */
export function createScans(database: SqlDatabase, gate: SerialLock): Scans {
  return database.kind === "pglite" ? createPagedScans(database, gate) : createSnapshots(database);
}

interface PagedScan {
  position: number;
  started: boolean;
  /** Reads on when the rest stands behind a cursor. */
  fetchNext?: (size: number) => Promise<readonly Product[]>;
  /** Lets go what stands behind the cursor. */
  leave?: () => Promise<void>;
  ended: boolean;
}

function createPagedScans(database: SqlDatabase, gate: SerialLock): Scans {
  const active = new Set<PagedScan>();
  let nextCursor = 0;

  const freeze = async (scan: PagedScan): Promise<void> => {
    const cursor = `vitrine_scan_${nextCursor}`;
    nextCursor += 1;
    const { text, toProduct } = selectAfter(toDrizzle(database), scan.position);
    await database.query(`declare ${cursor} no scroll cursor with hold for ${text}`);
    scan.fetchNext = async (size) => {
      const { rows } = await database.query(`fetch ${size} from ${cursor}`);
      return rows.map(toProduct);
    };
    scan.leave = async () => {
      await database.query(`close ${cursor}`);
    };
  };
  const readNext = async (scan: PagedScan, size: number): Promise<readonly Product[]> => {
    if (scan.ended) throw unavailable(database.label, "it was closed during the scan");
    scan.started = true;
    if (scan.fetchNext !== undefined) return scan.fetchNext(size);
    const page = await readPage(toDrizzle(database), scan.position, size);
    scan.position = page.lastPosition;
    return page.products;
  };

  return {
    async *scan(size, signal) {
      const scan: PagedScan = { position: -1, started: false, ended: false };
      active.add(scan);
      try {
        for (;;) {
          checkNotCancelled(signal, "reading the catalogue");
          const products = await gate.run(() => readNext(scan, size));
          if (products.length > 0) yield products;
          if (products.length < size) return;
        }
      } finally {
        active.delete(scan);
        // With the database gone the cursor is as well.
        await gate.run(async () => scan.leave?.()).catch(() => undefined);
      }
    },
    async freeze() {
      for (const scan of active) {
        if (scan.started && scan.fetchNext === undefined) await freeze(scan);
      }
    },
    async end() {
      for (const scan of active) scan.ended = true;
    },
  };
}

function createSnapshots(database: SqlDatabase): Scans {
  const active = new Map<() => void, Promise<void>>();
  return {
    async *scan(size, signal) {
      const { connection, end, ended } = await openSnapshot(database);
      active.set(end, ended);
      try {
        let position = -1;
        for (;;) {
          checkNotCancelled(signal, "reading the catalogue");
          if (!active.has(end)) throw unavailable(database.label, "it was closed during the scan");
          const page = await readPage(toDrizzle(connection), position, size);
          position = page.lastPosition;
          if (page.products.length > 0) yield page.products;
          if (page.products.length < size) return;
        }
      } finally {
        active.delete(end);
        end();
        await ended;
      }
    },
    async freeze() {
      // The server keeps what a snapshot sees.
    },
    async end() {
      const all = [...active];
      active.clear();
      for (const [end, ended] of all) {
        end();
        await ended;
      }
    },
  };
}

/** A transaction that stays open until it is told to end. */
async function openSnapshot(
  database: SqlDatabase,
): Promise<{ connection: SqlConnection; end: () => void; ended: Promise<void> }> {
  return new Promise((resolve, reject) => {
    let end = (): void => undefined;
    const until = new Promise<void>((finish) => {
      end = finish;
    });
    const ended = database
      .transaction(
        async (connection) => {
          resolve({ connection, end, ended: ended.catch(() => undefined) });
          await until;
        },
        { snapshot: true },
      )
      .catch(reject);
  });
}
