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
import type { AsyncBuffer, ColumnMetaData, Compressors, FileMetaData, RowGroup } from "hyparquet";
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from "hyparquet";
import { getTreePath } from "hyparquet/src/schema.js";
import { compressors } from "hyparquet-compressors";

import { isVitrineError, VitrineError } from "../errors.js";
import { catalogueLayout, layoutKey, withoutNulls } from "./catalogue-layout.js";
import { checkParquetPages } from "./check-parquet-pages.js";
import { isSystemError, unreadable } from "./file-bytes.js";
import type { RawRow } from "./raw-row.js";
import { flattenRow, isDeeperThan, maxJsonDepth } from "./raw-row.js";

/** Most bytes that one row group may unpack to, unless told otherwise: 1 GiB. */
const defaultMaxGroupBytes = 1024 ** 3;
/** Most rows of one row group; a group of a real file holds up to about a million. */
const maxGroupRows = 20_000_000;

/** A Parquet file whose footer was read and checked. */
export interface ParquetFile {
  readonly path: string;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  /** Most bytes that one row group may unpack to. */
  readonly maxGroupBytes: number;
}

/** How a Parquet file is opened. */
export interface OpenParquetOptions {
  /** Whether the whole file was packed once more; it is then unpacked in memory. Default false. */
  readonly gzipped?: boolean;
  /** Most bytes that one row group, or a packed file, may unpack to; default 1 GiB. */
  readonly maxGroupBytes?: number;
}

/** Which rows are read, and who hears of it. */
export interface ReadParquetOptions {
  /** How many of the first rows to pass over; groups of such rows are not touched. Default 0. */
  readonly skip?: number;
  /** Called before each group with the byte of the file where it begins. */
  readonly onGroup?: (byte: number) => void;
}

/**
 * Opens a Parquet file and checks what its footer claims.
 *
 * @throws {VitrineError} `FORMAT_BROKEN` when the footer contradicts the file or passes a limit.
 */
export async function openParquet(
  path: string,
  { gzipped = false, maxGroupBytes = defaultMaxGroupBytes }: OpenParquetOptions = {},
): Promise<ParquetFile> {
  try {
    const file = gzipped
      ? await unpackedBuffer(path, maxGroupBytes)
      : await asyncBufferFromFile(path);
    if (file.byteLength < 12) throw new Error("it is too short to hold a footer");
    const metadata = await parquetMetadataAsync(file);
    for (const group of metadata.row_groups) checkGroup(group, file.byteLength, maxGroupBytes);
    const rows = metadata.row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
    if (rows !== metadata.num_rows) {
      throw new Error(`it claims ${metadata.num_rows} rows but its groups hold ${rows}`);
    }
    return { path, file, metadata, maxGroupBytes };
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
 * @returns Objects as the file has them: 64-bit integers become numbers where they are exact and
 *   text where not, times become ISO 8601, bytes become hexadecimal text.
 * @throws {VitrineError} `FORMAT_BROKEN` when a page can not be read.
 */
export async function* readParquetObjects(
  { path, file, metadata, maxGroupBytes }: ParquetFile,
  { skip = 0, onGroup }: ReadParquetOptions = {},
): AsyncGenerator<Record<string, unknown>> {
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    if (rowStart + Number(group.num_rows) <= skip) {
      rowStart += Number(group.num_rows);
      continue;
    }
    onGroup?.(Number(group.columns[0]?.meta_data?.data_page_offset ?? 0));
    const rowEnd = rowStart + Number(group.num_rows);
    let rows: Record<string, unknown>[];
    try {
      const compressors = limitCompressors(maxGroupBytes);
      await checkGroupPages(file, metadata, group, compressors);
      rows = await parquetReadObjects({
        file,
        metadata,
        rowStart,
        rowEnd,
        compressors: limitCompressors(maxGroupBytes),
      });
    } catch (cause) {
      throw brokenParquet(path, cause);
    }
    for (let index = Math.max(0, skip - rowStart); index < rows.length; index++) {
      if (isDeeperThan(rows[index], maxJsonDepth)) {
        const cause = new Error(
          `row ${rowStart + index + 1} is nested deeper than ${maxJsonDepth}`,
        );
        throw brokenParquet(path, cause);
      }
      yield plainValue(rows[index]) as Record<string, unknown>;
    }
    rowStart = rowEnd;
  }
}

/**
 * Reads the rows as any other format's, numbered from 1 on.
 *
 * @param options - `maxCharacters`: of the texts of a row together; a longer row is a broken one.
 */
export async function* readParquetRows(
  file: ParquetFile,
  options: ReadParquetOptions & { readonly maxCharacters: number },
): AsyncGenerator<RawRow> {
  let line = options.skip ?? 0;
  const isOwn = file.metadata.key_value_metadata?.some(
    ({ key, value }) => key === layoutKey && value === catalogueLayout,
  );
  for await (const row of readParquetObjects(file, options)) {
    line++;
    const values = flattenRow(row);
    const characters = Object.values(values).reduce<number>((sum, v) => sum + textLength(v), 0);
    if (characters <= options.maxCharacters) {
      yield { line, values, ...(isOwn === true ? { product: withoutNulls(row) } : {}) };
    } else {
      const why = `must keep to the size limit of ${options.maxCharacters} characters`;
      yield { line, values: {}, broken: { why, got: `${characters} characters` } };
    }
  }
}

function textLength(value: unknown): number {
  if (typeof value === "string") return value.length;
  return Array.isArray(value)
    ? value.reduce<number>((sum, inner) => sum + textLength(inner), 0)
    : 0;
}

/** The unpackers, refusing to allocate together more than a row group may hold. */
function limitCompressors(maxGroupBytes: number): Compressors {
  let left = maxGroupBytes;
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, outputLength: number): Uint8Array => {
        if (outputLength > left || outputLength < 0) {
          throw new Error(
            `a page claims to unpack to ${outputLength} bytes where its group has ${left} left of ${maxGroupBytes}`,
          );
        }
        left -= outputLength;
        return unpack(input, outputLength);
      },
    ]),
  );
}

function checkGroup(group: RowGroup, fileBytes: number, maxGroupBytes: number): void {
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
  compressors: Compressors,
): Promise<void> {
  const schema = parquetSchema(metadata);
  for (const { meta_data: column } of group.columns) {
    if (column === undefined) continue;
    const start = chunkStart(column);
    const bytes = await file.slice(start, start + Number(column.total_compressed_size));
    const schemaPath = getTreePath(schema, column.path_in_schema);
    checkParquetPages({ metadata: column, schemaPath, bytes }, compressors);
  }
}

/** A dictionary stands before the data; some writers do not say where. */
function chunkStart(column: ColumnMetaData): number {
  const dictionary = column.dictionary_page_offset ?? 0n;
  return Number(dictionary > 0n ? dictionary : column.data_page_offset);
}

async function unpackedBuffer(path: string, maxBytes: number): Promise<AsyncBuffer> {
  try {
    const bytes = gunzipSync(await readFile(path), { maxOutputLength: maxBytes });
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
  if (isVitrineError(cause)) return cause;
  if (isSystemError(cause)) return unreadable(path, cause);
  return new VitrineError(
    "FORMAT_BROKEN",
    `A Parquet file must be whole and keep to its own footer; ${path} does not (${(cause as Error).message}). Write or copy the file again, in smaller row groups where a limit is named.`,
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
