/**
 * @file The bytes of a data file, unpacked where they are gzipped.
 *
 * Gzip is told by its magic bytes, never by the file's name. Reading streams in
 * pieces of 256 KiB; the same source can be read several times, each time from
 * the start. A file that grows, shrinks or is replaced between the opening and
 * the end of a reading is refused, since rows of two states would be mixed.
 */
import type { ReadStream, Stats } from "node:fs";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { VitrineError } from "../errors.js";

const chunkBytes = 256 * 1024;
/** What a gzip file may unpack to before its ratio is looked at: small files may be very regular. */
const freeUnpackedBytes = 64 * 1024 * 1024;

/** How far unpacking may go. */
export interface UnpackOptions {
  /**
   * Most bytes that one byte of a gzip file may unpack to; default 200. Product files give 3 to
   * 30; a bomb gives about 1,000, the most that deflate can. The first 64 MiB are free.
   */
  readonly maxUnpackRatio?: number;
}

/** Which state of a file is meant. */
export interface FileState {
  readonly size: number;
  /** Of its last change, in milliseconds since 1970. */
  readonly modifiedMs: number;
}

/** A file that can be read from its start as often as needed. */
export interface ByteSource {
  readonly path: string;
  readonly gzipped: boolean;
  /** Size on disk, in bytes (of the packed file when it is packed). */
  readonly bytesTotal: number;
  /** When the file was opened. */
  readonly state: FileState;
  /** How many of `bytesTotal` the latest reading has taken from the disk. */
  bytesRead(): number;
  /**
   * The unpacked content.
   *
   * @throws {VitrineError} `FILE_CHANGED`, `FILE_UNREADABLE` when the disk fails, `FORMAT_BROKEN`
   *   when the gzip file is truncated or unpacks beyond the limit.
   */
  read(): AsyncIterable<Uint8Array>;
}

/**
 * Opens a file.
 *
 * @param path - Path of an ordinary file.
 * @throws {VitrineError} `FILE_NOT_FOUND`, or `FILE_UNREADABLE` when it is a folder, a pipe or a
 *   device, or may not be read.
 */
export async function openBytes(path: string, options: UnpackOptions = {}): Promise<ByteSource> {
  const { magic, state } = await readHead(path);
  const gzipped = magic[0] === 0x1f && magic[1] === 0x8b;
  const maxRatio = options.maxUnpackRatio ?? 200;
  let latest: ReadStream | undefined;

  async function* read(): AsyncGenerator<Uint8Array> {
    await checkUnchanged(path, state);
    const file = createReadStream(path, { highWaterMark: chunkBytes });
    latest = file;
    try {
      if (gzipped) yield* unpack(file);
      else yield* file as AsyncIterable<Uint8Array>;
    } catch (cause) {
      if (cause instanceof VitrineError) throw cause;
      // What looks like a damaged file may be one that was cut while it was read.
      await checkUnchanged(path, state);
      throw isSystemError(cause) ? unreadable(path, cause) : brokenGzip(path, cause as Error);
    } finally {
      file.destroy();
    }
    await checkUnchanged(path, state);
  }
  async function* unpack(file: ReadStream): AsyncGenerator<Uint8Array> {
    const gunzip = createGunzip({ chunkSize: chunkBytes });
    // The iteration below meets the same error; this promise must only not go unheard.
    pipeline(file, gunzip).catch(() => undefined);
    let unpacked = 0;
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      if (unpacked > freeUnpackedBytes && unpacked > maxRatio * file.bytesRead) {
        throw new VitrineError(
          "FORMAT_BROKEN",
          `A gzip file may unpack to at most ${maxRatio} times its size; ${path} gave ${unpacked} bytes for its first ${file.bytesRead}. Look at what it holds, or raise maxUnpackRatio.`,
          { path },
        );
      }
      yield chunk;
    }
  }
  return {
    path,
    gzipped,
    bytesTotal: state.size,
    state,
    bytesRead: () => latest?.bytesRead ?? 0,
    read,
  };
}

/** Reads the first bytes of the unpacked content, at most `limit`. */
export async function readStart(source: ByteSource, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.read()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

/**
 * Checks that a file is still in the state it was opened in.
 *
 * @throws {VitrineError} `FILE_CHANGED` when its size or time differ; `FILE_UNREADABLE` when it is gone.
 */
export async function checkUnchanged(path: string, before: FileState): Promise<void> {
  let now: FileState;
  try {
    now = stateOf(await stat(path));
  } catch (cause) {
    throw unreadable(path, cause);
  }
  if (now.size === before.size && now.modifiedMs === before.modifiedMs) return;
  const how =
    now.size > before.size ? "grew" : now.size < before.size ? "shrank" : "was written again";
  throw new VitrineError(
    "FILE_CHANGED",
    `A data file must stay as it is while it is read; ${path} ${how} (${before.size} bytes before, ${now.size} now). Wait until its export has finished and start again.`,
    { path },
  );
}

/** Whether an error is the system's: it carries the name of a call to it. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** What is thrown when the system does not give the bytes of a file. */
export function unreadable(path: string, cause: unknown): VitrineError {
  return new VitrineError(
    "FILE_UNREADABLE",
    `The data file must be a file that may be read; ${path} is not (${(cause as Error).message}). Check the path, its permissions and the disk.`,
    { path },
    { cause },
  );
}

function brokenGzip(path: string, cause: Error): VitrineError {
  return new VitrineError(
    "FORMAT_BROKEN",
    `${path} begins like a gzip file and must unpack to its end; got "${cause.message}". Copy or download the file again.`,
    { path },
    { cause },
  );
}

function stateOf({ size, mtimeMs }: Stats): FileState {
  return { size, modifiedMs: mtimeMs };
}

async function readHead(path: string): Promise<{ magic: Uint8Array; state: FileState }> {
  try {
    // Before opening: to open a pipe waits until somebody writes to it.
    if (!(await stat(path)).isFile()) throw new Error("it is not an ordinary file");
    const file = await open(path, "r");
    try {
      const magic = new Uint8Array(4);
      await file.read(magic, 0, 4, 0);
      return { magic, state: stateOf(await file.stat()) };
    } finally {
      await file.close();
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") {
      throw new VitrineError(
        "FILE_NOT_FOUND",
        `The data file must exist; ${path} does not. Check the path.`,
        { path },
        { cause },
      );
    }
    throw unreadable(path, cause);
  }
}
