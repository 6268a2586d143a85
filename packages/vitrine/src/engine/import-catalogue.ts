/**
 * @file Brings a product file into the database: batch by batch where nothing can be seen of it,
 * then all at once. A killed or cancelled import goes on from its last batch when it is run again.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createRejectsAppender } from "../data/append-rejects.js";
import type { RejectsAppender } from "../data/append-rejects.js";
import type { ImportReport } from "../data/import-report.js";
import type { MappingOverrides } from "../data/mapping-schema.js";
import type { RawRow } from "../data/raw-row.js";
import { streamProducts } from "../data/stream-products.js";
import type { ProductStream, StreamState } from "../data/stream-products.js";
import { freeRejectsPath, rejectsExist } from "../data/write-rejects.js";
import { isVitrineError, VitrineError } from "../errors.js";
import type { FinishResult, ImportSession, Store } from "../store/store.js";
import { lastImportMapping } from "./catalogue.js";
import type { EngineContext, StageProgress } from "./engine-context.js";
import { importMapping } from "./import-mapping.js";

export interface ImportOptions {
  /** Field → column, over the configuration's mapping and the guess. */
  readonly mapping?: MappingOverrides;
  /** What a row that can not be read does; default as configured. */
  readonly onBadRow?: "stop" | "skip";
  /** Whether products that the file lacks are deleted; default false. */
  readonly replace?: boolean;
  /** Where skipped rows go, a file that is not there yet; default beside the file, `products.rejects.csv` for `products.csv`. */
  readonly rejectsFile?: string;
  readonly signal?: AbortSignal;
  /** Reading counts bytes, applying counts products. */
  readonly onProgress?: StageProgress;
}

/** What an import did to the catalogue. */
export interface ImportResult {
  /** Of the catalogue that is current now. */
  readonly version: string;
  /** How many products it has. */
  readonly products: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  /** Rows that an interrupted import of the same file had brought in already. */
  readonly resumedRows: number;
  /** Where the skipped rows are, when there are any. */
  readonly rejectsFile?: string;
  /** Where the report is kept; absent when nothing changed. */
  readonly reportFile?: string;
  readonly report: ImportReport;
}

/** What is committed with each batch. */
interface SavedImport {
  readonly stream: StreamState;
  readonly rejects: SavedRejects | null;
  /** Ids of rows that were left out, which `replace` must spare; empty without it. */
  readonly rejectedIds: readonly string[];
}

interface SavedRejects {
  readonly path: string;
  readonly bytes: number;
}

/** How many processes may end, each while it holds the database for an import, before that gives up. */
const HOLDERS_OUTLIVED = 10;
/** How often an import looks whether another has ended. */
const LOCK_POLL_MS = 100;

/**
 * Imports products: new ids are added, known ones are renewed in their place.
 *
 * @param file - Relative to the working directory.
 * @throws {VitrineError} What `streamProducts` throws; `ROW_INVALID` or `FORMAT_BROKEN` when the file has
 * no product to import; `MAPPING_INVALID` when all of its products have the same id; `PARAM_INVALID`
 * when the rejects file is there already; what the store throws.
 */
export async function importCatalogue(
  context: EngineContext,
  file: string,
  options: ImportOptions = {},
): Promise<ImportResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await importOnce(context, file, options);
    } catch (error) {
      // The process that held the database has ended: this one goes on where the import stood.
      const canGoOn = !context.store.isServer && isVitrineError(error, "STORE_UNAVAILABLE");
      if (!canGoOn || attempt === HOLDERS_OUTLIVED) throw error;
    }
  }
}

