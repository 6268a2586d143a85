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
