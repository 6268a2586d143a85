/**
 * @file Checks the pages of a Parquet column before hyparquet reads them.
 *
 * hyparquet takes the counts in page headers and in run lengths at their word, so that
 * a few damaged bytes keep it busy for minutes or take all memory. Here every count is
 * held against the values that the column has. Costs one more unpacking of each page.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
import type { ColumnMetaData, Compressors, DataReader, PageHeader, SchemaTree } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from "hyparquet/src/schema.js";

/** One column of one row group. */
export interface ParquetColumnChunk {
  readonly metadata: ColumnMetaData;
  /** From the root to the column. */
  readonly schemaPath: SchemaTree[];
  /** The bytes of the column in the file. */
  readonly bytes: ArrayBuffer;
}

/** Writers fill the last bit-packed run up to this many values at most. */
const runPadding = 512;

/**
 * Checks all pages of a column.
 *
 * @param compressors - By codec; uncompressed pages need none.
 * @throws {Error} With what a page claims and can not be.
 */
export function checkParquetPages(chunk: ParquetColumnChunk, compressors: Compressors): void {
  const reader: DataReader = { view: new DataView(chunk.bytes), offset: 0 };
  const total = Number(chunk.metadata.num_values);
  let values = 0;
  while (values < total) {
    if (reader.offset >= chunk.bytes.byteLength) {
      throw new Error(`its pages hold ${values} of ${total} values`);
    }
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    if (!(size >= 0 && reader.offset + size <= chunk.bytes.byteLength)) {
      throw new Error(`a page claims ${size} bytes, which lie outside its column`);
    }
    const packed = new Uint8Array(chunk.bytes, reader.offset, size);
    reader.offset += size;
    values += checkPage(header, packed, chunk, total - values, compressors);
  }
}

/** Checks one page and gives the number of its values; 0 for a dictionary. */
function checkPage(
  header: PageHeader,
  packed: Uint8Array,
  { metadata, schemaPath }: ParquetColumnChunk,
  left: number,
  compressors: Compressors,
): number {
  const first = header.data_page_header;
  const second = header.data_page_header_v2;
  const dictionary = header.dictionary_page_header;
  if (header.type === "DICTIONARY_PAGE" && dictionary !== undefined) {
    checkCount(dictionary.num_values, header.uncompressed_page_size * 8, "a dictionary's entries");
    return 0;
  }
  if (header.type === "DATA_PAGE" && first !== undefined) {
    checkCount(first.num_values, left, "a page's values", 1);
    const page = unpack(packed, header.uncompressed_page_size, metadata, compressors);
    const reader = { view: viewOf(page), offset: 0 };
    for (const level of levelsOf(schemaPath)) {
      const length = reader.view.getUint32(reader.offset, true);
      reader.offset += 4;
      checkRuns({ view: reader.view, offset: reader.offset }, bitWidth(level), first.num_values);
      reader.offset += length;
    }
    checkValues(reader, first.encoding, metadata, first.num_values);
    return first.num_values;
  }
  if (header.type === "DATA_PAGE_V2" && second !== undefined) {
    checkCount(second.num_values, left, "a page's values", 1);
    checkCount(second.num_nulls, second.num_values, "a page's nulls");
    checkCount(second.num_rows, second.num_values, "a page's rows");
    const repetitionBytes = second.repetition_levels_byte_length;
    const levelBytes = repetitionBytes + second.definition_levels_byte_length;
    checkCount(repetitionBytes, packed.length, "a page's repetition bytes");
    checkCount(levelBytes, packed.length, "a page's level bytes");
    const view = viewOf(packed);
    const repetition = getMaxRepetitionLevel(schemaPath);
    const definition = getMaxDefinitionLevel(schemaPath);
    if (repetition > 0) checkRuns({ view, offset: 0 }, bitWidth(repetition), second.num_values);
    if (definition > 0) {
      checkRuns({ view, offset: repetitionBytes }, bitWidth(definition), second.num_values);
    }
    const body = packed.subarray(levelBytes);
    const page =
      second.is_compressed === false
        ? body
        : unpack(body, header.uncompressed_page_size - levelBytes, metadata, compressors);
    const count = second.num_values - second.num_nulls;
    checkValues({ view: viewOf(page), offset: 0 }, second.encoding, metadata, count);
    return second.num_values;
  }
  if (header.type === "INDEX_PAGE") return 0;
  throw new Error("a page has no header of its kind");
}

/** Checks the counts that the encodings of values carry; plain values carry none. */
function checkValues(
  reader: DataReader,
  encoding: string,
  metadata: ColumnMetaData,
  count: number,
): void {
  if (reader.offset >= reader.view.byteLength) return;
  switch (encoding) {
    case "RLE_DICTIONARY":
    case "PLAIN_DICTIONARY": {
      const width = reader.view.getUint8(reader.offset++);
      checkCount(width, 32, "the bits of an index");
      if (width > 0) checkRuns(reader, width, count);
      return;
    }
    case "RLE":
      reader.offset += 4;
      checkRuns(reader, metadata.type === "BOOLEAN" ? 1 : 32, count);
      return;
    case "DELTA_BINARY_PACKED":
    case "DELTA_LENGTH_BYTE_ARRAY":
    case "DELTA_BYTE_ARRAY": {
      const blockSize = readVarInt(reader);
      const miniblocks = readVarInt(reader);
      checkCount(miniblocks, reader.view.byteLength, "the parts of a block", 1);
      checkCount(blockSize, 1 << 24, "the values of a block", 1);
      return;
    }
    default:
      return;
  }
}

/** Walks runs until `count` values are passed or the bytes end; no run may go beyond the values. */
function checkRuns(reader: DataReader, width: number, count: number): void {
  const end = reader.view.byteLength;
  for (let seen = 0; seen < count && reader.offset < end;) {
    const header = readVarInt(reader);
    const isPacked = (header & 1) === 1;
    const length = isPacked ? (header >>> 1) * 8 : header >>> 1;
    if (length > count - seen + (isPacked ? runPadding : 0)) {
      throw new Error(`a run claims ${length} of ${count} values`);
    }
    reader.offset += isPacked ? (length / 8) * width : (width + 7) >> 3;
    seen += length;
  }
}

function levelsOf(schemaPath: SchemaTree[]): number[] {
  return [getMaxRepetitionLevel(schemaPath), getMaxDefinitionLevel(schemaPath)].filter(
    (level) => level > 0,
  );
}

function unpack(
  packed: Uint8Array,
  size: number,
  { codec }: ColumnMetaData,
  compressors: Compressors,
): Uint8Array {
  if (codec === "UNCOMPRESSED") return packed;
  const compressor = compressors[codec];
  if (compressor === undefined) throw new Error(`its compression ${codec} is not supported`);
  return compressor(packed, size);
}

function checkCount(count: number, most: number, what: string, least = 0): void {
  if (count >= least && count <= most) return;
  throw new Error(`${what} are claimed to be ${count} where at most ${most} can be`);
}

function bitWidth(level: number): number {
  return 32 - Math.clz32(level);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readVarInt(reader: DataReader): number {
  let result = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.view.getUint8(reader.offset++);
    result |= (byte & 0x7f) << shift;
    if (byte < 0x80) return result >>> 0;
  }
  throw new Error("a number is longer than 32 bits");
}
