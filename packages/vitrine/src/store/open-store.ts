/**
 * @file Opens the store of a workspace: a Postgres server when one is named, else PGlite in its folder.
 */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isOfItsFolder, readLockHolder, tryLock } from "./folder-lock.js";
import type { FolderLock, LockHolder } from "./folder-lock.js";
import { openSqlStore } from "./open-sql-store.js";
import { openPgliteDatabase } from "./pglite-database.js";
import { defaultTemplateFolder, makePgliteFolder } from "./pglite-template.js";
import { openPostgresDatabase } from "./postgres-database.js";
import { ownCommand } from "./process-identity.js";
import { ConnectionLost, connectRemoteStore } from "./remote-store.js";
import { readRevisionFile, revisionFileHooks, writeRevisionFile } from "./revision-file.js";
import type { KnownRevision } from "./revision-file.js";
export type { KnownRevision } from "./revision-file.js";
import { openSharedStore } from "./shared-store.js";
import type { Connected } from "./shared-store.js";
import { VitrineError } from "../errors.js";
import { toFolderError, unavailable } from "./store-errors.js";
import { serveStore } from "./store-server.js";
import type { Store } from "./store.js";

export interface OpenStoreOptions {
  /** Of the database: `.vitrine/database` in the workspace. Its lock lies beside it. */
  readonly folder: string;
  /** Of a Postgres server; without it PGlite in the workspace. */
  readonly databaseUrl?: string | undefined;
  /** Postgres schema of the workspace on the server; goes before `?schema=` of the URL. */
  readonly schema?: string | undefined;
  /** What others are told holds the folder; default what this process was started as, like `vitrine import`. */
  readonly command?: string;
  readonly clock: () => Date;
  /** Told what does not stop the work but should be known. */
  readonly log?: { warn(message: string): void };
  /** Where templates of new folders are kept; default beside the models in the user's cache. */
  readonly templateFolder?: string;
}

const pauseMs = 50;

/**
 * Opens the store and brings it to the newest schema. Several processes may open one workspace:
 * the first holds the database and answers for the others.
 *
 * @throws {VitrineError} `STORE_UNAVAILABLE`, `STORE_NEWER`, `LOCKED` when a holder does not answer,
 *   `DISK_FAILED` when the folder can not be made or written, `PARAM_INVALID` when the URL or schema
 *   can not be used.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { databaseUrl, schema, clock } = options;
  if (databaseUrl !== undefined) {
    const server = { databaseUrl, ...(schema === undefined ? {} : { schema }) };
    return openSqlStore(await openPostgresDatabase(server), { clock });
  }
  const database = resolve(options.folder);
  return openSharedStore({
    label: database,
    connect: () =>
      connectToFolder(database, options).catch((error: unknown) => {
        throw toFolderError(error, database);
      }),
    pause: () => wait(pauseMs),
  });
}

/**
 * How far the catalogue in a folder of PGlite has come, without opening the database.
 *
 * @returns undefined when only the database can tell: `openStore`, then.
 */
export async function readCatalogueRevision(folder: string): Promise<KnownRevision | undefined> {
  return readRevisionFile(resolve(folder));
}

/** Which process holds the PGlite database in a folder; undefined when none does. */
export async function readDatabaseHolder(folder: string): Promise<LockHolder | undefined> {
  return readLockHolder(`${resolve(folder)}.lock`);
}

async function connectToFolder(
  database: string,
  { clock, command = ownCommand(process.argv), templateFolder, log }: OpenStoreOptions,
): Promise<Connected> {
  const socket = newSocketPath();
  const attempt = await tryLock(`${database}.lock`, {
    command,
    since: clock().toISOString(),
    socket,
  });
  if (!attempt.acquired) {
    const { holder, file: lockFile } = attempt;
    if (holder === undefined || lockFile === undefined) return {};
    if (!(await isOfItsFolder(lockFile, holder))) throw copied(database, holder);
    try {
      return { store: await connectRemoteStore(holder.socket) };
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      // It is about to listen, or about to end.
      return { holder, lockFile };
    }
  }
  const templates = templateFolder ?? defaultTemplateFolder(process.env);
  return {
    store: await openHeld(database, socket, attempt, clock, () =>
      makePgliteFolder(database, templates, log),
    ),
  };
}

/** Through the holder of the original one would write into the original. */
function copied(database: string, { command, pid }: LockHolder): VitrineError {
  return new VitrineError(
    "STORE_UNAVAILABLE",
    `The database ${database} must not be a copy that was made while it was open; "${command}" (process ${pid}) has the original open, and what was copied may be half written. End that process and copy again, or use vitrine backup and vitrine restore.`,
    { store: database },
  );
}

async function openHeld(
  database: string,
  socket: string,
  lock: FolderLock,
  clock: () => Date,
  makeFolder: () => Promise<void>,
): Promise<Store> {
  try {
    await makeFolder();
    let identity = "";
    let server: Awaited<ReturnType<typeof serveStore>> | undefined;
    const store = await openSqlStore(await openPgliteDatabase(database), {
      clock,
      hooks: revisionFileHooks(database, () => identity),
      onClosed: () => lock.release(),
    });
    try {
      // Taken away while the folder was made, which made it anew, it would not keep others out.
      if (!(await lock.isThere())) throw unavailable(database, "its lock was taken away");
      identity = await store.identity();
      await writeRevisionFile(database, { identity, revision: await store.revision() });
      server = await serveStore(store, socket);
    } catch (error) {
      await store.close().catch(() => undefined);
      throw error;
    }
    let closing: Promise<void> | undefined;
    return {
      ...store,
      close() {
        closing ??= (async () => {
          // The others go on elsewhere as soon as the lock is free.
          try {
            await server.close();
          } finally {
            await store.close();
          }
        })();
        return closing;
      },
    };
  } catch (error) {
    // What went wrong first is the error to tell.
    await rm(dirname(socket), { recursive: true, force: true }).catch(() => undefined);
    await lock.release().catch(() => undefined);
    throw error;
  }
}

/** Short, because the path of a Unix socket has little more than a hundred bytes. */
function newSocketPath(): string {
  const name = `vitrine-${randomBytes(9).toString("base64url")}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  const folder = tmpdir();
  const longest = 80;
  return join(folder.length + basename(name).length > longest ? "/tmp" : folder, name, "store");
}
