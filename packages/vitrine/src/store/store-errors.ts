/**
 * @file What a failure of the database is called.
 *
 * The SQLSTATE decides where there is one; what the system says of a socket or a file decides
 * otherwise.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
import { VitrineError, isVitrineError } from "../errors.js";

const lostConnection = /^(08|57P)/;
const diskFull = /^53100$/;
const noRoom = /no space left|file too large|quota exceeded/i;
const lostFiles = /^(58|XX001|XX002)/;
const systemCodes =
  /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EACCES)/;

/** What helps where the system does not let the files of a database be made or read. */
const makeRoom = "Make room and repeat the call.";
const mendRights =
  "Mend the permissions, work as the user that they belong to, or choose another disk.";
const moveAway = "Move what stands there away and repeat the call.";
const diskRemedies: Readonly<Record<string, string>> = {
  ENOSPC: makeRoom,
  EDQUOT: makeRoom,
  EFBIG: makeRoom,
  EROFS: mendRights,
  EACCES: mendRights,
  EPERM: mendRights,
  EEXIST: moveAway,
  ENOTDIR: moveAway,
  EISDIR: moveAway,
  ENOTEMPTY: "There is something in it that is no database: move it away and repeat the call.",
  EIO: "See that the disk is sound.",
};

/**
 * Says in Vitrine's words what the system said of the files of a database.
 *
 * @returns undefined when it is not about the disk.
 */
export function toDiskError(
  error: { readonly code: unknown; readonly message: string; readonly path?: unknown },
  folder: string,
): VitrineError<"DISK_FAILED"> | undefined {
  const remedy = diskRemedies[String(error.code)];
  if (remedy === undefined) return undefined;
  return new VitrineError(
    "DISK_FAILED",
    `The files of the database ${folder} must be made, read and written; got: ${error.message}. ${remedy}`,
    { path: typeof error.path === "string" ? error.path : folder },
    { cause: error },
  );
}

/**
 * Says in Vitrine's words what came of opening a folder.
 *
 * @returns The error itself when the system has no part in it.
 */
export function toFolderError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || isVitrineError(error)) return error;
  if (!("syscall" in error && "code" in error)) return error;
  return toDiskError(error, folder) ?? unavailable(folder, error.message, { cause: error });
}

/**
 * Says in Vitrine's words what a driver threw.
 *
 * @param store - Where the database stands; no passwords.
 * @returns The error itself when it is one of Vitrine already.
 */
export function toStoreError(error: unknown, store: string): VitrineError {
  if (isVitrineError(error)) return error;
  const root = rootCause(error);
  if (isVitrineError(root)) return root;
  const message = root instanceof Error ? root.message : String(root);
  const code = codeOf(root);
  const options = { cause: error };
  if (diskFull.test(code) || /^(ENOSPC|EFBIG|EDQUOT)$/.test(code) || noRoom.test(message)) {
    return new VitrineError(
      "DISK_FAILED",
      `The database ${store} must have room to write; got: ${message}. Nothing of this write was kept. Make room and repeat it.`,
      { path: store },
      options,
    );
  }
  if (
    lostConnection.test(code) ||
    systemCodes.test(code) ||
    /Connection terminated|timeout exceeded/.test(message)
  ) {
    return unavailable(store, message, options);
  }
  if (lostFiles.test(code)) {
    return unavailable(store, `${message} (its files are gone or damaged)`, options);
  }
  return new VitrineError(
    "STORE_FAILED",
    `The database ${store} must accept what is asked; got: ${message}. Nothing of this call was kept.`,
    { store, ...(/^[0-9A-Z]{5}$/.test(code) ? { sqlState: code } : {}) },
    options,
  );
}

/** `STORE_UNAVAILABLE`, with the reason. */
export function unavailable(store: string, reason: string, options?: ErrorOptions): VitrineError {
  return new VitrineError(
    "STORE_UNAVAILABLE",
    `The database ${store} must be reachable; got: ${reason}. See that it runs and its folder is there, then repeat the call.`,
    { store },
    options,
  );
}

/** Drizzle wraps what the driver threw. */
function rootCause(error: unknown): unknown {
  let root = error;
  while (root instanceof Error && root.cause !== undefined && !isVitrineError(root)) {
    root = root.cause;
  }
  return root;
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("sqlState" in error && typeof error.sqlState === "string") return error.sqlState;
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
