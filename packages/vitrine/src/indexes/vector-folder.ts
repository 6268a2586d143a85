/**
 * @file A vector index as files: written once, verified before anything is made of it.
 *
 * `index.json` is the header: format, version, kind, options, sizes, and bytes and
 * sha256 of every other file. `vectors.f32` holds the rows, little-endian float32;
 * `ids.json` the ids of each row. Sizes are compared with the header before memory
 * is taken, checksums before the bytes are used.
 *
 * Files are touched here because the index contract saves into and loads from a folder.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { VitrineError } from "../errors.js";
import { createVectorTable } from "./vector-table.js";
import type { VectorTable } from "./vector-table.js";

const headerFile = "index.json";
const vectorsFile = "vectors.f32";
const idsFile = "ids.json";
const chunkBytes = 1 << 24;
const longestHeader = 1 << 16;

const formatSchema = z.looseObject({
  format: z.literal("vitrine-vector-index"),
  formatVersion: z.literal(1),
});
const countSchema = z.int().min(0);
const headerSchema = z.strictObject({
  ...formatSchema.shape,
  kind: z.string(),
  dimensions: z.int().min(1),
  slots: countSchema,
  ids: countSchema,
  options: z.record(z.string(), z.json()),
  files: z.record(
    z.string(),
    z.strictObject({ bytes: countSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});
type Header = z.infer<typeof headerSchema>;

/** What an index leaves in its folder. */
export interface IndexContent {
  readonly kind: string;
  readonly options: Readonly<Record<string, number | string>>;
  readonly table: VectorTable;
}

/** What a folder holds, once verified. */
export interface LoadedFolder {
  readonly options: Readonly<Record<string, unknown>>;
  readonly table: VectorTable;
}

/**
 * Writes an index into an existing, empty folder.
 *
 * @param writeMore - Writes the files that only this kind has, and returns their names.
 * @throws {VitrineError} `FILE_NOT_FOUND` when there is no such folder, `PARAM_INVALID` when it
 *   is not empty, `DISK_FAILED`.
 */
export async function writeIndexFolder(
  folder: string,
  { kind, options, table }: IndexContent,
  writeMore: (folder: string) => readonly string[] = () => [],
): Promise<void> {
  await checkEmpty(folder);
  const { block, slotIds } = table.content;
  try {
    await writeFile(
      join(folder, vectorsFile),
      new Uint8Array(block.buffer, block.byteOffset, block.byteLength),
    );
    await writeFile(join(folder, idsFile), JSON.stringify(slotIds));
    const files: Header["files"] = {};
    for (const name of [vectorsFile, idsFile, ...writeMore(folder)]) {
      const path = join(folder, name);
      files[name] = { bytes: (await stat(path)).size, sha256: await hashFile(path) };
    }
    const header: Header = {
      format: "vitrine-vector-index",
      formatVersion: 1,
      kind,
      dimensions: table.dimensions,
      slots: table.slotCount,
      ids: table.size,
      options,
      files,
    };
    await writeFile(join(folder, headerFile), `${JSON.stringify(header, null, 2)}\n`);
  } catch (error) {
    throw new VitrineError(
      "DISK_FAILED",
      `The index must be written to ${folder}; it failed (${String(error)}). Free space or choose another disk.`,
      { path: folder },
      { cause: error },
    );
  }
}

/**
 * Reads and verifies what `writeIndexFolder` wrote.
 *
 * @param kind - The kind that must have written it.
 * @param moreFiles - Names of the files that only this kind has; they are verified as well.
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FORMAT_UNKNOWN` when another program, version or kind
 *   wrote the folder, `FORMAT_BROKEN`, `CHECKSUM_MISMATCH`.
 */
export async function readIndexFolder(
  folder: string,
  kind: string,
  moreFiles: readonly string[] = [],
): Promise<LoadedFolder> {
  const header = await readHeader(folder, kind);
  const { dimensions, slots } = header;
  for (const name of [vectorsFile, idsFile, ...moreFiles]) await checkSize(folder, name, header);
  if (header.files[vectorsFile]!.bytes !== slots * dimensions * 4) {
    throw broken(
      join(folder, headerFile),
      `${slots} × ${dimensions} float32 take ${slots * dimensions * 4} bytes, not ${header.files[vectorsFile]!.bytes}`,
    );
  }
  for (const name of moreFiles) {
    const path = join(folder, name);
    checkHash(path, header.files[name]!.sha256, await hashFile(path));
  }
  const block = new Float32Array(slots * dimensions);
  await readVerified(folder, vectorsFile, header, new Uint8Array(block.buffer));
  if (!block.every(Number.isFinite)) {
    throw broken(join(folder, vectorsFile), "it holds NaN or an infinity");
  }
  const idBytes = new Uint8Array(header.files[idsFile]!.bytes);
  await readVerified(folder, idsFile, header, idBytes);
  const slotIds = parseIds(join(folder, idsFile), new TextDecoder().decode(idBytes), header);
  return {
    options: header.options,
    table: createVectorTable(dimensions, { block, slotIds }),
  };
}

