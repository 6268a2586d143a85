/**
 * @file Reads the rows of Parquet files, one row group at a time.
 *
 * A Parquet file says itself how much memory it wants. Everything it says is
 * checked against the size of the file and a limit before anything is allocated:
 * the footer's length, the place of every column chunk, the rows of a group, and,
 * page by page, the size that unpacking is to give.
 */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { AsyncBuffer, ColumnMetaData, FileMetaData, RowGroup } from "hyparquet";
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from "hyparquet";
import { getTreePath } from "hyparquet/src/schema.js";
import { compressors } from "hyparquet-compressors";

import { VitrineError } from "../errors.js";
import { checkParquetPages } from "./check-parquet-pages.js";
import type { RawRow } from "./raw-row.js";
import { flattenRow } from "./raw-row.js";

/** Most bytes that one row group may unpack to: 1 GiB. */
const maxGroupBytes = 1024 ** 3;
/** Most rows of one row group; a group of a real file holds up to about a million. */
const maxGroupRows = 20_000_000;

/** A Parquet file whose footer was read and checked. */
export interface ParquetFile {
  readonly path: string;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
}

/**
 * Opens a Parquet file and checks what its footer claims.
 *
 * @param gzipped - Whether the whole file was packed once more; it is then unpacked in memory.
 * @throws {VitrineError} `FORMAT_BROKEN` when the footer contradicts the file or passes a limit.
 */
export async function openParquet(path: string, gzipped = false): Promise<ParquetFile> {
  const file = gzipped ? await unpackedBuffer(path) : await asyncBufferFromFile(path);
  try {
    if (file.byteLength < 12) throw new Error("it is too short to hold a footer");
    const metadata = await parquetMetadataAsync(file);
    for (const group of metadata.row_groups) checkGroup(group, file.byteLength);
    const rows = metadata.row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
    if (rows !== metadata.num_rows) {
      throw new Error(`it claims ${metadata.num_rows} rows but its groups hold ${rows}`);
    }
    return { path, file, metadata };
  } catch (cause) {
    throw brokenParquet(path, cause);
  }
}

/** The names of the top-level columns, in the order of the file. */
export function parquetColumns({ metadata }: ParquetFile): readonly string[] {
  return parquetSchema(metadata).children.map(({ element }) => element.name);
}

/**
 * Reads the rows; memory is one row group.
 *
 * @param onGroup - Called before each group with the byte of the file where it begins.
 * @returns Objects as the file has them: 64-bit integers become numbers where they are exact and
 *   text where not, times become ISO 8601, bytes become hexadecimal text.
 * @throws {VitrineError} `FORMAT_BROKEN` when a page can not be read.
 */
export async function* readParquetObjects(
  { path, file, metadata }: ParquetFile,
  onGroup?: (byte: number) => void,
): AsyncGenerator<Record<string, unknown>> {
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    onGroup?.(Number(group.columns[0]?.meta_data?.data_page_offset ?? 0));
    const rowEnd = rowStart + Number(group.num_rows);
    let rows: Record<string, unknown>[];
    try {
      await checkGroupPages(file, metadata, group);
      rows = await parquetReadObjects({
        file,
        metadata,
        rowStart,
        rowEnd,
        compressors: limitedCompressors,
      });
    } catch (cause) {
      throw brokenParquet(path, cause);
    }
    for (const row of rows) yield plainValue(row) as Record<string, unknown>;
    rowStart = rowEnd;
  }
}

/** Reads the rows as any other format's, numbered from 1 on. */
export async function* readParquetRows(
  file: ParquetFile,
  onGroup?: (byte: number) => void,
): AsyncGenerator<RawRow> {
  let line = 0;
  for await (const row of readParquetObjects(file, onGroup)) {
    line++;
    yield { line, values: flattenRow(row) };
  }
}

/** The unpackers, each refusing to allocate more than a row group may hold. */
const limitedCompressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, outputLength: number): Uint8Array => {
      if (outputLength > maxGroupBytes || outputLength < 0) {
        throw new Error(`a page claims to unpack to ${outputLength} bytes`);
      }
      return unpack(input, outputLength);
    },
  ]),
);

function checkGroup(group: RowGroup, fileBytes: number): void {
  if (group.num_rows < 0n || group.num_rows > BigInt(maxGroupRows)) {
    throw new Error(`a row group claims ${group.num_rows} rows (limit ${maxGroupRows})`);
  }
  let unpacked = 0n;
  for (const { meta_data: column } of group.columns) {
    if (column === undefined) throw new Error("a column chunk lacks its metadata");
    const start = BigInt(chunkStart(column));
    const end = start + column.total_compressed_size;
    if (column.num_values < 0n || column.num_values > BigInt(maxGroupRows)) {
      throw new Error(
        `column ${column.path_in_schema.join(".")} claims ${column.num_values} values`,
      );
    }
    if (start < 0n || column.total_compressed_size < 0n || end > BigInt(fileBytes)) {
      throw new Error(`column ${column.path_in_schema.join(".")} lies outside the file`);
    }
    unpacked += column.total_uncompressed_size;
  }
  if (unpacked < 0n || unpacked > BigInt(maxGroupBytes)) {
    throw new Error(`a row group claims to unpack to ${unpacked} bytes (limit ${maxGroupBytes})`);
  }
}

async function checkGroupPages(
  file: AsyncBuffer,
  metadata: FileMetaData,
  group: RowGroup,
): Promise<void> {
  const schema = parquetSchema(metadata);
  for (const { meta_data: column } of group.columns) {
    if (column === undefined) continue;
    const start = chunkStart(column);
    const bytes = await file.slice(start, start + Number(column.total_compressed_size));
    const schemaPath = getTreePath(schema, column.path_in_schema);
    checkParquetPages({ metadata: column, schemaPath, bytes }, limitedCompressors);
  }
}

/** A dictionary stands before the data; some writers do not say where. */
function chunkStart(column: ColumnMetaData): number {
  const dictionary = column.dictionary_page_offset ?? 0n;
  return Number(dictionary > 0n ? dictionary : column.data_page_offset);
}

async function unpackedBuffer(path: string): Promise<AsyncBuffer> {
  try {
    const bytes = gunzipSync(await readFile(path), { maxOutputLength: maxGroupBytes });
    const buffer = new ArrayBuffer(bytes.byteLength);
    new Uint8Array(buffer).set(bytes);
    return {
      byteLength: buffer.byteLength,
      slice: (start, end) => buffer.slice(start, end),
    };
  } catch (cause) {
    throw brokenParquet(path, cause);
  }
}

function brokenParquet(path: string, cause: unknown): VitrineError {
  return new VitrineError(
    "FORMAT_BROKEN",
    `A Parquet file must be whole and keep to its own footer; ${path} does not (${(cause as Error).message}). Write or copy the file again.`,
    { path },
    { cause },
  );
}

/** Parquet's own types as those of JSON. */
function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (ArrayBuffer.isView(value))
    return Array.from(value as unknown as ArrayLike<unknown>, plainValue);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]),
    );
  }
  return value;
}
