/**
 * @file At most one process holds a folder, whichever of them are killed when.
 *
 * The lock is a numbered file, `<path>.<n>`. The highest number holds; when its holder is dead or
 * has released it, the next number may be taken. A file gets its name by a hard link, which fails
 * when the name is taken, and with its whole content. Three rules make that safe without waiting:
 *
 * 1. The highest number is never deleted, so it never falls: a slow process that links a number
 *    someone had and left finds a higher one afterwards, and steps back.
 * 2. Lower numbers are deleted only by the process that holds.
 * 3. A release is written over the file by a rename, only by its holder; dead stays dead and
 *    released stays released.
 *
 * Since a file has its whole content before it has its name, no living process ever has one that can
 * not be read: such a file is left by a crash of the machine, and counts as a dead holder's.
 */
import { randomUUID } from "node:crypto";
import {
  link,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { basename, dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { mayRun, ownIdentity, processIdentitySchema } from "./process-identity.js";
import { unavailable } from "./store-errors.js";

const holderSchema = processIdentitySchema.extend({
  command: z.string(),
  /** ISO 8601, UTC. */
  since: z.string(),
  /** Where the holder answers for the folder; empty when nowhere. */
  socket: z.string(),
  /** Inode of the folder that the lock stands in: a lock that was copied along is told by it. */
  folder: z.string().optional(),
  released: z.boolean().optional(),
});

/** Who holds a folder. */
export type LockHolder = z.infer<typeof holderSchema>;

export interface FolderLock {
  readonly acquired: true;
  /** Whether the lock is still there: whoever takes its folder away takes it along. */
  isThere(): Promise<boolean>;
  /** Lets the folder go; the next process gets it. */
  release(): Promise<void>;
}

/** The lock, or who has it by which file; both are absent when that can not be told (yet). */
export type LockAttempt =
  FolderLock | { readonly acquired: false; readonly holder?: LockHolder; readonly file?: string };

/**
 * Tries to take the lock, once.
 *
 * @param path - Of the lock's files, without their number.
 * @param described - What others read of this holder.
 */
export async function tryLock(
  path: string,
  described: Pick<LockHolder, "command" | "since" | "socket">,
): Promise<LockAttempt> {
  await mkdir(dirname(path), { recursive: true });
  const highest = (await numbersOf(path)).at(-1);
  if (highest !== undefined) {
    const file = `${path}.${highest}`;
    const holder = await holderBy(file);
    // Gone between two looks: a higher one has come, whose holder deleted it.
    if (holder === undefined) return { acquired: false };
    if (holder !== "nobody") return { acquired: false, holder, file };
  }
  const number = (highest ?? 0) + 1;
  const folder = await inodeOf(dirname(path));
  const own: LockHolder = { ...(await ownIdentity()), ...described, folder };
  if (!(await claim(path, number, own))) return { acquired: false };
  const now = await numbersOf(path);
  if (now.some((other) => other > number)) {
    await rm(`${path}.${number}`, { force: true });
    return { acquired: false };
  }
  for (const lower of now) if (lower < number) await rm(`${path}.${lower}`, { force: true });
  let released: Promise<void> | undefined;
  return {
    acquired: true,
    isThere: () => isOwn(`${path}.${number}`, own),
    release() {
      released ??= release(path, number, own);
      return released;
    },
  };
}

/** Who holds the lock now, as far as can be told; undefined when nobody does. */
export async function readLockHolder(path: string): Promise<LockHolder | undefined> {
  let highest: number | undefined;
  try {
    highest = (await numbersOf(path)).at(-1);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  const holder = highest === undefined ? undefined : await holderBy(`${path}.${highest}`);
  return holder === "nobody" ? undefined : holder;
}

/** Whether a lock is of the folder it stands in, and not copied along with its files from another. */
export async function isOfItsFolder(file: string, { folder }: LockHolder): Promise<boolean> {
  return folder === undefined || folder === (await inodeOf(dirname(file)));
}

async function inodeOf(folder: string): Promise<string> {
  return String((await stat(folder, { bigint: true })).ino);
}

/** Who holds by this file; undefined when there is no such file. */
async function holderBy(file: string): Promise<LockHolder | "nobody" | undefined> {
  const holder = await readHolder(file);
  if (holder === undefined) return undefined;
  if (holder === "unreadable") return "nobody";
  return holder.released !== true && (await mayRun(holder)) ? holder : "nobody";
}

async function claim(path: string, number: number, holder: LockHolder): Promise<boolean> {
  const draft = await writeDraft(path, holder);
  try {
    await link(draft, `${path}.${number}`);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function release(path: string, number: number, own: LockHolder): Promise<void> {
  const file = `${path}.${number}`;
  try {
    // The folder may have been taken away, or another with another's lock may be in its place.
    if (!(await isOwn(file, own))) return;
    try {
      await rename(await writeDraft(path, { ...own, released: true }), file);
    } catch (error) {
      if (codeOf(error) !== "ENOSPC" && codeOf(error) !== "EDQUOT") throw error;
      // On a full disk a file can still be made empty, and then nobody holds by it either.
      await truncate(file);
    }
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR") throw error;
  }
}

async function isOwn(file: string, own: LockHolder): Promise<boolean> {
  return isDeepStrictEqual(await readHolder(file), own);
}

async function writeDraft(path: string, holder: LockHolder): Promise<string> {
  const draft = `${path}.draft-${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return draft;
}

/** The numbers in use, rising. */
async function numbersOf(path: string): Promise<readonly number[]> {
  const prefix = `${basename(path)}.`;
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(prefix) && /^[1-9]\d{0,14}$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => a - b);
}

async function readHolder(file: string): Promise<LockHolder | "unreadable" | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return "unreadable";
  }
  const parsed = holderSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  // No crash leaves that: a holder of another version may be alive.
  throw unavailable(
    dirname(file),
    `a lock file of another form, ${file}; when no process works with the workspace it may be deleted`,
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