/** The error of a folder whose bytes contradict each other. */
export function broken(path: string, reason: string, cause?: unknown): VitrineError {
  return new VitrineError(
    "FORMAT_BROKEN",
    `${path} must be a part of a whole vector index; ${reason}. Build the index anew or restore it from a copy.`,
    { path },
    { cause },
  );
}

async function checkEmpty(folder: string): Promise<void> {
  let entries: string[];
  try {
    entries = await readdir(folder);
  } catch (error) {
    throw new VitrineError(
      "FILE_NOT_FOUND",
      `${folder} must be an existing folder; it can not be listed. Create it first.`,
      { path: folder },
      { cause: error },
    );
  }
  if (entries.length === 0) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `The folder of a new index must be empty; ${folder} holds ${entries.length} entries. Choose an empty one.`,
    { param: "folder", got: folder },
  );
}

async function readHeader(folder: string, kind: string): Promise<Header> {
  const path = join(folder, headerFile);
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > longestHeader) throw broken(path, `a header of ${size} bytes is too long`);
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof VitrineError) throw error;
    throw new VitrineError(
      "FILE_NOT_FOUND",
      `A vector index must have a header; ${path} can not be read. Name a folder that an index was saved to.`,
      { path },
      { cause: error },
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw broken(path, "it is not JSON", error);
  }
  if (!formatSchema.safeParse(json).success) {
    throw unknownFormat(path, "it was written by another program or version");
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) throw broken(path, z.prettifyError(header.error), header.error);
  if (header.data.kind !== kind) throw unknownFormat(path, `it is of kind "${header.data.kind}"`);
  return header.data;
}

function unknownFormat(path: string, reason: string): VitrineError {
  return new VitrineError(
    "FORMAT_UNKNOWN",
    `${path} must be the header of a vector index of the kind and version asked for; ${reason}. Build the index anew.`,
    { path },
  );
}

async function checkSize(folder: string, name: string, header: Header): Promise<void> {
  const path = join(folder, name);
  const expected = header.files[name];
  if (expected === undefined) {
    throw broken(join(folder, headerFile), `it does not list ${name}`);
  }
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw broken(path, "the file is missing");
  if (found.size !== expected.bytes) {
    throw broken(path, `it has ${found.size} bytes where the header says ${expected.bytes}`);
  }
}

function checkHash(path: string, expected: string, got: string): void {
  if (got === expected) return;
  throw new VitrineError(
    "CHECKSUM_MISMATCH",
    `${path} must have the sha256 ${expected}; it has ${got}. Build the index anew or restore it from a copy.`,
    { path, expected, got },
  );
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Fills `bytes` from a file in pieces, because one read can not exceed two gigabytes. */
async function readVerified(
  folder: string,
  name: string,
  header: Header,
  bytes: Uint8Array,
): Promise<void> {
  const path = join(folder, name);
  const hash = createHash("sha256");
  const file = await open(path);
  try {
    let done = 0;
    while (done < bytes.length) {
      const wanted = Math.min(chunkBytes, bytes.length - done);
      const { bytesRead } = await file.read(bytes, done, wanted, done);
      if (bytesRead === 0) throw broken(path, `it ends after ${done} bytes`);
      hash.update(bytes.subarray(done, done + bytesRead));
      done += bytesRead;
    }
  } finally {
    await file.close();
  }
  checkHash(path, header.files[name]!.sha256, hash.digest("hex"));
}

function parseIds(path: string, text: string, header: Header): string[][] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw broken(path, "it is not JSON", error);
  }
  const parsed = z.array(z.array(z.string())).safeParse(json);
  if (!parsed.success) throw broken(path, "it is not a list of lists of ids");
  const ids = parsed.data.flat();
  if (parsed.data.length !== header.slots || ids.length !== header.ids) {
    throw broken(path, `it holds ${ids.length} ids in ${parsed.data.length} rows`);
  }
  if (new Set(ids).size !== ids.length) throw broken(path, "an id stands in it twice");
  if (parsed.data.some((row) => row.some((id, place) => place > 0 && id < row[place - 1]!))) {
    throw broken(path, "the ids of a row are out of order");
  }
  return parsed.data;
}