async function importOnce(
  context: EngineContext,
  file: string,
  options: ImportOptions,
): Promise<ImportResult> {
  const mapping = await importMapping(context, file, options.mapping);
  const onBadRow = options.onBadRow ?? context.config.products.onBadRow;
  const store = await context.store.open();
  const before = await store.revision();
  const session = await beginImport(
    context,
    store,
    file,
    { mapping, onBadRow, replace: options.replace ?? false },
    options.signal,
  );
  const saved = session.state as SavedImport | undefined;
  try {
    const told = options.rejectsFile;
    if (saved === undefined && onBadRow === "skip" && told !== undefined && existsSync(told)) {
      throw rejectsExist(told);
    }
    const earlier = await lastImportMapping(store);
    const stream = await streamProducts(file, {
      mapping,
      ...(earlier === undefined ? {} : { earlier }),
      onBadRow,
      ...(saved === undefined ? {} : { resume: saved.stream }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const left = await stageAll(session, stream, file, saved, options);
    const report: ImportReport = stream.report();
    if (report.accepted === 0) throw nothingToImport(file, report, left.rejects?.path);
    if (report.accepted === 1 && stream.repeatedProducts() > 1) throw oneIdOnly(file, stream);
    const result = await session.finish({
      replace: options.replace ?? false,
      keepIds: left.rejectedIds,
      report,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onProgress: (done, total) => options.onProgress?.("Applying the import", done, total),
    });
    return {
      ...toCounts(result),
      resumedRows: session.resumeAtRow,
      ...(left.rejects === null ? {} : { rejectsFile: left.rejects.path }),
      ...(result.revision === before
        ? {}
        : { reportFile: await keepReport(context, result.revision, report) }),
      report,
    };
  } catch (error) {
    // What was cancelled, or lost its database, goes on from here when it is run again.
    const canGoOn =
      isVitrineError(error, "CANCELLED") || isVitrineError(error, "STORE_UNAVAILABLE");
    await (canGoOn ? session.suspend() : session.abandon()).catch(() => undefined);
    throw error;
  }
}

function toCounts({
  revision,
  ...counts
}: FinishResult): Omit<ImportResult, "report" | "resumedRows"> {
  const { products, added, updated, unchanged, deleted } = counts;
  return { version: String(revision), products, added, updated, unchanged, deleted };
}

/** Begins the import, after any other that is under way. */
async function beginImport(
  context: EngineContext,
  store: Store,
  file: string,
  settings: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
): Promise<ImportSession> {
  const path = resolve(file);
  // A file that is not there has its own error when it is opened.
  const found = await stat(path).catch(() => undefined);
  const key = createHash("sha256")
    .update(JSON.stringify([path, found?.size, found?.mtimeMs, settings]))
    .digest("hex");
  for (let waited = 0; ; waited++) {
    try {
      return await store.beginImport({ key, label: path });
    } catch (error) {
      if (!isVitrineError(error, "LOCKED")) throw error;
      if (waited === 10) context.log.warn(`${error.message} Waiting for it to end.`);
      await delay(LOCK_POLL_MS, undefined, signal === undefined ? {} : { signal }).catch(
        (cause: unknown) => {
          throw new VitrineError(
            "CANCELLED",
            "The import was cancelled before it ended.",
            { during: "The import" },
            { cause },
          );
        },
      );
    }
  }
}

/** Stages the file: one batch is committed while the next is read. */
async function stageAll(
  session: ImportSession,
  stream: ProductStream,
  file: string,
  saved: SavedImport | undefined,
  { rejectsFile, replace = false, onProgress }: ImportOptions,
): Promise<Pick<SavedImport, "rejects" | "rejectedIds">> {
  let rejects = saved?.rejects ?? null;
  const rejectedIds = [...(saved?.rejectedIds ?? [])];
  const idsOf = ({ values }: RawRow): string[] =>
    (stream.mapping.fields.id?.columns ?? []).map((column) => String(values[column]).trim());
  let appender: RejectsAppender | undefined;
  let staging: Promise<unknown> = Promise.resolve();
  try {
    for await (const batch of stream) {
      if (batch.rejects.length > 0) {
        const path: string =
          rejects?.path ?? rejectsFile ?? (await freeRejectsPath(file, stream.source.format));
        appender ??= createRejectsAppender(path, stream.source, rejects?.bytes);
        rejects = { path, bytes: await appender.append(batch.rejects) };
        if (replace) rejectedIds.push(...batch.rejects.flatMap(idsOf));
      }
      const state: SavedImport = { stream: batch.state, rejects, rejectedIds: [...rejectedIds] };
      await staging;
      staging = session.stage(batch.products, batch.rowsConsumed, state);
      // Its failure is heard at the next await; until then it must not count as unheard.
      staging.catch(() => undefined);
      onProgress?.("Reading products", batch.bytesRead, batch.bytesTotal);
    }
    await staging;
  } finally {
    await staging.catch(() => undefined);
    await appender?.close();
  }
  return { rejects, rejectedIds };
}

async function keepReport(
  { workspace }: EngineContext,
  revision: number,
  report: ImportReport,
): Promise<string> {
  const path = join(workspace.importsFolder, `${revision}.json`);
  await mkdir(workspace.importsFolder, { recursive: true });
  await writeFile(path, JSON.stringify(report, null, 2));
  return path;
}

/** A column that says the same in every row tells no products apart, and would replace a whole catalogue. */
function oneIdOnly(
  file: string,
  { mapping, source, repeatedProducts }: ProductStream,
): VitrineError {
  const column = mapping.fields.id?.columns.join(", ") ?? "";
  return new VitrineError(
    "MAPPING_INVALID",
    `Ids must tell products apart; in ${file} all ${repeatedProducts() + 1} products have the same in the column ${column}. The catalogue stays as it was: map another column (--map id=COLUMN).`,
    { field: "id", columns: source.columns },
  );
}

function nothingToImport(
  file: string,
  report: ImportReport,
  rejectsFile: string | undefined,
): VitrineError {
  const [first] = report.problems;
  if (first === undefined || rejectsFile === undefined) {
    return new VitrineError(
      "FORMAT_BROKEN",
      `A product file must hold at least one product; ${file} has none. The catalogue stays as it was: look at the file.`,
      { path: file },
    );
  }
  return new VitrineError(
    "ROW_INVALID",
    `A product file must have at least one row that can be read; of ${file} all were skipped (${report.skipped}), the first in line ${first.line}: ${first.field} ${first.why}; got ${JSON.stringify(first.got)}. The rows are in ${rejectsFile}: mend them there and import that file.`,
    { path: file, line: first.line, got: first.got },
  );
}
