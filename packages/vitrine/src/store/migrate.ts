/**
 * @file Brings a database to the newest schema: the statements that drizzle-kit wrote, in one transaction.
 *
 * A database that a newer version has written is left alone.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { VitrineError } from "../errors.js";
import type { SqlDatabase } from "./sql-database.js";

const migrationsFolder = new URL("../../assets/migrations/", import.meta.url);
const journalSchema = z.object({ entries: z.array(z.object({ idx: z.int(), tag: z.string() })) });

/** One step of the schema; versions count from 1. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** The steps of the schema, oldest first. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const journal = journalSchema.parse(
    JSON.parse(await readFile(new URL("meta/_journal.json", migrationsFolder), "utf8")),
  );
  return Promise.all(
    journal.entries.map(async ({ idx, tag }) => {
      const script = await readFile(new URL(`${tag}.sql`, migrationsFolder), "utf8");
      const statements = script.split("--> statement-breakpoint").map((text) => text.trim());
      return { version: idx + 1, name: tag, statements: statements.filter((text) => text !== "") };
    }),
  );
}

/**
 * Applies the migrations that a database lacks; all or none.
 *
 * @returns The schema's version before and after.
 * @throws {VitrineError} `STORE_NEWER` when the database has a version that is not known here.
 */
export async function migrate(
  database: SqlDatabase,
  migrations: readonly Migration[],
): Promise<{ readonly from: number; readonly to: number }> {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = await schemaVersion(database);
  if (found === newest) return { from: found, to: found };
  return database.transaction(async (connection) => {
    // Of several processes that open a new database one migrates and the others wait.
    await connection.query(
      "select pg_advisory_xact_lock(hashtextextended(current_schema() || '/migrate', 0))",
    );
    await connection.query(
      "create table if not exists schema_versions (version integer primary key, name text not null)",
    );
    const { rows } = await connection.query(
      "select coalesce(max(version), 0) from schema_versions",
    );
    const from = Number(rows[0]?.[0]);
    if (from > newest) {
      throw new VitrineError(
        "STORE_NEWER",
        `The database ${database.label} must have schema version ${newest} or older; got version ${from}, of a newer Vitrine. Update Vitrine.`,
        { store: database.label, schemaVersion: from },
      );
    }
    for (const { version, name, statements } of migrations) {
      if (version <= from) continue;
      for (const statement of statements) await connection.query(statement);
      await connection.query("insert into schema_versions values ($1, $2)", [version, name]);
    }
    return { from, to: newest };
  });
}

async function schemaVersion(database: SqlDatabase): Promise<number> {
  const { rows } = await database.query(
    "select 1 from pg_tables where schemaname = current_schema() and tablename = 'schema_versions'",
  );
  if (rows.length === 0) return 0;
  const versions = await database.query("select coalesce(max(version), 0) from schema_versions");
  return Number(versions.rows[0]?.[0]);
}
