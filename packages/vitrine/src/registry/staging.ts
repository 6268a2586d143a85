/**
 * @file How something appears in a folder whole or not at all, with any number of writers.
 *
 * A writer builds a folder in the staging area of the same file system and renames it to the next
 * free number. The system renames onto a name that is taken only if an empty folder stands there,
 * and ours never are empty; so of two writers exactly one gets a number, and the other takes the
 * next. There is no lock, hence none that a killed writer could leave behind.
 */
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { syncToDisk } from "./artifact-files.js";

const stagingFolder = ".staging";
const dayMs = 86_400_000;

/** What everything that writes into a registry needs. */
export interface RegistryContext {
  /** Folder of all artifacts. */
  readonly root: string;
  /** Whether writes are forced to the disk before they count. */
  readonly fsync: boolean;
  readonly clock: () => Date;
}

/**
 * Makes a folder that no reader looks at, passes it to `work`, and removes what is left of it.
 *
 * @param root - Folder of the registry.
 */
export async function withStagingFolder<T>(
  root: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const area = join(root, stagingFolder);
  await mkdir(area, { recursive: true });
  const folder = await mkdtemp(join(area, `${writerPrefix()}${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    // What can not be removed now is removed by a later writer; the work is what counts.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Removes what killed writers left behind, and nothing of writers that may be alive. */
export async function cleanStaging(root: string): Promise<void> {
  const area = join(root, stagingFolder);
  const names = await readdir(area).catch(() => []);
  for (const name of names) {
    const path = join(area, name);
    if (await isAbandoned(name, path, area)) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/**
 * Renames `folder`, which is not empty, to `target`, of which the parent exists.
 *
 * @returns Whether it got the name; false when another writer has it.
 */
export async function claim(folder: string, target: string, fsync: boolean): Promise<boolean> {
  try {
    await rename(folder, target);
  } catch (error) {
    if (await isTaken(target, error)) return false;
    throw error;
  }
  if (fsync) await syncToDisk(dirname(target));
  return true;
}

/** The numbers taken in a folder, rising; none when there is no such folder. */
export async function numbersIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return [];
    throw error;
  });
  return names
    .filter((name) => /^[1-9]\d{0,14}$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

/** Whether the system refused with one of these codes. */
export function isErrno(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

async function isTaken(target: string, error: unknown): Promise<boolean> {
  // EPERM and EACCES are how Windows says that the target exists; elsewhere they mean what they say.
  if (isErrno(error, "ENOTEMPTY", "EEXIST")) return true;
  if (!isErrno(error, "EPERM", "EACCES", "ENOTDIR")) return false;
  return stat(target).then(
    () => true,
    () => false,
  );
}

async function isAbandoned(name: string, path: string, area: string): Promise<boolean> {
  const prefix = writerPrefix();
  const pid = Number(/^\d+/.exec(name.slice(prefix.length))?.[0]);
  if (name.startsWith(prefix) && pid > 0) return !isAlive(pid);
  // Another machine's writer can not be asked. Both times are the file system's own.
  try {
    return (await stat(area)).mtimeMs - (await stat(path)).mtimeMs > dayMs;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, "EPERM");
  }
}

/** Process ids mean something on one machine only. */
function writerPrefix(): string {
  return `${hostname().replace(/[^A-Za-z0-9.]/g, "_")}@`;
}
