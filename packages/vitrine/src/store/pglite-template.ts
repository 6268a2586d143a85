/**
 * @file New PGlite folders as copies of one that was made before.
 *
 * Making a folder of PGlite takes seconds of computing, copying one takes a fraction of one. The
 * template has the newest schema and no data. It lies in the user's cache, under a name that says
 * PGlite's version and the schema; it appears there by a rename, whole or not at all, and may be
 * deleted at any time.
 */
import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { cp, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { migrate, readMigrations } from "./migrate.js";
import type { Migration } from "./migrate.js";
import { openPgliteDatabase } from "./pglite-database.js";

/** Counted up when the settings of a new folder change. */
const templateVersion = 1;

/** Where templates are kept: beside the models, see `VITRINE_CACHE`. */
export function defaultTemplateFolder(environment: NodeJS.ProcessEnv): string {
  const cache = environment["VITRINE_CACHE"];
  return cache === undefined || cache === ""
    ? join(homedir(), ".cache", "vitrine", "databases")
    : join(cache, "databases");
}

/**
 * Makes a PGlite folder unless it is there; a killed call leaves nothing in its place. Where no
 * template can be kept it warns, and makes the folder from nothing.
 *
 * @param folder - Absolute. The caller holds its lock.
 * @param templateFolder - Of this machine's templates.
 */
export async function makePgliteFolder(
  folder: string,
  templateFolder: string,
  log: { warn(message: string): void } = { warn: () => undefined },
): Promise<void> {
  if (await exists(join(folder, "PG_VERSION"))) return;
  await mkdir(dirname(folder), { recursive: true });
  const partial = `${folder}.new`;
  await rm(partial, { recursive: true, force: true });
  try {
    const template = await findTemplate(templateFolder).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(
        `New databases take seconds instead of a fraction of one: no template of them can be kept in ${templateFolder}: ${reason}`,
      );
    });
    if (template === undefined) await makeFromNothing(partial, await readMigrations());
    else await cp(template, partial, { recursive: true, mode: constants.COPYFILE_FICLONE });
    // Something without PG_VERSION is no database; what a person put there is not ours to delete.
    await rename(partial, folder);
  } catch (error) {
    // What was made of it takes room, on a full disk the last.
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** The template's folder, made first when it is not there. */
async function findTemplate(templateFolder: string): Promise<string> {
  const migrations = await readMigrations();
  const schema = createHash("sha256").update(JSON.stringify(migrations)).digest("hex").slice(0, 12);
  const template = join(
    templateFolder,
    `pglite-${await pgliteVersion()}-${templateVersion}-${schema}`,
  );
  if (await exists(template)) return template;
  const staging = join(templateFolder, `.staging-${randomUUID()}`);
  try {
    await mkdir(templateFolder, { recursive: true });
    await makeFromNothing(staging, migrations);
    await rename(staging, template).catch(async (error: unknown) => {
      // Another process was faster; its template is as good.
      if (!(await exists(template))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return template;
}

async function makeFromNothing(folder: string, migrations: readonly Migration[]): Promise<void> {
  const database = await openPgliteDatabase(folder);
  try {
    await migrate(database, migrations);
  } finally {
    await database.close();
  }
}

async function pgliteVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const manifest: unknown = JSON.parse(
    await readFile(join(dirname(entry), "..", "package.json"), "utf8"),
  );
  return z.object({ version: z.string() }).parse(manifest).version;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
