/**
 * @file Where a shop's work lives: `vitrine.config.ts` and the `.vitrine` folder beside it.
 */
import { join, resolve } from "node:path";

/** The paths of one workspace; none of them need exist yet. */
export interface Workspace {
  readonly folder: string;
  readonly configFile: string;
  readonly artifactsFolder: string;
  /** The embedded database. */
  readonly databaseFolder: string;
  /** Reports of imports, a file each. */
  readonly importsFolder: string;
  /** Kept reports of evaluations. */
  readonly evaluationsFolder: string;
  /** Keys of the HTTP server, hashed. */
  readonly keysFile: string;
  /** Sessions of operators that were ended before their time. */
  readonly endedSessionsFolder: string;
  /** Vectors by content hash; may be deleted at any time, at the cost of encoding anew. */
  readonly vectorCacheFolder: string;
}

/**
 * Names the paths of a workspace without touching the disk.
 *
 * @param folder - Absolute, or relative to the working directory.
 */
export function locateWorkspace(folder: string): Workspace {
  const root = resolve(folder);
  const hidden = join(root, ".vitrine");
  return {
    folder: root,
    configFile: join(root, "vitrine.config.ts"),
    artifactsFolder: join(hidden, "artifacts"),
    databaseFolder: join(hidden, "database"),
    importsFolder: join(hidden, "imports"),
    evaluationsFolder: join(hidden, "evaluations"),
    keysFile: join(hidden, "keys.json"),
    endedSessionsFolder: join(hidden, "ended-sessions"),
    vectorCacheFolder: join(hidden, "cache", "vectors"),
  };
}
