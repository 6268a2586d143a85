/**
 * @file A catalogue in one file, whatever database it came from and goes to.
 *
 * gzip over JSON lines: a header `{ format: "vitrine-backup", version: 1, identity, revision,
 * products, createdAt }`, one product a line in the catalogue's order, and a last line
 * `{ sha256, products }`, whose digest is of all bytes before it. Written and read as a stream;
 * a restore holds the ids in memory. The file appears whole or not at all.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { productSchema } from "../data/product.js";
import type { Product } from "../data/product.js";
import { VitrineError, checkNotCancelled } from "../errors.js";
import type { FinishResult, Store } from "./store.js";
import { toStoreError } from "./store-errors.js";

const batchSize = 1_000;
/** Above this a piece of the file is written; a batch of long products is longer than a text can be. */
const pieceCharacters = 1_048_576;

const headerSchema = z.object({
  format: z.literal("vitrine-backup"),
  version: z.literal(1),
  identity: z.string(),
  revision: z.int().nonnegative(),
  products: z.int().nonnegative(),
  createdAt: z.string(),
});
const endSchema = z.strictObject({ sha256: z.string(), products: z.int().nonnegative() });

/** What a backup says of itself. */
export type BackupHeader = z.infer<typeof headerSchema>;

export interface BackupOptions {
  readonly clock: () => Date;
  readonly signal?: AbortSignal;
  /** Told after each batch; in products. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RestoreOptions {
  readonly signal?: AbortSignal;
  /** Told after each batch; in products. */
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

/**
 * Writes the catalogue as it is now, whatever is written to it meanwhile.
 *
 * @param file - Replaced when it is there, at the end.
 * @throws {VitrineError} `DISK_FAILED` when it can not be written; `STORE_FAILED` when the store has
 *   a product that no restore would take; `CANCELLED`.
 */
export async function backupStore(
  store: Store,
  file: string,
  { clock, signal, onProgress }: BackupOptions,
): Promise<BackupHeader> {
  const header: BackupHeader = {
    format: "vitrine-backup",
    version: 1,
    identity: await store.identity(),
    revision: await store.revision(),
    products: await store.productCount(),
    createdAt: clock().toISOString(),
  };
  const partial = `${file}.${randomUUID()}.partial`;
  let products = 0;
  const hash = createHash("sha256");
  async function* lines(): AsyncGenerator<string> {
    const hashed = (text: string): string => {
      hash.update(text);
      return text;
    };
    yield hashed(`${JSON.stringify(header)}\n`);
    for await (const batch of store.scan(signal === undefined ? {} : { signal })) {
      let piece = "";
      for (const product of batch) {
        checkStored(product);
        piece += `${JSON.stringify(product)}\n`;
        if (piece.length < pieceCharacters) continue;
        yield hashed(piece);
        piece = "";
      }
      if (piece !== "") yield hashed(piece);
      products += batch.length;
      onProgress?.(products, Math.max(products, header.products));
    }
    yield `${JSON.stringify({ sha256: hash.digest("hex"), products })}\n`;
  }
  try {
    await pipeline(
      Readable.from(lines(), { objectMode: true }),
      createGzip(),
      createWriteStream(partial, { mode: 0o600, flush: true }),
    );
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof Error && "syscall" in error) {
      throw new VitrineError(
        "DISK_FAILED",
        `A backup needs a place to be written; got: ${error.message}. Choose another file or make room.`,
        { path: file },
        { cause: error },
      );
    }
    throw toStoreError(error, file);
  }
  return { ...header, products };
}

/** A backup that is refused when it is needed is worse than none. */
function checkStored(product: Product): void {
  const checked = productSchema.safeParse(product);
  if (checked.success) return;
  const [issue] = checked.error.issues;
  throw new VitrineError(
    "STORE_FAILED",
    `Every product must keep to the schema to be saved; the ${issue?.path.join(".") ?? "row"} of product "${product.id}" ${issue?.message ?? "does not"}. Put the product anew (vitrine products put FILE) or delete it, then save again.`,
    { store: `product ${product.id}` },
  );
}

/**
 * Puts a backup in the place of all products, in one transaction, once its whole file has been
 * checked. The new revision is above the store's and the backup's.
 *
 * @throws {VitrineError} `BACKUP_INVALID` when the file is damaged or no backup, `FILE_NOT_FOUND`,
 *   `CANCELLED`; the catalogue is then as it was.
 */
