/**
 * @file Brings a product file into the workspace: a new version of the catalogue, whole or not at all.
 */
import { writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { writeCatalogue } from "../data/catalogue-file.js";
import { canonicalProduct } from "../data/fingerprint.js";
import { inspectProducts, readProducts } from "../data/import-products.js";
import type { ProductImport } from "../data/import-products.js";
import type { ImportReport } from "../data/import-report.js";
import type { MappingOverrides } from "../data/mapping-schema.js";
import type { Product } from "../data/product.js";
import { writeRejects } from "../data/write-rejects.js";
import { VitrineError } from "../errors.js";
import { CATALOGUE_FILES, loadCatalogue } from "./catalogue.js";
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
  /** Where skipped rows go; default beside the file, `products.rejects.csv` for `products.csv`. */
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
 * @throws {VitrineError} What `readProducts` throws; `PARAM_INVALID` when everything would be
 * replaced by nothing; `DISK_FAILED`.
 */
export async function importCatalogue(
  context: EngineContext,
  file: string,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { config, registry } = context;
  const read = await readProducts(file, {
    mapping: await mappingFor(context, file, options.mapping),
    onBadRow: options.onBadRow ?? config.products.onBadRow,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onProgress: ({ bytesRead, bytesTotal }) => options.onProgress?.(bytesRead, bytesTotal),
  });
  const before = await loadCatalogue(context);
  const { products, counts } = mergeProducts(
    before?.products ?? [],
    read,
    options.replace ?? false,
  );
  if (products.length === 0) {
    throw new VitrineError(
      "PARAM_INVALID",
      `A catalogue must have at least one product; ${file} has none that can be used. Look at the file, or at its rejects.`,
      { param: "file", got: file },
    );
  }
  const rejectsFile =
    read.rejects.length === 0 ? undefined : (options.rejectsFile ?? rejectsBeside(file, read));
  if (rejectsFile !== undefined) await writeRejects(rejectsFile, read.rejects, read.source);
  const isChanged = before === undefined || counts.added + counts.updated + counts.deleted > 0;
  const version = isChanged
    ? await publishCatalogue(registry, file, products, read.report, before?.version)
    : before.version;
  return {
    version,
    products: products.length,
    ...counts,
    ...(rejectsFile === undefined ? {} : { rejectsFile }),
    report: read.report,
  };
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
  replace: boolean,
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
      if (replace && products.length > 0 && !rejected.has(known.id)) counts.deleted += 1;
      else merged.push(known);
    } else {
      counts[canonicalProduct(renewed) === canonicalProduct(known) ? "unchanged" : "updated"] += 1;
      merged.push(renewed);
    }
  }
  counts.added = incoming.size;
  if (replace && products.length === 0 && before.length > 0) {
    throw new VitrineError(
      "PARAM_INVALID",
      `A file that replaces the catalogue must have at least one product; ${report.file} has none. Nothing was deleted.`,
      { param: "replace", got: report.file },
    );
  }
  return { products: [...merged, ...incoming.values()], counts };
}

async function publishCatalogue(
  registry: EngineContext["registry"],
  file: string,
  products: readonly Product[],
  report: ImportReport,
  parent: string | undefined,
): Promise<string> {
  const artifact = await registry.publish(
    {
      name: CATALOGUE_ARTIFACT,
      kind: "catalogue",
      options: { file: resolve(file) },
      parents: parent === undefined ? [] : [{ name: CATALOGUE_ARTIFACT, version: parent }],
      data: [{ input: basename(file), rows: report.rowsRead, sha256: report.fingerprint }],
      licence: "LicenseRef-shop-data",
      engineVersion: ENGINE_VERSION,
    },
    async (folder) => {
      await writeCatalogue(join(folder, CATALOGUE_FILES.products), products);
      await writeFile(join(folder, CATALOGUE_FILES.report), JSON.stringify(report, null, 2));
    },
  );
  return artifact.version;
}

function rejectsBeside(file: string, { source }: ProductImport): string {
  const stem = file.replace(/\.gz$/i, "").replace(/\.[^./\\]+$/, "");
  return `${stem}.rejects.${source.format === "csv" ? "csv" : "jsonl"}`;
}
