/**
 * @file The revision of a PGlite catalogue, to be read without opening the database.
 *
 * The file is deleted before a write can be committed and written anew after the commit: where it
 * is, it is right; where it is not (a write is under way, or its process was killed), the database
 * must be asked. It lies in the database's own folder, so that who copies or removes that takes
 * the file along. Like PGlite itself it answers for the death of a process, not of the machine.
 */
import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { WriteHooks } from "./sql-store.js";
import { toFolderError } from "./store-errors.js";

const name = "vitrine-revision.json";
const contentSchema = z.object({ identity: z.string(), revision: z.int().nonnegative() });

/** Which catalogue, and how far it has come. */
export type KnownRevision = z.infer<typeof contentSchema>;

/**
 * Reads how far a catalogue has come.
 *
 * @param databaseFolder - Of PGlite.
 * @returns undefined when only the database can tell.
 */
export async function readRevisionFile(databaseFolder: string): Promise<KnownRevision | undefined> {
  try {
    return contentSchema.parse(JSON.parse(await readFile(join(databaseFolder, name), "utf8")));
  } catch {
    // Absent, unreadable or of another form: the database knows.
    return undefined;
  }
}

export async function writeRevisionFile(
  databaseFolder: string,
  content: KnownRevision,
): Promise<void> {
  const draft = join(databaseFolder, `${name}.${randomUUID()}`);
  try {
    await writeFile(draft, JSON.stringify(content));
    await rename(draft, join(databaseFolder, name));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Keeps the file right around the writes of a store. */
export function revisionFileHooks(databaseFolder: string, identity: () => string): WriteHooks {
  return {
    async before() {
      await rm(join(databaseFolder, name), { force: true }).catch((error: unknown) => {
        throw toFolderError(error, databaseFolder);
      });
    },
    async after(revision) {
      // The write is committed; without the file, on a full disk say, the database is asked.
      await writeRevisionFile(databaseFolder, { identity: identity(), revision }).catch(
        () => undefined,
      );
    },
  };
}
