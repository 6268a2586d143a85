/**
 * @file The contract of a database that takes SQL, and drizzle on top of it.
 *
 * Two implementations: PGlite in a worker thread and a Postgres server. Both give `bigint` columns
 * as numbers, arrays as arrays and JSON parsed.
 */
import { DrizzleQueryError } from "drizzle-orm/errors";
import { drizzle } from "drizzle-orm/pg-proxy";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";

/** Rows as arrays of values in the order of `columns`. */
export interface SqlResult {
  readonly rows: unknown[][];
  readonly columns: readonly string[];
}

/** What statements are sent to. */
export interface SqlConnection {
  query(text: string, parameters?: readonly unknown[]): Promise<SqlResult>;
}

export interface SqlTransactionOptions {
  /** Sees the state at its begin throughout, and does not write. */
  readonly snapshot?: boolean;
}

/** A lock of the whole database under one name, held by one session of all that are connected. */
export interface SqlLease {
  release(): Promise<void>;
}

export interface SqlDatabase extends SqlConnection {
  readonly kind: "pglite" | "postgres";
  /** For messages; without passwords. */
  readonly label: string;
  /**
   * Runs `work` in a transaction of its own: committed when it ends, rolled back when it throws.
   * A database with one connection lets everything else wait meanwhile.
   */
  transaction<T>(
    work: (connection: SqlConnection) => Promise<T>,
    options?: SqlTransactionOptions,
  ): Promise<T>;
  /** Takes the lease of this name, or answers undefined when somebody has it. */
  lease(name: string): Promise<SqlLease | undefined>;
  /** Keeps the journal short during bulk writes; nothing where the server does that itself. */
  checkpoint(): Promise<void>;
  /** Makes the room of dead rows free for new ones; nothing where the server does that itself. */
  vacuum(tables: readonly string[]): Promise<void>;
  /**
   * Takes what was deleted from tables out of the files: on PGlite out of all of them, the journal
   * included; a server makes the room free and keeps its journal as it is set to.
   */
  scrub(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** What the connection threw: drizzle wraps it in an error that quotes the whole statement. */
export function unwrapQueryError(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error;
}

/** Drizzle's queries over a connection; they fail with a `DrizzleQueryError`. */
export function toDrizzle(connection: SqlConnection): PgRemoteDatabase {
  return drizzle(async (text, parameters: unknown[], method) => {
    const { rows, columns } = await connection.query(text, parameters);
    if (method === "all") return { rows };
    return {
      rows: rows.map((row) => Object.fromEntries(columns.map((name, k) => [name, row[k]]))),
    };
  });
}
