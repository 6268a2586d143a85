/** @file The one table from error codes to HTTP statuses and titles. */
import { STATUS_CODES } from "node:http";
import { isVitrineError } from "../errors.js";
import type { ErrorCode } from "../errors.js";

/** What a fault of Vitrine itself is called, which no error code stands for. */
export const INTERNAL = "INTERNAL";

/** A code that a problem can carry. */
export type ProblemCode = ErrorCode | typeof INTERNAL;

/** Exhaustive on purpose: a new code does not compile until it has its status. */
export const PROBLEMS: Readonly<
  Record<ProblemCode, { readonly status: number; readonly title: string }>
> = {
  PARAM_INVALID: { status: 400, title: "A parameter or field is not what it must be" },
  FILTER_INVALID: { status: 400, title: "A filter can not be read" },
  MAPPING_INVALID: { status: 400, title: "A column mapping does not fit" },
  FORMAT_UNKNOWN: { status: 400, title: "The format of the data is not known" },
  FORMAT_BROKEN: { status: 400, title: "The data contradicts its format" },
  REQUEST_MALFORMED: { status: 400, title: "The request can not be read" },
  KEY_REQUIRED: { status: 401, title: "A key that holds is needed" },
  FORBIDDEN: { status: 403, title: "This caller may not do this" },
  FILE_NOT_FOUND: { status: 404, title: "There is no such file" },
  PRODUCT_NOT_FOUND: { status: 404, title: "There is no such product" },
  ARTIFACT_NOT_FOUND: { status: 404, title: "There is no such artifact or version" },
  EVALUATION_NOT_FOUND: { status: 404, title: "There is no such evaluation" },
  KEY_NOT_FOUND: { status: 404, title: "There is no such key" },
  ROUTE_NOT_FOUND: { status: 404, title: "There is no such route" },
  METHOD_NOT_ALLOWED: { status: 405, title: "The route does not take this method" },
  REQUEST_TIMEOUT: { status: 408, title: "The request did not arrive in time" },
  SHOPPER_CONFLICT: { status: 409, title: "The visitor is another shopper already" },
  REQUEST_TOO_LARGE: { status: 413, title: "The request is too large" },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: "The body is in a form that is not read" },
  HOST_REFUSED: { status: 421, title: "The request is meant for another host" },
  ROW_INVALID: { status: 422, title: "An entry breaks the schema" },
  JUDGEMENTS_INVALID: { status: 422, title: "The judgements can not be used" },
  NOTHING_TO_MEASURE: { status: 422, title: "Nothing was left to measure" },
  RATE_LIMITED: { status: 429, title: "Too many requests" },
  INTERNAL: { status: 500, title: "A fault of the server" },
  CONFIG_INVALID: { status: 500, title: "The server is configured wrongly" },
  FILE_UNREADABLE: { status: 500, title: "A file of the server can not be read" },
  FILE_CHANGED: { status: 500, title: "A file of the server has changed" },
  DIMENSION_MISMATCH: { status: 500, title: "Encoder and index do not fit together" },
  VECTOR_INVALID: { status: 500, title: "A vector is damaged" },
  MODEL_INVALID: { status: 500, title: "A model is damaged" },
  CHECKSUM_MISMATCH: { status: 500, title: "A file of the server is damaged" },
  ARTIFACT_INVALID: { status: 500, title: "An artifact is damaged" },
  BYTES_INVALID: { status: 500, title: "Saved bytes are damaged" },
  BACKUP_INVALID: { status: 500, title: "A backup is damaged" },
  STORE_FAILED: { status: 500, title: "The database refused" },
  UPSTREAM_FAILED: { status: 502, title: "Another server gave no usable answer" },
  NOT_READY: { status: 503, title: "Something has to be made first" },
  MODEL_NOT_FOUND: { status: 503, title: "A model is missing" },
  OFFLINE: { status: 503, title: "The network is needed and not to be had" },
  LOCKED: { status: 503, title: "Another process holds what is needed" },
  DISK_FAILED: { status: 503, title: "The disk is full, read-only or gone" },
  STORE_UNAVAILABLE: { status: 503, title: "The database can not be reached" },
  STORE_NEWER: { status: 503, title: "The database is of a newer version" },
  STORE_BEHIND: { status: 503, title: "The database is behind" },
  OVERLOADED: { status: 503, title: "Too much to do" },
  CANCELLED: { status: 503, title: "The work was cancelled" },
};

/** The status that an error is answered with. */
export function statusOf(error: unknown): number {
  if (!isVitrineError(error)) return PROBLEMS.INTERNAL.status;
  // 413 is for bodies alone; of headers RFC 6585 says 431.
  if (isVitrineError(error, "REQUEST_TOO_LARGE") && error.details.part === "headers") return 431;
  return PROBLEMS[error.code].status;
}

/** Every status that some error has, rising. */
export function errorStatuses(): readonly number[] {
  return [...new Set([...Object.values(PROBLEMS).map(({ status }) => status), 431])].sort(
    (a, b) => a - b,
  );
}

/** What HTTP calls a status. */
export function statusName(status: number): string {
  return STATUS_CODES[status] ?? "Unknown";
}
