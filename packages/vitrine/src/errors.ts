/**
 * @file The one error class of the engine and the closed list of its codes.
 *
 * A code is a promise: callers switch on it, the CLI derives its exit code from
 * it and the server its HTTP status, each in one exhaustive table. Programmer
 * errors are not in this list; they are assertions whose message begins with
 * `internal:`.
 */

/** What each code carries beside its message. Adding a code here obliges every table that maps codes. */
export interface ErrorDetails {
  /** An option or argument is outside its range or of the wrong kind. */
  PARAM_INVALID: { readonly param: string; readonly got: unknown };
  /** A file or folder that was named does not exist. */
  FILE_NOT_FOUND: { readonly path: string };
  /** A file exists but the system will not let it be read or written. */
  FILE_UNREADABLE: { readonly path: string };
  /** The format of a data file can not be told or is not supported. */
  FORMAT_UNKNOWN: { readonly path: string };
  /** A data file is no longer the one that reading began with. */
  FILE_CHANGED: { readonly path: string };
  /** The bytes of a data file contradict its format. */
  FORMAT_BROKEN: { readonly path: string; readonly line?: number };
  /** A row of a data file breaks the rules of the schema. */
  ROW_INVALID: {
    readonly path: string;
    readonly line: number;
    readonly column?: string;
    readonly got?: unknown;
  };
  /** A column mapping names a column that the file lacks, or a required field has no column. */
  MAPPING_INVALID: { readonly field: string; readonly columns: readonly string[] };
  /** `vitrine.config.ts` does not hold what it must. */
  CONFIG_INVALID: { readonly path: string };
  /** A filter expression can not be read. */
  FILTER_INVALID: { readonly filter: string };
  /** A line of a judgements file can not be used. */
  JUDGEMENTS_INVALID: { readonly path: string; readonly line: number };
  /** An evaluation was left without a single query that can be scored. */
  NOTHING_TO_MEASURE: {
    readonly protocol: string;
    readonly skipped: Readonly<Record<string, number>>;
  };
  /** There is no product with this id. */
  PRODUCT_NOT_FOUND: { readonly id: string };
  /** The workspace has no catalogue or no index yet. */
  NOT_READY: { readonly workspace: string; readonly missing: string };
  /** A vector has the wrong length for the index or encoder it meets. */
  DIMENSION_MISMATCH: { readonly expected: number; readonly got: number };
  /** A vector holds NaN or an infinity. */
  VECTOR_INVALID: { readonly id: string };
  /** A model was found nowhere. */
  MODEL_NOT_FOUND: { readonly model: string; readonly tried: readonly string[] };
  /** The files of a model contradict each other or are of an unsupported kind. */
  MODEL_INVALID: { readonly model: string; readonly file?: string };
  /** The network is needed and may not be or can not be used. */
  OFFLINE: { readonly model: string };
  /** The bytes of a file are not the ones that were promised. */
  CHECKSUM_MISMATCH: { readonly path: string; readonly expected: string; readonly got: string };
  /** There is no artifact of this name or version. */
  ARTIFACT_NOT_FOUND: { readonly name: string; readonly version?: string };
  /** An artifact is truncated, tampered with or written by something else. */
  ARTIFACT_INVALID: { readonly name: string; readonly version: string; readonly file?: string };
  /** The bytes of a saved index or model are truncated, damaged or of another kind. */
  BYTES_INVALID: { readonly kind: string; readonly section?: string };
  /** Another process holds what this one needs. */
  LOCKED: { readonly path: string; readonly holder?: string };
  /** The disk is full, read-only or gone. */
  DISK_FAILED: { readonly path: string };
  /** The database can not be reached, or not any more. */
  STORE_UNAVAILABLE: { readonly store: string };
  /** The database refused a statement, or what it holds contradicts its schema. */
  STORE_FAILED: { readonly store: string; readonly sqlState?: string };
  /** The database was written by a newer version of Vitrine. */
  STORE_NEWER: { readonly store: string; readonly schemaVersion: number };
  /** The database has not come to a revision that something was built from. */
  STORE_BEHIND: { readonly revision: number; readonly asked: number };
  /** A backup is truncated, damaged or not one of Vitrine. */
  BACKUP_INVALID: { readonly path: string; readonly line?: number };
  /** There is no kept evaluation of this id. */
  EVALUATION_NOT_FOUND: { readonly id: string };
  /** A visitor is to become a shopper and is another one already. */
  SHOPPER_CONFLICT: { readonly anonymous: string };
  /** There is no key of this id. */
  KEY_NOT_FOUND: { readonly id: string };
  /** The server has no route of this path. */
  ROUTE_NOT_FOUND: { readonly path: string };
  /** The route does not take this method. */
  METHOD_NOT_ALLOWED: { readonly method: string; readonly allowed: readonly string[] };
  /** The body comes in a format, character set or compression that is not read. */
  MEDIA_TYPE_UNSUPPORTED: { readonly got: string };
  /** A request breaks the rules of HTTP, or its body those of JSON. */
  REQUEST_MALFORMED: { readonly part: string };
  /** The body, or one header, is larger than the server reads. */
  REQUEST_TOO_LARGE: { readonly part: "body" | "headers"; readonly limitBytes: number };
  /** A request was not there whole in the time that it had. */
  REQUEST_TIMEOUT: { readonly part: string };
  /** A route needs a key, and none or one that does not hold was given. */
  KEY_REQUIRED: { readonly needs: string };
  /** Who calls may not do this. */
  FORBIDDEN: { readonly needs: string };
  /** A request is meant for a host that this server is not. */
  HOST_REFUSED: { readonly host: string };
  /** A key or address has sent more requests than it may. */
  RATE_LIMITED: { readonly retryAfterSeconds: number };
  /** The server has as many requests as it can answer in time. */
  OVERLOADED: { readonly retryAfterSeconds: number };
  /** What another server answered can not be passed on. */
  UPSTREAM_FAILED: { readonly host: string };
  /** The caller's signal asked for the end. */
  CANCELLED: { readonly during: string };
}

/** Every code that a `VitrineError` can carry. */
export type ErrorCode = keyof ErrorDetails;

/**
 * An error a caller can act on. Its message says what must hold, what was got
 * and the remedy, in that order.
 *
 * @example
 * throw new VitrineError(
 *   "PARAM_INVALID",
 *   "k must be a positive integer; got 0. Ask for at least one result.",
 *   { param: "k", got: 0 },
 * );
 */
export class VitrineError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "VitrineError";
  readonly code: C;
  readonly details: ErrorDetails[C];

  constructor(code: C, message: string, details: ErrorDetails[C], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** Whether `error` is a `VitrineError`, and of this code when one is given. */
export function isVitrineError<C extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: C,
): error is VitrineError<C> {
  return error instanceof VitrineError && (code === undefined || error.code === code);
}

/** Throws `CANCELLED` when the caller's signal has asked for the end of `during`. */
export function checkNotCancelled(signal: AbortSignal | undefined, during: string): void {
  if (signal?.aborted !== true) return;
  throw new VitrineError(
    "CANCELLED",
    `${during} was cancelled before it ended.`,
    { during },
    { cause: signal.reason },
  );
}
