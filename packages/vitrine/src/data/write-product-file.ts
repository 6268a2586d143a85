/**
 * @file Writes products to a file that gives them back exactly when it is imported again.
 *
 * JSON Lines (one product a line, gzipped where the name ends with `.gz`) or Parquet in the layout
 * of a catalogue. Products stream: memory is one group of 20,000. The file appears under its name
 * when it is whole; until then, and when anything fails, what stood there stays.
 */
import { createHash, randomUUID } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";

import { checkNotCancelled, isVitrineError, VitrineError } from "../errors.js";
import { catalogueColumns, catalogueGroupRows, catalogueMetadata } from "./catalogue-layout.js";
import { canonicalProduct } from "./fingerprint.js";
import { productLineKey, productLineLayout } from "./json-lines-rows.js";
import type { Product } from "./product.js";

export const productFileFormats = ["jsonl", "parquet"] as const;
export type ProductFileFormat = (typeof productFileFormats)[number];

/** By which an import tells them too. */
const endings: Readonly<Record<ProductFileFormat, readonly string[]>> = {
  jsonl: [".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"],
  parquet: [".parquet"],
};

/** How products are written. */
export interface WriteProductFileOptions {
  readonly signal?: AbortSignal;
  /** Called after each batch with the number of products so far. */
  readonly onProgress?: (products: number) => void;
}

/** What was written. */
export interface WrittenProductFile {
  readonly products: number;
  readonly bytes: number;
  /** As `fingerprintProducts` of the same products. */
  readonly fingerprint: string;
}

/**
 * Writes products, in their order; a file of this name is replaced.
 *
 * @param batches - Read once, as fast as the disk takes them.
 * @param format - Default: Parquet where the name ends with `.parquet`, JSON Lines where it ends with
 *   `.jsonl` or `.ndjson`, before `.gz` as well.
 * @throws {VitrineError} `PARAM_INVALID` when the name tells no format or another one, or a Parquet
 *   file is to be named `.gz`; `DISK_FAILED`; `CANCELLED`; what reading the batches throws.
 *
 * @example
 * await writeProductFile("catalogue.jsonl.gz", batches);
 */
export async function writeProductFile(
  path: string,
  batches: AsyncIterable<readonly Product[]> | Iterable<readonly Product[]>,
  format?: ProductFileFormat,
  options: WriteProductFileOptions = {},
): Promise<WrittenProductFile> {
  const written = formatOf(path, format);
  const gzipped = isGzipped(path);
  const hash = createHash("sha256");
  let products = 0;
  async function* counted(): AsyncGenerator<readonly Product[]> {
    for await (const batch of batches) {
      checkNotCancelled(options.signal, "Writing products");
      for (const product of batch) hash.update(`${canonicalProduct(product)}\n`);
      products += batch.length;
      yield batch;
      options.onProgress?.(products);
    }
  }
  const bytes = await writeWhole(path, async (file) => {
    if (written === "parquet") await writeParquet(file, counted(), () => hash.copy().digest("hex"));
    else await writeLines(file, counted(), gzipped);
  });
  return { products, bytes, fingerprint: hash.digest("hex") };
}

function formatOf(path: string, asked: ProductFileFormat | undefined): ProductFileFormat {
  const told = productFileFormats.find((known) =>
    endings[known].some((ending) => path.toLowerCase().endsWith(ending)),
  );
  if (asked === "parquet" && isGzipped(path)) {
    throw badName(`A Parquet file is packed already and must not be named .gz; got ${path}.`, path);
  }
  const format = asked ?? told;
  if (format === undefined) {
    throw badName(`The name of a product file must tell its format; got ${path}.`, path);
  }
  if (told !== undefined && asked !== undefined && told !== asked) {
    throw badName(
      `The name of a file of format ${asked} must not tell another; got ${path}.`,
      path,
    );
  }
  return format;
}

function badName(fault: string, path: string): VitrineError {
  const known = Object.values(endings).flat().join(", ");
  return new VitrineError(
    "PARAM_INVALID",
    `${fault} Choose a name that ends with one of ${known}, or say a format that fits.`,
    { param: "path", got: path },
  );
}

function isGzipped(path: string): boolean {
  return path.toLowerCase().endsWith(".gz");
}

/** Writes a file beside its place and moves it there when it is whole; gives its size. */
async function writeWhole(
  path: string,
  write: (file: OutputFile) => Promise<void>,
): Promise<number> {
  const partial = `${path}.${randomUUID()}.partial`;
  const disk = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw notWritten(path, cause);
    }
  };
  const handle = await disk(() => open(partial, "wx"));
  try {
    let bytes = 0;
    try {
      await write({
        append: (chunk) =>
          disk(async () => {
            await writeAll(handle, chunk);
            bytes += chunk.length;
          }),
      });
      await disk(() => handle.sync());
    } finally {
      await handle.close();
    }
    await disk(() => rename(partial, path));
    return bytes;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

interface OutputFile {
  append(chunk: Uint8Array): Promise<void>;
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
}

async function writeLines(
  file: OutputFile,
  batches: AsyncIterable<readonly Product[]>,
  gzipped: boolean,
): Promise<void> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const batch of batches) {
      if (batch.length > 0) yield Buffer.from(batch.map(productLine).join(""), "utf8");
    }
  }
  if (!gzipped) {
    for await (const chunk of chunks()) await file.append(chunk);
    return;
  }
  const source = Readable.from(chunks());
  const gzip = createGzip();
  // An error of the batches must end the packed stream too.
  source.on("error", (error) => gzip.destroy(error));
  for await (const chunk of source.pipe(gzip) as AsyncIterable<Buffer>) await file.append(chunk);
}

function productLine(product: Product): string {
  return `${JSON.stringify({ [productLineKey]: productLineLayout, ...product })}\n`;
}

async function writeParquet(
  file: OutputFile,
  batches: AsyncIterable<readonly Product[]>,
  fingerprint: () => string,
): Promise<void> {
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: catalogueColumns([]) });
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: "vitrine" });
  const flush = async (): Promise<void> => {
    await file.append(bytes.getBytes());
    bytes.index = 0;
  };
  let group: Product[] = [];
  const writeGroup = async (): Promise<void> => {
    if (group.length === 0) return;
    const columnData = catalogueColumns(group);
    await writer.write({ columnData, rowGroupSize: catalogueGroupRows });
    await flush();
    group = [];
  };
  for await (const batch of batches) {
    for (const product of batch) {
      group.push(product);
      if (group.length === catalogueGroupRows) await writeGroup();
    }
  }
  await writeGroup();
  writer.kvMetadata = catalogueMetadata(fingerprint());
  await writer.finish();
  await flush();
}

function notWritten(path: string, cause: unknown): VitrineError {
  if (isVitrineError(cause)) return cause;
  return new VitrineError(
    "DISK_FAILED",
    `The products must be written to ${path}; the system refuses (${(cause as Error).message}). Check the space and the permissions there.`,
    { path },
    { cause },
  );
}
