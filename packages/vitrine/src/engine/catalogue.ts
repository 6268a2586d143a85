/** @file The catalogue as use cases need it: its database, or all of its products at once. */
import { importReportSchema } from "../data/import-report.js";
import type { ColumnMapping } from "../data/mapping-schema.js";
import type { Product } from "../data/product.js";
import type { Store } from "../store/store.js";
import { notReady } from "./engine-context.js";
import type { EngineContext } from "./engine-context.js";

/** All products at one revision. */
export interface Catalogue {
  /** The revision. */
  readonly version: string;
  readonly products: readonly Product[];
  /** The product file of the latest import into it, as an absolute path. */
  readonly sourceFile: string | undefined;
}

/**
 * Opens the database, which must hold a catalogue.
 *
 * @throws {VitrineError} `NOT_READY` when nothing was ever imported.
 */
export async function needStore(context: EngineContext): Promise<Store> {
  const store = await context.store.open();
  if ((await store.revision()) === 0) {
    throw notReady(context, "a catalogue", "Import one: vitrine import products FILE");
  }
  return store;
}

/**
 * Loads every product, for what looks at all of them at once.
 *
 * @throws {VitrineError} `NOT_READY` when nothing was ever imported.
 */
export async function needCatalogue(context: EngineContext): Promise<Catalogue> {
  const store = await needStore(context);
  const version = String(await store.revision());
  const products: Product[] = [];
  for await (const batch of store.scan()) products.push(...batch);
  return { version, products, sourceFile: (await store.importRecords(1))[0]?.label };
}

/** How the latest import into the catalogue read its file; undefined when another version of the engine wrote that otherwise. */
export async function lastImportMapping(store: Store): Promise<ColumnMapping | undefined> {
  const [last] = await store.importRecords(1);
  return importReportSchema.safeParse(last?.report).data?.mapping;
}
