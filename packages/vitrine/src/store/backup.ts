/**
 * @file A catalogue and its events in one file, whatever database they came from and go to.
 *
 * gzip over JSON lines: a header `{ format: "vitrine-backup", version: 2, identity, revision,
 * products, events, createdAt }`, one product a line in the catalogue's order, a line
 * `{ merge: { anonymous, shopper } }` for each merged visitor, a line `{ event }` for each event in
 * the order of their commits, and a last line `{ sha256, products, merges, events }`, whose digest is
 * of all bytes before it. Version 1 has products only. Written and read as a stream; a restore holds
 * the ids of products in memory. The file appears whole or not at all.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { eventSchema } from "../data/event.js";
import type { Event } from "../data/event.js";
import { productSchema } from "../data/product.js";
import type { Product } from "../data/product.js";
import { VitrineError, checkNotCancelled, isVitrineError } from "../errors.js";
import type { FinishResult, Store } from "./store.js";
import { toStoreError } from "./store-errors.js";

const batchSize = 1_000;
/** Above this a piece of the file is written; a batch of long products is longer than a text can be. */
const pieceCharacters = 1_048_576;

const headerSchema = z.object({
  format: z.literal("vitrine-backup"),
  version: z.union([z.literal(1), z.literal(2)]),
  identity: z.string(),
  revision: z.int().nonnegative(),
  products: z.int().nonnegative(),
  events: z.int().nonnegative().default(0),
  createdAt: z.string(),
});
const endSchema = z.strictObject({
  sha256: z.string(),
  products: z.int().nonnegative(),
  merges: z.int().nonnegative().default(0),
  events: z.int().nonnegative().default(0),
});
const mergeLineSchema = z.strictObject({
  merge: z.strictObject({ anonymous: z.string(), shopper: z.string() }),
});
const eventLineSchema = z.strictObject({ event: eventSchema });

/** What a backup says of itself. */
export type BackupHeader = z.infer<typeof headerSchema>;

