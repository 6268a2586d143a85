/**
 * @file Brings a product file into the workspace: a new version of the catalogue, whole or not at all.
 */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { writeCatalogue } from "../data/catalogue-file.js";
import { canonicalProduct } from "../data/fingerprint.js";
import { inspectProducts, readProducts } from "../data/import-products.js";
import type { ProductImport } from "../data/import-products.js";
import type { ImportReport } from "../data/import-report.js";
import type { MappingOverrides } from "../data/mapping-schema.js";
import type { Product } from "../data/product.js";
import { rejectsExist, writeRejects, writeRejectsBeside } from "../data/write-rejects.js";
import { isVitrineError, VitrineError } from "../errors.js";
import { CATALOGUE_FILES, loadCatalogue, readImportMapping } from "./catalogue.js";
import { CATALOGUE_ARTIFACT } from "./engine-context.js";
import type { EngineContext } from "./engine-context.js";
import { ENGINE_VERSION } from "./version.js";

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
  /** Called with bytes. */
  readonly onProgress?: (done: number, total: number) => void;
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
  /** Where the skipped rows are, when there are any. */
  readonly rejectsFile?: string;
  /** Where the report is kept; absent when nothing changed, hence nothing was published. */
  readonly reportFile?: string;
  readonly report: ImportReport;
}

interface Merge {
  readonly products: readonly Product[];
  readonly counts: Pick<ImportResult, "added" | "updated" | "unchanged" | "deleted">;
}

/**
 * Imports products: new ids are added, known ones are renewed in their place.
 *
 * @param file - Relative to the working directory.
 * @throws {VitrineError} What `readProducts` throws; `ROW_INVALID` or `FORMAT_BROKEN` when the file has
 * no product to import; `PARAM_INVALID` when the rejects file is there already; `LOCKED` when other
 * imports were faster again and again; `DISK_FAILED`.
 */
export async function importCatalogue(
  context: EngineContext,
  file: string,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { config } = context;
  const onBadRow = options.onBadRow ?? config.products.onBadRow;
  if (onBadRow === "skip" && options.rejectsFile !== undefined && existsSync(options.rejectsFile)) {
    throw rejectsExist(options.rejectsFile);
  }
  let current = await loadCatalogue(context);
  const earlier = current === undefined ? undefined : await readImportMapping(current);
  const read = await readProducts(file, {
    mapping: await mappingFor(context, file, options.mapping),
    ...(earlier === undefined ? {} : { earlier }),
    onBadRow,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onProgress: ({ bytesRead, bytesTotal }) => options.onProgress?.(bytesRead, bytesTotal),
  });
  const rejectsFile = await keepRejects(file, read, options.rejectsFile);
  if (read.products.length === 0) throw nothingToImport(file, read, rejectsFile);
  for (let attempt = 1; ; attempt++) {
    const before = current;
    const { products, counts } = mergeProducts(before?.products ?? [], read, options.replace);
    const isChanged = before === undefined || counts.added + counts.updated + counts.deleted > 0;
    try {
      const version = isChanged
        ? await publishCatalogue(context, file, products, read.report, before?.version ?? null)
        : before.version;
      return {
        version,
        products: products.length,
        ...counts,
        ...(rejectsFile === undefined ? {} : { rejectsFile }),
        ...(isChanged ? { reportFile: reportOf(context, version) } : {}),
        report: read.report,
      };
    } catch (error) {
      // Another import was faster: what it added stays, and this one goes on top of it.
      if (!isVitrineError(error, "LOCKED") || attempt === publishAttempts) throw error;
      current = await loadCatalogue(context);
    }
  }
}

/** Each attempt that fails is another import that succeeded, so that few are ever needed. */
const publishAttempts = 20;

function reportOf({ workspace }: EngineContext, version: string): string {
  return join(workspace.artifactsFolder, CATALOGUE_ARTIFACT, version, CATALOGUE_FILES.report);
}

async function keepRejects(
  file: string,
  { rejects, source }: ProductImport,
  told: string | undefined,
): Promise<string | undefined> {
  if (rejects.length === 0) return undefined;
  if (told === undefined) return writeRejectsBeside(file, rejects, source);
  await writeRejects(told, rejects, source);
  return told;
}

function nothingToImport(
  file: string,
  { report }: ProductImport,
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

/** The configured mapping as far as this file has its columns, and over it what the caller says. */
async function mappingFor(
  { config, workspace }: EngineContext,
  file: string,
  told: MappingOverrides = {},
): Promise<MappingOverrides> {
  const configured = config.products.mapping;
  const isConfiguredFile =
    config.products.file !== undefined &&
    resolve(workspace.folder, config.products.file) === resolve(file);
  // The configured file must have every column that the configuration names; another need not.
  if (isConfiguredFile) return { ...configured, ...told };
  const { source } = await inspectProducts(file, { mapping: told });
  const fitting = Object.entries(configured).filter(
    ([, columns]) =>
      columns === null || [columns].flat().every((column) => source.columns.includes(column)),
  );
  return { ...Object.fromEntries(fitting), ...told };
}

function mergeProducts(
  before: readonly Product[],
  { products, rejects, report }: ProductImport,
  replace = false,
): Merge {
  const incoming = new Map(products.map((product) => [product.id, product]));
  // A product whose row could not be read is still in the file: it stays as it was.
  const idColumns = report.mapping.fields.id?.columns ?? [];
  const rejected = new Set(
    rejects.flatMap(({ values }) => idColumns.map((column) => String(values[column]).trim())),
  );
  const counts = { added: 0, updated: 0, unchanged: 0, deleted: 0 };
  const merged: Product[] = [];
  for (const known of before) {
    const renewed = incoming.get(known.id);
    incoming.delete(known.id);
    if (renewed === undefined) {
      if (replace && !rejected.has(known.id)) counts.deleted += 1;
      else merged.push(known);
    } else {
      counts[canonicalProduct(renewed) === canonicalProduct(known) ? "unchanged" : "updated"] += 1;
      merged.push(renewed);
    }
  }
  counts.added = incoming.size;
  return { products: [...merged, ...incoming.values()], counts };
}

async function publishCatalogue(
  { registry }: EngineContext,
  file: string,
  products: readonly Product[],
  report: ImportReport,
  parent: string | null,
): Promise<string> {
  const artifact = await registry.publish(
    {
      name: CATALOGUE_ARTIFACT,
      kind: "catalogue",
      options: { file: resolve(file) },
      parents: parent === null ? [] : [{ name: CATALOGUE_ARTIFACT, version: parent }],
      data: [{ input: basename(file), rows: report.rowsRead, sha256: report.fingerprint }],
      licence: "LicenseRef-shop-data",
      engineVersion: ENGINE_VERSION,
    },
    async (folder) => {
      await writeCatalogue(join(folder, CATALOGUE_FILES.products), products);
      await writeFile(join(folder, CATALOGUE_FILES.report), JSON.stringify(report, null, 2));
    },
    { expectedCurrent: parent },
  );
  return artifact.version;
}
