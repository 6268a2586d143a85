/**
 * @file The one table from error codes to exit codes of the process.
 *
 * | exit | meaning |
 * |---|---|
 * | 0 | done |
 * | 1 | a fault of Vitrine itself |
 * | 2 | the call or the configuration is wrong |
 * | 3 | the data is wrong |
 * | 4 | something that was named is not there |
 * | 5 | bytes are not what they should be |
 * | 6 | the machine stands in the way (rights, disk, network, another process) |
 * | 130 | cancelled |
 */
import { isVitrineError } from "../errors.js";
import type { ErrorCode } from "../errors.js";

/** Exhaustive on purpose: a new code does not compile until it has its exit code. */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  PARAM_INVALID: 2,
  FILTER_INVALID: 2,
  CONFIG_INVALID: 2,
  MAPPING_INVALID: 2,
  ROUTE_NOT_FOUND: 2,
  METHOD_NOT_ALLOWED: 2,
  MEDIA_TYPE_UNSUPPORTED: 2,
  REQUEST_MALFORMED: 2,
  REQUEST_TOO_LARGE: 2,
  SHOPPER_CONFLICT: 2,
  KEY_REQUIRED: 2,
  FORBIDDEN: 2,
  HOST_REFUSED: 2,
  FORMAT_UNKNOWN: 3,
  FORMAT_BROKEN: 3,
  ROW_INVALID: 3,
  JUDGEMENTS_INVALID: 3,
  NOTHING_TO_MEASURE: 3,
  FILE_NOT_FOUND: 4,
  PRODUCT_NOT_FOUND: 4,
  NOT_READY: 4,
  MODEL_NOT_FOUND: 4,
  ARTIFACT_NOT_FOUND: 4,
  EVALUATION_NOT_FOUND: 4,
  KEY_NOT_FOUND: 4,
  CHECKSUM_MISMATCH: 5,
  ARTIFACT_INVALID: 5,
  BYTES_INVALID: 5,
  MODEL_INVALID: 5,
  BACKUP_INVALID: 5,
  STORE_FAILED: 5,
  STORE_BEHIND: 5,
  DIMENSION_MISMATCH: 5,
  VECTOR_INVALID: 5,
  FILE_UNREADABLE: 6,
  FILE_CHANGED: 6,
  OFFLINE: 6,
  LOCKED: 6,
  DISK_FAILED: 6,
  STORE_UNAVAILABLE: 6,
  STORE_NEWER: 6,
  REQUEST_TIMEOUT: 6,
  RATE_LIMITED: 6,
  OVERLOADED: 6,
  UPSTREAM_FAILED: 6,
  CANCELLED: 130,
};

/** The exit code that an error ends the process with. */
export function exitCodeOf(error: unknown): number {
  return isVitrineError(error) ? EXIT_CODES[error.code] : 1;
}
