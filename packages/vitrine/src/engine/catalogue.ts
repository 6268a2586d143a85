/** @file The imported catalogue as an artifact: its products as Parquet, and the report of the import. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readCatalogue } from "../data/catalogue-file.js";
import { importReportSchema } from "../data/import-report.js";
import type { ColumnMapping } from "../data/mapping-schema.js";
import type { Product } from "../data/product.js";
import { CATALOGUE_ARTIFACT, notReady } from "./engine-context.js";
import type { EngineContext } from "./engine-context.js";

/** Files of a catalogue artifact. */
export const CATALOGUE_FILES = {
  products: "products.parquet",
  report: "import-report.json",
} as const;

/** One version of the catalogue. */
export interface Catalogue {
  readonly version: string;
  readonly products: readonly Product[];
  /** The product file of the latest import into it, as an absolute path. */
  readonly sourceFile: string | undefined;
  /** Of the artifact. */
  readonly folder: string;
}

/**
 * Loads a version of the catalogue.
 *
 * @returns Undefined when nothing was imported yet.
 * @throws {VitrineError} `ARTIFACT_INVALID` when it is damaged; `ARTIFACT_NOT_FOUND` for a version that is not there.
 */
export async function loadCatalogue(
  { registry }: EngineContext,
  version?: string,
): Promise<Catalogue | undefined> {
  // A current version that has vanished is an error, not an empty workspace to begin anew.
  const isImported = (await registry.history(CATALOGUE_ARTIFACT)).length > 0;
  if (version === undefined && !isImported) return undefined;
  const artifact = await registry.load(CATALOGUE_ARTIFACT, version);
  const sourceFile = artifact.manifest.options["file"];
  return {
    version: artifact.version,
    products: await readCatalogue(join(artifact.folder, CATALOGUE_FILES.products)),
    folder: artifact.folder,
    sourceFile: typeof sourceFile === "string" ? sourceFile : undefined,
  };
}

/** How the latest import into a catalogue read its file; undefined when another version of the engine wrote that otherwise. */
export async function readImportMapping({ folder }: Catalogue): Promise<ColumnMapping | undefined> {
  const text = await readFile(join(folder, CATALOGUE_FILES.report), "utf8").catch(() => "null");
  const json: unknown = JSON.parse(text);
  return importReportSchema.safeParse(json).data?.mapping;
}

/** Loads the current catalogue, which must be there. */
export async function needCatalogue(context: EngineContext): Promise<Catalogue> {
  const catalogue = await loadCatalogue(context);
  if (catalogue === undefined) {
    throw notReady(context, "a catalogue", "Import one: vitrine import products FILE");
  }
  return catalogue;
}
