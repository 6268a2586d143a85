/**
 * @file A Postgres server as the database of a store.
 *
 * A pool of connections; every one of them looks into the workspace's Postgres schema only.
 */
import { Pool, TypeOverrides, types } from "pg";
import type { PoolClient } from "pg";
import { unwrapQueryError } from "./sql-database.js";
import type { SqlConnection, SqlDatabase } from "./sql-database.js";
import { toStoreError } from "./store-errors.js";
import { VitrineError } from "../errors.js";

const parsers = new TypeOverrides();
// Revisions and positions stay far below 2^53.
parsers.setTypeParser(types.builtins.INT8, Number);

export interface PostgresOptions {
  /** Like `postgres://user@host/database`; `?schema=` names the Postgres schema. */
  readonly databaseUrl: string;
  /** Postgres schema of the workspace; goes before the one in the URL. Default `public`. */
  readonly schema?: string;
}

/**
 * Connects to a server and makes the Postgres schema when it is not there.
 *
 * @throws {VitrineError} `PARAM_INVALID` when the URL or the name of the schema can not be used;
 *   `STORE_UNAVAILABLE` when the server does not answer.
 */
export async function openPostgresDatabase(options: PostgresOptions): Promise<SqlDatabase> {
  const { connectionString, schema, label } = readUrl(options);
  const pool = new Pool({
    connectionString,
    max: 8,
    connectionTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    options: `-c search_path=${schema}`,
    types: parsers,
  });
  // An idle connection that breaks is replaced; the next call tells when none can be had.
  pool.on("error", () => undefined);
  const database = createPostgresDatabase(pool, label);
  try {
    const { rows } = await database.query("select 1 from pg_namespace where nspname = $1", [
      schema,
    ]);
    if (rows.length === 0) await database.query(`create schema if not exists "${schema}"`);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function createPostgresDatabase(pool: Pool, label: string): SqlDatabase {
  const asStoreError = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw toStoreError(error, label);
    });
  const connectionOf = (client: PoolClient | Pool): SqlConnection => ({
    async query(text, parameters = []) {
      const { rows, fields } = await asStoreError(
        client.query<unknown[]>({ text, values: [...parameters], rowMode: "array" }),
      );
      return { rows, columns: fields.map(({ name }) => name) };
    },
  });
  let closing: Promise<void> | undefined;
  return {
    kind: "postgres",
    label,
    query: connectionOf(pool).query,
    async transaction(work, options = {}) {
      const client = await asStoreError(pool.connect());
      let broken = false;
      const noteBreak = (): void => {
        broken = true;
      };
      client.on("error", noteBreak);
      try {
        const connection = connectionOf(client);
        await connection.query(
          options.snapshot === true ? "begin isolation level repeatable read read only" : "begin",
        );
        try {
          const result = await work(connection);
          await connection.query("commit");
          return result;
        } catch (error) {
          await connection.query("rollback").catch(noteBreak);
          throw unwrapQueryError(error);
        }
      } finally {
        client.off("error", noteBreak);
        client.release(broken);
      }
    },
    async lease(name) {
      const client = await asStoreError(pool.connect());
      const lost = (): void => undefined;
      client.on("error", lost);
      const query = connectionOf(client).query;
      // The schema is part of the key: each workspace of a server has its own leases.
      const key = "hashtextextended(current_schema() || '/' || $1, 0)";
      const letGo = async (): Promise<void> => {
        client.off("error", lost);
        client.release();
      };
      const { rows } = await query(`select pg_try_advisory_lock(${key})`, [name]);
      if (rows[0]?.[0] !== true) {
        await letGo();
        return undefined;
      }
      return {
        async release() {
          // With the connection gone the server has released it.
          await query(`select pg_advisory_unlock(${key})`, [name]).catch(() => undefined);
          await letGo();
        },
      };
    },
    async checkpoint() {
      // The server does that itself.
    },
    async vacuum() {
      // The server does that itself.
    },
    async scrub(tables) {
      // Without a full one, which would lock the tables; statistics that quote values are made anew.
      for (const table of tables) await connectionOf(pool).query(`vacuum (analyze) ${table}`);
    },
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

function readUrl({ databaseUrl, schema }: PostgresOptions): {
  connectionString: string;
  schema: string;
  label: string;
} {
  let url: URL;
  try {
    url = new URL(databaseUrl);
  } catch (cause) {
    throw new VitrineError(
      "PARAM_INVALID",
      "DATABASE_URL must be a URL like postgres://user@host/database; got something else. Correct it.",
      { param: "databaseUrl", got: "not a URL" },
      { cause },
    );
  }
  const name = schema ?? url.searchParams.get("schema") ?? "public";
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The Postgres schema must be lower-case letters, digits and underscores; got "${name}". Choose another name.`,
      { param: "schema", got: name },
    );
  }
  url.searchParams.delete("schema");
  const connectionString = url.href;
  url.password = "";
  return { connectionString, schema: name, label: url.href };
}
