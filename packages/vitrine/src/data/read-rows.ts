/**
 * @file Opens a product file of any supported format: tells format, encoding and delimiter, then streams rows.
 *
 * The content decides; the name is asked only where content leaves a choice, since
 * exports named `.csv` that hold JSON, and gzipped files without `.gz`, are common.
 */
import { VitrineError } from "../errors.js";
import { detectDelimiter } from "./csv-delimiter.js";
import { readCsvColumns, readCsvRows } from "./csv-rows.js";
import type { ByteSource } from "./file-bytes.js";
import { checkUnchanged, openBytes, readStart } from "./file-bytes.js";
import { jsonListNames } from "./json-elements.js";
import { readJsonLinesRows } from "./json-lines-rows.js";
import { readJsonRows } from "./json-rows.js";
import { openParquet, parquetColumns, readParquetRows } from "./parquet-rows.js";
import type { FileName, OpenRowsOptions, RawRow, RowFormat, RowSource } from "./raw-row.js";
import { collectColumns, defaultMaxRowCharacters } from "./raw-row.js";
import type { TextEncoding } from "./text-encoding.js";
import { decodeText, detectEncoding } from "./text-encoding.js";

export type { OpenRowsOptions, RawRow, RowFormat, RowSource } from "./raw-row.js";

/** How much text format and delimiter are told from, in characters. */
const sampleCharacters = 1024 * 1024;

/**
 * Opens a product file.
 *
 * @param path - CSV or TSV, JSON, JSON Lines or Parquet, each optionally gzipped.
 * @param options - What is not given is told from the file.
 * @returns The source, whose `rows()` can be called several times.
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FILE_UNREADABLE`; `FORMAT_UNKNOWN` when it is none of
 *   these formats; `FORMAT_BROKEN` when it is empty or contradicts its format.
 *
 * @example
 * const source = await openRows("products.csv");
 * for await (const row of source.rows()) console.log(row.line, row.values);
 */
export async function openRows(path: string, options: OpenRowsOptions = {}): Promise<RowSource> {
  const bytes = await openBytes(path, options);
  const start = await readStart(bytes, 8);
  const { called = "A product file" } = options;
  if (start.length === 0) throw emptyFile(path, called);
  checkNotArchive(start, path, called);
  const name = path.toLowerCase().replace(/\.gz(ip)?$/, "");
  const isParquet = Buffer.from(start.subarray(0, 4)).toString("latin1") === "PAR1";
  if (isParquet || options.format === "parquet" || name.endsWith(".parquet")) {
    return openParquetRows(bytes, options);
  }

  const encoding = options.encoding ?? (await detectEncoding(bytes, called));
  const sample = await textStart(bytes, encoding);
  if (sample.trim() === "") throw emptyFile(path, called);
  const format = options.format ?? textFormat(sample, name);
  const maxRowCharacters = options.maxRowCharacters ?? defaultMaxRowCharacters;
  const text = (): AsyncGenerator<string> => decodeText(bytes, encoding);
  const common = {
    path,
    format,
    encoding,
    bytesTotal: bytes.bytesTotal,
    state: bytes.state,
    bytesRead: () => bytes.bytesRead(),
  };

  if (format === "csv") {
    const delimiter = options.delimiter ?? (await detectDelimiter(sample));
    checkDelimiter(delimiter);
    const csv = { path, delimiter, maxRowCharacters };
    const columns = await readCsvColumns(text(), csv);
    return {
      ...common,
      delimiter,
      columns,
      rows: (skip) => readCsvRows(text(), columns, csv, skip),
    };
  }
  const rows = (skip?: number): AsyncIterable<RawRow> =>
    format === "jsonl"
      ? readJsonLinesRows(text(), { path, maxRowCharacters }, skip)
      : readJsonRows(text(), { path, maxCharacters: maxRowCharacters }, skip);
  return { ...common, columns: await collectColumns(rows()), rows };
}