export async function restoreStore(
  store: Store,
  file: string,
  { signal, onProgress }: RestoreOptions = {},
): Promise<FinishResult> {
  const checked = await checkBackup(file, signal, (done, total) =>
    onProgress?.("Checking the backup", done, total),
  );
  const session = await store.beginImport({
    key: `restore ${checked.sha256} ${randomUUID()}`,
    label: file,
  });
  try {
    let rows = 0;
    let batch: Product[] = [];
    const stage = async (): Promise<void> => {
      rows += batch.length;
      await session.stage(batch, rows, null);
      batch = [];
      onProgress?.("Reading the backup", rows, checked.products);
    };
    for await (const entry of readBackup(file, signal)) {
      if (entry.kind !== "product") continue;
      batch.push(entry.product);
      if (batch.length >= batchSize) await stage();
    }
    await stage();
    if (session.stagedCount !== checked.header.products || rows !== checked.products) {
      throw invalid(file, "it changed while it was read");
    }
    return await session.finish({
      replace: true,
      order: "staged",
      aboveRevision: checked.header.revision,
      report: { restored: checked.header },
      onProgress: (done, total) => onProgress?.("Applying the backup", done, total),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    // What can not be forgotten now is forgotten by the next import.
    await session.abandon().catch(() => undefined);
    throw error;
  }
}

/**
 * Reads a backup to its end.
 *
 * @throws {VitrineError} `BACKUP_INVALID` when anything about it is not as it must be.
 */
export async function checkBackup(
  file: string,
  signal?: AbortSignal,
  onProgress?: (done: number, total: number) => void,
): Promise<{ header: BackupHeader; sha256: string; products: number }> {
  let header: BackupHeader | undefined;
  let products = 0;
  for await (const entry of readBackup(file, signal)) {
    if (entry.kind === "header") ({ header } = entry);
    else if (entry.kind === "product") {
      products += 1;
      if (products % batchSize === 0) onProgress?.(products, header?.products ?? products);
    } else if (header !== undefined) {
      if (entry.products !== products)
        throw invalid(file, `${products} products instead of ${entry.products}`);
      return { header: { ...header, products }, sha256: entry.sha256, products };
    }
  }
  throw invalid(file, "no last line with a digest");
}

type BackupEntry =
  | { readonly kind: "header"; readonly header: BackupHeader }
  | { readonly kind: "product"; readonly product: Product }
  | { readonly kind: "end"; readonly sha256: string; readonly products: number };

async function* readBackup(
  file: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<BackupEntry> {
  const source = createReadStream(file);
  const gunzip = createGunzip();
  // The reader of the lines below meets the errors of both.
  const unpacking = pipeline(source, gunzip).catch((error: unknown) => {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  const hash = createHash("sha256");
  let line = 0;
  let ended = false;
  try {
    for await (const text of linesOf(gunzip)) {
      checkNotCancelled(signal, "reading the backup");
      line += 1;
      if (ended) throw invalid(file, "something after the last line", line);
      const entry = parseLine(text, line, file);
      if (entry.kind === "end") {
        ended = true;
        if (entry.sha256 !== hash.digest("hex")) throw invalid(file, "another digest", line);
      } else {
        hash.update(`${text}\n`);
      }
      yield entry;
    }
    if (!ended) throw invalid(file, "an end in the middle", line);
  } catch (error) {
    throw toBackupError(error, file, line);
  } finally {
    source.destroy();
    gunzip.destroy();
    await unpacking;
  }
}

function parseLine(text: string, line: number, file: string): BackupEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(file, "no JSON", line);
  }
  if (line === 1) {
    const header = headerSchema.safeParse(value);
    if (!header.success) throw invalid(file, "no header of a backup that is known here", line);
    return { kind: "header", header: header.data };
  }
  const end = endSchema.safeParse(value);
  if (end.success) return { kind: "end", ...end.data };
  const product = productSchema.safeParse(value);
  if (!product.success) throw invalid(file, "no product", line);
  return { kind: "product", product: product.data };
}

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  // readline takes other characters for ends of lines as well; JSON.stringify leaves U+2028 as it is.
  let rest = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

function toBackupError(error: unknown, file: string, line: number): unknown {
  if (error instanceof VitrineError || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "ENOENT") {
    return new VitrineError(
      "FILE_NOT_FOUND",
      `A backup must be there; got ${file}, which is not. Correct the path.`,
      { path: file },
      { cause: error },
    );
  }
  if (code.startsWith("Z_") || /premature|unexpected end/i.test(error.message)) {
    return invalid(file, error.message, line);
  }
  return new VitrineError(
    "FILE_UNREADABLE",
    `A backup must be readable; got: ${error.message}. Correct its rights or path.`,
    { path: file },
    { cause: error },
  );
}

function invalid(path: string, got: string, line?: number): VitrineError {
  const place = line === undefined ? "" : ` in line ${line}`;
  return new VitrineError(
    "BACKUP_INVALID",
    `A backup must be whole, as it was written; got ${got}${place} of ${path}. Use another backup; the catalogue was not touched.`,
    { path, ...(line === undefined ? {} : { line }) },
  );
}
