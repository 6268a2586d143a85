/**
 * @file Brings one file into place: whole and verified, or not at all.
 *
 * Bytes go to `<file>.<owner>.partial`; when all are there and their digest is
 * right, a rename makes it the file. A download that broke off leaves its
 * partial file, and the next one continues it. A partial file has one owner: it
 * is taken over by renaming it, which only one process can do, and only when
 * its owner has let it go or is a dead process of this machine. So two
 * processes at once never write to one file; at worst both download it.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { checkNotCancelled, isVitrineError, VitrineError } from "../errors.js";

/** What a file must be; one of the digests is given, or none where the source knows none. */
export interface ExpectedFile {
  readonly bytes: number;
  readonly sha256?: string;
  /** Git's object id: sha1 over `blob <bytes>\0` and the content. */
  readonly gitSha1?: string;
}

/** Where the bytes of a file come from. */
export interface FileSource {
  /** Bytes from this offset to the end. */
  read(offset: number): Promise<AsyncIterable<Uint8Array>>;
  /** Whether `read` may begin behind the start. */
  readonly canResume: boolean;
  /** Whether trying again is of no use. */
  isPermanent?(error: unknown): boolean;
}

/** How a file is fetched. */
export interface FetchFileOptions {
  readonly signal?: AbortSignal;
  /** Called with the bytes of the file that are there. */
  readonly onBytes?: (bytes: number) => void;
  /** Pause after a broken connection, doubled each time; default 500. */
  readonly retryDelayMs?: number;
}

/** Tries without any progress between them before the source is given up. */
const mostFailures = 3;

/**
 * Fetches a file into place, replacing what is there.
 *
 * @throws {VitrineError} `CHECKSUM_MISMATCH` when the bytes are not the expected ones, after which
 *   nothing is left; `CANCELLED`; `DISK_FAILED`. What the source throws after the last try.
 */
export async function fetchFile(
  target: string,
  expected: ExpectedFile,
  source: FileSource,
  options: FetchFileOptions = {},
): Promise<void> {
  try {
    await mkdir(dirname(target), { recursive: true });
    const partial = await claimPartial(target);
    try {
      await fill({ partial, target, expected, source, options });
      await rename(partial, target);
    } catch (error) {
      await letGo(partial, target);
      throw error;
    }
  } catch (cause) {
    throw asDiskFailure(cause, target);
  }
}

/**
 * Checks the size and digest of a file.
 *
 * @returns undefined when they are right, else what was expected and what was got.
 */
export async function findMismatch(
  path: string,
  expected: ExpectedFile,
): Promise<{ expected: string; got: string } | undefined> {
  const bytes = await sizeOf(path);
  if (bytes !== expected.bytes) {
    return { expected: `${expected.bytes} bytes`, got: `${bytes} bytes` };
  }
  const isSha256 = expected.sha256 !== undefined;
  const digest = expected.sha256 ?? expected.gitSha1;
  if (digest === undefined) return undefined;
  const hash = createHash(isSha256 ? "sha256" : "sha1");
  if (!isSha256) hash.update(`blob ${bytes}\0`);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
  }
  const got = hash.digest("hex");
  return got === digest ? undefined : { expected: digest, got };
}

interface Fetching {
  readonly partial: string;
  readonly target: string;
  readonly expected: ExpectedFile;
  readonly source: FileSource;
  readonly options: FetchFileOptions;
}

async function fill(fetching: Fetching): Promise<void> {
  const { partial, target, expected, source } = fetching;
  let held = await sizeOf(partial);
  // Bytes of an earlier run may be of another source; they get a second chance, not a third.
  let mayBeStale = held > 0;
  if (held > expected.bytes || (held > 0 && !source.canResume)) {
    held = 0;
    mayBeStale = false;
    await rm(partial, { force: true });
  }
  for (;;) {
    await append(fetching);
    const mismatch = await findMismatch(partial, expected);
    if (mismatch === undefined) return;
    await rm(partial, { force: true });
    if (!mayBeStale) {
      throw new VitrineError(
        "CHECKSUM_MISMATCH",
        `${target} must be what was promised (${mismatch.expected}); got ${mismatch.got}. The wrong bytes have been removed; look for a proxy that changes downloads, or a wrong source.`,
        { path: target, ...mismatch },
      );
    }
    mayBeStale = false;
  }
}

async function append({ partial, expected, source, options }: Fetching): Promise<void> {
  const { signal, onBytes, retryDelayMs = 500 } = options;
  let failures = 0;
  for (;;) {
    checkNotCancelled(signal, "Downloading");
    const file = await open(partial, "a");
    const before = (await file.stat()).size;
    let held = before;
    try {
      onBytes?.(held);
      if (held < expected.bytes) {
        for await (const chunk of await source.read(held)) {
          checkNotCancelled(signal, "Downloading");
          await file.appendFile(chunk);
          held += chunk.length;
          onBytes?.(held);
          if (held > expected.bytes) break;
        }
      }
      await file.sync();
      if (held >= expected.bytes) return;
      throw new Error(`the connection ended after ${held} of ${expected.bytes} bytes`);
    } catch (error) {
      checkNotCancelled(signal, "Downloading");
      const isFinal = isVitrineError(error) || isFileError(error) || !source.canResume;
      if (isFinal || source.isPermanent?.(error) === true) throw error;
      failures = held > before ? 1 : failures + 1;
      if (failures >= mostFailures) throw error;
    } finally {
      await file.close();
    }
    await setTimeout(retryDelayMs * 2 ** (failures - 1));
  }
}

async function claimPartial(target: string): Promise<string> {
  const folder = dirname(target);
  const own = `${target}.${process.pid}@${hostname()}@${randomUUID()}.partial`;
  const start = `${basename(target)}.`;
  for (const name of (await readdir(folder)).sort()) {
    if (!name.startsWith(start) || !name.endsWith(".partial")) continue;
    const owner = name.slice(start.length, -".partial".length);
    if (!isAbandoned(owner)) continue;
    try {
      await rename(join(folder, name), own);
      return own;
    } catch {
      // Another process was faster.
    }
  }
  return own;
}

async function letGo(partial: string, target: string): Promise<void> {
  try {
    await rename(partial, `${target}.free@${randomUUID()}.partial`);
  } catch {
    // It was removed because its bytes were wrong.
  }
}

function isAbandoned(owner: string): boolean {
  const [holder, host] = owner.split("@");
  if (holder === "free") return true;
  if (host !== hostname() || !/^\d+$/.test(holder ?? "")) return false;
  try {
    process.kill(Number(holder), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "path" in error;
}

const diskCodes = new Set(["ENOSPC", "EROFS", "EACCES", "EPERM", "EDQUOT", "EIO", "ENOTDIR"]);

function asDiskFailure(cause: unknown, target: string): unknown {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  if (isVitrineError(cause) || code === undefined || !diskCodes.has(code)) return cause;
  return new VitrineError(
    "DISK_FAILED",
    `${target} must be writable; got ${code}. Free some space or name another cache folder.`,
    { path: target },
    { cause },
  );
}