export interface BackupOptions {
  readonly clock: () => Date;
  readonly signal?: AbortSignal;
  /** Told after each batch; in products and events. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RestoreOptions {
  readonly signal?: AbortSignal;
  /** Told after each batch; in products and events. */
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

/** What a restore did. */
export interface RestoredStore extends FinishResult {
  /** Events that were not there before. */
  readonly events: number;
}

/**
 * Writes the catalogue and the events as they are now, whatever is written to them meanwhile.
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
    version: 2,
    identity: await store.identity(),
    revision: await store.revision(),
    products: await store.productCount(),
    events: await store.eventCount(),
    createdAt: clock().toISOString(),
  };
  const partial = `${file}.${randomUUID()}.partial`;
  let [products, merges, events] = [0, 0, 0];
  const hash = createHash("sha256");
  const options = signal === undefined ? {} : { signal };
  async function* lines(): AsyncGenerator<string> {
    const hashed = (text: string): string => {
      hash.update(text);
      return text;
    };
    yield hashed(`${JSON.stringify(header)}\n`);
    for await (const batch of store.scan(options)) {
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
      onProgress?.(products, Math.max(products, header.products + header.events));
    }
    for await (const batch of store.identityMerges()) {
      checkNotCancelled(signal, "the backup");
      const lines = batch.map(({ anonymous, shopper }) =>
        JSON.stringify({ merge: { anonymous, shopper } }),
      );
      yield hashed(`${lines.join("\n")}\n`);
      merges += batch.length;
    }
    for await (const batch of store.eventsSince(0, options)) {
      const lines = batch.map((event) =>
        JSON.stringify({ event: { ...event, sequence: undefined } }),
      );
      yield hashed(`${lines.join("\n")}\n`);
      events += batch.length;
      onProgress?.(products + events, Math.max(products + events, products + header.events));
    }
    yield `${JSON.stringify({ sha256: hash.digest("hex"), products, merges, events })}\n`;
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
  return { ...header, products, events };
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
 * checked. The new revision is above the store's and the backup's. Before that the events and merges
 * that are not there are added, batch by batch; none that is there is taken away or changed.
 *
 * @throws {VitrineError} `BACKUP_INVALID` when the file is damaged or no backup, `FILE_NOT_FOUND`,
 *   `CANCELLED`; the catalogue is then as it was, and the same call again adds the events that lack.
 */
export async function restoreStore(
  store: Store,
  file: string,
  { signal, onProgress }: RestoreOptions = {},
): Promise<RestoredStore> {
  const checked = await checkBackup(file, signal, (done, total) =>
    onProgress?.("Checking the backup", done, total),
  );
  const session = await store.beginImport({
    key: `restore ${checked.sha256} ${randomUUID()}`,
    label: file,
  });
  try {
    let [rows, events, added] = [0, 0, 0];
    const total = checked.products + checked.events;
    let recorded: Event[] = [];
    const record = async (): Promise<void> => {
      added += (await store.recordEvents(recorded)).accepted;
      events += recorded.length;
      recorded = [];
      onProgress?.("Reading the backup", rows + events, total);
    };
    let batch: Product[] = [];
    const stage = async (): Promise<void> => {
      rows += batch.length;
      await session.stage(batch, rows, null);
      batch = [];
      onProgress?.("Reading the backup", rows, total);
    };
    for await (const entry of readBackup(file, signal)) {
      if (entry.kind === "product") {
        batch.push(entry.product);
        if (batch.length >= batchSize) await stage();
      } else if (entry.kind === "merge") {
        await restoreMerge(store, entry.merge);
      } else if (entry.kind === "event") {
        recorded.push(entry.event);
        if (recorded.length >= batchSize) await record();
      }
    }
    await stage();
    await record();
    if (
      session.stagedCount !== checked.header.products ||
      rows !== checked.products ||
      events !== checked.events
    ) {
      throw invalid(file, "it changed while it was read");
    }
    const finished = await session.finish({
      replace: true,
      order: "staged",
      aboveRevision: checked.header.revision,
      report: { restored: checked.header },
      onProgress: (done, total) => onProgress?.("Applying the backup", done, total),
      ...(signal === undefined ? {} : { signal }),
    });
    return { ...finished, events: added };
  } catch (error) {
    // What can not be forgotten now is forgotten by the next import.
    await session.abandon().catch(() => undefined);
    throw error;
  }
}

async function restoreMerge(
  store: Store,
  { anonymous, shopper }: { readonly anonymous: string; readonly shopper: string },
): Promise<void> {
  await store.mergeShopper(anonymous, shopper).catch((error: unknown) => {
    // The visitor has become another shopper's since; what is there holds.
    if (!isVitrineError(error, "SHOPPER_CONFLICT")) throw error;
  });
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
): Promise<{ header: BackupHeader; sha256: string; products: number; events: number }> {
  let header: BackupHeader | undefined;
  let [products, merges, events] = [0, 0, 0];
  const tell = (): void => {
    const done = products + events;
    if (done % batchSize !== 0) return;
    onProgress?.(done, Math.max(done, (header?.products ?? 0) + (header?.events ?? 0)));
  };
  for await (const entry of readBackup(file, signal)) {
    if (entry.kind === "header") ({ header } = entry);
    else if (entry.kind === "product") {
      products += 1;
      tell();
    } else if (entry.kind === "merge") merges += 1;
    else if (entry.kind === "event") {
      events += 1;
      tell();
    } else if (header !== undefined) {
      if (entry.products !== products)
        throw invalid(file, `${products} products instead of ${entry.products}`);
      if (entry.merges !== merges || entry.events !== events)
        throw invalid(file, `${events} events instead of ${entry.events}, or other merges`);
      return { header: { ...header, products, events }, sha256: entry.sha256, products, events };
    }
  }
  throw invalid(file, "no last line with a digest");
}

type BackupEntry =
  | { readonly kind: "header"; readonly header: BackupHeader }
  | { readonly kind: "product"; readonly product: Product }
  | { readonly kind: "merge"; readonly merge: z.output<typeof mergeLineSchema>["merge"] }
  | { readonly kind: "event"; readonly event: Event }
  | ({ readonly kind: "end" } & z.output<typeof endSchema>);

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
  if (typeof value === "object" && value !== null && ("event" in value || "merge" in value)) {
    const event = eventLineSchema.safeParse(value);
    if (event.success) return { kind: "event", event: event.data.event };
    const merge = mergeLineSchema.safeParse(value);
    if (merge.success) return { kind: "merge", merge: merge.data.merge };
    throw invalid(file, "no event and no merge", line);
  }
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
