/**
 * @file What the server writes down: a line of JSON for each request and each fault.
 *
 * No keys, no queries, no ids of shoppers, no addresses: of a path the pattern of its route is kept.
 */
import { pino } from "pino";

/** One answered request. */
export interface RequestRecord {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** The kind of caller, not who. */
  readonly caller: string;
  /** Of the error, where it was one. */
  readonly code?: string;
}

/** Where the server writes. */
export interface ServerLog {
  request(record: RequestRecord): void;
  /** A fault of the server's own. */
  fault(requestId: string, error: unknown): void;
  note(message: string): void;
}

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes to a stream. */
export function createServerLog(
  stream: { write(text: string): unknown },
  level: LogLevel = "info",
): ServerLog {
  const log = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (text) => void stream.write(text) },
  );
  return {
    request(record) {
      log.info(record, "answered");
    },
    fault(requestId, error) {
      log.error({ requestId, err: error }, "fault");
    },
    note(message) {
      log.warn(message);
    },
  };
}
