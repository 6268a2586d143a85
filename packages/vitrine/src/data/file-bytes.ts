/**
 * @file The bytes of a data file, unpacked where they are gzipped.
 *
 * Gzip is told by its magic bytes, never by the file's name. Reading streams in
 * pieces of 256 KiB; the same source can be read several times, each time from
 * the start.
 */
import type { ReadStream } from "node:fs";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { VitrineError } from "../errors.js";

const chunkBytes = 256 * 1024;

/** A file that can be read from its start as often as needed. */
export interface ByteSource {
  readonly path: string;
  readonly gzipped: boolean;
  /** Size on disk, in bytes (of the packed file when it is packed). */
  readonly bytesTotal: number;
  /** How many of `bytesTotal` the latest reading has taken from the disk. */
  bytesRead(): number;
  /** The unpacked content. */
  read(): AsyncIterable<Uint8Array>;
}

/**
 * Opens a file.
 *
 * @param path - Path of an ordinary file.
 * @throws {VitrineError} `FILE_NOT_FOUND`, or `FILE_UNREADABLE` when it is a folder or may not be read.
 */
export async function openBytes(path: string): Promise<ByteSource> {
  const { magic, size } = await readHead(path);
  const gzipped = magic[0] === 0x1f && magic[1] === 0x8b;
  let latest: ReadStream | undefined;

  async function* read(): AsyncGenerator<Uint8Array> {
    const file = createReadStream(path, { highWaterMark: chunkBytes });
    latest = file;
    if (!gzipped) {
      yield* file as AsyncIterable<Uint8Array>;
      return;
    }
    const gunzip = createGunzip({ chunkSize: chunkBytes });
    // The iteration below meets the same error; this promise must only not go unheard.
    pipeline(file, gunzip).catch(() => undefined);
    try {
      yield* gunzip as AsyncIterable<Uint8Array>;
    } catch (cause) {
      throw new VitrineError(
        "FORMAT_BROKEN",
        `${path} begins like a gzip file and must unpack to its end; got "${(cause as Error).message}". Copy or download the file again.`,
        { path },
        { cause },
      );
    } finally {
      file.destroy();
    }
  }
  return { path, gzipped, bytesTotal: size, bytesRead: () => latest?.bytesRead ?? 0, read };
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

async function readHead(path: string): Promise<{ magic: Uint8Array; size: number }> {
  try {
    const file = await open(path, "r");
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw new Error("it is not an ordinary file");
      const magic = new Uint8Array(4);
      await file.read(magic, 0, 4, 0);
      return { magic, size: stat.size };
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
    throw new VitrineError(
      "FILE_UNREADABLE",
      `The data file must be a file that may be read; ${path} is not (${(cause as Error).message}). Check the path and its permissions.`,
      { path },
      { cause },
    );
  }
}
