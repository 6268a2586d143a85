/** @file Writes the catalogue into a file that gives it back exactly when it is imported again. */
import { writeProductFile } from "../data/write-product-file.js";
import type { ProductFileFormat, WrittenProductFile } from "../data/write-product-file.js";
import { needStore } from "./catalogue.js";
import type { EngineContext, StageProgress } from "./engine-context.js";

export interface ExportOptions {
  /** Default: as the name ends, with `.parquet`, `.jsonl` or `.ndjson`; JSON Lines are gzipped where `.gz` follows. */
  readonly format?: ProductFileFormat;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

/** What was exported. */
export interface ExportResult extends WrittenProductFile {
  readonly file: string;
  /** Of the catalogue, when the export began. */
  readonly version: string;
}

/**
 * Writes every product, in the catalogue's order, as it was when the export began.
 *
 * @param file - Relative to the working directory; replaced when it is there, at the end.
 * @throws {VitrineError} `NOT_READY` without a catalogue; what `writeProductFile` throws.
 */
export async function exportCatalogue(
  context: EngineContext,
  file: string,
  { format, signal, onProgress }: ExportOptions = {},
): Promise<ExportResult> {
  const store = await needStore(context);
  const version = String(await store.revision());
  const total = await store.productCount();
  const heard = signal === undefined ? {} : { signal };
  const written = await writeProductFile(file, store.scan(heard), format, {
    ...heard,
    onProgress: (done) => onProgress?.("Exporting products", done, Math.max(done, total)),
  });
  return { file, version, ...written };
}
