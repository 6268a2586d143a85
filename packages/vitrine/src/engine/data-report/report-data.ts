/**
 * @file What a shop's data is like and what it is enough for: of a file before it is imported, or
 * of the catalogue. Neither is changed.
 */
import { createDataProfile } from "../../data/data-profile.js";
import type { DataProfile, DataProfiler } from "../../data/data-profile.js";
import type { ImportProblem } from "../../data/import-report.js";
import type { MappingOverrides } from "../../data/mapping-schema.js";
import { assessReadiness } from "../../data/readiness.js";
import type { Readiness } from "../../data/readiness.js";
import { streamProducts } from "../../data/stream-products.js";
import { needStore } from "../catalogue.js";
import type { EngineContext, StageProgress } from "../engine-context.js";
import { importMapping } from "../import-mapping.js";

export interface ReportDataOptions {
  /** A product file, relative to the working directory; the catalogue without it. */
  readonly file?: string;
  /** Field → column of the file, over the configuration's mapping and the guess. */
  readonly mapping?: MappingOverrides;
  readonly signal?: AbortSignal;
  /** A file counts bytes, the catalogue products. */
  readonly onProgress?: StageProgress;
}

/** The file that was read. */
export interface ReportedFile {
  readonly kind: "file";
  readonly file: string;
  readonly format: string;
  readonly encoding?: string;
  /** Without those that are blank in every column. */
  readonly rows: number;
  /** Rows that could not be read as a product. */
  readonly unreadable: number;
  /** Rows whose id an earlier row has. */
  readonly repeated: number;
  /** The first few reasons why rows could not be read. */
  readonly problems: readonly ImportProblem[];
  /** Which columns feed each field. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

/** The catalogue that was read. */
export interface ReportedCatalogue {
  readonly kind: "catalogue";
  readonly version: string;
}

/** The data report. Survives JSON unchanged. */
export interface DataReport {
  readonly source: ReportedFile | ReportedCatalogue;
  readonly profile: DataProfile;
  /** What the data is enough for, ability by ability. */
  readonly readiness: readonly Readiness[];
}

const SHOWN_PROBLEMS = 20;

/**
 * Looks through a file or the catalogue.
 *
 * @throws {VitrineError} `NOT_READY` without a catalogue; what `streamProducts` throws of a file.
 */
export async function reportData(
  context: EngineContext,
  options: ReportDataOptions = {},
): Promise<DataReport> {
  const profiler = createDataProfile();
  const source =
    options.file === undefined
      ? await profileCatalogue(context, profiler, options)
      : await profileFile(context, profiler, options.file, options);
  const profile = profiler.profile();
  return { source, profile, readiness: assessReadiness(profile) };
}

async function profileCatalogue(
  context: EngineContext,
  profiler: DataProfiler,
  { signal, onProgress }: ReportDataOptions,
): Promise<ReportedCatalogue> {
  const store = await needStore(context);
  const version = String(await store.revision());
  const total = await store.productCount();
  let done = 0;
  for await (const products of store.scan(signal === undefined ? {} : { signal })) {
    profiler.add(products);
    done += products.length;
    onProgress?.("Looking through the catalogue", done, Math.max(done, total));
  }
  return { kind: "catalogue", version };
}

async function profileFile(
  context: EngineContext,
  profiler: DataProfiler,
  file: string,
  { mapping, signal, onProgress }: ReportDataOptions,
): Promise<ReportedFile> {
  const stream = await streamProducts(file, {
    mapping: await importMapping(context, file, mapping),
    onBadRow: "skip",
    listLimit: SHOWN_PROBLEMS,
    ...(signal === undefined ? {} : { signal }),
  });
  const { encoding } = stream.source;
  if (encoding !== undefined) profiler.addEncoding(encoding);
  for await (const { products, bytesRead, bytesTotal } of stream) {
    profiler.add(products);
    onProgress?.("Reading products", bytesRead, bytesTotal);
  }
  const report = stream.report();
  return {
    kind: "file",
    file,
    format: report.format,
    ...(encoding === undefined ? {} : { encoding }),
    rows: report.rowsRead,
    unreadable: report.skipped,
    repeated: report.repeated.length + (report.leftOut?.repeated ?? 0),
    problems: report.problems,
    columns: Object.fromEntries(
      Object.entries(report.mapping.fields).map(([field, { columns }]) => [field, columns]),
    ),
  };
}