async function openParquetRows(bytes: ByteSource, options: OpenRowsOptions): Promise<RowSource> {
  const file = await openParquet(bytes.path, { ...options, gzipped: bytes.gzipped });
  let bytesRead = 0;
  const rows = async function* (skip = 0): AsyncGenerator<RawRow> {
    bytesRead = 0;
    const maxCharacters = options.maxRowCharacters ?? defaultMaxRowCharacters;
    await checkUnchanged(bytes.path, bytes.state);
    // A packed file was unpacked at once, so its groups say nothing about the disk.
    const onGroup = (byte: number): void => void (bytesRead = bytes.gzipped ? bytesRead : byte);
    try {
      yield* readParquetRows(file, { skip, maxCharacters, onGroup });
    } catch (error) {
      // What looks like a damaged file may be one that was cut while it was read.
      await checkUnchanged(bytes.path, bytes.state);
      throw error;
    }
    await checkUnchanged(bytes.path, bytes.state);
    bytesRead = bytes.bytesTotal;
  };
  const sampled = await collectColumns(rows());
  // Flattened columns (`a.b`) show only in rows; columns of a file without rows only in the schema.
  const columns = sampled.length > 0 ? sampled : parquetColumns(file);
  return {
    path: bytes.path,
    format: "parquet",
    columns,
    rows,
    bytesTotal: bytes.bytesTotal,
    state: bytes.state,
    bytesRead: () => bytesRead,
  };
}

/** Tells JSON, JSON Lines and CSV apart. */
function textFormat(sample: string, name: string): RowFormat {
  const content = sample.trimStart();
  const namedLines = /\.(jsonl|ndjson)$/.test(name);
  if (/^\[\s*(\{|\]|$)/.test(content)) return "json";
  if (/^\{\s*("|\}|$)/.test(content)) {
    if (namedLines) return "jsonl";
    return isObjectLine(content) ? "jsonl" : "json";
  }
  if (namedLines) return "jsonl";
  return name.endsWith(".json") ? "json" : "csv";
}

/** Whether the first line is a whole object, and not a lone one that wraps the list of products. */
function isObjectLine(content: string): boolean {
  const end = content.indexOf("\n");
  const line = end === -1 ? content : content.slice(0, end);
  const isLone = end === -1 || content.slice(end).trim() === "";
  try {
    const value = JSON.parse(line) as Record<string, unknown>;
    return !(isLone && jsonListNames.some((name) => Array.isArray(value[name])));
  } catch {
    return false;
  }
}

async function textStart(bytes: ByteSource, encoding: TextEncoding): Promise<string> {
  let sample = "";
  for await (const text of decodeText(bytes, encoding)) {
    sample += text;
    if (sample.length >= sampleCharacters) break;
  }
  return sample;
}

function checkDelimiter(delimiter: string): void {
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `A delimiter must be one character other than a quote or a line break; got ${JSON.stringify(delimiter)}. Leave it out to have it detected.`,
    { param: "delimiter", got: delimiter },
  );
}

function checkNotArchive(start: Uint8Array, path: string, called: FileName): void {
  const head = Buffer.from(start).toString("latin1");
  const kind = head.startsWith("PK\u0003\u0004")
    ? "a zip archive or a spreadsheet"
    : head.startsWith("\u00d0\u00cf\u0011\u00e0")
      ? "an old spreadsheet"
      : head.startsWith("%PDF")
        ? "a PDF"
        : undefined;
  if (kind === undefined) return;
  throw new VitrineError(
    "FORMAT_UNKNOWN",
    `${called} must be CSV, TSV, JSON, JSON Lines or Parquet; ${path} is ${kind}. Unpack it, or save the sheet as CSV (UTF-8).`,
    { path },
  );
}

function emptyFile(path: string, called: FileName): VitrineError {
  return new VitrineError(
    "FORMAT_BROKEN",
    `${called} must hold at least the names of its columns; ${path} is empty. Check that the export has finished.`,
    { path },
  );
}
